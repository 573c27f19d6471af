"""Pictures come in by the page: chosen, dropped, pasted, again, or not at all."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from config import ROOT
from tests.browser.images.image_page import (
    choose,
    file,
    fill,
    listed,
    names,
    png,
    rows,
    served,
    tiles,
    visited,
)

DROP = """([name, numbers, kind]) => {
  const transfer = new DataTransfer();
  transfer.items.add(new File([new Uint8Array(numbers)], name, { type: "image/png" }));
  const options = { bubbles: true, cancelable: true };
  const event = kind === "paste"
    ? new ClipboardEvent(kind, { ...options, clipboardData: transfer })
    : new DragEvent(kind, { ...options, dataTransfer: transfer });
  document.querySelector("footer").dispatchEvent(event);
}"""


def test_chosen_pictures_are_uploaded_each_with_its_row_and_stand_first(images: Page) -> None:
    fill(images, old="olive")
    choose(images, file("cat.png", "teal"), file("dog.png", "tomato"))
    for name in ("cat.png", "dog.png"):
        row = rows(images).filter(has_text=name)
        expect(row).to_contain_text(re.compile(r"Done: #\d"))
        expect(row.get_by_role("progressbar")).to_be_hidden()
        expect(row.get_by_role("button")).to_have_count(0)
    expect(tiles(images)).to_have_count(3)
    assert names(images)[2] == "old.png"
    expect(tiles(images).first.get_by_role("img")).to_have_class("here")
    assert {each["name"] for each in listed(images)} == {"cat.png", "dog.png", "old.png"}
    images.get_by_role("button", name="Clear what is over").click()
    expect(rows(images)).to_have_count(0)


def test_photos_of_the_real_world_are_uploaded(images: Page) -> None:
    photos = sorted((ROOT / "assets" / "pictures").glob("*.*"))
    photos = [each for each in photos if each.suffix != ".md"]
    images.get_by_label("Choose pictures").set_input_files(photos)
    expect(rows(images).filter(has_text="Done")).to_have_count(len(photos), timeout=30_000)
    expect(tiles(images)).to_have_count(len(photos))


@pytest.mark.parametrize("way", ["drop", "paste"])
def test_pictures_are_dropped_or_pasted_anywhere(images: Page, way: str) -> None:
    veil = images.locator("[data-veil]")
    given = ["cat.png", list(png())]
    if way == "drop":
        images.evaluate(DROP, [*given, "dragenter"])
        expect(veil).to_be_visible()
    images.evaluate(DROP, [*given, way])
    expect(veil).to_be_hidden()
    expect(rows(images)).to_contain_text("Done: #1")


def test_progress_is_told_in_numbers(images: Page) -> None:
    images.route("**/image/upload", lambda _: None)  # never answered
    choose(images, file("cat.png"))
    bar = images.get_by_role("progressbar", name="Upload of cat.png")
    expect(bar).to_have_js_property("max", 100)
    expect(bar).to_be_visible()
    images.get_by_role("button", name="Cancel cat.png").click()
    expect(rows(images)).to_contain_text("Cancelled")


def test_a_duplicate_is_a_link_to_what_is_there(images: Page) -> None:
    choose(images, file("cat.png"))
    expect(rows(images)).to_contain_text("Done: #1")
    choose(images, file("again.png"))
    row = rows(images).filter(has_text="again.png")
    expect(row).to_contain_text("Already here: #1; this one is #2")
    row.get_by_role("link", name="#1").click()
    expect(images.get_by_role("dialog", name="cat.png")).to_be_visible()


def test_an_upload_whose_answer_was_lost_is_sent_again_under_the_same_key(images: Page) -> None:
    keys = []

    def lose_the_first(route: Route) -> None:
        keys.append(route.request.headers["idempotency-key"])
        if len(keys) == 1:
            route.fetch()  # it arrives, and is kept
            route.abort("connectionreset")
        else:
            route.continue_()

    images.route("**/image/upload", lose_the_first)
    choose(images, file("cat.png"))
    rows(images).filter(has_text="Connection lost; again in 1 s").wait_for()
    expect(rows(images)).to_contain_text("Done: #1")
    assert len(keys) == 2
    assert keys[0] == keys[1]
    assert len(listed(images)) == 1


def test_the_server_says_when_to_come_again(images: Page) -> None:
    statuses = [503, 429]

    def refuse_twice(route: Route) -> None:
        if statuses:
            route.fulfill(status=statuses.pop(), headers={"Retry-After": "1"}, body="")
        else:
            route.continue_()

    images.route("**/image/upload", refuse_twice)
    choose(images, file("cat.png"))
    rows(images).filter(has_text="The server is busy; again in 1 s").wait_for()
    images.get_by_role("button", name="Retry cat.png").click()
    expect(rows(images)).to_contain_text("Done: #1")
    assert statuses == []


def test_what_the_server_refuses_says_why(images: Page) -> None:
    choose(images, {"name": "notes.txt", "mimeType": "text/plain", "buffer": b"no picture"})
    expect(rows(images)).to_contain_text("of no known format")
    expect(images.locator("[data-announce]")).to_contain_text("notes.txt")
    assert listed(images) == []


def test_what_is_too_large_is_not_sent(browser: Browser, tmp_path: Path) -> None:
    limit = len(png()) - 1
    with (
        served(tmp_path, OPEN_WRITES="loopback", MAX_UPLOAD_BYTES=str(limit)) as address,
        visited(browser, address) as page,
    ):
        sent: list[str] = []
        page.on("request", lambda request: sent.append(request.method))
        choose(page, file("cat.png"))
        expect(rows(page)).to_contain_text("Larger than this server takes")
        assert "POST" not in sent
