"""What the page does for those who need a token, or may not."""

import re
from pathlib import Path

from playwright.sync_api import Browser, expect

from tests.browser.images.image_page import choose, file, look_anew, rows, served, tiles, visited

TOKEN = "a-token-for-tests-only"  # noqa: S105 - it opens nothing


def test_a_token_is_asked_for_once(browser: Browser, tmp_path: Path) -> None:
    with (
        served(tmp_path, BOOTSTRAP_TOKEN=TOKEN) as address,
        visited(browser, address) as page,
    ):
        choose(page, file("cat.png"))
        dialog = page.get_by_role("dialog", name="A token is needed")
        expect(dialog).to_contain_text("flask token create")
        page.get_by_label("Token", exact=True).fill("nonsense")
        page.keyboard.press("Enter")
        expect(dialog).to_contain_text("not known")
        page.get_by_label("Token", exact=True).fill(TOKEN)
        page.keyboard.press("Enter")
        expect(rows(page)).to_contain_text("Done: #1")
        look_anew(page)
        choose(page, file("dog.png", "tomato"))
        expect(rows(page)).to_contain_text("Done: #2")
        expect(dialog).to_be_hidden()
        expect(page.locator("#curl-Upload")).to_have_value(re.compile(r"\$TOKEN"))


def test_who_gives_no_token_can_try_again(browser: Browser, tmp_path: Path) -> None:
    with (
        served(tmp_path, BOOTSTRAP_TOKEN=TOKEN) as address,
        visited(browser, address) as page,
    ):
        choose(page, file("cat.png"))
        page.get_by_role("dialog").get_by_role("button", name="Cancel").click()
        expect(rows(page)).to_contain_text("It needs a token")
        page.get_by_role("button", name="Retry cat.png").click()
        page.get_by_label("Token", exact=True).fill(TOKEN)
        page.get_by_role("button", name="Use it").click()
        expect(rows(page)).to_contain_text("Done: #1")


def test_private_pictures_are_shown_to_who_has_a_token(browser: Browser, tmp_path: Path) -> None:
    with (
        served(tmp_path, BOOTSTRAP_TOKEN=TOKEN, PRIVATE="1") as address,
        visited(browser, address) as page,
    ):
        page.get_by_label("Token", exact=True).fill(TOKEN)
        page.keyboard.press("Enter")
        choose(page, file("cat.png"))
        expect(rows(page)).to_contain_text("Done: #1")
        expect(tiles(page).get_by_role("img")).to_have_class("here")
        tiles(page).get_by_role("link").click()
        large = page.get_by_role("dialog", name="cat.png").get_by_role("img", name="cat.png")
        expect(large).to_have_js_property("naturalWidth", 60)


def test_nothing_is_offered_that_a_read_only_service_refuses(
    browser: Browser, tmp_path: Path
) -> None:
    with (
        served(tmp_path, OPEN_WRITES="loopback", READ_ONLY="1") as address,
        visited(browser, address) as page,
    ):
        expect(page.get_by_text("Nothing can be uploaded")).to_be_visible()
        for name in ("Rename", "Add", "Delete", "Upload"):
            button = page.get_by_role("button", name=name, include_hidden=True, exact=True)
            expect(button).to_have_count(0)
