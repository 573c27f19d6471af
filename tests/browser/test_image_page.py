"""The page of images in a browser: in, found, seen, changed, away and back."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import Browser, BrowserContext, FilePayload, Locator, Page, Route, expect
from werkzeug.serving import make_server

from app import create_app
from config import ROOT
from tests.browser.conftest import AXE
from tests.browser.test_accessibility import RUN_AXE
from tests.conftest import settings_for

TOKEN = "a-token-for-tests-only"  # noqa: S105 - it opens nothing
EVIL = "<img src=x onerror=hacked=1>.png"
DROP = """([name, numbers, kind]) => {
  const transfer = new DataTransfer();
  transfer.items.add(new File([new Uint8Array(numbers)], name, { type: "image/png" }));
  const options = { bubbles: true, cancelable: true };
  const event = kind === "paste"
    ? new ClipboardEvent(kind, { ...options, clipboardData: transfer })
    : new DragEvent(kind, { ...options, dataTransfer: transfer });
  document.querySelector("footer").dispatchEvent(event);
}"""


def png(color: str = "teal", size: tuple[int, int] = (60, 40)) -> bytes:
    body = BytesIO()
    Image.new("RGB", size, color).save(body, "PNG")
    return body.getvalue()


def file(name: str, color: str = "teal") -> FilePayload:
    return {"name": name, "mimeType": "image/png", "buffer": png(color)}


@contextmanager
def served(folder: Path, **environ: str) -> Iterator[str]:
    """Serve an empty repository; give its address without a trailing slash."""
    server = make_server("127.0.0.1", 0, create_app(settings_for(folder, **environ)), threaded=True)
    thread = Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


@contextmanager
def visited(browser: Browser, address: str, **options: Any) -> Iterator[Page]:
    """Open the page; nothing may go wrong in its script."""
    given = {"viewport": {"width": 1280, "height": 900}, "reduced_motion": "reduce"} | options
    context: BrowserContext = browser.new_context(base_url=address, **given)
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto("/image/")
    yield page
    context.close()
    assert errors == []


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[str]:
    """Serve a repository that this machine's user may write to."""
    with served(tmp_path, OPEN_WRITES="loopback") as address:
        yield address


@pytest.fixture
def images(browser: Browser, shop: str) -> Iterator[Page]:
    with visited(browser, shop) as page:
        yield page


def choose(page: Page, *files: FilePayload) -> None:
    page.get_by_label("Choose pictures").set_input_files(files)


def fill(page: Page, **colors: str) -> None:
    """Upload pictures aside from the page, then look at it anew."""
    for name, color in colors.items():
        sent = page.request.post("/image/upload", multipart={"image": file(f"{name}.png", color)})
        assert sent.status == 201, sent.text()
    look_anew(page)


def look_anew(page: Page) -> None:
    """Load the page again, and wait until it shows what it has found."""
    page.reload()
    expect(page.locator("[data-say='count']")).not_to_be_empty()


def rows(page: Page) -> Locator:
    return page.get_by_role("list", name="Uploads").get_by_role("listitem")


def tiles(page: Page) -> Locator:
    return page.get_by_role("list", name="Pictures").get_by_role("listitem")


def names(page: Page) -> list[str]:
    return tiles(page).locator("b").all_text_contents()


def listed(page: Page, query: str = "") -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = page.request.get(f"/image/list?{query}").json()["images"]
    return found


# In


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
    expect(rows(images)).to_contain_text("Connection lost; again in 1 s")
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
    expect(rows(images)).to_contain_text("The server is busy; again in 1 s")
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


# Found


def test_a_filter_narrows_stands_in_the_address_and_survives(images: Page) -> None:
    fill(images, cat="teal", dog="tomato", catfish="olive")
    expect(tiles(images)).to_have_count(3)
    images.get_by_label("Search names").fill("cat")
    expect(tiles(images)).to_have_count(2)
    assert images.url.endswith("/image/?q=cat")
    look_anew(images)
    expect(images.get_by_label("Search names")).to_have_value("cat")
    assert names(images) == ["catfish.png", "cat.png"]
    images.get_by_role("button", name="Clear the filter").click()
    expect(tiles(images)).to_have_count(3)
    assert images.url.endswith("/image/")


def test_every_filter_is_one_that_the_server_knows(images: Page) -> None:
    fill(images, cat="teal")
    images.get_by_text("Filters").click()
    for label, value, count in (
        ("Tag", "nope", 0),
        ("Uploader", "loopback", 1),
        ("Camera", "nope", 0),
        ("From", "2020-01-01", 1),
        ("To", "2020-01-01", 0),
    ):
        images.get_by_label(label, exact=True).fill(value)
        expect(tiles(images)).to_have_count(count)
        images.get_by_label(label, exact=True).fill("")
    for label, option, count in (
        ("Type", "JPEG", 0),
        ("Type", "PNG", 1),
        ("At least", "10 kB", 0),
        ("At most", "10 kB", 1),
        ("Order", "largest first", 1),
    ):
        images.get_by_label(label).select_option(option)
        expect(tiles(images)).to_have_count(count)
        expect(images.locator("[data-say='list-problem']")).to_be_empty()
        images.get_by_role("button", name="Clear the filter").click()


def test_more_pictures_come_while_one_scrolls(images: Page) -> None:
    fill(images, **{f"p{number}": f"hsl({number * 8}, 50%, 50%)" for number in range(42)})
    assert 40 <= tiles(images).count() <= 42
    images.get_by_role("contentinfo").scroll_into_view_if_needed()
    expect(tiles(images)).to_have_count(42)
    expect(images.get_by_role("button", name="More")).to_be_hidden()
    assert names(images)[-1] == "p0.png"


def test_similar_pictures_are_shown_until_the_chip_is_taken_away(images: Page) -> None:
    fill(images, cat="teal", dog="tomato")
    fill(images, copy="teal")
    tiles(images).filter(has_text="cat.png").get_by_role("link").click()
    images.get_by_role("button", name="Similar").click()
    expect(images.get_by_role("link", name="Similar to #1")).to_be_visible()
    assert "?near=1" in images.url
    expect(tiles(images).filter(has_text="copy.png")).to_be_visible()
    expect(tiles(images).filter(has_text="cat.png")).to_have_count(0)
    images.get_by_role("button", name="Show all pictures again").click()
    expect(tiles(images)).to_have_count(3)


# Seen and changed


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


# Away and back


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


# Who may


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


# For everyone


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
