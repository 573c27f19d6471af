import re
from io import BytesIO

import pytest
from flask.testing import FlaskClient
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from app import create_app
from config import ROOT
from endpoint.decor.params import avatar, gradient, qr
from endpoint.respond import IMMUTABLE
from image_proc.spec import DRAWN
from tests.conftest import settings_for

PROGRAM = {"Accept": "application/json"}
MD5 = "0123456789abcdef" * 2


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    """One app for all: nothing here is remembered."""
    return create_app(settings_for(tmp_path_factory.mktemp("decor"))).test_client()


def size_of(body: bytes) -> tuple[int, int]:
    with Image.open(BytesIO(body)) as image:
        image.load()
        return image.size


@pytest.mark.parametrize(
    ("path", "size"),
    [
        ("/gradient", (300, 300)),
        ("/gradient@2x.webp", (600, 600)),
        ("/cgi-bin/dynimg2.py", (300, 300)),
        ("/gradient/60x40?seed=a", (60, 40)),
        ("/gradient/60x40/?seed=a", (60, 40)),
        ("/gradient/60X40.jpg?from=red", (60, 40)),
        ("/gradient/60%C3%9740@2x.gif?angle=45deg", (120, 80)),
        ("/gradient/50?dpr=3&format=webp", (150, 150)),
        (f"/avatar/{MD5}", (80, 80)),
        (f"/avatar/{MD5}.jpg?s=20&d=mm&r=pg&f=y", (20, 20)),
        (f"/avatar/{MD5}?d=initials&name=Ada+L", (80, 80)),
        ("/avatar/Ada%20Lovelace?style=initials", (80, 80)),
        ("/avatar/me@example.com", (80, 80)),
        ("/avatar/me@example.com@3x.PNG?size=10", (30, 30)),
        ("/avatar/%E5%B1%B1/%E7%94%B0.webp?style=pixel&rounded=1", (80, 80)),
        ("/qr?text=a", (200, 200)),
        ("/qr@2x.webp?data=a&size=50&ecLevel=h", (100, 100)),
        ("/qr.png?t=%F0%9F%8E%89&dark=navy&light=transparent", (200, 200)),
    ],
)
def test_every_form_of_address_is_drawn(
    client: FlaskClient, path: str, size: tuple[int, int]
) -> None:
    response = client.get(path)
    assert response.status_code == 200
    assert size_of(response.data) == size
    assert "X-Ignored-Parameters" not in response.headers


@pytest.mark.parametrize("path", ["/gradient{}", "/gradient/20{}", "/avatar/a{}", "/qr{}?text=a"])
@pytest.mark.parametrize("suffix", DRAWN)
def test_each_suffix_gives_its_type(client: FlaskClient, path: str, suffix: str) -> None:
    response = client.get(path.format(f".{suffix}"))
    assert response.status_code == 200
    assert response.mimetype == DRAWN[suffix].mimetype


@pytest.mark.parametrize(
    ("path", "parameter", "accepted"),
    [
        ("/gradient/0x5", "width", "1 to 4096 px"),
        ("/gradient/99999", "width", "1 to 4096 px"),
        ("/gradient/20x", "size", "<width>x<height>"),
        ("/gradient/a", "size", "<width>x<height>"),
        ("/gradient.exe", "format", "png, svg"),
        ("/gradient@4x", "dpr", "@1x, @2x or @3x"),
        ("/gradient@", "dpr", "@1x, @2x or @3x"),
        ("/gradient.svg?format=png", "format", "what the path says, svg"),
        ("/gradient?from=nope", "from", "a CSS colour name"),
        ("/gradient?angle=north", "angle", "whole degrees"),
        ("/gradient?seed=", "seed", "1 to 200 characters"),
        ("/gradient?seed=a&seed=b", "seed", "to be sent once"),
        (f"/gradient?seed={'x' * 201}", "seed", "1 to 200 characters"),
        ("/avatar/a?s=2049", "s", "1 to 2048 px"),
        ("/avatar/a?style=robot", "style", "'identicon'"),
        ("/avatar/a?d=https://example.org/a.png", "d", "identicon, initials, retro"),
        ("/avatar/a?d=retro&style=marble", "d", "only one of"),
        ("/avatar/a?r=z", "r", "g or pg or r or x"),
        ("/avatar/a?f=maybe", "f", "y or n"),
        ("/avatar/%3F?style=initials", "name", "a letter, a digit or an emoji"),
        (f"/avatar/{MD5}?style=initials", "name", "where the path is a digest"),
        (f"/avatar/{'a' * 257}", "name", "1 to 256 characters"),
        ("/avatar/%20", "name", "1 to 256 characters"),
        ("/avatar/a?name=", "name", "1 to 256 characters"),
        ("/avatar/a@2x?dpr=3", "dpr", "what the path says, 2"),
        ("/qr", "text", "1 character or more"),
        ("/qr?t=", "t", "1 character or more"),
        (f"/qr?data={'a' * 2332}", "data", "at most 2331 bytes at ecc=M, and these are 2332"),
        ("/qr?text=a&size=28", "size", "29 to 4096 px"),
        ("/qr?text=a&ecLevel=best", "ecLevel", "'L', 'M', 'Q' or 'H'"),
        ("/qr?text=a&light=black", "light", "a contrast of 1.5 or more to dark=#000000"),
        ("/qr.exe?text=a", "format", "png, svg"),
    ],
)
def test_what_is_wrong_is_named(
    client: FlaskClient, path: str, parameter: str, accepted: str
) -> None:
    response = client.get(path, headers=PROGRAM)
    assert response.status_code == 400
    problem = response.get_json()
    assert problem["parameter"] == parameter
    assert accepted in problem["accepted"]


@pytest.mark.parametrize(
    ("path", "kept"),
    [
        ("/gradient", False),
        ("/gradient.svg", False),
        ("/cgi-bin/dynimg2.py", False),
        ("/gradient/30x20?angle=3", False),
        ("/gradient/30x20?from=red", False),
        ("/gradient/30x20?from=red&to=blue", True),
        ("/gradient/30x20?seed=a", True),
        ("/gradient?seed=a&to=red", True),
        ("/avatar/a", True),
        ("/qr?text=a", True),
    ],
)
def test_only_chance_is_not_kept(client: FlaskClient, path: str, kept: bool) -> None:
    one, other = client.get(path), client.get(path)
    assert one.headers["Cache-Control"] == (IMMUTABLE if kept else "no-store")
    assert (one.data == other.data) is kept
    if kept:
        again = client.get(path, headers={"If-None-Match": one.headers["ETag"]})
        assert (again.status_code, again.data) == (304, b"")


def test_a_seed_chooses_only_what_is_not_named(client: FlaskClient) -> None:
    both = client.get("/gradient.svg?seed=a").text
    start, end = re.findall(r"#[0-9a-f]{6}", both.partition("</title>")[0])[:2]
    half = client.get(f"/gradient.svg?seed=a&from={start[1:]}").text
    assert half == both
    assert end in both


def test_an_address_and_its_digest_are_one_picture(client: FlaskClient) -> None:
    digest = "84059b07d4be67b806386c0aad8070a23f18836bbaae342275dc0a83414c32ee"
    paths = (f"/avatar/{digest}", "/avatar/MyEmailAddress@example.com", f"/avatar/{digest.upper()}")
    assert len({client.get(path).data for path in paths}) == 1


@pytest.mark.parametrize(("word", "style"), avatar.STYLES.items())
def test_gravatars_words_are_styles(client: FlaskClient, word: str, style: str) -> None:
    theirs, ours = (client.get(f"/avatar/ada?{query}") for query in (f"d={word}", f"style={style}"))
    assert theirs.status_code == 200
    assert theirs.headers["ETag"] == ours.headers["ETag"]


def test_nobody_has_a_picture(client: FlaskClient) -> None:
    response = client.get(f"/avatar/{MD5}?d=404", headers=PROGRAM)
    assert response.status_code == 404
    assert "d=404" in response.get_json()["detail"]


def test_unknown_parameters_are_ignored_and_named(client: FlaskClient) -> None:
    for path in ("/gradient?v=3", "/avatar/a?v=3", "/qr?text=a&v=3"):
        response = client.get(path)
        assert response.status_code == 200
        assert response.headers["X-Ignored-Parameters"] == "v"


WORDS = st.text(max_size=12) | st.sampled_from(["0", "1", "-1", "2", "80", "svg", "red", "404"])


@settings(max_examples=60)
@given(
    path=st.sampled_from(["/gradient/", "/avatar/", "/gradient", "/qr"]),
    end=WORDS,
    query=st.dictionaries(
        st.sampled_from(sorted({*gradient.NAMES, *avatar.NAMES, *qr.NAMES})), WORDS, max_size=4
    ),
)
def test_nothing_that_is_sent_breaks_it(
    client: FlaskClient, path: str, end: str, query: dict[str, str]
) -> None:
    response = client.get(path + end.replace("?", ""), query_string=query, headers=PROGRAM)
    assert response.status_code in {200, 308, 400, 404}


def test_its_page_names_every_key() -> None:
    page = (ROOT / "docs" / "decor.md").read_text(encoding="utf-8")
    keys = {*gradient.NAMES, *avatar.NAMES, *qr.NAMES, *avatar.STYLES, *DRAWN}
    assert sorted(key for key in keys if f"`{key}`" not in page) == []


def test_each_address_on_its_page_draws(client: FlaskClient) -> None:
    page = (ROOT / "docs" / "decor.md").read_text(encoding="utf-8")
    addresses = re.findall(r"^    (/.+?)(?:  .*)?$", page, re.MULTILINE)
    assert len(addresses) == 11
    for address in addresses:
        assert client.get(address).status_code == 200, address
