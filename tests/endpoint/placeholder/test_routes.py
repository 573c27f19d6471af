import re
from io import BytesIO

import pytest
from flask.testing import FlaskClient
from PIL import Image

from config import ROOT
from endpoint.placeholder.params import NAMES
from endpoint.placeholder.sizes import SIZES
from endpoint.respond import IMMUTABLE

IMG = {"Accept": "image/avif,image/webp,image/*,*/*;q=0.8"}
PROGRAM = {"Accept": "application/json"}
TYPES = {
    "": "image/png",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".webp": "image/webp",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".gif": "image/gif",
    ".avif": "image/avif",
}


def size_of(body: bytes) -> tuple[int, int]:
    with Image.open(BytesIO(body)) as image:
        image.load()
        return image.size


@pytest.mark.parametrize("suffix", TYPES)
@pytest.mark.parametrize("dpr", [1, 2, 3])
def test_each_suffix_gives_its_type_and_size(client: FlaskClient, suffix: str, dpr: int) -> None:
    ratio = f"@{dpr}x" if dpr > 1 else ""
    response = client.get(f"/200x300{ratio}{suffix}")
    assert response.status_code == 200
    assert response.mimetype == TYPES[suffix]
    if suffix == ".svg":
        assert b'width="200" height="300"' in response.data
        assert "default-src 'none'" in response.headers["Content-Security-Policy"]
    else:
        assert size_of(response.data) == (200 * dpr, 300 * dpr)


@pytest.mark.parametrize(
    ("path", "size"),
    [
        ("/200x300", (200, 300)),
        ("/200X300", (200, 300)),
        ("/200%C3%97300", (200, 300)),
        ("/150", (150, 150)),
        ("/300.png/09f/fff?Text=", (300, 300)),
        ("/300.png/09f/fff", (300, 300)),
        ("/600x400&text=Hello+World", (600, 400)),
        ("/600x400/000/fff&text=a", (600, 400)),
        ("/3d4070/ffffff/150x150.png", (150, 150)),
        ("/fff/000/150x150", (150, 150)),
        ("/640x16:9", (640, 360)),
        ("/16:9x400", (711, 400)),
        ("/leaderboard", (728, 90)),
        ("/vga@2x.webp", (1280, 960)),
        ("/1080p/navy", (1920, 1080)),
        ("/VGA", (640, 480)),
        ("/Leaderboard@2x.png", (1456, 180)),
        ("/4K/navy", (3840, 2160)),
        ("/200x300/", (200, 300)),
        ("/600x400/png", (600, 400)),
        ("/600x400/orange/white.webp?text=Hello\\nWorld", (600, 400)),
    ],
)
def test_every_form_of_address_is_drawn(
    client: FlaskClient, path: str, size: tuple[int, int]
) -> None:
    response = client.get(path)
    assert response.status_code == 200
    assert size_of(response.data) == size


@pytest.mark.parametrize("name", SIZES)
def test_every_name_is_drawn(client: FlaskClient, name: str) -> None:
    assert f'width="{SIZES[name][0]}"' in client.get(f"/{name}.svg").text


@pytest.mark.parametrize(
    ("path", "parameter"),
    [
        ("/0x5", "width"),
        ("/99999x99999", "width"),
        ("/200x", "size"),
        ("/0", "width"),
        ("/200x300/notacolour", "background"),
        (f"/200x300?text={'x' * 10_000}", "text"),
        ("/200x300?radius=x", "radius"),
        ("/200x300?font_size=8000", "font_size"),
        ("/200x300@2x?dpr=3", "dpr"),
        ("/200x300.exe", "format"),
        ("/9lives", "size"),
        ("/vga/notacolour", "background"),
        ("/200x300%00", "path"),
        ("/200x300?text=%00", "text"),
        ("/200x300?text=%C3%28", "text"),
        ("/200x300?bg=%ff", "bg"),
    ],
)
def test_what_is_wrong_is_named(client: FlaskClient, path: str, parameter: str) -> None:
    response = client.get(path, headers=PROGRAM)
    assert response.status_code == 400
    problem = response.get_json()
    assert problem["parameter"] == parameter
    assert problem["accepted"]
    picture = client.get(path, headers=IMG)
    assert picture.status_code == 400
    assert "image/" in str(picture.mimetype)


@pytest.mark.parametrize("path", [b"/200x300/\xff", b"/200x300/\xc3\x28", b"/200\0x300"])
def test_bytes_that_are_no_text_are_refused(client: FlaskClient, path: bytes) -> None:
    overrides = {"PATH_INFO": path.decode("latin-1")}
    response = client.get("/", environ_overrides=overrides, headers=PROGRAM)
    assert response.status_code == 400
    assert response.get_json()["parameter"] == "path"


def test_it_is_cached_for_good_and_revalidated_for_free(client: FlaskClient) -> None:
    response = client.get("/600x400")
    assert response.headers["Cache-Control"] == IMMUTABLE
    etag = response.headers["ETag"]
    again = client.get("/600x400", headers={"If-None-Match": etag})
    assert (again.status_code, again.data) == (304, b"")
    assert again.headers["ETag"] == etag
    assert client.get("/600x401").headers["ETag"] != etag


def test_head_has_the_headers_alone(client: FlaskClient) -> None:
    head, get = client.head("/600x400.webp"), client.get("/600x400.webp")
    assert head.data == b""
    assert head.headers["Content-Length"] == get.headers["Content-Length"]
    assert head.headers["ETag"] == get.headers["ETag"]


def test_unknown_parameters_are_ignored_and_named(client: FlaskClient) -> None:
    response = client.get("/600x400?v=3&utm_source=mail")
    assert response.status_code == 200
    assert response.headers["X-Ignored-Parameters"] == "v, utm_source"


@pytest.mark.parametrize("path", ["/fff", "/fff/000", "/vgax", "/VGAX", "/x200", "/orange/200x300"])
def test_other_addresses_are_not_placeholders(client: FlaskClient, path: str) -> None:
    assert client.get(path).status_code == 404


@pytest.mark.parametrize("path", ["/healthz", "/docs", "/openapi.json", "/robots.txt", "/"])
def test_other_routes_are_not_shadowed(client: FlaskClient, path: str) -> None:
    response = client.get(path)
    assert response.status_code == 200
    assert "image" not in str(response.mimetype)


def test_it_is_documented(client: FlaskClient) -> None:
    get = client.get("/openapi.json").get_json()["paths"]["/{address}"]["get"]
    names = {parameter["name"] for parameter in get["parameters"]}
    assert names == {
        "address",
        "text",
        "background",
        "foreground",
        "gradient",
        "border",
        "radius",
        "font",
        "font_size",
        "bold",
        "align",
        "dpr",
        "format",
    }
    assert "image/avif" in get["responses"]["200"]["content"]


def test_its_page_names_every_key_and_every_size() -> None:
    page = (ROOT / "docs" / "placeholders.md").read_text(encoding="utf-8")
    assert [key for key in NAMES if f"`{key}`" not in page] == []
    written = {
        name: f"{width}×{height}" for name, (width, height) in SIZES.items() if f"`{name}`" in page
    }
    assert set(written) == set(SIZES)
    rows = re.findall(r"((?:`\w+`(?:, )?)+) \| (\d+×\d+)", page)
    assert {name: size for names, size in rows for name in re.findall(r"\w+", names)} == written
