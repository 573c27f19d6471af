"""A file as the body: what it may be sent as, what its headers may say."""

import hashlib
import os
from base64 import b64encode
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from endpoint.image.receive import Caps
from storage.errors import Full
from storage.objects import Draft, Staging
from tests.endpoint.image.receive.echo import CAPS, app_for, left

CAT = bytes(range(256)) * 300


@pytest.fixture
def client(tmp_path: Path) -> FlaskClient:
    return app_for(tmp_path).test_client()


def send(client: FlaskClient, body: bytes = CAT, query: str = "", **headers: str) -> TestResponse:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return client.post(f"/upload?{query}", data=body, headers=named)


def name_of(answer: TestResponse) -> str:
    assert answer.status_code == 200, answer.text
    return str(answer.get_json()["files"][0]["name"])


def problem_of(answer: TestResponse, status: int) -> tuple[str, str]:
    """Give the parameter and the detail of a refusal."""
    assert answer.status_code == status, answer.text
    problem = answer.get_json()
    return problem.get("parameter", ""), problem["detail"]


@pytest.mark.parametrize(
    "kind",
    [
        "",
        "image/png",
        "image/svg+xml",
        "application/octet-stream",
        "text/plain",
        "application/x-www-form-urlencoded",
        "what is that",
    ],
)
def test_its_bytes_tell_what_it_is_and_not_its_type(kind: str, client: FlaskClient) -> None:
    answer = send(client, Content_Type=kind) if kind else send(client)
    assert answer.get_json()["files"] == [
        {
            "name": "image",
            "tags": [],
            "size": len(CAT),
            "sha256": hashlib.sha256(CAT).hexdigest(),
        }
    ]


@pytest.mark.parametrize(
    "kind",
    ["application/json", "application/problem+json", "multipart/mixed; boundary=a", "multipart/x"],
)
def test_json_and_other_multiparts_are_no_files(
    kind: str, client: FlaskClient, tmp_path: Path
) -> None:
    problem_of(send(client, Content_Type=kind), 415)
    assert left(tmp_path) == []


@pytest.mark.parametrize(
    ("query", "header", "name"),
    [
        ("", "", "image"),
        ("name=a.jpg", "", "a.jpg"),
        ("name=", "", "image"),
        ("name=%F0%9F%98%80", "", "😀"),
        ("name=a", "attachment; filename=b", "a"),
        ("", "attachment; filename=b.jpg", "b.jpg"),
        ("", "inline; filename*=UTF-8''%C3%A4%2F%C3%B6", "ö"),
        ("", 'attachment; filename="\xc3\xa4.jpg"', "ä.jpg"),
        ("", r'attachment; filename="C:\fakepath\f.jpg"', "f.jpg"),
        ("", r'attachment; filename="a\"b"', 'a"b'),
        ("", "attachment", "image"),
        ("name=../../a", "", "a"),
        ("name=/", "", "image"),
        ("name=%20a%20", "", "a"),
        ("name=a%CC%88", "", "ä"),
        (f"name={'x' * 255}", "", "x" * 255),
    ],
)
def test_its_name_is_that_of_query_or_header(
    query: str, header: str, name: str, client: FlaskClient
) -> None:
    answer = send(client, CAT, query, **({"Content_Disposition": header} if header else {}))
    assert name_of(answer) == name


@pytest.mark.parametrize(
    ("query", "header", "parameter"),
    [
        ("name=a%00b", "", "name"),
        ("name=a%0Ab", "", "name"),
        ("name=a%E2%80%A8b", "", "name"),
        ("name=a%7F", "", "name"),
        ("name=..", "", "name"),
        ("name=a/.", "", "name"),
        (f"name={'x' * 256}", "", "name"),
        ("name=a&name=b", "", "name"),
        ("", "attachment; filename*=UTF-8''a%00", "filename"),
        ("", "attachment; filename*=UTF-8''%FF", "filename"),
        ("", 'attachment; filename="\xff"', "filename"),
        ("", f"attachment; filename={'x' * 256}", "filename"),
    ],
)
def test_what_is_no_name_is_refused(
    query: str, header: str, parameter: str, client: FlaskClient, tmp_path: Path
) -> None:
    answer = send(client, CAT, query, **({"Content_Disposition": header} if header else {}))
    assert problem_of(answer, 400)[0] == parameter
    assert left(tmp_path) == []


def test_tags_are_listed_once(client: FlaskClient) -> None:
    answer = send(client, CAT, "tags=a,b&tags=,%20b%20,c%20d,")
    assert answer.get_json()["files"][0]["tags"] == ["a", "b", "c d"]


def encoded(algorithm: str, body: bytes = CAT) -> str:
    return b64encode(hashlib.new(algorithm, body).digest()).decode()


GOOD = {
    "sha-256": f"sha-256=:{encoded('sha256')}:",
    "sha-512": f"sha-512=:{encoded('sha512')}:",
    "both": f"sha-512=:{encoded('sha512')}: ,\tsha-256=:{encoded('sha256')}:",
    "one that is not known": "md5=:AAAA:, unixsum=:MGEy:",
    "one that is known": f"crc32c=:AAAAAA==:,sha-256=:{encoded('sha256')}:",
    "parameters": f'sha-256=:{encoded("sha256")}:;a=1; b="c"',
    "the last of two": f"sha-256=:{encoded('sha256', b'')}:, sha-256=:{encoded('sha256')}:",
    "empty": "",
}
BAD = {
    "of something else": f"sha-256=:{encoded('sha256', b'dog')}:",
    "one wrong": f"sha-256=:{encoded('sha256')}:, sha-512=:{encoded('sha512', b'dog')}:",
    "the last wrong": f"sha-256=:{encoded('sha256')}:, sha-256=:{encoded('sha256', b'')}:",
    "too short": "sha-256=:AAAA:",
    "of another algorithm": f"sha-256=:{encoded('sha512')}:",
    "no colons": f"sha-256={encoded('sha256')}",
    "hex": f"sha-256=:{hashlib.sha256(CAT).hexdigest()}:",
    "no padding": f"sha-256=:{encoded('sha256').rstrip('=')}:",
    "padding within": f"sha-256=:=={encoded('sha256')}:",
    "of URLs": "sha-256=:____________________________________________:",
    "no algorithm": f"=:{encoded('sha256')}:",
    "capitals": f"SHA-256=:{encoded('sha256')}:",
    "a comma too many": f"sha-256=:{encoded('sha256')}:,",
    "only a comma": ",",
    "a text": 'sha-256="abc"',
    "a flag": "sha-256",
    "spaces in it": f"sha-256 = :{encoded('sha256')}:",
    "other letters": "sha-256=:ä:",
}


@pytest.mark.parametrize("header", ["Content-Digest", "Repr-Digest"])
@pytest.mark.parametrize("case", GOOD)
def test_a_digest_that_fits_is_no_trouble(case: str, header: str, client: FlaskClient) -> None:
    assert send(client, CAT, **{header: GOOD[case]}).status_code == 200


@pytest.mark.parametrize("header", ["Content-Digest", "Repr-Digest"])
@pytest.mark.parametrize("case", BAD)
def test_a_digest_that_does_not_fit_is_named(
    case: str, header: str, client: FlaskClient, tmp_path: Path
) -> None:
    value = BAD[case].encode().decode("latin-1")
    assert problem_of(send(client, CAT, **{header: value}), 400)[0] == header
    assert left(tmp_path) == []


def test_a_digest_of_a_form_is_that_of_all_its_bytes(client: FlaskClient, tmp_path: Path) -> None:
    body = (
        b'--b\r\nContent-Disposition: form-data; name="image"; filename="a"\r\n\r\ncat\r\n--b--rest'
    )
    kind = {"Content_Type": "multipart/form-data; boundary=b"}
    good = {"Content_Digest": f"sha-512=:{encoded('sha512', body)}:"}
    bad = {"Content_Digest": f"sha-512=:{encoded('sha512', b'cat')}:"}
    assert send(client, body, **kind, **good).status_code == 200
    assert problem_of(send(client, body, **kind, **bad), 400)[0] == "Content-Digest"
    assert left(tmp_path) == []


@pytest.mark.parametrize(
    ("sent", "key"),
    [
        (None, None),
        ('"8e03978e-40d5-43dd-bc93-6894a57f9324"', "8e03978e-40d5-43dd-bc93-6894a57f9324"),
        ("8e03978e-40d5-43dd-bc93-6894a57f9324", "8e03978e-40d5-43dd-bc93-6894a57f9324"),
        (r'"a\"\\b"', r'a"\b'),
        ('"a,b;c"', "a,b;c"),
        ("!#$%&'()*+-./:<=>?@[]^_`{|}~", "!#$%&'()*+-./:<=>?@[]^_`{|}~"),
        ("x" * 255, "x" * 255),
        (f'"{"x" * 255}"', "x" * 255),
    ],
)
def test_an_idempotency_key_is_read(sent: str | None, key: str | None, client: FlaskClient) -> None:
    answer = send(client, CAT, **({"Idempotency_Key": sent} if sent else {}))
    assert answer.get_json()["key"] == key


@pytest.mark.parametrize(
    "sent",
    [
        "",
        '""',
        '"',
        '"a',
        'a"',
        '"a"b"',
        "a b",
        '"a b"',
        "a,b",
        '"a", "b"',
        "a;b=1",
        "\xc3\xa4",
        r'"\a"',
        "a\\b",
        "x" * 256,
        f'"{"x" * 256}"',
        "\x7f",
    ],
)
def test_what_is_no_idempotency_key_is_refused(sent: str, client: FlaskClient) -> None:
    assert problem_of(send(client, Idempotency_Key=sent), 400)[0] == "Idempotency-Key"


@pytest.mark.parametrize("encoding", ["gzip", "br", "identity, gzip", "?"])
def test_an_encoded_body_is_refused(encoding: str, client: FlaskClient, tmp_path: Path) -> None:
    assert "Content-Encoding" in problem_of(send(client, Content_Encoding=encoding), 415)[1]
    assert left(tmp_path) == []


def test_a_body_may_say_that_it_is_not_encoded(client: FlaskClient) -> None:
    assert send(client, Content_Encoding="Identity").status_code == 200


def test_an_empty_body_is_refused(client: FlaskClient, tmp_path: Path) -> None:
    assert problem_of(send(client, b""), 400)[0] == "image"
    assert left(tmp_path) == []


def test_the_cap_is_the_last_byte(client: FlaskClient, tmp_path: Path) -> None:
    assert send(client, b"x" * CAPS.file_bytes).status_code == 200
    assert problem_of(send(client, b"x" * (CAPS.file_bytes + 1)), 413)[1].startswith("image: ")
    assert left(tmp_path) == []


class Sent(NamedTuple):
    """A body whose sender says how long it is, or does not."""

    body: bytes
    length: str | None
    terminated: bool = True


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        (Sent(CAT, None), 200),
        (Sent(CAT, None, terminated=False), 400),
        (Sent(CAT, "0"), 400),
        (Sent(CAT, str(len(CAT) + 1)), 400),
        (Sent(CAT, "x", terminated=False), 400),
        (Sent(b"x" * (CAPS.file_bytes + 1), None), 413),
        (Sent(CAT, str(CAPS.file_bytes + 1)), 413),
        (Sent(CAT, "9" * 30), 413),
    ],
)
def test_a_length_is_not_trusted(
    sent: Sent, status: int, client: FlaskClient, tmp_path: Path
) -> None:
    overrides: dict[str, Any] = {"wsgi.input_terminated": sent.terminated}
    if sent.length is None:
        overrides["HTTP_TRANSFER_ENCODING"] = "chunked"
    else:
        overrides["CONTENT_LENGTH"] = sent.length
    answer = client.post("/upload", input_stream=BytesIO(sent.body), environ_overrides=overrides)
    assert answer.status_code == status, answer.text
    assert left(tmp_path) == []


def test_no_more_is_read_than_was_announced(client: FlaskClient) -> None:
    body = BytesIO(b"catdog")
    overrides = {"CONTENT_LENGTH": "3", "wsgi.input_terminated": True}
    answer = client.post("/upload", input_stream=body, environ_overrides=overrides)
    assert answer.get_json()["files"][0]["size"] == 3
    assert body.read() == b"dog"


class Broken(BytesIO):
    """A body that a server cannot read."""

    def __init__(self, error: Exception) -> None:
        super().__init__(CAT)
        self.error = error

    def read(self, size: int | None = -1, /) -> bytes:
        if self.tell() > 0:
            raise self.error
        return super().read(1000)


@pytest.mark.parametrize(
    ("error", "status"),
    [(ConnectionResetError(), 400), (ValueError("chunk"), 400), (TimeoutError(), 408)],
)
def test_what_goes_wrong_on_the_way_is_no_error_of_ours(
    error: Exception, status: int, client: FlaskClient, tmp_path: Path
) -> None:
    overrides = {"CONTENT_LENGTH": "5000"}
    answer = client.post("/upload", input_stream=Broken(error), environ_overrides=overrides)
    assert answer.status_code == status, answer.text
    assert left(tmp_path) == []


def caps_with(seconds: float = 30, min_free: int = 0) -> Caps:
    return replace(CAPS, seconds=seconds, min_free=min_free)


def test_a_body_that_takes_too_long_is_refused_by_any_server(tmp_path: Path) -> None:
    answer = send(app_for(tmp_path, caps_with(seconds=1e-9)).test_client())
    assert "UPLOAD_SECONDS" in problem_of(answer, 408)[1]
    assert left(tmp_path) == []


def test_what_would_fill_the_disk_is_refused_unread(tmp_path: Path) -> None:
    found = os.statvfs(tmp_path)
    body = BytesIO(CAT)
    caps = caps_with(min_free=found.f_blocks * found.f_frsize)
    answer = app_for(tmp_path, caps).test_client().post("/upload", input_stream=body)
    assert "no room" in problem_of(answer, 507)[1]
    assert body.tell() == 0
    assert left(tmp_path) == []


def test_a_disk_that_is_full_says_so(
    client: FlaskClient, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def write(self: Draft, chunk: bytes) -> None:
        raise Full

    monkeypatch.setattr(Draft, "write", write)
    assert "no room" in problem_of(send(client), 507)[1]
    assert left(tmp_path) == []


def test_a_disk_too_full_for_a_draft_says_so(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    def draft(self: Staging) -> Draft:
        raise Full

    monkeypatch.setattr(Staging, "draft", draft)
    assert "no room" in problem_of(send(client), 507)[1]
