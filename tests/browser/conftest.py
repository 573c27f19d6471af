"""A real Chromium, and the service on a free port of this machine."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from threading import Thread

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright
from werkzeug.serving import make_server

from app import create_app
from config import Settings

AXE = Path(__file__).parent / "node_modules" / "axe-core" / "axe.min.js"
CHROMIUM = shutil.which("chromium")
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = str(Path(__file__).parent) + os.sep
    for item in items:
        if str(item.path).startswith(here):  # of 11,000 tests: to compare paths takes a second
            item.add_marker("browser")


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """Start Chromium; without one the tests are skipped, but not where the project is checked."""
    if "CI" not in os.environ and not (CHROMIUM and AXE.exists()):
        pytest.skip("needs Debian's chromium, and `npm ci` in tests/browser; .ci/run does both")
    expect.set_options(timeout=30_000)  # ms, as for clicks: machines are busy
    with sync_playwright() as playwright:
        yield playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)


@pytest.fixture(scope="package")
def origin(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve the app; give its address without a trailing slash."""
    var = tmp_path_factory.mktemp("var")
    app = create_app(Settings.from_env({"VAR_DIR": str(var), "SECRET_KEY": "a key for tests only"}))
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()


@pytest.fixture(scope="package")
def wide(browser: Browser, origin: str) -> BrowserContext:
    """Give one profile, wide and light: with a new one a page costs three times the CPU."""
    context = browser.new_context(
        base_url=origin, viewport={"width": 1280, "height": 900}, reduced_motion="reduce"
    )
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    return context


@pytest.fixture
def page(wide: BrowserContext) -> Iterator[Page]:
    """Open the landing page; nothing may go wrong in its script, or stay for the next test."""
    page = wide.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto("/")
    yield page
    kept = [page.evaluate("Object.keys(localStorage)"), wide.cookies()]
    page.close()
    assert errors == []
    assert kept == [[], []]
