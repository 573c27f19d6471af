"""The composer of pictures, as a person uses it."""

import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from threading import Thread

import pytest
from PIL import Image
from playwright.sync_api import Browser, Locator, Page, expect
from werkzeug.serving import make_server

from app import create_app
from tests.browser.test_accessibility import opened
from tests.browser.test_composer import copied, form, settled
from tests.conftest import settings_for

START = "/picture/raccoon.webp?w=600&h=400&fit=cover&gravity=smart&format=auto"


@pytest.fixture
def picture(page: Page) -> Locator:
    """Wait for the composer to have drawn its first picture."""
    settled(page, "picture", START)
    return form(page, "picture")


def test_a_sample_is_shown_with_what_it_saves(page: Page, picture: Locator) -> None:
    expect(picture.locator("[data-measure]")).to_have_text(
        re.compile(r"^600 × 400 px · AVIF · \d+\.\d kB$")
    )
    expect(picture.locator("[data-saved]")).to_have_text(
        re.compile(r"^\d+ % less than 1024 × 768 px · WebP · 125\.4 kB$")
    )
    image = picture.locator("[data-scale] img")
    expect(image).to_have_js_property("naturalWidth", 600)
    expect(image).to_have_attribute("alt", "raccoon")
    samples = page.locator("#picture-samples option")
    assert samples.count() == 9
    assert samples.last.get_attribute("value") == "space/rocket.jpg"


def test_every_parameter_has_its_place_in_the_address(page: Page, picture: Locator) -> None:
    for summary in picture.locator("summary").all():
        summary.click()
    for label, text in {
        "Picture": "space/astronaut.jpg",
        "Width": "300",
        "Height": "200",
        "Quality": "70",
        "Longest file": "90000",
        "Crop": "10,20,400,380",
        "Focal point": "0.4,0.2",
        "Trim an even border": "3",
        "Corner radius": "12",
        "Room around it": "4,8",
        "Background": "#fff",
        "Brightness": "1.1",
        "Contrast": "1.2",
        "Saturation": "0.5",
        "Blur": "0.5",
        "Sharpen": "1",
        "Watermark": "© A & B",
        "Opacity": "0.9",
        "Share of the width": "0.4",
    }.items():
        picture.get_by_label(label, exact=True).fill(text)
    for label, value in {
        "What is kept": "northeast",
        "Format": "jpeg",
        "Mirror": "h",
        "Where": "southwest",
        "A JPEG comes": "false",
    }.items():
        picture.get_by_label(label, exact=True).select_option(value)
    picture.get_by_role("radio", name="180°", exact=True).check()
    picture.get_by_role("radio", name="2×", exact=True).check()
    picture.get_by_label("Greyscale").check()
    picture.get_by_label("Enlarge what is smaller than the box").check()
    address = (
        "/picture/space/astronaut.jpg?w=300&h=200&fit=cover&gravity=northeast&fp=0.4,0.2"
        "&crop=10,20,400,380&trim=3&rotate=180&flip=h&enlarge=true&dpr=2&format=jpeg&quality=70"
        "&max_bytes=90000&progressive=false&blur=0.5&sharpen=1&grayscale=true&brightness=1.1"
        "&contrast=1.2&saturation=0.5&radius=12&pad=4,8&background=fff"
        "&watermark=%C2%A9%20A%20%26%20B&watermark_position=southwest&watermark_opacity=0.9"
        "&watermark_scale=0.4"
    )
    settled(page, "picture", address)
    with Image.open(BytesIO(page.request.get(address).body())) as image:
        assert (image.format, image.size) == ("JPEG", (632, 416))
    expect(picture.locator("[data-measure]")).to_contain_text("632 × 416 px · JPEG")
    shown = picture.locator("[data-scale] img")
    expect(shown).to_have_attribute("width", "316")


def test_each_button_copies_its_notation(page: Page, picture: Locator) -> None:
    url = page.url.rstrip("/") + START
    escaped = url.replace("&", "&amp;")
    assert copied(page, "picture", "URL") == url
    assert copied(page, "picture", "Markdown") == f"![raccoon]({url})"
    assert copied(page, "picture", "HTML") == (
        f'<img src="{escaped}" alt="raccoon" width="600" height="400">'
    )
    responsive = copied(page, "picture", "HTML, srcset")
    assert responsive.startswith(f'<img src="{escaped}" srcset="')
    assert ' sizes="(max-width: 600px) 100vw, 600px" width="600" height="400"' in responsive
    found = re.search(r'srcset="([^"]+)"', responsive)
    assert found is not None
    candidates = [each.split(" ") for each in found[1].replace("&amp;", "&").split(", ")]
    assert [width for _, width in candidates] == ["320w", "480w", "640w", "800w", "1024w"]
    with Image.open(BytesIO(page.request.get(candidates[0][0]).body())) as image:
        assert image.size == (320, 213)
    expect(picture).to_be_visible()


MISTAKES = [
    ("Width", "abc"),
    ("Height", "0"),
    ("Width", "99999"),
    ("Quality", "101"),
    ("Crop", "0,0,5000,5000"),
    ("Focal point", "2,2"),
    ("Room around it", "x"),
    ("Background", "notacolour"),
    ("Corner radius", "-1"),
    ("Blur", "1000"),
    ("Opacity", "7"),
]


def test_an_error_stands_at_its_field(page: Page, picture: Locator) -> None:
    for summary in picture.locator("summary").all():
        summary.click()
    picture.get_by_label("Watermark", exact=True).fill("x")
    for label, value in MISTAKES:
        field = picture.get_by_label(label, exact=True)
        before = field.input_value()
        field.fill(value)
        expect(field).to_have_attribute("aria-invalid", "true")
        described = (field.get_attribute("aria-describedby") or "").split()
        [error] = [page.locator(f"#{each}") for each in described if each.endswith("-error")]
        expect(error).to_contain_text("Accepted: ")
        expect(picture.get_by_role("button", name="Copy URL")).to_be_disabled()
        expect(picture.locator("[data-saved]")).to_be_empty()
        field.fill(before)
        expect(picture.locator("[aria-invalid]")).to_have_count(0)


def test_a_picture_that_is_not_there_is_named(picture: Locator) -> None:
    picture.get_by_label("Picture", exact=True).fill("nope/none.jpg")
    expect(picture.locator("[data-problem]")).to_contain_text("nope/none.jpg")
    picture.get_by_label("Picture", exact=True).fill("cat.png")
    expect(picture.locator("[data-problem]")).to_be_empty()
    expect(picture.locator("[data-saved]")).to_contain_text("451 × 300 px · PNG · 240.5 kB")


def test_an_empty_path_shows_nothing_and_complains_of_nothing(picture: Locator) -> None:
    picture.get_by_label("Picture", exact=True).fill(" ")
    expect(picture.locator("[data-state=failed]")).to_have_count(1)
    expect(picture.locator("[data-problem]")).to_be_empty()
    expect(picture.locator("[data-copy=url]")).to_have_value("")


def test_without_the_gallery_a_path_is_typed(browser: Browser, private: str) -> None:
    with opened(browser, f"{private}/") as page:
        picture = form(page, "picture")
        field = picture.get_by_label("Picture", exact=True)
        expect(field).to_have_value("")
        expect(picture.locator("[data-problem]")).to_be_empty()
        expect(page.locator("#picture-samples option")).to_have_count(0)
        field.fill("trip/ä (1).png")
        settled(
            page,
            "picture",
            "/picture/trip/%C3%A4%20%281%29.png?w=600&h=400&fit=cover&gravity=smart&format=auto",
        )
        expect(picture.locator("[data-scale] img")).to_have_attribute("alt", "ä (1)")


@pytest.fixture
def private(tmp_path: Path) -> Iterator[str]:
    """Serve a folder of somebody's, which is not shown; give the address."""
    (tmp_path / "pictures" / "trip").mkdir(parents=True)
    Image.new("RGB", (60, 40)).save(tmp_path / "pictures" / "trip" / "ä (1).png")
    app = create_app(settings_for(tmp_path / "var", PICTURES_DIR=str(tmp_path / "pictures")))
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


def test_the_form_of_pictures_works_without_script(browser: Browser, origin: str) -> None:
    context = browser.new_context(base_url=origin, java_script_enabled=False)
    page = context.new_page()
    page.goto("/")
    picture = form(page, "picture")
    picture.get_by_label("Picture", exact=True).fill("dandelion.jpg")
    picture.get_by_label("Width", exact=True).fill("320")
    picture.get_by_role("radio", name="inside", exact=True).check()
    picture.get_by_role("button", name="Compose the picture").click()
    image = picture.locator("[data-scale] img")
    expect(image).to_have_js_property("naturalWidth", 320)
    assert page.url.endswith("#picture")
    context.close()
