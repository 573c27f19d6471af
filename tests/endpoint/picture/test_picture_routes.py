import json
from io import BytesIO
from pathlib import Path
from urllib.parse import urlencode

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from PIL import Image

from app import create_app
from endpoint.picture.service import Pictures
from endpoint.transform import transforms
from endpoint.transform.names import NAMES
from image_proc.transform import render as rendering
from tests.conftest import settings_for
from tests.stored import nine

KEY = "sixteen-letters-and-more"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("pictures")
    photo = Image.effect_noise((640, 480), 80).convert("RGB")
    exif = Image.Exif()
    exif[0x8298] = "Jane Doe"
    photo.save(folder / "photo.jpg", exif=exif, quality=90)
    logo = Image.new("RGBA", (200, 100), (0, 0, 0, 0))
    logo.paste(nine(20), (70, 20))
    logo.save(folder / "logo.png")
    frames = [Image.new("RGB", (60, 40), color) for color in ("red", "lime", "blue")]
    frames[0].save(folder / "moving.gif", save_all=True, append_images=frames[1:], duration=80)
    photo.save(folder / "scan.tiff")
    body = (folder / "photo.jpg").read_bytes()
    (folder / "cut.jpg").write_bytes(body[: len(body) // 2])
    (folder / "empty.jpg").touch()
    (folder / "text.jpg").write_text("no picture", encoding="utf-8")
    (folder / "drawing.svg").write_text("<svg xmlns='http://www.w3.org/2000/svg'/>")
    (folder / "paper.pdf").write_bytes(b"%PDF-1.7\n%%EOF")
    (folder / "old.eps").write_bytes(b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n")
    return folder


def client_of(tmp_path: Path, folder: Path, **environ: str) -> FlaskClient:
    app = create_app(settings_for(tmp_path, PICTURES_DIR=str(folder), **environ))
    return app.test_client()


@pytest.fixture
def pictures(tmp_path: Path, folder: Path) -> FlaskClient:
    return client_of(tmp_path, folder)


def opened(body: bytes) -> Image.Image:
    with Image.open(BytesIO(body)) as image:
        image.load()
        return image.copy()


def test_the_seeds_address_works_as_written(pictures: FlaskClient) -> None:
    answer = pictures.get("/picture/photo.jpg?scalex=300&scaley=200&encoding=webp")

    assert answer.status_code == 200
    assert answer.mimetype == "image/webp"
    assert opened(answer.data).size == (267, 200)
    assert answer.headers["Cache-Control"] == ("public, max-age=3600, stale-while-revalidate=86400")
    assert "Vary" not in answer.headers


@pytest.mark.parametrize(
    ("name", "query", "format_"),
    [
        ("photo.jpg", "", "JPEG"),
        ("photo.jpg", "encoding=jpg", "JPEG"),
        ("photo.jpg", "format=png", "PNG"),
        ("photo.jpg", "format=avif", "AVIF"),
        ("photo.jpg", "format=gif", "GIF"),
        ("logo.png", "", "PNG"),
        ("moving.gif", "", "GIF"),
        ("scan.tiff", "", "JPEG"),
    ],
)
def test_the_format_is_the_asked_one_or_the_originals(
    pictures: FlaskClient, name: str, query: str, format_: str
) -> None:
    answer = pictures.get(f"/picture/{name}?w=60&{query}")
    with Image.open(BytesIO(answer.data)) as image:
        assert image.format == format_
    assert answer.mimetype == f"image/{format_.lower()}"


@pytest.mark.parametrize("more", ["", "/info", "/srcset"])
def test_who_keeps_nothing_asks_each_time(tmp_path: Path, folder: Path, more: str) -> None:
    client = client_of(tmp_path, folder, PICTURE_MAX_AGE="0")
    answer = client.get(f"/picture/photo.jpg{more}")
    assert answer.headers["Cache-Control"] == "public, max-age=0"


@pytest.mark.parametrize("more", ["?w=60&", "/info?", "/srcset?widths=60&"])
def test_what_nobody_reads_is_named_and_an_answer_is_revalidated(
    pictures: FlaskClient, more: str
) -> None:
    address = f"/picture/photo.jpg{more}v=3"
    answer = pictures.get(address)
    assert answer.headers["X-Ignored-Parameters"] == "v"

    again = pictures.get(address, headers={"If-None-Match": answer.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    assert again.headers["Cache-Control"] == answer.headers["Cache-Control"]


def test_auto_negotiates_and_says_so(pictures: FlaskClient) -> None:
    address = "/picture/photo.jpg?w=60&format=auto"
    browser = pictures.get(address, headers={"Accept": "image/avif,image/webp,*/*;q=0.8"})
    older = pictures.get(address, headers={"Accept": "image/webp,*/*"})
    mail = pictures.get(address, headers={"Accept": "image/*"})

    kinds = [answer.mimetype for answer in (browser, older, mail)]
    assert kinds == ["image/avif", "image/webp", "image/jpeg"]
    assert all("Accept" in answer.vary for answer in (browser, older, mail))
    assert len({answer.headers["ETag"] for answer in (browser, older, mail)}) == 3


def test_an_animation_stays_animated(pictures: FlaskClient) -> None:
    with Image.open(BytesIO(pictures.get("/picture/moving.gif?w=30&format=webp").data)) as image:
        assert (getattr(image, "n_frames", 1), image.size) == (3, (30, 20))


def test_a_304_decodes_nothing(pictures: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    first = pictures.get("/picture/photo.jpg?w=77")
    monkeypatch.setattr(rendering, "load", None)
    known = pictures.get(
        "/picture/photo.jpg?w=77", headers={"If-None-Match": first.headers["ETag"]}
    )
    kept = pictures.get("/picture/photo.jpg?w=77")

    assert (first.status_code, known.status_code, kept.status_code) == (200, 304, 200)
    assert kept.data == first.data


def test_a_changed_file_is_noticed(tmp_path: Path) -> None:
    folder = tmp_path / "pictures"
    folder.mkdir()
    Image.new("RGB", (40, 40), "red").save(folder / "a.png")
    client = client_of(tmp_path, folder)
    first = client.get("/picture/a.png?w=20")
    Image.new("RGB", (40, 40), "blue").save(folder / "new.png")
    (folder / "new.png").replace(folder / "a.png")
    second = client.get("/picture/a.png?w=20")

    assert first.headers["ETag"] != second.headers["ETag"]
    assert opened(second.data).convert("RGB").getpixel((5, 5)) == (0, 0, 255)


def test_copyright_stays_and_nothing_else(pictures: FlaskClient) -> None:
    exif = opened(pictures.get("/picture/photo.jpg?w=60").data).getexif()
    assert dict(exif) == {0x8298: "Jane Doe"}


@pytest.mark.parametrize(
    ("name", "status"),
    [
        ("missing.jpg", 404),
        ("photo.jpg/", 400),
        ("empty.jpg", 415),
        ("text.jpg", 415),
        ("drawing.svg", 415),
        ("paper.pdf", 415),
        ("old.eps", 415),
        ("cut.jpg", 422),
        ("@nowhere/a.jpg", 404),
    ],
)
def test_what_is_no_picture_is_refused(pictures: FlaskClient, name: str, status: int) -> None:
    answer = pictures.get(f"/picture/{name}?w=60", headers={"Accept": "application/json"})
    assert answer.status_code == status
    assert answer.mimetype == "application/problem+json"
    assert answer.headers["Cache-Control"] == "no-store"
    assert not answer.get_json()["detail"].endswith("..")


def test_an_img_gets_its_error_as_a_picture(pictures: FlaskClient) -> None:
    answer = pictures.get("/picture/missing.jpg", headers={"Accept": "image/avif,image/*"})
    assert (answer.status_code, answer.mimetype) == (404, "image/jpeg")
    opened(answer.data)


def test_an_original_of_too_many_bytes_is_413(tmp_path: Path, folder: Path) -> None:
    small = client_of(tmp_path, folder, MAX_SOURCE_BYTES="1000")
    assert small.get("/picture/photo.jpg?w=9").status_code == 413


def test_an_original_of_too_many_pixels_is_422(tmp_path: Path, folder: Path) -> None:
    small = client_of(tmp_path, folder, MAX_PIXELS="100000")
    answer = small.get("/picture/photo.jpg?w=9", headers={"Accept": "application/json"})
    assert answer.status_code == 422
    said = answer.get_json()["detail"]
    assert said == "photo.jpg has 307,200 pixels; at most 100,000 are decoded."


def test_presets_come_from_the_settings(tmp_path: Path, folder: Path) -> None:
    client = client_of(tmp_path, folder, PICTURE_PRESETS="thumb=w=50&h=50&fit=cover")
    assert opened(client.get("/picture/photo.jpg?preset=thumb").data).size == (50, 50)


def test_info_tells_what_a_picture_is(pictures: FlaskClient) -> None:
    answer = pictures.get("/picture/photo.jpg/info")
    told = json.loads(answer.data)
    assert (told["width"], told["height"], told["format"]) == (640, 480, "jpeg")
    assert answer.headers["ETag"]


def test_srcset_names_widths_that_can_be_had(pictures: FlaskClient) -> None:
    answer = pictures.get("/picture/photo.jpg/srcset?fit=cover&format=auto")
    assert answer.mimetype == "text/plain"
    candidates = [line.rsplit(" ", 1) for line in answer.text.split(",\n")]
    assert [width for _, width in candidates] == ["320w", "480w", "640w"]
    for address, width in candidates:
        path = address.removeprefix("http://localhost")
        assert f"{opened(pictures.get(path).data).width}w" == width


def test_only_signed_addresses_are_answered_where_keys_are_set(
    tmp_path: Path, folder: Path
) -> None:
    client = client_of(tmp_path, folder, SIGNING_KEYS=KEY)
    signer = client.application.extensions["easel-signer"]

    assert client.get("/picture/photo.jpg?w=60").status_code == 403
    assert client.get("/picture/missing.jpg").status_code == 403
    assert client.get("/picture/photo.jpg/info").status_code == 403
    assert client.get("/gallery").status_code == 404
    assert client.get(signer.sign("/picture/photo.jpg?w=60")).status_code == 200
    ending = client.get(signer.sign("/picture/photo.jpg?w=60", 9_999_999_999))
    assert ending.headers["Cache-Control"] == "public, max-age=3600"
    assert client.get(signer.sign("/picture/photo.jpg?w=60", 1)).status_code == 403


def test_the_gallery_may_be_off(tmp_path: Path, folder: Path) -> None:
    assert client_of(tmp_path, folder).get("/gallery").status_code == 404
    assert client_of(tmp_path, folder, GALLERY="on").get("/gallery").status_code == 200


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory, folder: Path) -> Flask:
    home = tmp_path_factory.mktemp("home")
    return client_of(home, folder, MAX_SIDE="600", MAX_PIXELS="1000000").application


def choice(words: str) -> st.SearchStrategy[str]:
    return st.sampled_from(words.split(" "))


SIDES = st.one_of(st.integers(1, 300).map(str), st.floats(0.5, 300).map("{:.2f}".format))
FACTORS = st.floats(0, 4).map("{:.2f}".format)
VALID = {
    "w": SIDES,
    "scaley": SIDES,
    "fit": choice("inside cover contain fill outside"),
    "gravity": choice("center north southwest top-left smart"),
    "fp": choice("0.5,0.5 0,0 1,0.25"),
    "crop": choice("0,0,60,40 10,10,20,20 59,39,1,1"),
    "trim": choice("true 0 10 255"),
    "rotate": choice("0 90 180 270"),
    "flip": choice("h v hv"),
    "pad": choice("0 7 1,2 1,2,3,4"),
    "background": choice("red #0f08 transparent hsl(200,50%,50%)"),
    "enlarge": choice("true false"),
    "dpr": choice("1 1.5 2"),
    "quality": st.integers(1, 100).map(str),
    "max_bytes": st.integers(200, 20_000).map(str),
    "format": choice("auto jpeg jpg png webp avif gif"),
    "progressive": choice("true false"),
    "blur": choice("0 0.3 5 100"),
    "sharpen": choice("0 1 10"),
    "grayscale": choice("true false"),
    "brightness": FACTORS,
    "contrast": FACTORS,
    "saturation": FACTORS,
    "radius": choice("0 5 300 max"),
    "watermark": choice("easel.png Easel ©"),
    "watermark_position": choice("north southeast center"),
    "watermark_opacity": choice("0.05 0.5 1"),
    "watermark_scale": choice("0.02 0.3 1"),
}
RIGHT = st.fixed_dictionaries({}, optional=VALID)
WILD = st.dictionaries(
    st.sampled_from(sorted(NAMES)),
    st.one_of(st.integers().map(str), st.floats().map(str), st.text(max_size=12)),
    max_size=4,
)
FILES = st.sampled_from(["photo.jpg", "logo.png", "moving.gif", "scan.tiff"])
PATIENT = hypothesis_settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)


@PATIENT
@given(name=FILES, query=RIGHT)
def test_what_is_made_has_the_size_that_was_computed(
    shared: Flask, name: str, query: dict[str, str]
) -> None:
    address = f"/picture/{name}?{urlencode(query)}"
    answer = shared.test_client().get(address, headers={"Accept": "application/json"})

    if answer.status_code == 400:
        assert answer.get_json()["parameter"] in {"pad", "fit", "w", "width", "scaley", "max_bytes"}
        return
    assert answer.status_code == 200, answer.text
    size = opened(answer.data).size
    assert max(size) <= 600
    if "trim" not in query:
        assert size == computed(shared, name, address)


def computed(app: Flask, name: str, address: str) -> tuple[int, int]:
    with app.test_request_context(address) as context:
        room = pictures_of(app)
        return transforms().read(room.find(name), context.request.args, ()).spec.size


def pictures_of(app: Flask) -> Pictures:
    found: Pictures = app.extensions["easel-pictures"]
    return found


@PATIENT
@given(name=FILES, query=WILD)
def test_no_query_gives_a_500(shared: Flask, name: str, query: dict[str, str]) -> None:
    answer = shared.test_client().get(f"/picture/{name}?{urlencode(query)}")
    assert answer.status_code in {200, 400}
