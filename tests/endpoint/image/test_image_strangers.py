"""Foreign pages, other scopes, a service that only reads, and forms made to be read in two ways."""

from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from app import create_app
from tests.conftest import settings_for
from tests.uploads import picture

Upload = Callable[..., dict[str, Any]]
Bearer = Callable[[str], dict[str, str]]
JSON = {"Accept": "application/json"}

FOREIGN = {
    "a page elsewhere": {"Origin": "https://evil.example"},
    "no origin at all": {"Origin": "null"},
    "another port": {"Origin": "http://localhost:8000"},
    "TLS": {"Origin": "https://localhost"},
    "a form without Origin": {"Sec-Fetch-Site": "cross-site"},
    "another host of the site": {"Sec-Fetch-Site": "same-site"},
    "a name that leads here": {"Host": "evil.example"},
    "the same with Origin": {"Host": "evil.example", "Origin": "http://evil.example"},
    "a name that begins right": {"Host": "localhost.evil.example"},
    "an address that begins right": {"Host": "127.0.0.1.evil.example"},
    "a proxy": {"X-Forwarded-For": "127.0.0.1"},
    "a proxy of the standard": {"Forwarded": "for=127.0.0.1"},
    "a proxy that says so": {"Via": "1.1 here"},
}


OPENED = {"form": 201, "body": 201, "patch": 200, "restore": 200, "delete": 204}


def change(client: FlaskClient, header: dict[str, str]) -> dict[str, int]:
    """Try all that changes something; give the statuses."""
    form = {"image": (BytesIO(picture("blue")), "x.png")}
    tried = {
        "form": client.post("/image/upload", data=form, headers=header),
        "body": client.post("/image/upload", data=picture(), headers=header),
        "patch": client.patch("/image/1", json={"name": "x"}, headers=header),
        "restore": client.post("/image/1/restore", headers=header),
        "delete": client.delete("/image/1", headers=header),
    }
    return {what: answer.status_code for what, answer in tried.items()}


def test_no_foreign_page_changes_anything_on_the_own_machine(tmp_path: Path) -> None:
    app = create_app(settings_for(tmp_path, OPEN_WRITES="loopback", PRIVATE="1"))
    client = app.test_client()
    assert client.post("/image/upload", data=picture()).status_code == 201
    before = client.get("/image/1/details").data
    for what, header in FOREIGN.items():
        assert set(change(client, header | JSON).values()) == {401}, what
        for address in ("/image/1", "/image/1/original", "/image/1/details", "/image/list"):
            answer = client.get(address, headers=header | JSON)
            assert answer.status_code == 401, (what, address)
            assert b"share_url" not in answer.data
    for address in ("192.0.2.1", "::ffff:192.0.2.1", "", "fe80::1"):
        far = {"REMOTE_ADDR": address}
        assert client.delete("/image/1", environ_base=far).status_code == 401
    assert client.get("/image/1/details").data == before
    own = {"Origin": "http://localhost", "Sec-Fetch-Site": "same-origin"}
    assert change(client, own) == OPENED


def test_a_token_that_opens_nothing_is_no_way_to_the_own_machine(tmp_path: Path) -> None:
    client = create_app(settings_for(tmp_path, OPEN_WRITES="loopback")).test_client()
    for header in ("Bearer x", "Basic YTpi", "Bearer", "", "Bearer a b"):
        statuses = change(client, {"Authorization": header})
        assert set(statuses.values()) == {401}, header


def test_a_scope_opens_its_own_doors_only(
    client: FlaskClient, upload: Upload, bearer: Bearer
) -> None:
    upload(picture())
    upload(picture())
    doors = {
        "upload": {"form", "body", "patch"},
        "delete": {"restore", "delete"},
        "read": set(),
        "original": set(),
        "push": set(),
        "push:x": set(),
        "manage": set(),
    }
    for scope, opened in doors.items():
        statuses = change(client, bearer(scope))
        assert {what for what, status in statuses.items() if status != 403} == opened, scope
        status = client.get("/image/2/original", headers=bearer(scope)).status_code
        assert status == (200 if scope == "original" else 403)
        told = client.get("/image/2/details", headers=bearer(scope)).get_json()
        assert ("location" in told) == (scope == "original")


class TestOfOneThatOnlyReads:
    @pytest.fixture
    def environ(self) -> dict[str, str]:
        return {"READ_ONLY": "1", "BOOTSTRAP_TOKEN": "0123456789abcdef"}

    def test_nothing_is_changed_and_no_body_is_read(self, client: FlaskClient) -> None:
        header = JSON | {"Authorization": "Bearer 0123456789abcdef"}
        assert set(change(client, header).values()) == {503}
        answer = client.delete("/image/1", headers=header)
        assert answer.headers["Retry-After"]
        assert "READ_ONLY" in answer.get_json()["detail"]
        stream = _Untouched()
        answer = client.post(
            "/image/upload", input_stream=stream, content_length=10, headers=header
        )
        assert answer.status_code == 503
        assert client.get("/image/list").get_json()["images"] == []


class _Untouched(BytesIO):
    def read(self, _size: int | None = -1, /) -> bytes:
        pytest.fail("the body was read")


EDGE = "----edge"


FILE = 'Content-Disposition: form-data; name="image"; filename="{}"'
SMUGGLED = {
    "a line in the name": (FILE.format("a\r\nX-Evil: 1"), 400),
    "a bare LF in the name": (FILE.format("a\nX-Evil: 1"), 400),
    "NUL in the name": (FILE.format("a\0.png"), 400),
    "two dispositions": (f"{FILE.format('a')}\r\n{FILE.format('b')}", 400),
    "a folded header": (f"{FILE.format('a')}\r\n X-Evil: 1", 400),
    "no colon": (f"{FILE.format('a')}\r\nX-Evil", 400),
    "a name of bad bytes": (FILE.format("a\udcff.png"), 400),
    "a transfer encoding": (f"{FILE.format('a')}\r\nContent-Transfer-Encoding: base64", 415),
    "another length": (f"{FILE.format('a.png')}\r\nContent-Length: 3", 201),
    "a type that lies": (f"{FILE.format('a.png')}\r\nContent-Type: text/html", 201),
    "its own boundary": (
        f"{FILE.format('a.png')}\r\nContent-Type: multipart/mixed",
        201,
    ),
    "a path": (FILE.format("../../etc/passwd"), 201),
}


@pytest.mark.parametrize("what", SMUGGLED)
def test_no_part_says_more_than_its_name(
    client: FlaskClient, bearer: Bearer, shop: Flask, what: str
) -> None:
    header, status = SMUGGLED[what]
    head = header.encode("utf-8", "surrogateescape").decode("latin-1")
    body = f"--{EDGE}\r\n{head}\r\n\r\n".encode("latin-1")
    body += picture() + f"\r\n--{EDGE}--\r\n".encode()
    answer = sent(client, bearer("upload"), body)
    assert answer.status_code == status, answer.text
    assert "X-Evil" not in answer.headers
    store = shop.extensions["easel-images"].store
    assert len(list(store.list())) == (status == 201)
    if status == 201:
        given = client.get("/image/1")
        assert (given.data, given.headers["Content-Type"]) == (picture(), "image/png")
        assert "/" not in answer.get_json()["name"]


def sent(client: FlaskClient, header: dict[str, str], body: bytes) -> TestResponse:
    type_ = f"multipart/form-data; boundary={EDGE}"
    return client.post("/image/upload", data=body, content_type=type_, headers=header)


def test_what_was_made_of_a_picture_goes_with_it(
    client: FlaskClient, upload: Upload, bearer: Bearer
) -> None:
    share = upload(picture(), "a.png")["share_url"].removeprefix("http://localhost")
    made = ("/image/1?w=10", "/image/1/thumbnail", f"{share}?w=10", "/image/1?w=10&format=webp")
    etags = {address: client.get(address).headers["ETag"] for address in made}
    client.delete("/image/1", headers=bearer("delete"))
    for address, etag in etags.items():
        assert client.get(address, headers=JSON).status_code == 410
        known = JSON | {"If-None-Match": etag}
        assert client.get(address, headers=known).status_code == 410
    for address in ("/random/9x9", "/seed/a/9x9"):
        assert client.get(address, headers=JSON).status_code == 404


def test_two_uploads_of_one_file_are_two(
    client: FlaskClient, upload: Upload, bearer: Bearer
) -> None:
    upload(picture(), "mine.png", tags="mine")
    upload(picture(), "yours.png", tags="yours")
    for query in ("", "?w=10"):
        names = [
            client.get(f"/image/{number}{query}").headers["Content-Disposition"]
            for number in (1, 2, 1)
        ]
        assert names == [f"inline; filename={name}.png" for name in ("mine", "yours", "mine")]
    client.delete("/image/1", headers=bearer("delete"))
    for suffix in ("", "?w=10", "/thumbnail", "/details"):
        assert client.get(f"/image/2{suffix}").status_code == 200
        assert client.get(f"/image/1{suffix}", headers=JSON).status_code == 410
    told = client.get("/image/2/details").get_json()
    assert (told["name"], told["tags"], told["duplicate_of"]) == ("yours.png", ["yours"], None)
