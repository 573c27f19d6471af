"""What was uploaded is given back: whole, in part, changed, or not at all."""

import hashlib
from base64 import b64encode
from collections.abc import Callable
from io import BytesIO
from typing import Any, BinaryIO

import pytest
from flask.testing import FlaskClient
from PIL import Image

from storage.errors import Missing
from tests import located
from tests.uploads import moving, opened, picture

Upload = Callable[..., dict[str, Any]]
Bearer = Callable[[str], dict[str, str]]
JSON = {"Accept": "application/json"}


def digest(body: bytes) -> str:
    return f"sha-256=:{b64encode(hashlib.sha256(body).digest()).decode()}:"


def test_a_file_comes_back_as_it_was_sent(client: FlaskClient, upload: Upload) -> None:
    body = picture()
    found = upload(body)
    answer = client.get(f"/image/{found['id']}")
    assert answer.data == body
    assert answer.mimetype == "image/png"
    assert answer.headers["Content-Length"] == str(len(body))
    assert answer.headers["Cache-Control"] == "public, no-cache"
    assert answer.headers["Repr-Digest"] == digest(body)
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Security-Policy"] == "sandbox; default-src 'none'"


def test_a_head_has_no_body_and_the_same_headers(client: FlaskClient, upload: Upload) -> None:
    upload(body := picture())
    answer = client.head("/image/1")
    assert answer.data == b""
    assert answer.headers["Content-Length"] == str(len(body))
    part = client.head("/image/1", headers={"Range": "bytes=0-3"})
    for each in (answer, part):
        del each.headers["X-Request-Id"]
    assert part.headers == answer.headers


def test_who_has_it_is_told_so_until_it_is_deleted(
    client: FlaskClient, upload: Upload, bearer: Bearer
) -> None:
    upload(picture())
    etag = client.get("/image/1").headers["ETag"]
    assert not etag.startswith("W/")
    condition = {"If-None-Match": etag}
    answer = client.get("/image/1", headers=condition)
    assert (answer.status_code, answer.data) == (304, b"")
    assert answer.headers["ETag"] == etag
    client.patch("/image/1", json={"name": "new.png"}, headers=bearer("upload"))
    answer = client.get("/image/1", headers=condition)
    assert answer.headers["Content-Disposition"] == "inline; filename=new.png"
    client.delete("/image/1", headers=bearer("delete"))
    assert client.get("/image/1", headers=condition).status_code == 410


@pytest.mark.parametrize(
    ("asked", "start", "stop"),
    [
        ("bytes=0-9", 0, 10),
        ("bytes=10-", 10, None),
        ("bytes=-10", -10, None),
        ("bytes=0-99999", 0, None),
        ("bytes=5-5", 5, 6),
        ("bytes=-99999", 0, None),
    ],
)
def test_a_range_is_a_part(
    client: FlaskClient, upload: Upload, asked: str, start: int, stop: int | None
) -> None:
    upload(body := picture())
    answer = client.get("/image/1", headers={"Range": asked})
    assert answer.status_code == (200 if "99999" in asked else 206)
    assert answer.data == body[start:stop]
    assert answer.headers["Accept-Ranges"] == "bytes"
    if answer.status_code == 206:
        first = start % len(body)
        last = first + len(answer.data) - 1
        assert answer.headers["Content-Range"] == f"bytes {first}-{last}/{len(body)}"


@pytest.mark.parametrize("asked", ["bytes=0-1,3-4", "lines=0-3", "bytes=5-2", "bytes=x", "bytes="])
def test_what_is_no_single_range_is_answered_with_all(
    client: FlaskClient, upload: Upload, asked: str
) -> None:
    upload(body := picture())
    answer = client.get("/image/1", headers={"Range": asked})
    assert (answer.status_code, answer.data) == (200, body)


def test_a_range_behind_the_end_is_refused(client: FlaskClient, upload: Upload) -> None:
    upload(body := picture())
    answer = client.get("/image/1", headers={"Range": f"bytes={len(body)}-"})
    assert answer.status_code == 416
    assert answer.headers["Content-Range"] == f"bytes */{len(body)}"


def test_a_range_of_another_version_is_answered_with_all(
    client: FlaskClient, upload: Upload
) -> None:
    upload(body := picture())
    for condition in ('"other"', "Mon, 01 Jan 2024 00:00:00 GMT"):
        answer = client.get("/image/1", headers={"Range": "bytes=0-3", "If-Range": condition})
        assert (answer.status_code, answer.data) == (200, body)
    etag = client.get("/image/1").headers["ETag"]
    answer = client.get("/image/1", headers={"Range": "bytes=0-3", "If-Range": etag})
    assert answer.status_code == 206


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("cat.png", "inline; filename=cat.png"),
        ("my cat.png", 'inline; filename="my cat.png"'),
        ("käse.png", "inline; filename*=UTF-8''k%C3%A4se.png"),
        ("猫.png", "inline; filename*=UTF-8''%E7%8C%AB.png"),
        ("🐈", "inline; filename*=UTF-8''%F0%9F%90%88"),
    ],
)
def test_its_name_comes_along(client: FlaskClient, upload: Upload, name: str, said: str) -> None:
    assert upload(picture(), name)["name"] == name
    assert client.get("/image/1").headers["Content-Disposition"] == said


def test_what_is_made_of_it_has_a_name_that_fits(client: FlaskClient, upload: Upload) -> None:
    upload(picture(), "my.cat.png")
    answer = client.get("/image/1?format=jpg&w=10")
    assert answer.headers["Content-Disposition"] == "inline; filename=my.cat.jpg"
    assert answer.headers["Repr-Digest"] == digest(answer.data)


def test_it_takes_the_parameters_of_pictures(client: FlaskClient, upload: Upload) -> None:
    upload(picture(size=(60, 40)))
    answer = client.get(
        "/image/1?w=20&h=20&fit=cover&format=auto", headers={"Accept": "image/webp"}
    )
    assert answer.mimetype == "image/webp"
    assert answer.headers["Vary"] == "Accept"
    assert opened(answer).size == (20, 20)
    assert client.get("/image/1?w=0", headers=JSON).get_json()["parameter"] == "w"


def test_an_unknown_parameter_is_named_and_changes_nothing(
    client: FlaskClient, upload: Upload
) -> None:
    upload(body := picture())
    answer = client.get("/image/1?v=3")
    assert answer.data == body
    assert answer.headers["X-Ignored-Parameters"] == "v"


@pytest.mark.parametrize("suffix", ["", "/details", "/thumbnail", "/original"])
def test_what_never_was_is_not_found_and_what_was_is_gone(
    client: FlaskClient, upload: Upload, bearer: Bearer, suffix: str
) -> None:
    header = bearer("original delete") | JSON
    assert client.get(f"/image/1{suffix}", headers=header).status_code == 404
    assert client.get(f"/image/{2**64}{suffix}", headers=header).status_code == 404
    upload(picture())
    assert client.get(f"/image/1{suffix}", headers=header).status_code == 200
    deleted = client.delete("/image/1", headers=header)
    assert (deleted.status_code, deleted.data) == (204, b"")
    assert {"Content-Type", "Content-Security-Policy"}.isdisjoint(deleted.headers.keys())
    assert client.get(f"/image/1{suffix}", headers=header).status_code == 410


def test_a_share_is_the_same_picture_under_a_name_that_nobody_counts_up_to(
    client: FlaskClient, upload: Upload, bearer: Bearer
) -> None:
    found = upload(body := picture())
    share = found["share_url"].removeprefix("http://localhost")
    assert len(share.removeprefix("/i/")) == 32
    assert client.get(share).data == body
    assert opened(client.get(f"{share}?w=6")).size == (6, 4)
    for other in ("/i/0", f"/i/{'0' * 32}", f"{share}0", f"{share}%20", share.upper()):
        assert client.get(other).status_code == 404
    client.delete("/image/1", headers=bearer("delete"))
    assert client.get(share).status_code == 410


def test_a_thumbnail_fits_into_its_box_and_is_never_larger_than_its_picture(
    client: FlaskClient, upload: Upload
) -> None:
    upload(picture(size=(900, 300)))
    upload(picture(size=(30, 60)))
    assert opened(client.get("/image/1/thumbnail")).size == (256, 85)
    assert opened(client.get("/image/1/thumbnail?size=90")).size == (90, 30)
    assert opened(client.get("/image/2/thumbnail")).size == (30, 60)


@pytest.mark.parametrize("size", ["15", "1025", "0", "-1", "x", "", "٦٤", "256.0", "1" * 5000])
def test_a_thumbnail_of_no_size_is_refused(client: FlaskClient, upload: Upload, size: str) -> None:
    upload(picture())
    answer = client.get("/image/1/thumbnail", query_string={"size": size}, headers=JSON)
    assert answer.status_code == 400
    assert answer.get_json()["parameter"] == "size"


def test_a_thumbnail_of_an_animation_stands_still(client: FlaskClient, upload: Upload) -> None:
    assert upload(moving((40, 40)))["frames"] == 2
    for accept, mimetype in (("image/webp", "image/webp"), ("image/png", "image/png")):
        answer = client.get("/image/1/thumbnail", headers={"Accept": accept})
        assert answer.mimetype == mimetype
        with Image.open(BytesIO(answer.data)) as shown:
            assert (shown.size, getattr(shown, "n_frames", 1)) == ((40, 40), 1)


def test_nobody_is_told_the_place_and_the_pixels_are_the_same(
    client: FlaskClient, upload: Upload, bearer: Bearer
) -> None:
    body = located.jpeg(located.exif(orientation=6))
    assert located.CANARY in body
    upload(body, "IMG_1.jpg")
    addresses = ("", "?w=20", "?format=png", "/thumbnail", "/details")
    for address in addresses:
        assert located.CANARY not in client.get(f"/image/1{address}").data, address
    given = client.get("/image/1")
    assert given.headers["Repr-Digest"] == digest(given.data)
    with Image.open(BytesIO(body)) as sent:
        assert opened(given).tobytes() == sent.tobytes()
        assert opened(given).getexif()[274] == 6
    owner = bearer("original")
    assert located.CANARY in client.get("/image/1/details", headers=owner).data
    answer = client.get("/image/1/original", headers=owner)
    assert answer.data == body
    assert answer.headers["Cache-Control"] == "private, no-cache"
    assert answer.headers["Repr-Digest"] == digest(body)


def test_any_range_is_a_part_of_the_public_form(client: FlaskClient, upload: Upload) -> None:
    upload(located.jpeg(located.exif()), "IMG_1.jpg")
    whole = client.get("/image/1").data
    for start in range(0, len(whole), max(1, len(whole) // 37)):
        answer = client.get("/image/1", headers={"Range": f"bytes={start}-{start + 99}"})
        assert answer.data == whole[start : start + 100]


@pytest.mark.parametrize(("scopes", "status"), [("", 401), ("read upload", 403), ("admin", 200)])
def test_the_original_needs_its_scope(
    client: FlaskClient, upload: Upload, bearer: Bearer, scopes: str, status: int
) -> None:
    upload(picture())
    header = bearer(scopes) if scopes else {}
    assert client.get("/image/1/original", headers=header).status_code == status


def test_an_object_that_is_lost_is_said_and_is_no_error_of_the_client(
    client: FlaskClient, upload: Upload, caplog: pytest.LogCaptureFixture
) -> None:
    upload(picture())
    store = client.application.extensions["easel-images"].store
    (found,) = store.list()
    store.delete(found.key)
    for address in ("/image/1", "/image/1?w=10", "/image/1/thumbnail"):
        caplog.clear()
        answer = client.get(address, headers=JSON)
        assert answer.status_code == 503
        assert "Retry-After" in answer.headers
        assert found.key in caplog.text


@pytest.mark.parametrize("address", ["/image/1", "/image/1?w=10", "/image/1/thumbnail"])
def test_what_is_deleted_while_it_is_asked_for_is_gone(
    client: FlaskClient, upload: Upload, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    upload(picture())
    images = client.application.extensions["easel-images"]

    def deleted_first(key: str) -> BinaryIO:
        images.keeper.delete(1)
        raise Missing(key)

    monkeypatch.setattr(images.store, "open", deleted_first)
    assert client.get(address, headers=JSON).status_code == 410
