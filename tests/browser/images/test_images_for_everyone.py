"""The page of images is for everyone: in any width, light and dark, without script."""

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import AXE
from tests.browser.images.image_page import choose, file, listed, rows, tiles, visited
from tests.browser.test_accessibility import RUN_AXE


def test_a_picture_is_uploaded_without_script(browser: Browser, shop: str) -> None:
    with visited(browser, shop, java_script_enabled=False) as page:
        expect(page.get_by_role("heading", name="Browse")).to_be_hidden()
        choose(page, file("cat.png"), file("dog.png", "tomato"))
        page.get_by_role("button", name="Upload").click()
        page.wait_for_url("**/image/upload")
        assert {each["name"] for each in listed(page)} == {"cat.png", "dog.png"}


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing_wrong_with_images(browser: Browser, shop: str, theme: str) -> None:
    for width in (1280, 320):
        options = {"color_scheme": theme, "viewport": {"width": width, "height": 800}}
        with visited(browser, shop, bypass_csp=True, **options) as page:
            choose(page, file("cat.png"), {**file("notes.txt"), "buffer": b"no picture"})
            expect(rows(page).filter(has_text="notes.txt")).to_contain_text("format")
            expect(rows(page).filter(has_text="cat.png")).to_contain_text("#")
            page.get_by_text("Filters").click()
            page.add_script_tag(path=str(AXE))
            _accessible(page)
            tiles(page).first.get_by_role("link").click()
            dialog = page.get_by_role("dialog")
            expect(dialog.get_by_role("cell", name="image/png")).to_be_visible()
            for group in dialog.locator("summary:visible").all():
                group.click()
            _accessible(page)
            dialog.get_by_role("button", name="Delete", exact=True).click()
            page.get_by_label("Trash").check()
            expect(tiles(page).first).to_contain_text("deleted")
            _accessible(page)


def _accessible(page: Page) -> None:
    found = page.evaluate(RUN_AXE)
    assert [(each["id"], [node["html"] for node in each["nodes"]]) for each in found] == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
