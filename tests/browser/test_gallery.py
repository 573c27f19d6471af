"""The gallery in a browser: for everyone, in any width, by keyboard."""

from collections.abc import Iterator
from io import BytesIO
from threading import Thread

import pytest
from PIL import Image
from playwright.sync_api import Browser, Page, expect
from werkzeug.serving import make_server

from app import create_app
from tests.browser.conftest import AXE
from tests.browser.test_accessibility import RUN_AXE, opened
from tests.browser.test_lazyload import SHIFTS, asked
from tests.conftest import settings_for

SHAPES = [(600, 400), (400, 600), (400, 400), (640, 360), (900, 200), (160, 900)]
LONG = "a_very_long_name_without_any_place_to_break_it_taken_by_a_camera_2026-11-21.png"
PATHS = ("/gallery", "/gallery/trip%20to%20the%20sea", "/gallery/nope")


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve 31 pictures of many shapes; give the address without a trailing slash."""
    folder = tmp_path_factory.mktemp("pictures")
    (folder / "trip to the sea").mkdir()
    for number in range(29):
        size = SHAPES[number % len(SHAPES)]
        Image.new("RGB", size, (number * 8, 90, 160)).save(folder / f"{number}.png")
    Image.new("RGB", (60, 40)).save(folder / LONG)
    (folder / "0 broken.jpg").write_bytes(b"\xff\xd8\xff\xe0 no more")
    given = {"PICTURES_DIR": str(folder), "GALLERY": "on"}
    app = create_app(settings_for(tmp_path_factory.mktemp("var"), **given))
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def gallery(browser: Browser, origin: str) -> Iterator[Page]:
    """Open the gallery of the pictures that are shipped; nothing may go wrong in its script."""
    with opened(browser, f"{origin}/gallery", viewport={"width": 1280, "height": 900}) as page:
        errors: list[str] = []
        page.on("pageerror", lambda error: errors.append(str(error)))
        yield page
        assert errors == []


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing_wrong_with_the_gallery(browser: Browser, shop: str, theme: str) -> None:
    for width in (1280, 320):
        viewport = {"width": width, "height": 800}
        address = f"{shop}/gallery"
        with opened(browser, address, color_scheme=theme, viewport=viewport) as page:
            page.add_script_tag(path=str(AXE))
            for _ in ("the page", "the large view"):
                found = page.evaluate(RUN_AXE)
                wrong = [(each["id"], [node["html"] for node in each["nodes"]]) for each in found]
                assert wrong == []
                page.locator("[data-opens]").first.evaluate("link => link.click()")


@pytest.mark.parametrize("path", PATHS)
def test_the_gallery_is_no_wider_than_the_screen(browser: Browser, shop: str, path: str) -> None:
    with opened(browser, shop + path) as page:
        for width in (320, 768, 1280, 2200):
            page.set_viewport_size({"width": width, "height": 640})
            assert page.evaluate("document.documentElement.scrollWidth") == width
            wide = page.evaluate(
                """() => [...document.querySelectorAll("main *, header *")]
                  .filter((each) => !each.closest(".visually-hidden"))
                  .filter((each) => each.getBoundingClientRect().right > innerWidth + 1)
                  .map((each) => each.outerHTML.slice(0, 100))"""
            )
            assert wide == []


def test_the_tiles_of_a_row_are_as_high_as_each_other(browser: Browser, shop: str) -> None:
    with opened(browser, f"{shop}/gallery", viewport={"width": 1280, "height": 900}) as page:
        rows: dict[int, set[int]] = {}
        for tile in page.locator(".pictures img[data-src]").all():
            box = tile.bounding_box()
            assert box is not None
            rows.setdefault(round(box["y"]), set()).add(round(box["height"]))
        assert len(rows) > 3
        assert all(max(heights) - min(heights) <= 1 for heights in rows.values())


@pytest.mark.parametrize("ratio", [1, 2])
def test_only_what_is_near_is_fetched_and_as_large_as_it_is_shown(
    browser: Browser, shop: str, ratio: int
) -> None:
    viewport = {"width": 1280, "height": 500}
    address = f"{shop}/gallery"
    with opened(browser, address, viewport=viewport, device_scale_factor=ratio) as page:
        images = page.locator(".pictures img[data-src]")
        assert images.count() == 30
        found = images.evaluate_all("all => all.map((each) => [each.hasAttribute('src'), each.y])")
        assert all(has == (y <= 900) for has, y in found)
        assert 5 < len(asked(page)) < 30
        wide = page.locator('img[data-src*="/3.png"]')
        css = wide.evaluate("each => each.clientWidth")
        natural = wide.evaluate("each => each.decode().then(() => each.naturalWidth)")
        assert min(640, css * ratio) <= natural <= min(640, css * ratio * 1.34)


def test_nothing_moves_while_the_gallery_is_read(browser: Browser, shop: str) -> None:
    context = browser.new_context(viewport={"width": 1280, "height": 700})
    page = context.new_page()
    page.add_init_script(SHIFTS)
    page.goto(f"{shop}/gallery", wait_until="networkidle")
    height = page.evaluate("document.documentElement.scrollHeight")
    for place in range(0, height, 600):
        page.mouse.wheel(0, 600)
        page.wait_for_timeout(60)
        assert page.evaluate("scrollY") <= place + 600
    page.wait_for_load_state("networkidle")
    expect(page.locator(".pictures img[data-src][src]")).to_have_count(30)
    assert page.evaluate("document.documentElement.scrollHeight") == height
    assert page.evaluate("window.shifted") < 0.001, "of 0.1 that is called good"
    context.close()


def test_pictures_are_walked_through_by_keyboard(gallery: Page) -> None:
    dialog = gallery.get_by_role("dialog", name="Large view")
    names = gallery.locator("[data-opens]").evaluate_all("all => all.map((a) => a.dataset.name)")
    gallery.get_by_role("link", name="coffee.jpg").focus()
    gallery.keyboard.press("Enter")
    expect(dialog).to_be_visible()
    expect(dialog.get_by_role("button", name="Close")).to_be_focused()
    expect(dialog.get_by_role("img", name="coffee.jpg")).to_have_js_property("naturalWidth", 600)
    expect(dialog).to_contain_text("600 × 400 px")
    for key, name in (
        ("ArrowRight", "dandelion.jpg"),
        ("ArrowLeft", "coffee.jpg"),
        ("ArrowLeft", "cat.png"),
        ("ArrowLeft", names[-1]),
        ("ArrowRight", "cat.png"),
        ("End", names[-1]),
        ("Home", "cat.png"),
    ):
        gallery.keyboard.press(key)
        expect(dialog.get_by_role("img", name=name)).to_be_visible()
        expect(dialog).to_contain_text(f"{names.index(name) + 1} of {len(names)}")
    gallery.keyboard.press("ArrowRight")
    gallery.keyboard.press("ArrowRight")
    gallery.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    expect(gallery.get_by_role("link", name="dandelion.jpg")).to_be_focused()


def test_pictures_are_walked_through_by_buttons(gallery: Page) -> None:
    gallery.get_by_role("link", name="cat.png").click()
    dialog = gallery.get_by_role("dialog", name="Large view")
    dialog.get_by_role("button", name="Next").click()
    expect(dialog.get_by_role("img", name="coffee.jpg")).to_be_visible()
    dialog.get_by_role("button", name="Previous").click()
    expect(dialog.get_by_role("img", name="cat.png")).to_be_visible()
    link = dialog.get_by_role("link", name="Open")
    assert "/picture/cat.png?" in (link.get_attribute("href") or "")
    dialog.get_by_role("button", name="Close").click()
    expect(dialog).to_be_hidden()


def test_the_large_picture_fits_its_place_and_is_not_enlarged(gallery: Page) -> None:
    gallery.get_by_role("link", name="seed-head.jpg").click()
    image = gallery.get_by_role("dialog").get_by_role("img", name="seed-head.jpg")
    box, place = image.bounding_box(), gallery.locator("[data-place]").bounding_box()
    assert box is not None
    assert place is not None
    assert box["height"] == pytest.approx(place["height"], abs=1)
    assert box["width"] == pytest.approx(place["height"] * 1050 / 1400, abs=1)
    gallery.keyboard.press("Home")
    small = gallery.get_by_role("dialog").get_by_role("img", name="cat.png").bounding_box()
    assert small is not None
    assert (small["width"], small["height"]) == (451, 300)


@pytest.mark.parametrize(("motion", "frames"), [("reduce", 1), ("no-preference", 36)])
def test_an_animation_moves_in_the_large_view_for_those_who_like_that(
    browser: Browser, origin: str, motion: str, frames: int
) -> None:
    context = browser.new_context(base_url=origin, reduced_motion=motion)  # type: ignore[arg-type]
    page = context.new_page()
    page.goto("/gallery")
    page.get_by_role("link", name="day.gif").click()
    image = page.get_by_role("dialog").get_by_role("img", name="day.gif")
    expect(image).to_have_js_property("naturalWidth", 360)
    address = image.evaluate("each => each.currentSrc")
    body = page.request.get(address, headers={"Accept": "image/webp"}).body()
    context.close()
    with Image.open(BytesIO(body)) as found:
        assert getattr(found, "n_frames", 1) == frames


def test_a_link_of_the_gallery_opens_in_a_tab_of_its_own_when_asked(gallery: Page) -> None:
    with gallery.context.expect_page() as other:
        gallery.get_by_role("link", name="cat.png").click(modifiers=["ControlOrMeta"])
    expect(gallery.get_by_role("dialog")).to_be_hidden()
    assert "/picture/cat.png?" in other.value.url


def test_the_gallery_works_without_script(browser: Browser, origin: str) -> None:
    context = browser.new_context(base_url=origin, java_script_enabled=False)
    page = context.new_page()
    page.goto("/gallery", wait_until="networkidle")
    first = page.locator(".pictures img").locator("visible=true").first
    assert (first.get_attribute("src") or "").startswith("/picture/cat.png")
    expect(page.locator(".pictures img[data-src]").first).to_be_hidden()
    box = first.bounding_box()
    assert box is not None
    assert box["width"] > 100
    page.get_by_role("link", name="space").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("space")
    page.get_by_role("link", name="rocket.jpg").click()
    assert "/picture/space/rocket.jpg?" in page.url
    context.close()
