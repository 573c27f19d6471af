"""Ids, names, ranges, conditions and bodies as nobody should send them."""

from collections.abc import Callable
from email import message_from_string
from typing import Any

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from app import create_app
from tests.conftest import settings_for
from tests.uploads import picture

Upload = Callable[..., dict[str, Any]]
Bearer = Callable[[str], dict[str, str]]
JSON = {"Accept": "application/json"}
TOKEN = {"BOOTSTRAP_TOKEN": "0123456789abcdef"}
OWNER = JSON | {"Authorization": "Bearer 0123456789abcdef"}


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    """Give a service with one picture, which no test may change."""
    client = create_app(settings_for(tmp_path_factory.mktemp("var"), **TOKEN)).test_client()
    assert send(client, picture()).status_code == 201
    return client


def send(client: FlaskClient, body: bytes, **query: str) -> TestResponse:
    return client.post("/image/upload", query_string=query, data=body, headers=OWNER)


NO_IDS = """
    0 -1 -0 +1 01 1.0 1e0 0x1 1_0 ٣ １ ¹ 9223372036854775808 1;drop 1%20 %201 1/ //1 .. 1%2f2 1,2
    1%252f * 1:2 null true list2 9223372036854775807
""".split()  # noqa: RUF001, SIM905 - a list of words reads best as words


def test_what_is_no_id_is_not_found(service: FlaskClient) -> None:
    body = service.get("/image/1").data
    for number in (*NO_IDS, "1" * 5000):
        for suffix in ("", "/details", "/thumbnail", "/original"):
            answer = service.get(f"/image/{number}{suffix}", headers=OWNER)
            assert answer.status_code == 404, (number, suffix)
        for method in ("DELETE", "PATCH"):
            answer = service.open(f"/image/{number}", method=method, headers=OWNER, json={})
            assert answer.status_code in {404, 405}, (number, method)
    for same in ("%31", "1?", "1?01=1"):
        assert service.get(f"/image/{same}").data == body


def test_no_control_character_comes_through_an_address(service: FlaskClient) -> None:
    for control in ("%00", "%0a", "%0d%0aX-Evil:1", "%7f"):
        for address in (f"/image/1{control}", f"/i/{control}", f"/seed/{control}/9x9"):
            assert service.get(address, headers=OWNER).status_code == 400
        answer = service.get(f"/image/1?x{control}=1&q={control}", headers=OWNER)
        assert answer.status_code == 400
        assert "X-Evil" not in answer.headers


NAMES = {
    '"><img src=x onerror=alert(1)>.png': '"><img src=x onerror=alert(1)>.png',
    'a;b="c".png': 'a;b="c".png',
    "a'b%20c%0d%0aX: 1.png": "a'b%20c%0d%0aX: 1.png",
    "../../../etc/passwd": "passwd",
    "C:\\fakepath\\x.png": "x.png",
    "a\u202egpj.exe": "a\u202egpj.exe",
    "\ufeffa.png": "\ufeffa.png",
    "\U0001f600" * 255: "\U0001f600" * 255,
    "ä" * 255: "ä" * 255,
    " ": "image",
    "x...": "x...",
    "käse 猫.jpg": "käse 猫.jpg",
    "cafe\u0301.png": "café.png",
}


def name_in(disposition: str) -> str:
    """Read the name as httpie does."""
    return str(message_from_string(f"Content-Disposition: {disposition}\n\n").get_filename())


@pytest.mark.parametrize("name", NAMES, ids=ascii)
def test_a_name_is_data_wherever_it_goes(service: FlaskClient, name: str) -> None:
    usual = {key for key, _ in service.get("/image/1").headers}
    kept = send(service, picture("blue"), name=name).get_json()
    assert kept["name"] == NAMES[name]
    address = f"/image/{kept['id']}"
    given = service.get(address)
    assert {key for key, _ in given.headers} == usual
    said = given.headers["Content-Disposition"]
    assert said.isascii()
    assert said.isprintable()
    assert name_in(said) == NAMES[name]
    assert service.get(f"{address}/details").get_json()["name"] == NAMES[name]
    made = service.get(f"{address}?w=9&format=jpg").headers["Content-Disposition"]
    assert name_in(made).endswith(".jpg")


NO_NAMES = ["a\0b", "a\r\nX-Evil: 1", "a\u2028b", "a\x85b", ".", "..", "x" * 256, "😀" * 256]


def test_a_name_that_is_none_is_refused(service: FlaskClient) -> None:
    for name in NO_NAMES:
        answer = send(service, picture(), name=name)
        assert (answer.status_code, answer.get_json()["parameter"]) == (400, "name")


WORDS = ["👩‍🚀", "می‌خواهم", "cafe\u0301", "ΐ" * 64, "ﷺ" * 64, "ß", "İ", "👍🏽", "O'Neil; DROP"]


def test_a_word_of_any_script_is_kept_and_found(service: FlaskClient) -> None:
    for word in WORDS:
        kept = send(service, picture(), tags=word)
        assert kept.status_code == 201, kept.text
        for field in ("tag", "q"):
            page = service.get("/image/list", query_string={field: word}).get_json()
            assert kept.get_json()["id"] in [each["id"] for each in page["images"]]


def test_a_word_that_nobody_sees_is_refused(service: FlaskClient) -> None:
    for word in ("\u200d", "a\u202eb", "a\u2028b", "\u200c\u200d", "x" * 65):
        answer = service.patch("/image/1", json={"tags": [word]}, headers=OWNER)
        assert (answer.status_code, answer.get_json()["parameter"]) == (400, "tags")


WHOLE = """
    bytes=-0 bytes=1-0 bytes=5 bytes=--5 bytes=+1-3 bytes=1_0-2_0 bytes=٣-٤ bytes=0x1-0x2 none
    items=0-5 bytes=0-5, bytes=,0-5 bytes=0-5,3-9 bytes=0-0,-1 bytes bytes=- bytes=a-b =0-5
""".split()  # noqa: SIM905
NINES = "9" * 5000


def test_a_range_that_means_little_is_answered_with_all(service: FlaskClient) -> None:
    body = service.get("/image/1").data
    long = [f"bytes=0-{NINES}", f"bytes=-{NINES}", "bytes=" + "0-1," * 2000 + "5-6"]
    for asked in (*WHOLE, *long):
        answer = service.get("/image/1", headers={"Range": asked.encode().decode("latin-1")})
        assert (answer.status_code, answer.data) == (200, body), asked[:40]
        assert answer.headers["Content-Length"] == str(len(body))
        assert "Content-Range" not in answer.headers


def state_of(client: FlaskClient, **headers: str) -> tuple[int, int]:
    sent = {name.replace("_", "-"): value for name, value in headers.items()}
    answer = client.get("/image/1", headers=sent)
    return answer.status_code, len(answer.data)


def test_conditions_and_ranges_hold_in_the_order_of_the_standard(service: FlaskClient) -> None:
    given = service.get("/image/1")
    etag, all_ = given.headers["ETag"], len(given.data)
    many = ", ".join('"x"' for _ in range(6000))
    for known in (etag, "*", f"W/{etag}", f'"x", {etag}', f"{many}, {etag}"):
        assert state_of(service, If_None_Match=known) == (304, 0)
        assert state_of(service, If_None_Match=known, Range="bytes=0-3") == (304, 0)
        assert state_of(service, If_None_Match=known, Range="bytes=0-3", If_Range=etag) == (304, 0)
    for other in ('"x"', many, '"' * 30_000, ",,,", "W/", "x" * 30_000):
        assert state_of(service, If_None_Match=other) == (200, all_)
        assert state_of(service, If_None_Match=other, Range="bytes=0-3", If_Range=etag) == (206, 4)
    # A weak tag says that the bytes may be others: RFC 9110, section 13.1.5.
    date = "Sat, 21 Nov 2099 19:39:30 GMT"
    for other in (f"W/{etag}", '"x"', "*", f"{etag},", f'"x", {etag}', etag.strip('"'), date, ""):
        assert state_of(service, Range="bytes=0-3", If_Range=other) == (200, all_), other
    # Dates mean nothing, as nothing here has one.
    assert state_of(service, If_Modified_Since=date) == (200, all_)


def test_other_methods_are_refused_and_told_which_there_are(service: FlaskClient) -> None:
    for method in ("PUT", "TRACE", "CONNECT", "PROPFIND"):
        for address in ("/image/1", "/image/upload", "/image/list", "/image/1/details"):
            answer = service.open(address, method=method, headers={"Secret": "s3cret"})
            assert answer.status_code == 405
            assert "OPTIONS" in answer.headers["Allow"]
            assert "s3cret" not in answer.text


def test_options_allow_no_other_site_to_write(service: FlaskClient) -> None:
    asked = {"Origin": "https://evil.example", "Access-Control-Request-Method": "DELETE"}
    asked["Access-Control-Request-Headers"] = "authorization"
    answer = service.options("/image/1", headers=asked)
    assert answer.status_code == 200
    allowed = {key for key, _ in answer.headers if key.startswith("Access-Control-")}
    assert allowed == {"Access-Control-Allow-Origin"}


def deep(depth: int, opening: bytes = b"[", closing: bytes = b"]") -> bytes:
    return b'{"tags":' + opening * depth + closing * depth + b"}"


BODIES = {
    "a key twice": (b'{"name":"a","name":"b"}', 400),
    "NaN": (b'{"name":NaN}', 400),
    "a huge number": (b'{"name":1e999999}', 400),
    "many digits": (b'{"name":' + b"9" * 5000 + b"}", 400),
    "half a pair": (b'{"name":"\\ud800"}', 400),
    "no UTF-8": (b'{"name":"\xff"}', 400),
    "NUL": (b'{"name":"\\u0000"}', 400),
    "lines": (b'{"name":"a\\r\\nSet-Cookie: x=1"}', 400),
    "nothing": (b"", 400),
    "null": (b"null", 400),
    "a megabyte": (b" " * 1_000_000 + b"{}", 413),
    "another key": (b'{"id":7,"deleted_at":null}', 400),
    **{f"{depth} deep": (deep(depth), 400) for depth in (10, 500, 950, 1000, 3000, 30_000)},
    "objects deep": (deep(900, b'{"a":', b"}").replace(b":}", b":1}", 1), 400),
    "escapes deep": (deep(900).replace(b"[]", b'["\\u00e4"]'), 400),
}


@pytest.mark.parametrize("what", BODIES)
def test_a_body_that_is_no_change_changes_nothing(service: FlaskClient, what: str) -> None:
    before = service.get("/image/1/details").data
    body, status = BODIES[what]
    header = OWNER | {"Content-Type": "application/json"}
    answer = service.patch("/image/1", data=body, headers=header)
    assert answer.status_code == status, answer.text[:300]
    assert answer.mimetype == "application/problem+json"
    assert len(answer.data) < 10_000
    assert service.get("/image/1/details").data == before


def test_nobody_else_keeps_what_lies_in_the_trash(
    client: FlaskClient, upload: Upload, bearer: Bearer
) -> None:
    upload(picture())
    header = bearer("delete")
    client.delete("/image/1", headers=header)
    answer = client.get("/image/list?deleted=1", headers=header)
    assert len(answer.get_json()["images"]) == 1
    assert answer.headers["Cache-Control"] == "private, no-cache"
    known = {"If-None-Match": answer.headers["ETag"]}
    assert client.get("/image/list?deleted=1", headers=header | known).status_code == 304
    assert client.get("/image/list?deleted=1", headers=known).status_code == 401
