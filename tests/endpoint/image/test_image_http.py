"""RFC 9110 and 9111 over each address of the image repository, by a table."""

import hashlib
from base64 import b64encode
from collections.abc import Mapping
from io import BytesIO
from types import MappingProxyType
from typing import Any, NamedTuple

import pytest
from flask.testing import FlaskClient
from PIL import Image

from app import create_app
from tests import located
from tests.conftest import settings_for

OWNER = {"Authorization": "Bearer 0123456789abcdef"}
BROWSER = {"Accept": "image/avif,image/webp,image/png,image/*;q=0.8"}


class Address(NamedTuple):
    """A place, and what it promises.

    Args:
        path: below the service; `{share}` stands for the first upload's.
        cache: Cache-Control.
        vary: names in Vary.
        header: that has to be sent.
        ranges: whether parts of it are given.
        named: whether it has an ETag.
    """

    path: str
    cache: str = "public, no-cache"
    vary: frozenset[str] = frozenset()
    header: Mapping[str, str] = MappingProxyType({})
    ranges: bool = False
    named: bool = True


ACCEPT, AUTHORIZATION = frozenset({"Accept"}), frozenset({"Authorization"})
FOREVER = "public, max-age=31536000, immutable"
TABLE = (
    Address("/image/1", ranges=True),
    Address("{share}", ranges=True),
    Address("/image/1/original", "private, no-cache", header=OWNER, ranges=True),
    Address("/image/2", ranges=True),
    Address("/image/1?w=30"),
    Address("/image/1?w=30&format=auto", vary=ACCEPT),
    Address("/image/1?w=30&format=webp"),
    Address("{share}?w=30"),
    Address("/image/1/thumbnail", vary=ACCEPT),
    Address("/image/1/thumbnail?size=20", vary=ACCEPT),
    Address("/image/1/details", vary=AUTHORIZATION),
    Address("/image/1/details", "private, no-cache", AUTHORIZATION, OWNER),
    Address("/image/list"),
    Address("/image/list?limit=1"),
    Address("/image/list?deleted=1", "private, no-cache", header=OWNER),
    Address("/seed/a/30x20", FOREVER, ACCEPT),
    Address("/random/30x20?seed=a", FOREVER, ACCEPT),
    Address("/random/30x20", "no-store", ACCEPT),
    Address("/image/", "no-cache", named=False),
)


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    folder = tmp_path_factory.mktemp("var")
    token = OWNER["Authorization"].removeprefix("Bearer ")
    return create_app(settings_for(folder, BOOTSTRAP_TOKEN=token)).test_client()


@pytest.fixture(scope="module")
def share(client: FlaskClient) -> str:
    """Upload two pictures; give where the first one is shared."""
    stream = BytesIO()
    Image.effect_noise((90, 60), 60).save(stream, "PNG")
    found = []
    for body in (located.jpeg(located.exif(6)), stream.getvalue()):
        answer = client.post("/image/upload", data=body, headers=OWNER)
        assert answer.status_code == 201
        found.append(answer.get_json()["share_url"].removeprefix("http://localhost"))
    return str(found[0])


def named(entry: Address) -> str:
    return entry.path + (" as owner" if entry.header else "")


table = pytest.mark.parametrize("entry", TABLE, ids=named)


@table
def test_what_is_said_of_it_is_true(client: FlaskClient, share: str, entry: Address) -> None:
    path, header = entry.path.format(share=share), {**entry.header, **BROWSER}
    answer = client.get(path, headers=header)
    assert answer.status_code == 200
    assert answer.headers["Content-Length"] == str(len(answer.data))
    assert answer.headers["Cache-Control"] == entry.cache
    assert set(answer.vary) == entry.vary
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert (answer.headers.get("Accept-Ranges") == "bytes") == entry.ranges
    if digest := answer.headers.get("Repr-Digest"):
        told = b64encode(hashlib.sha256(answer.data).digest()).decode()
        assert digest == f"sha-256=:{told}:"
    else:
        assert not answer.mimetype or not answer.mimetype.startswith("image/")


@table
def test_a_head_says_what_a_get_does(client: FlaskClient, share: str, entry: Address) -> None:
    path, header = entry.path.format(share=share), {**entry.header, **BROWSER}
    got, head = client.get(path, headers=header), client.head(path, headers=header)
    assert head.data == b""
    assert head.status_code == got.status_code
    changing = {"X-Request-Id"} | (
        {"Date"}
        if entry.cache != "no-store"
        else {
            *("Date", "ETag", "Content-Length", "Repr-Digest", "Content-Location", "Content-Type"),
            "Content-Disposition",
        }
    )
    assert visible(head.headers, changing) == visible(got.headers, changing)


def visible(headers: Any, left_out: set[str]) -> dict[str, str]:
    return {name: value for name, value in headers if name not in left_out}


@table
def test_who_has_it_is_sent_no_body(client: FlaskClient, share: str, entry: Address) -> None:
    if not entry.named or entry.cache == "no-store":
        return
    path, header = entry.path.format(share=share), {**entry.header, **BROWSER}
    got = client.get(path, headers=header)
    etag = got.headers["ETag"]
    assert etag.startswith('"')  # strong
    for method in ("GET", "HEAD"):
        for known in (etag, f"W/{etag}", f'"x", {etag}', "*"):
            condition = header | {"If-None-Match": known}
            answer = client.open(path, method=method, headers=condition)
            assert (answer.status_code, answer.data) == (304, b""), known
            for name in ("ETag", "Cache-Control", "Vary", "Content-Location"):
                assert answer.headers.get(name) == got.headers.get(name), name
            assert "Content-Range" not in answer.headers
    other = client.get(path, headers=header | {"If-None-Match": f'"{"0" * 32}"'})
    assert (other.status_code, other.data) == (200, got.data)


@table
def test_a_part_is_given_of_what_is_stored_only(
    client: FlaskClient, share: str, entry: Address
) -> None:
    path, header = entry.path.format(share=share), {**entry.header, **BROWSER}
    got = client.get(path, headers=header)
    part = client.get(path, headers=header | {"Range": "bytes=5-14"})
    if not entry.ranges:
        assert part.status_code == 200
        assert "Content-Range" not in part.headers
        return
    assert (part.status_code, part.data) == (206, got.data[5:15])
    assert part.headers["Content-Range"] == f"bytes 5-14/{len(got.data)}"
    assert part.headers["Content-Length"] == "10"
    for name in ("ETag", "Cache-Control", "Vary", "Repr-Digest", "Content-Disposition"):
        assert part.headers.get(name) == got.headers.get(name), name
    head = client.head(path, headers=header | {"Range": "bytes=5-14"})
    assert head.status_code in {200, 206}
    assert head.data == b""
    behind = client.get(path, headers=header | {"Range": f"bytes={len(got.data)}-"})
    assert (behind.status_code, behind.headers["Content-Range"]) == (
        416,
        f"bytes */{len(got.data)}",
    )


def test_what_differs_has_different_names(client: FlaskClient, share: str) -> None:
    seen: dict[str, bytes] = {}
    for entry in TABLE:
        if not entry.named or entry.cache == "no-store":
            continue
        answer = client.get(entry.path.format(share=share), headers={**entry.header, **BROWSER})
        etag = answer.headers["ETag"]
        assert seen.setdefault(etag, answer.data) == answer.data
    assert len(set(seen)) >= 10
    for accept in ("image/avif", "image/webp", "image/png"):
        answer = client.get("/image/1?w=30&format=auto", headers={"Accept": accept})
        etag = answer.headers["ETag"]
        assert seen.setdefault(etag, answer.data) == answer.data


Refusal = tuple[str, str, int]
WRONG: tuple[Refusal, ...] = (
    ("GET", "/image/99", 404),
    ("GET", "/image/1?w=x", 400),
    ("GET", "/image/1/thumbnail?size=5", 400),
    ("GET", "/image/1/original", 401),
    ("GET", "/i/none", 404),
    ("GET", "/random/0x0", 400),
    ("DELETE", "/image/1", 401),
)


@pytest.mark.parametrize(("method", "path", "status"), WRONG)
def test_an_error_is_what_its_reader_can_show(
    client: FlaskClient, share: str, method: str, path: str, status: int
) -> None:
    assert share
    for accept, shown in (
        ("application/json", "application/problem+json"),
        ("image/webp,image/*", "image/"),
        ("image/png", "image/"),
    ):
        answer = client.open(path, method=method, headers={"Accept": accept})
        assert answer.status_code == status
        assert str(answer.mimetype).startswith(shown)
        assert answer.headers["Cache-Control"] == "no-store"
        assert "Accept" in answer.headers["Vary"]
        assert "ETag" not in answer.headers
        assert ("WWW-Authenticate" in answer.headers) == (status == 401)
