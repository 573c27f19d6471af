"""The page of images: served, visited, and what is to be found on it."""

from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from threading import Thread
from typing import Any

from PIL import Image
from playwright.sync_api import Browser, BrowserContext, FilePayload, Locator, Page, expect
from werkzeug.serving import make_server

from app import create_app
from tests.conftest import settings_for


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
