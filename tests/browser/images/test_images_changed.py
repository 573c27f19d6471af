"""Pictures are seen, changed, deleted and brought back on the page."""

import re

from playwright.sync_api import Page, expect

from tests.browser.images.image_page import (
    choose,
    file,
    fill,
    listed,
    look_anew,
    names,
    rows,
    tiles,
)

EVIL = "<img src=x onerror=hacked=1>.png"


def test_details_are_walked_through_by_keyboard(images: Page) -> None:
    fill(images, cat="teal", dog="tomato")
    tiles(images).first.get_by_role("link").focus()
    images.keyboard.press("Enter")
    dog = images.get_by_role("dialog", name="dog.png")
    expect(dog).to_be_visible()
    assert images.url.endswith("#image-2")
    expect(dog.get_by_role("button", name="Close")).to_be_focused()
    expect(dog.get_by_role("img", name="dog.png")).to_have_js_property("naturalWidth", 60)
    expect(dog.get_by_role("cell", name="image/png")).to_be_visible()
    dog.locator("summary", has_text="Hashes").click()
    expect(dog.get_by_role("row", name="sha256")).to_be_visible()
    images.keyboard.press("ArrowRight")
    expect(images.get_by_role("dialog", name="cat.png")).to_be_visible()
    images.keyboard.press("ArrowRight")  # there is no further one
    for label, value in (
        ("URL", "/image/1$"),
        ("Share link", "/i/[0-9a-f]{32}$"),
        ("Markdown", r"^!\[cat.png\]\(http"),
        ("HTML", '^<img src="http.* alt="cat.png" width="60" height="40">$'),
    ):
        expect(images.get_by_label(label, exact=True)).to_have_value(re.compile(value))
    images.keyboard.press("Escape")
    expect(images.get_by_role("dialog")).to_be_hidden()
    expect(tiles(images).filter(has_text="cat.png").get_by_role("link")).to_be_focused()
    assert "#" not in images.url


def test_a_picture_is_renamed_and_tagged(images: Page) -> None:
    fill(images, cat="teal")
    images.goto("/image/#image-1")
    expect(images.locator("[data-announce]")).to_contain_text("60 by 40 pixels")  # all is there
    images.get_by_label("Name", exact=True).fill("Tom.png")
    images.get_by_role("button", name="Rename").click()
    expect(images.get_by_role("dialog", name="Tom.png")).to_be_visible()
    field = images.get_by_role("dialog").get_by_label("Tags")
    for tag in ("grey", "old"):
        field.last.fill(tag)
        images.keyboard.press("Enter")
        expect(images.get_by_role("button", name=f"Remove the tag {tag}")).to_be_visible()
    images.get_by_role("button", name="Remove the tag old").click()
    expect(images.get_by_role("button", name="Remove the tag old")).to_be_hidden()
    assert [(each["name"], each["tags"]) for each in listed(images)] == [("Tom.png", ["grey"])]
    images.keyboard.press("Escape")
    assert names(images) == ["Tom.png"]


def test_a_picture_that_is_not_there_says_so(images: Page) -> None:
    images.goto("/image/#image-7")
    expect(images.get_by_role("dialog")).to_contain_text("There is no image 7")


def test_a_name_is_never_taken_for_html(images: Page) -> None:
    choose(images, file(EVIL))
    expect(rows(images)).to_contain_text(EVIL)
    expect(rows(images)).to_contain_text("Done: #1")
    assert names(images) == [EVIL]
    tiles(images).get_by_role("link").click()
    dialog = images.get_by_role("dialog", name=EVIL)
    expect(dialog).to_be_visible()
    dialog.get_by_label("Tags").last.fill(EVIL)
    images.keyboard.press("Enter")
    expect(images.get_by_role("button", name=f"Remove the tag {EVIL}")).to_be_visible()
    dialog.get_by_role("button", name="Delete", exact=True).click()
    expect(images.locator("[data-toasts]")).to_contain_text(f"Deleted {EVIL}")
    assert images.evaluate("typeof hacked") == "undefined"
    expect(images.locator("img[src='x']")).to_have_count(0)


def test_a_deleted_picture_comes_back_by_undo(images: Page) -> None:
    fill(images, cat="teal", dog="tomato")
    tiles(images).filter(has_text="cat.png").get_by_role("link").click()
    images.get_by_role("button", name="Delete", exact=True).click()
    expect(images.get_by_role("dialog")).to_be_hidden()
    expect(tiles(images)).to_have_count(1)
    expect(tiles(images).get_by_role("link")).to_be_focused()
    assert images.request.get("/image/1").status == 410
    images.get_by_role("button", name="Undo").click()
    expect(tiles(images)).to_have_count(2)
    expect(images.locator("[data-toasts]")).to_contain_text("Restored cat.png")
    assert images.request.get("/image/1").status == 200


def test_the_trash_gives_back(images: Page) -> None:
    fill(images, cat="teal")
    assert images.request.delete("/image/1").status == 204
    look_anew(images)
    expect(images.locator(".count")).to_have_text("There are no pictures here yet.")
    images.get_by_label("Trash").check()
    expect(tiles(images)).to_contain_text("deleted")
    images.get_by_role("button", name="Restore cat.png").click()
    expect(images.locator(".count")).to_have_text("The trash is empty.")
    images.get_by_label("Kept").check()
    expect(tiles(images)).to_have_count(1)
