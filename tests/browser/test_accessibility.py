"""The pages for everyone: by keyboard, on a phone, in the dark, read aloud."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any, Literal

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize, expect

from tests.browser.conftest import AXE

PAGES = ("/", "/docs", "/image/", "/nothing/here")
RUN_AXE = "async () => (await axe.run(document, {resultTypes: ['violations']})).violations"
# The rules that a theme has a say in; each of the others finds the same in light and dark.
RUN_AXE_ON_COLORS = """async () => (await axe.run(document, {
  resultTypes: ["violations"], runOnly: ["color-contrast", "link-in-text-block"],
})).violations"""
AXE_BY_THEME: dict[Literal["light", "dark"], str] = {"light": RUN_AXE, "dark": RUN_AXE_ON_COLORS}


@cache
def profile(browser: Browser, **options: Any) -> BrowserContext:
    """Give the tests one profile: with a new one a page costs three times the CPU."""
    return browser.new_context(bypass_csp=True, reduced_motion="reduce", **options)


@contextmanager
def opened(
    browser: Browser, url: str, color_scheme: Any = "light", viewport: Any = None, **options: Any
) -> Iterator[Page]:
    """Open a page with all its groups unfolded."""
    page = profile(browser, **options).new_page()
    page.emulate_media(color_scheme=color_scheme)
    page.set_viewport_size(viewport or ViewportSize(width=1280, height=720))
    page.goto(url, wait_until="networkidle")
    for group in page.query_selector_all("details"):
        group.evaluate("group => group.open = true")
    yield page
    page.close()


def axe_finds_nothing(page: Page) -> None:
    """See that a page is for everyone in both themes, without loading it twice."""
    for theme, run in AXE_BY_THEME.items():
        page.emulate_media(color_scheme=theme)
        found = page.evaluate(run)
        wrong = [(each["id"], [node["html"] for node in each["nodes"]]) for each in found]
        assert wrong == [], theme


@pytest.mark.parametrize("path", PAGES)
def test_axe_finds_nothing(browser: Browser, origin: str, path: str) -> None:
    with opened(browser, origin + path) as page:
        page.add_script_tag(path=str(AXE))
        for width in (1280, 320):
            page.set_viewport_size({"width": width, "height": 800})
            axe_finds_nothing(page)


@pytest.mark.parametrize("path", PAGES)
def test_nothing_is_wider_than_the_screen(browser: Browser, origin: str, path: str) -> None:
    with opened(browser, origin + path) as page:
        for width in (1280, 768, 390, 320):
            page.set_viewport_size({"width": width, "height": 640})
            fits(page, width)


def fits(page: Page, width: int) -> None:
    assert page.evaluate("document.documentElement.scrollWidth") == width
    # What is cut off needs no scrolling either, but could not be read.
    wide = page.evaluate(
        """() => [...document.querySelectorAll("main *, header *, footer *")]
          .filter((each) => !each.closest(".visually-hidden"))
          .filter((each) => each.getBoundingClientRect().right > innerWidth + 1)
          .map((each) => each.outerHTML.slice(0, 100))"""
    )
    assert wide == []


def test_the_theme_is_the_readers(browser: Browser, origin: str) -> None:
    for theme, ground in (("light", "rgb(236, 238, 235)"), ("dark", "rgb(20, 23, 21)")):
        with opened(browser, f"{origin}/", color_scheme=theme) as page:
            assert page.evaluate("getComputedStyle(document.body.parentNode).backgroundColor") == (
                ground
            )


def test_controls_are_large_enough_for_a_thumb(browser: Browser, origin: str) -> None:
    with opened(browser, f"{origin}/", viewport={"width": 320, "height": 640}) as page:
        small = page.evaluate(
            """() => [...document.querySelectorAll("input, select, textarea, button, summary")]
              .filter((each) => each.checkVisibility())
              .map((each) => each.closest("label") ?? each)
              .filter((each) => each.getBoundingClientRect().height < 40)
              .map((each) => each.outerHTML.slice(0, 100))"""
        )
        assert small == []


def focused(page: Page) -> str:
    """Name the element that has the focus as a screen reader would find it."""
    name: str = page.evaluate(
        """() => {
          const each = document.activeElement;
          return each.labels?.[0]?.textContent.trim() || each.ariaLabel || each.textContent.trim();
        }"""
    )
    return name


def test_the_first_key_skips_to_the_content(page: Page) -> None:
    page.keyboard.press("Tab")
    assert focused(page) == "Skip to content"
    expect(page.locator(".skip")).to_be_in_viewport()
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


def test_every_control_is_reached_by_tab_in_the_order_of_the_page_and_seen(page: Page) -> None:
    reached = []
    previous = -1
    while True:
        page.keyboard.press("Tab")
        place, outline = page.evaluate(
            """() => {
              const each = document.activeElement;
              const shown = each.type === "radio" ? each.nextElementSibling : each;
              const style = getComputedStyle(shown);
              return [[...document.querySelectorAll("*")].indexOf(each),
                      style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2];
            }"""
        )
        if place <= previous:
            break
        assert outline, f"no outline at {focused(page)}"
        previous = place
        reached.append(focused(page))
    for name in ("Label", "Message", "Colour", "flat", "Copy Markdown", "Logo", "Size", "Text"):
        assert name in reached


def test_a_badge_is_composed_and_copied_by_keyboard_alone(page: Page) -> None:
    def tab_to(name: str) -> None:
        for _ in range(80):
            page.keyboard.press("Tab")
            if focused(page) == name:
                return
        pytest.fail(f"no way to {name}")

    tab_to("Label")
    page.keyboard.type("docs")
    tab_to("Message")
    page.keyboard.type("latest")
    tab_to("flat")
    page.keyboard.press("ArrowRight")
    assert focused(page) == "flat-square"
    expect(page.get_by_label("Markdown", exact=True).first).to_have_value(
        "![docs: latest](" + page.url + "badge/docs-latest-brightgreen?style=flat-square)"
    )
    tab_to("Copy Markdown")
    page.keyboard.press("Enter")
    expect(page.locator("[data-announce]")).to_have_text("Copied Markdown")


def test_motion_is_shown_to_those_who_have_not_asked_for_less(
    browser: Browser, origin: str, page: Page
) -> None:
    behaviour = "getComputedStyle(document.documentElement).scrollBehavior"
    assert page.evaluate(behaviour) == "auto"
    lively = browser.new_page(reduced_motion="no-preference")
    lively.goto(f"{origin}/")
    assert lively.evaluate(behaviour) == "smooth"
    lively.close()
