"""/static/lazyload.js on a page of somebody else's."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

STYLE = "body { margin: 0 } img { display: block; max-width: 100%; height: auto }"
SHIFTS = """
  window.shifted = 0;
  new PerformanceObserver((seen) => {
    for (const each of seen.getEntries()) window.shifted += each.value;
  }).observe({ type: "layout-shift", buffered: true });
"""
SETTLED = """() => {
  const begun = [...document.images].filter((image) => image.hasAttribute("src") || image.srcset);
  const any = begun.length > 0 || document.images.length === 0;
  return any && begun.every((image) => image.complete);
}"""

Opened = Callable[..., AbstractContextManager[Page]]


def asked(page: Page) -> list[str]:
    """List the pictures that were asked for, in order, below the root."""
    found: list[str] = page.evaluate(
        """() => performance.getEntriesByType("resource").map(({ name }) => new URL(name))
          .filter(({ pathname }) => pathname.startsWith("/picture/"))
          .map(({ pathname, search }) => pathname + search)"""
    )
    return found


def widths(page: Page) -> list[int]:
    return [int(parse_qs(urlsplit(each).query)["w"][0]) for each in asked(page)]


@pytest.fixture
def opened(browser: Browser, origin: str) -> Opened:
    """Give a way to open a page with images in its body."""

    @contextmanager
    def open_page(body: str, script: str = "", **options: Any) -> Iterator[Page]:
        context = browser.new_context(**{"viewport": {"width": 800, "height": 600}, **options})
        page = context.new_page()
        errors: list[str] = []
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.add_init_script(SHIFTS + script)
        html = (
            f"<!doctype html><style>{STYLE}</style>{body}"
            f'<script src="{origin}/static/lazyload.js" defer></script>'
        )
        page.route("**/site/", lambda route: route.fulfill(body=html, content_type="text/html"))
        page.goto(f"{origin}/site/")
        page.wait_for_function(SETTLED)
        yield page
        context.close()
        assert errors == []

    return open_page


def image(path: str = "dandelion.jpg", *, width: int = 1600, height: int = 900, **more: str) -> str:
    attributes = "".join(f' {name.replace("_", "-")}="{text}"' for name, text in more.items())
    return f'<img data-src="/picture/{path}" width="{width}" height="{height}"{attributes} alt="">'


@pytest.mark.parametrize(
    ("css", "ratio", "expected"),
    [(300, 1, 320), (300, 2, 640), (300, 1.5, 512), (320, 1, 320), (321, 1, 384), (700, 2, 1536)],
)
def test_the_width_is_what_is_shown_times_the_pixel_ratio(
    opened: Opened, css: int, ratio: float, expected: int
) -> None:
    body = f'<div style="width: {css}px">{image()}</div>'
    with opened(body, device_scale_factor=ratio) as page:
        assert asked(page) == [f"/picture/dandelion.jpg?format=auto&w={expected}"]


def test_a_picture_is_fetched_when_it_comes_near(opened: Opened) -> None:
    lazy = [image(f"coffee.jpg?v={number}", width=600, height=400) for number in range(8)]
    with opened("".join(lazy)) as page:
        assert len(asked(page)) == 3, "600 px are seen, 400 px below them are near"
        page.evaluate("scrollTo(0, 500)")
        expect(page.locator("img[src]")).to_have_count(4)
        page.evaluate("scrollTo(0, document.body.scrollHeight)")
        expect(page.locator("img[src]")).to_have_count(7)
        assert not page.locator("img").nth(4).get_attribute("src"), "what was jumped over is not"


def test_nothing_moves_when_pictures_come(opened: Opened) -> None:
    body = "".join(image() + "<p>A line</p>" for _ in range(3))
    with opened(body) as page:
        heights = [each.bounding_box() for each in page.locator("img").all()]
        assert [each and (each["width"], each["height"]) for each in heights] == [(800, 450)] * 3
        page.locator("img").nth(1).evaluate("image => image.decode()")
        assert page.evaluate("window.shifted") == 0


def test_a_larger_one_is_fetched_when_the_window_grows_and_none_when_it_shrinks(
    opened: Opened,
) -> None:
    with opened(image()) as page:
        assert widths(page) == [896]
        page.set_viewport_size({"width": 400, "height": 600})
        page.wait_for_timeout(100)
        assert widths(page) == [896]
        page.set_viewport_size({"width": 1200, "height": 600})
        expect(page.locator("img")).to_have_js_property("naturalWidth", 1280)
        assert set(widths(page)) == {896, 1280}


def test_a_larger_one_that_does_not_come_leaves_the_old_one(opened: Opened) -> None:
    with opened(image()) as page:
        page.route("**/*w=1280", lambda route: route.abort())
        page.set_viewport_size({"width": 1200, "height": 600})
        page.wait_for_timeout(200)
        expect(page.locator("img")).to_have_js_property("naturalWidth", 896)
        page.unroute("**/*w=1280")
        page.set_viewport_size({"width": 1201, "height": 600})
        expect(page.locator("img")).to_have_js_property("naturalWidth", 1280)


@pytest.mark.parametrize(
    ("given", "asked_for"),
    [
        ("cat.png?format=webp", "cat.png?format=webp&w=384"),
        ("cat.png?encoding=png", "cat.png?encoding=png&w=384"),
        ("cat.png?w=40&h=20&fit=cover", "cat.png?w=384&h=192&fit=cover&format=auto"),
        ("cat.png?h=200", "cat.png?h=200&format=auto&w=384"),
        ("a%20b.jpg?watermark=a%26b", "a%20b.jpg?watermark=a%26b&format=auto&w=384"),
        ("cat.png?w=9&signature=abc", "cat.png?w=9&signature=abc"),
    ],
)
def test_what_the_address_says_is_kept(opened: Opened, given: str, asked_for: str) -> None:
    with opened(f'<div style="width: 380px">{image(given)}</div>') as page:
        assert asked(page) == [f"/picture/{asked_for}"]


def test_a_picture_that_is_cut_to_its_box_is_fetched_in_its_whole_width(opened: Opened) -> None:
    box = '<div style="width: 200px"><style>img { height: 200px; width: 200px; object-fit: cover }'
    with opened(f"{box}</style>{image()}</div>") as page:
        assert widths(page) == [384], "200 px high and 16:9 is 356 px wide"


def test_a_picture_is_never_asked_for_wider_than_it_is(opened: Opened) -> None:
    with opened(image("cat.png", width=451, height=300, data_max="451"), is_mobile=False) as page:
        assert widths(page) == [451]


def test_a_srcset_is_left_to_the_browser(opened: Opened) -> None:
    candidates = ", ".join(f"/picture/dandelion.jpg?w={each} {each}w" for each in (320, 640, 1280))
    lazy = f'<img data-srcset="{candidates}" width="1600" height="900" alt="">'
    with opened(f'<div style="width: 300px">{lazy}</div>', device_scale_factor=2) as page:
        assert widths(page) == [640]
        assert page.locator("img").get_attribute("sizes") == "300px"
    sized = lazy.replace("<img", '<img sizes="1000px"')
    with opened(f'<div style="width: 300px">{sized}</div>') as page:
        assert widths(page) == [1280]


def test_images_that_are_added_later_are_seen(opened: Opened) -> None:
    with opened("<main></main>") as page:
        page.evaluate(
            "html => document.querySelector('main').insertAdjacentHTML('beforeend', html)",
            f"<section><p>{image()}</p></section>",
        )
        expect(page.locator("img[src]")).to_have_count(1)


def test_those_who_save_data_get_what_is_seen_at_one_pixel_each(opened: Opened) -> None:
    saving = "Object.defineProperty(navigator, 'connection', { value: { saveData: true } });"
    body = "".join(image(f"cat.png?v={number}", width=800, height=500) for number in range(4))
    with opened(body, saving, device_scale_factor=3) as page:
        assert widths(page) == [896, 896], "none below the 600 px that are seen"


def test_a_picture_without_its_size_is_as_wide_as_its_place(opened: Opened) -> None:
    lazy = '<img data-src="/picture/dandelion.jpg" alt="">'
    with opened(f'<div style="width: 500px">{lazy}</div>') as page:
        assert widths(page) == [512]


def test_a_picture_in_a_line_of_text_is_as_wide_as_the_window_lets_it(opened: Opened) -> None:
    lazy = '<img data-src="/picture/dandelion.jpg" alt="">'
    with opened(f'<style>img {{ display: inline }}</style><a href="/">{lazy}</a>') as page:
        assert widths(page) == [896]


def test_an_image_that_is_taken_away_again_does_no_harm(opened: Opened) -> None:
    with opened(f"<main>{image()}</main>") as page:
        page.evaluate(
            """() => {
              document.querySelector("main").replaceChildren();
              dispatchEvent(new Event("resize")); // before it is known to be gone
            }"""
        )
        page.wait_for_timeout(50)
        assert widths(page) == [896]
