"""Uploads through the whole service."""

import json
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.uploads import picture

Upload = Callable[..., dict[str, Any]]
Bearer = Callable[[str], dict[str, str]]


def objects(shop: Flask) -> int:
    return sum(1 for _ in shop.extensions["easel-images"].store.list())


def drafts(shop: Flask) -> list[Any]:
    folder = shop.extensions["easel-images"].staging.folder
    return [*folder.iterdir()] if folder.exists() else []


def test_a_form_is_answered_with_where_it_is(
    client: FlaskClient, bearer: Bearer, shop: Flask
) -> None:
    form = {"image": (BytesIO(picture()), "cat.png"), "tags": "pet, Köln"}
    answer = client.post("/image/upload", data=form, headers=bearer("upload"))
    assert answer.status_code == 201
    assert answer.headers["Location"] == "http://localhost/image/1"
    assert answer.headers["Cache-Control"] == "no-store"
    found = answer.get_json()
    assert found["id"] == 1
    assert found["url"] == "http://localhost/image/1"
    assert (found["name"], found["type"]) == ("cat.png", "image/png")
    assert (found["width"], found["height"], found["frames"]) == (60, 40, 1)
    assert found["tags"] == ["Köln", "pet"]
    assert found["uploader"] == "tester"
    assert found["dominant_color"] == "#ff0000"
    assert found["duplicate_of"] is None
    assert objects(shop) == 1
    assert drafts(shop) == []


def test_a_body_is_a_file_as_well(client: FlaskClient, bearer: Bearer) -> None:
    answer = client.post(
        "/image/upload?name=cat.gif&tags=pet",
        data=picture(),
        headers=bearer("upload"),
        content_type="application/x-www-form-urlencoded",  # as curl --data-binary says
    )
    assert answer.status_code == 201
    found = answer.get_json()
    assert (found["name"], found["type"], found["tags"]) == ("cat.gif", "image/png", ["pet"])


def test_the_same_bytes_are_kept_once_and_said_to_be_there(upload: Upload, shop: Flask) -> None:
    first, second, third = (upload(picture(), name) for name in ("a.png", "b.png", "c.png"))
    assert [first["duplicate_of"], second["duplicate_of"], third["duplicate_of"]] == [None, 1, 1]
    assert len({found["share_url"] for found in (first, second, third)}) == 3
    assert objects(shop) == 1


def test_the_same_pixels_in_other_bytes_are_kept_and_said_to_be_there(
    upload: Upload, shop: Flask
) -> None:
    upload(picture(compress_level=0))
    assert upload(picture(compress_level=9))["duplicate_of"] == 1
    assert objects(shop) == 2


def test_what_was_deleted_is_no_duplicate(
    client: FlaskClient, upload: Upload, bearer: Bearer
) -> None:
    upload(picture())
    client.delete("/image/1", headers=bearer("delete"))
    assert upload(picture())["duplicate_of"] is None


def test_several_files_are_answered_one_by_one(client: FlaskClient, bearer: Bearer) -> None:
    header = bearer("upload")
    files = [(BytesIO(picture("red")), "a.png"), (BytesIO(picture("blue")), "b.png")]
    answer = client.post("/image/upload", data={"image": files}, headers=header)
    assert answer.status_code == 201
    assert [each["id"] for each in answer.get_json()["images"]] == [1, 2]
    assert [each["status"] for each in answer.get_json()["images"]] == [201, 201]

    files = [(BytesIO(b"no picture"), "a.png"), (BytesIO(picture("lime")), "b.png")]
    answer = client.post("/image/upload", data={"image": files}, headers=header)
    assert answer.status_code == 207
    refused, kept = answer.get_json()["images"]
    assert (refused["status"], refused["problem"]["status"], refused["name"]) == (415, 415, "a.png")
    assert kept["status"] == 201


def test_the_same_key_is_done_once(client: FlaskClient, bearer: Bearer, shop: Flask) -> None:
    header = bearer("upload") | {"Idempotency-Key": "holiday-1"}

    def send(body: bytes, header: dict[str, str] = header) -> Any:
        form = {"image": (BytesIO(body), "cat.png")}
        return client.post("/image/upload", data=form, headers=header)

    first, again = send(picture()), send(picture())
    assert (first.status_code, again.status_code) == (201, 200)
    assert again.headers["Location"] == first.headers["Location"]
    other = send(picture("blue"))
    assert other.status_code == 422
    assert "Idempotency-Key" in other.get_json()["detail"]
    somebody = bearer("upload") | {"Idempotency-Key": "holiday-1"}
    assert send(picture("blue"), somebody).status_code == 201
    assert objects(shop) == 2


SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
BAD = {
    "empty": (b"", 400),
    "text": (b"no picture at all", 415),
    "svg": (SVG, 415),
    "html": (b"<!doctype html><script>alert(1)</script>", 415),
    "pdf": (b"%PDF-1.7\n", 415),
    "truncated png": (picture(size=(300, 300))[:200], 422),
    "truncated jpeg": (picture(size=(300, 300), format_="JPEG")[:-300], 422),
    "no pixels": (picture().replace(b"\0\0\0<\0\0\0(", b"\0\0\0\0\0\0\0(", 1), 422),
    "a bomb": (
        b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\1\0\0\0\1\0\0\x08\2\0\0\0",
        422,
    ),
}


@pytest.mark.parametrize("what", BAD)
def test_what_is_no_picture_is_refused_and_leaves_nothing(
    client: FlaskClient, bearer: Bearer, shop: Flask, what: str
) -> None:
    body, status = BAD[what]
    form = {"image": (BytesIO(body), "cat.png")}
    answer = client.post("/image/upload", data=form, headers=bearer("upload"))
    assert answer.status_code == status, answer.text
    assert answer.mimetype == "application/problem+json"
    assert answer.get_json()["parameter"] == "image"
    assert objects(shop) == 0
    assert drafts(shop) == []
    assert client.get("/image/list").get_json()["images"] == []


def test_a_picture_that_is_html_as_well_is_served_as_a_picture(
    client: FlaskClient, upload: Upload
) -> None:
    upload(picture("red", format_="GIF") + SVG, "cat.html")
    answer = client.get("/image/1")
    assert answer.headers["Content-Type"] == "image/gif"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert SVG not in answer.data


@pytest.mark.parametrize("tags", ["a" * 65, "a\0b", ",".join(f"t{n}" for n in range(51))])
def test_words_that_are_none_are_refused(client: FlaskClient, bearer: Bearer, tags: str) -> None:
    form = {"image": (BytesIO(picture()), "cat.png"), "tags": tags}
    answer = client.post("/image/upload", data=form, headers=bearer("upload"))
    assert answer.status_code == 400
    assert answer.get_json()["parameter"] == "tags"


@pytest.mark.parametrize(
    ("change", "scope"),
    [
        ("POST /image/upload", "upload"),
        ("PATCH /image/1", "upload"),
        ("DELETE /image/1", "delete"),
        ("POST /image/1/restore", "delete"),
        ("GET /image/list?deleted=1", "delete"),
    ],
)
def test_each_change_needs_its_scope(
    client: FlaskClient, upload: Upload, bearer: Bearer, change: str, scope: str
) -> None:
    upload(picture())
    method, address = change.split()
    others = "upload original read" if scope == "delete" else "delete original read push manage"
    for header, status in (({}, 401), (bearer(others), 403)):
        answer = client.open(address, method=method, headers=header, json={})
        assert answer.status_code == status
    answer = client.open(address, method=method, headers=bearer(scope), json={})
    assert answer.status_code not in {401, 403}


def test_name_and_words_can_be_changed(client: FlaskClient, upload: Upload, bearer: Bearer) -> None:
    upload(picture(), tags="old")
    header = bearer("upload")
    answer = client.patch(
        "/image/1", json={"name": "../neu.png", "tags": ["a", "b"]}, headers=header
    )
    assert answer.status_code == 200
    assert (answer.get_json()["name"], answer.get_json()["tags"]) == ("neu.png", ["a", "b"])
    client.patch("/image/1", json={"tags": []}, headers=header)
    found = client.get("/image/1/details").get_json()
    assert (found["name"], found["tags"]) == ("neu.png", [])
    assert [each["id"] for each in client.get("/image/list?q=NEU").get_json()["images"]] == [1]


@pytest.mark.parametrize(
    ("body", "parameter"),
    [
        ({"name": ""}, "name"),
        ({"name": " "}, "name"),
        ({"name": "a/"}, "name"),
        ({"name": 5}, "name"),
        ({"name": "a" * 256}, "name"),
        ({"name": ".."}, "name"),
        ({"tags": "a"}, "tags"),
        ({"tags": [""]}, "tags"),
        ({"tags": ["a,b"]}, "tags"),
        ({"tags": [1]}, "tags.0"),
        ({"id": 7}, "id"),
        ([], "body"),
    ],
)
def test_a_change_that_is_none_is_refused(
    client: FlaskClient, upload: Upload, bearer: Bearer, body: object, parameter: str
) -> None:
    upload(picture())
    answer = client.patch("/image/1", json=body, headers=bearer("upload"))
    assert answer.status_code == 400
    assert answer.get_json()["parameter"] == parameter


def test_tags_by_commas_are_answered_with_how_to_send_them(
    client: FlaskClient, upload: Upload, bearer: Bearer
) -> None:
    upload(picture())
    answer = client.patch("/image/1", json={"tags": "a,b"}, headers=bearer("upload"))
    problem = answer.get_json()
    assert (problem["value"], answer.status_code) == ("a,b", 400)
    assert problem["accepted"] == 'a list of tags, such as {"tags": ["harbour", "night"]}'


def test_what_is_not_there_cannot_be_changed(
    client: FlaskClient, upload: Upload, bearer: Bearer
) -> None:
    header = bearer("upload delete")
    for status in (404, 410):
        for method, address in (
            ("PATCH", "/image/1"),
            ("DELETE", "/image/1"),
            ("POST", "/image/1/restore"),
        ):
            if (status, method) == (410, "POST"):
                continue
            answer = client.open(address, method=method, json={"name": "a"}, headers=header)
            assert answer.status_code == status, (method, address)
        if status == 404:
            upload(picture())
            client.delete("/image/1", headers=header)


def test_what_was_deleted_can_be_restored(
    client: FlaskClient, upload: Upload, bearer: Bearer
) -> None:
    upload(body := picture(), tags="pet")
    header = bearer("delete")
    client.delete("/image/1", headers=header)
    assert client.get("/image/list").get_json()["images"] == []
    (trashed,) = client.get("/image/list?deleted=1", headers=header).get_json()["images"]
    assert trashed["deleted_at"]
    answer = client.post("/image/1/restore", headers=header)
    assert (answer.status_code, answer.get_json()["tags"]) == (200, ["pet"])
    assert client.get("/image/1").data == body


def test_the_list_leads_from_page_to_page(client: FlaskClient, upload: Upload) -> None:
    for color in ("red", "green", "blue"):
        upload(picture(color), f"{color}.png")
    seen, address = [], "/image/list?limit=2&type=png"
    while address:
        answer = client.get(address)
        page = json.loads(answer.data)
        seen += [each["id"] for each in page["images"]]
        if page["next"]:
            assert answer.headers["Link"] == f'<{page["next"]}>; rel="next"'
        address = page["next"]
    assert seen == [3, 2, 1]


def test_details_are_all_that_is_known(client: FlaskClient, upload: Upload, bearer: Bearer) -> None:
    found = upload(picture(), tags="pet")
    told = client.get("/image/1/details").get_json()
    assert {name: told[name] for name in found} == found
    assert len(told["sha256"]) == 64
    assert len(told["pixel_hash"]) == 128
    assert (told["mode"], told["orientation"], told["alpha"]) == ("RGB", 1, False)
    assert (told["exif"], told["xmp"], told["iptc"]) == ({}, {}, {})
    assert "location" not in told
    assert "location" in client.get("/image/1/details", headers=bearer("original")).get_json()


@pytest.mark.parametrize("damage", ["lost", "cut"])
def test_who_sends_the_bytes_again_mends_what_a_disk_has_lost(
    client: FlaskClient, upload: Upload, shop: Flask, damage: str
) -> None:
    upload(body := picture())
    store = shop.extensions["easel-images"].store
    (found,) = store.list()
    (path,) = Path(store.staging.folder).parent.glob(f"objects/*/{found.key}")
    if damage == "lost":
        store.delete(found.key)
    else:
        path.write_bytes(body[:50])
    assert client.get("/image/1").status_code == 503
    assert upload(body)["duplicate_of"] == 1
    assert client.get("/image/1").data == client.get("/image/2").data == body
    assert objects(shop) == 1
