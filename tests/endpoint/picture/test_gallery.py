"""The gallery as it is sent, before any script runs."""

import re
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from PIL import Image

from app import create_app
from config import ROOT
from endpoint.picture.gallery import RATIOS, Tile
from tests.conftest import settings_for

BROWSER = {"Accept": "text/html,application/xhtml+xml,image/avif,image/webp,*/*;q=0.8"}


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    """Serve the pictures that are shipped; nothing here changes them."""
    return create_app(settings_for(tmp_path_factory.mktemp("var"))).test_client()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Make a folder of pictures of all sorts."""
    folder = tmp_path / "pictures"
    (folder / "trip & <b>" / "day 1").mkdir(parents=True)
    (folder / ".private").mkdir()
    still = Image.new("RGB", (60, 40), "navy")
    still.save(folder / 'a "b" & <c> 100%?#.jpg')
    still.save(folder / "trip & <b>" / "one.png")
    still.save(folder / ".hidden.png")
    still.save(
        folder / "moving.gif", save_all=True, append_images=[Image.new("RGB", (60, 40))], duration=9
    )
    (folder / "broken.jpg").write_bytes(b"\xff\xd8\xff\xe0 no more")
    (folder / "empty.png").write_bytes(b"")
    (folder / "notes.txt").write_text("not a picture")
    return folder


@pytest.fixture
def shown(folder: Path, tmp_path: Path) -> FlaskClient:
    return create_app(
        settings_for(tmp_path / "var", PICTURES_DIR=str(folder), GALLERY="on")
    ).test_client()


def get(client: FlaskClient, address: str, status: int = 200) -> str:
    answer = client.get(address, headers=BROWSER)
    assert answer.status_code == status, address
    assert answer.mimetype == "text/html"
    return answer.text


def test_folders_and_pictures_are_linked_and_drawn(shown: FlaskClient) -> None:
    page = get(shown, "/gallery")
    assert page.index("trip &amp; &lt;b&gt;") < page.index('class="pictures"')
    links = re.findall(r'href="(/(?:gallery|picture)/[^"]+)"', page)
    assert "/gallery/trip%20%26%20%3Cb%3E" in links
    for link in links:
        assert shown.get(link.replace("&amp;", "&")).status_code == 200, link
    assert len([each for each in links if each.startswith("/picture/")]) == 2
    assert ".hidden" not in page
    assert ".private" not in page
    assert "notes.txt" not in page


def test_what_cannot_be_read_says_so(shown: FlaskClient) -> None:
    page = get(shown, "/gallery")
    told = re.findall(r'class="unread"><p>Not shown: (.+?)\.</p>', page)
    assert len(told) == 2
    assert "broken.jpg" in page
    assert "empty.png" in page


def test_an_animation_stands_still_among_the_others(shown: FlaskClient) -> None:
    page = get(shown, "/gallery")
    assert 'data-src="/picture/moving.gif?format=jpeg"' in page
    assert shown.get("/picture/moving.gif?format=jpeg&w=60").mimetype == "image/jpeg"


def test_each_image_says_its_size_beforehand(client: FlaskClient) -> None:
    images = re.findall(r"<img data-src=[^>]*>", get(client, "/gallery"))
    assert len(images) == 7
    assert all(' width="' in each and ' height="' in each for each in images)
    portrait = next(each for each in images if "seed-head" in each)
    assert 'width="1050" height="1400"' in portrait


def test_without_script_there_are_plain_images(client: FlaskClient) -> None:
    page = get(client, "/gallery")
    plain = re.findall(r"<noscript><img src=\"([^\"]+)\" srcset=[^>]* loading=\"lazy\"", page)
    assert len(plain) == 7
    for each in plain:
        assert client.get(each.replace("&amp;", "&")).status_code == 200, each


def test_a_folder_leads_to_those_above_it(shown: FlaskClient) -> None:
    page = get(shown, "/gallery/trip%20%26%20%3Cb%3E/day%201")
    assert '<h1 id="gallery-title">day 1</h1>' in page
    above = re.search(r'aria-label="Folders above">(.*?)</nav>', page, re.DOTALL)
    assert above is not None
    assert re.findall(r'href="([^"]+)"', above[1]) == ["/gallery", "/gallery/trip%20%26%20%3Cb%3E"]
    assert "There are no pictures here yet." in page


@pytest.mark.parametrize(
    "address",
    [
        "/gallery/nope",
        "/gallery/cat.png",
        "/gallery/../assets",
        "/gallery/%2e%2e/static",
        "/gallery/..%2f..%2ftests",
        "/gallery/.git",
        "/gallery/space/",
        "/gallery//space",
        "/gallery/a%5cb",
        "/gallery/@shop",
        "/gallery?page=0",
        "/gallery?page=2",
        "/gallery?page=-1",
        "/gallery?page=one",
        "/gallery?page=99999999999999999999",
    ],
)
def test_what_is_no_folder_or_page_leads_nowhere(client: FlaskClient, address: str) -> None:
    get(client, address, 404)


def test_pages_lead_to_each_other(folder: Path, shown: FlaskClient) -> None:
    for number in range(61):
        (folder / "trip & <b>" / "day 1" / f"{number}.png").write_bytes(
            (folder / "trip & <b>" / "one.png").read_bytes()
        )
    first = get(shown, "/gallery/trip%20%26%20%3Cb%3E/day%201")
    assert ">59.png<" in first
    assert ">60.png<" not in first
    found = re.search(r'href="([^"]+)">Next page', first)
    assert found is not None
    second = get(shown, found[1])
    assert re.findall(r'class="caption">([^<]+)', second) == ["60.png"]
    assert 'href="/gallery/trip%20%26%20%3Cb%3E/day%201">Previous page' in second
    assert "Next page" not in second


@pytest.mark.parametrize("given", [{"GALLERY": "off"}, {"SIGNING_KEYS": "k" * 32}])
def test_there_is_no_gallery_where_it_is_off(tmp_path: Path, given: dict[str, str]) -> None:
    client = create_app(settings_for(tmp_path / "var", **given)).test_client()
    for address in ("/gallery", "/gallery/space"):
        get(client, address, 404)
    page = get(client, "/")
    assert 'href="/gallery' not in page
    assert "raccoon" not in page, "names of pictures are told by the gallery only"


def test_a_folder_of_others_is_not_shown_unasked(folder: Path, tmp_path: Path) -> None:
    app = create_app(settings_for(tmp_path / "var", PICTURES_DIR=str(folder)))
    get(app.test_client(), "/gallery", 404)
    assert "moving.gif" not in get(app.test_client(), "/")


@pytest.mark.parametrize(
    ("size", "ratio"),
    [
        ((6000, 4000), "3:2"),
        ((4032, 3024), "4:3"),
        ((3024, 4032), "3:4"),
        ((1080, 1920), "9:16"),
        ((512, 511), "1:1"),
        ((9000, 100), "5:2"),
        ((1, 9000), "1:2"),
    ],
)
def test_a_tile_has_the_shape_that_is_next_to_the_pictures(
    size: tuple[int, int], ratio: str
) -> None:
    assert Tile("a.jpg", size).ratio == ratio


def test_each_shape_has_its_rule() -> None:
    style = (ROOT / "assets" / "static" / "pictures.css").read_text(encoding="utf-8")
    rules = dict(re.findall(r'\[data-ratio="([0-9:]+)"\] {\s*--ratio: ([0-9.]+);', style))
    assert {name: float(value) for name, value in rules.items()} == pytest.approx(RATIOS, abs=1e-4)
