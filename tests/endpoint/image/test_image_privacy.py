"""Nobody without the scope `original` learns where a picture was taken, on any route.

Real photos get their places by Exiv2, which writes as cameras and catalogues do.
"""

import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any, NamedTuple

import pyexiv2  # type: ignore[import-untyped]
import pytest
from flask.testing import FlaskClient
from PIL import Image
from werkzeug.test import TestResponse

from app import create_app
from config import SAMPLES
from tests.conftest import settings_for

CANARY = "Canary Islands 28.1234"
OWNER = {"Authorization": "Bearer 0123456789abcdef"}
EXIF = {
    "Exif.Image.Make": "Canon",
    "Exif.Image.Model": "EOS R5",
    "Exif.Image.Copyright": "(c) a friend",
    "Exif.Image.Orientation": "6",
    "Exif.Photo.DateTimeOriginal": "2026:05:04 03:02:01",
    "Exif.Photo.ExposureTime": "1/250",
    "Exif.Photo.UserComment": CANARY,
    "Exif.GPSInfo.GPSVersionID": "2 3 0 0",
    "Exif.GPSInfo.GPSLatitudeRef": "N",
    "Exif.GPSInfo.GPSLatitude": "28/1 7/1 24/1",
    "Exif.GPSInfo.GPSLongitudeRef": "W",
    "Exif.GPSInfo.GPSLongitude": "15/1 25/1 12/1",
    "Exif.GPSInfo.GPSAltitude": "300/1",
    "Exif.GPSInfo.GPSAreaInformation": CANARY,
    "Exif.GPSInfo.GPSMapDatum": CANARY,
    "Exif.GPSInfo.GPSDateStamp": "2026:05:04",
}
XMP = {
    "Xmp.exif.GPSLatitude": "28,7.4N",
    "Xmp.exif.GPSLongitude": "15,25.2W",
    "Xmp.photoshop.City": CANARY,
    "Xmp.photoshop.Country": CANARY,
    "Xmp.iptc.Location": CANARY,
    "Xmp.dc.subject": ["holiday"],
}
IPTC = {
    "Iptc.Application2.City": CANARY,
    "Iptc.Application2.SubLocation": CANARY,
    "Iptc.Application2.CountryName": CANARY,
    "Iptc.Application2.Copyright": "(c) a friend",
}
TELLING = ("gps", "city", "location", "country", "province", "canary")
LATITUDE, LONGITUDE = 28 + 7 / 60 + 24 / 3600, -(15 + 25 / 60 + 12 / 3600)


class Photo(NamedTuple):
    """A file as it is sent, its id, and its address by its share."""

    body: bytes
    id: int
    share: str


def written(format_: str) -> bytes:
    """Write a real photo in a format, with its place in every block that the format has."""
    with Image.open(SAMPLES / "coffee.jpg") as opened:
        photo = opened.convert("RGB")
    photo.thumbnail((480, 360))
    if format_ in {"HEIF", "AVIF"}:
        return _written_by_its_encoder(photo, format_)
    stream = BytesIO()
    photo.save(stream, format_)
    with pyexiv2.ImageData(stream.getvalue()) as file:
        file.modify_exif(EXIF)
        file.modify_xmp(XMP)
        if format_ != "WEBP":  # which has none
            file.modify_iptc(IPTC)
        return bytes(file.get_bytes())


def _written_by_its_encoder(photo: Image.Image, format_: str) -> bytes:
    """Write what Exiv2 reads and does not write, with the blocks that it writes for a JPEG."""
    with Image.open(BytesIO(written("JPEG"))) as jpeg:
        blocks = {"exif": jpeg.info["exif"], "xmp": jpeg.info["xmp"]}
    stream = BytesIO()
    if format_ == "AVIF":
        photo.save(stream, format_, speed=10, **blocks)
        return stream.getvalue()
    pillow_heif = pytest.importorskip("pillow_heif")
    pillow_heif.from_pillow(photo).save(stream, **blocks)
    return stream.getvalue()


def decoded(body: bytes) -> Image.Image:
    """Decode a file, and leave it as it lies."""
    if body[4:12] in {b"ftypheic", b"ftypheix", b"ftypmif1"}:
        heif = pytest.importorskip("pillow_heif")
        image: Image.Image = heif.open_heif(BytesIO(body)).to_pillow()
        return image
    with Image.open(BytesIO(body)) as image:
        image.load()
        return image.copy()


WITH_IPTC = {"JPEG", "PNG", "TIFF"}
FORMATS = ("JPEG", "PNG", "WEBP", "TIFF", "HEIF", "AVIF")


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    folder = tmp_path_factory.mktemp("var")
    token = OWNER["Authorization"].removeprefix("Bearer ")
    return create_app(settings_for(folder, BOOTSTRAP_TOKEN=token)).test_client()


@pytest.fixture(scope="module")
def photos(client: FlaskClient) -> dict[str, Photo]:
    found = {}
    for format_ in FORMATS:
        body = written(format_)
        answer = client.post("/image/upload?name=IMG_1", data=body, headers=OWNER)
        assert answer.status_code == 201, answer.text
        assert CANARY not in answer.text
        kept = answer.get_json()
        share = kept["share_url"].removeprefix("http://localhost")
        found[format_] = Photo(body, kept["id"], share)
    return found


def addresses(photo: Photo) -> Iterator[str]:
    """Name each address at which something of a photo is to be had."""
    for base in (f"/image/{photo.id}", photo.share):
        yield base
        yield f"{base}?v=1"
        yield f"{base}?preset=none"  # an error
        for format_ in ("jpg", "png", "webp", "avif", "gif", "auto", "json"):
            yield f"{base}?w=60&format={format_}"
        yield f"{base}?rotate=90"
    for suffix in ("thumbnail", "thumbnail?size=16", "details", "original", "restore", "info"):
        yield f"/image/{photo.id}/{suffix}"


EVERYWHERE = (
    "/image/list",
    "/image/list?limit=1",
    "/image/list?q=Canary",
    "/image/list?q=IMG",
    "/image/list?near=1&distance=100",
    "/image/list?camera=Canon%20EOS%20R5",
    "/image/list?tag=holiday",
    "/image/list?deleted=1",
    "/image/",
    "/random/60x60",
    "/random/60x60?seed=x",
    "/seed/a/60x60",
    "/seed/b/60x60?grayscale&blur=2",
    "/openapi.json",
)


def spelled(text: str) -> list[bytes]:
    """Give the writings of a text that files use."""
    return [text.encode(), text.encode("utf-16-le"), text.encode("utf-16-be")]


SECRETS = [*spelled(CANARY), *spelled("28,7.4"), *spelled("15,25.2")]
# 28° 7' 24" as EXIF's fractions, in either order of bytes.
SECRETS += [b"\x00\x00\x00\x1c\x00\x00\x00\x01", b"\x1c\x00\x00\x00\x01\x00\x00\x00\x07"]


def check(answer: TestResponse, what: str) -> None:
    """See that nothing of an answer tells the place: its bytes, its headers, its metadata."""
    said = "\n".join(f"{name}: {value}" for name, value in answer.headers)
    assert "Canary" not in said
    for secret in SECRETS:
        assert secret not in answer.data, (what, secret)
    is_raster = str(answer.mimetype).startswith("image/") and answer.mimetype != "image/svg+xml"
    if is_raster and answer.data:
        check_metadata(answer.data, what)


def check_metadata(body: bytes, what: str) -> None:
    with pyexiv2.ImageData(body) as file:
        found = {**file.read_exif(), **file.read_iptc(), **file.read_xmp()}
        raw = file.read_raw_xmp()
    telling = [
        (name, value)
        for name, value in found.items()
        if name != "Exif.Image.GPSTag"
        and any(word in f"{name} {value}".lower() for word in TELLING)
    ]
    assert telling == [], what
    assert "GPS" not in raw


def test_the_files_tell_their_place(photos: dict[str, Photo]) -> None:
    for format_, photo in photos.items():
        with pyexiv2.ImageData(photo.body) as file:
            exif, xmp, iptc = file.read_exif(), file.read_xmp(), file.read_iptc()
        assert exif["Exif.GPSInfo.GPSLatitude"] == EXIF["Exif.GPSInfo.GPSLatitude"], format_
        assert xmp["Xmp.photoshop.City"] == CANARY
        assert (iptc.get("Iptc.Application2.City") == CANARY) == (
            format_ in {"JPEG", "PNG", "TIFF"}
        )
        with pytest.raises(AssertionError):
            check_metadata(photo.body, format_)


@pytest.mark.parametrize("format_", FORMATS)
def test_no_answer_tells_where_it_was_taken(
    client: FlaskClient, photos: dict[str, Photo], format_: str
) -> None:
    photo = photos[format_]
    for address in addresses(photo):
        for accept in ("*/*", "application/json", "image/avif,image/webp,image/*", "text/html"):
            answer = client.get(address, headers={"Accept": accept})
            assert answer.status_code < 500, (address, accept)
            check(answer, f"{address} for {accept}")
        check(client.head(address), f"HEAD {address}")
    assert client.get(f"/image/{photo.id}/original").status_code == 401
    # What is no whole file has no metadata to be parsed, but has bytes.
    whole = client.get(f"/image/{photo.id}").data
    step = max(1, len(whole) // 40)
    for start in range(0, len(whole), step):
        asked = {"Range": f"bytes={start}-{start + step - 1}"}
        answer = client.get(f"/image/{photo.id}", headers=asked)
        assert answer.data == whole[start : start + step]
    assert client.get(f"/image/{photo.id}", headers={"Range": "bytes=-99"}).data == whole[-99:]


def test_nor_does_any_list_or_page(client: FlaskClient, photos: dict[str, Photo]) -> None:
    assert photos
    for address in EVERYWHERE:
        for accept in ("*/*", "image/*", "text/html"):
            answer = client.get(address, headers={"Accept": accept})
            assert answer.status_code in {200, 401}, address
            check(answer, address)


@pytest.mark.parametrize("format_", FORMATS)
def test_the_pixels_and_all_that_is_harmless_stay(
    client: FlaskClient, photos: dict[str, Photo], format_: str
) -> None:
    photo = photos[format_]
    given = client.get(f"/image/{photo.id}").data
    assert given != photo.body
    one, other = decoded(given), decoded(photo.body)
    assert (one.mode, one.size) == (other.mode, other.size)
    assert one.tobytes() == other.tobytes()
    with pyexiv2.ImageData(given) as file:
        exif = file.read_exif()
    assert exif["Exif.Image.Copyright"] == "(c) a friend"
    assert exif["Exif.Photo.ExposureTime"] == "1/250"
    if format_ not in {"HEIF", "AVIF"}:  # whose encoders say it in boxes of their own
        assert exif["Exif.Image.Orientation"] == "6"


@pytest.mark.parametrize("format_", FORMATS)
def test_its_owner_is_told_and_gets_what_was_sent(
    client: FlaskClient, photos: dict[str, Photo], format_: str
) -> None:
    photo = photos[format_]
    answer = client.get(f"/image/{photo.id}/original", headers=OWNER)
    assert answer.data == photo.body
    assert "private" in answer.headers["Cache-Control"]
    part = client.get(f"/image/{photo.id}/original", headers=OWNER | {"Range": "bytes=9-99"})
    assert part.data == photo.body[9:100]
    told = client.get(f"/image/{photo.id}/details", headers=OWNER)
    assert "private" in told.headers["Cache-Control"]
    location: dict[str, Any] = told.get_json()["location"]
    assert location["latitude"] == pytest.approx(LATITUDE, abs=1e-6)
    assert location["longitude"] == pytest.approx(LONGITUDE, abs=1e-6)
    assert CANARY in json.dumps(location)
    public = client.get(f"/image/{photo.id}/details").get_json()
    assert "location" not in public
    assert public["camera"] == "Canon EOS R5"


@pytest.mark.skipif(
    shutil.which("exiftool") is None and "CI" not in os.environ, reason="needs ExifTool"
)
def test_exiftool_finds_no_place_either(
    client: FlaskClient, photos: dict[str, Photo], tmp_path: Path
) -> None:
    before, after = tmp_path / "before", tmp_path / "after"
    before.mkdir()
    after.mkdir()
    for format_, photo in photos.items():
        (before / format_).write_bytes(photo.body)
        for number, query in enumerate(("", "?w=60", "/thumbnail", "?w=60&format=webp")):
            given = client.get(f"/image/{photo.id}{query}").data
            (after / f"{format_}-{number}").write_bytes(given)
    assert len(places(before)) == len(FORMATS)
    assert places(after) == {}


def places(folder: Path) -> dict[str, list[str]]:
    """Ask ExifTool for all that tells a place."""
    command = [
        "exiftool",
        "-config",
        "",
        "-json",
        "-G1",
        "-a",
        "-u",
        "-ee",
        "-ext",
        "*",
        str(folder),
    ]
    output = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    found: dict[str, list[str]] = {}
    for each in json.loads(output):
        name = Path(each["SourceFile"]).name
        for key, value in each.items():
            text = f"{key} {value}".lower()
            if not key.startswith(("System:", "SourceFile")) and any(w in text for w in TELLING):
                found.setdefault(name, []).append(key)
    return found
