"""The pages of projects in a browser: for everyone, in any width, by keyboard."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from threading import Thread

import pytest
from flask import Flask
from playwright.sync_api import Browser, expect
from werkzeug.serving import make_server

from app import create_app
from db import transact
from endpoint.badge.projects.models import ValueRow
from tests.browser.conftest import AXE
from tests.browser.test_accessibility import axe_finds_nothing, fits, opened
from tests.conftest import settings_for

LONG = "a-quite-long-name-that-somebody-thought-was-a-good-idea-in-2019"
PATHS = (
    "/",
    "/projects",
    "/projects/billing",
    "/projects/billing/coverage",
    f"/projects/{LONG}/{LONG}",
    "/projects/nope",
)


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve five projects; give the address without a trailing slash."""
    app = create_app(settings_for(tmp_path_factory.mktemp("var"), OPEN_WRITES="loopback"))
    fill(app)
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


def fill(app: Flask) -> None:
    client = app.test_client()
    for address, body in {
        "billing/coverage": {"value": 93.4, "format": "percent", "thresholds": "coverage"},
        "billing/version": {"value": "2.4.0"},
        "@acme/web/version": {"value": "1.0.3", "style": "for-the-badge"},
        "cards/version": {"value": "3.1", "style": "card"},
        f"{LONG}/{LONG}": {"value": "<i>" * 20, "label": "all regions and clusters " * 3},
        "bare": {"label": "Bare"},
    }.items():
        assert client.put(f"/api/badge/{address}", json=body).status_code == 201
    now = datetime.now(UTC)
    past = [
        ValueRow(metric_id=1, taken_at=now - timedelta(hours=12 * age), value=str(93 - age % 7))
        for age in range(1, 40)
    ]
    with app.app_context():
        transact(lambda session: session.add_all(past))


@pytest.mark.parametrize("path", PATHS)
def test_axe_finds_nothing_wrong_with_projects(browser: Browser, shop: str, path: str) -> None:
    with opened(browser, shop + path) as page:
        page.add_script_tag(path=str(AXE))
        for width in (1280, 320):
            page.set_viewport_size({"width": width, "height": 800})
            axe_finds_nothing(page)


@pytest.mark.parametrize("path", PATHS)
def test_no_project_is_wider_than_the_screen(browser: Browser, shop: str, path: str) -> None:
    with opened(browser, shop + path) as page:
        for width in (1280, 768, 320):
            page.set_viewport_size({"width": width, "height": 640})
            fits(page, width)


def test_every_badge_is_drawn(browser: Browser, shop: str) -> None:
    for path in PATHS[:-1]:
        with opened(browser, shop + path) as page:
            for image in page.locator("main img").all():
                image.scroll_into_view_if_needed()
                expect(image).to_have_js_property("complete", value=True)
                assert image.evaluate("image => image.naturalWidth") > 0, path


@pytest.mark.parametrize(
    ("path", "name", "line"),
    [
        ("/", "httpie", "/api/badge/billing/coverage value:=93.4 format=percent"),
        ("/projects/billing/version", "httpie", "/api/badge/billing/version value=2.4.0"),
        ("/projects/billing", "Markdown", "![billing]("),
    ],
)
def test_a_line_is_copied_by_keyboard(
    browser: Browser, shop: str, path: str, name: str, line: str
) -> None:
    with opened(browser, shop + path) as page:
        page.context.grant_permissions(["clipboard-read", "clipboard-write"])
        button = page.get_by_role("button", name=f"Copy {name}").first
        button.focus()
        page.keyboard.press("Enter")
        expect(page.locator("[data-announce]")).to_have_text(f"Copied {name}")
        assert line in page.evaluate("navigator.clipboard.readText()")


def test_a_reader_finds_the_way_from_the_landing_page_to_a_history(
    browser: Browser, shop: str
) -> None:
    with opened(browser, f"{shop}/") as page:
        page.get_by_role("link", name="billing", exact=True).click()
        page.get_by_role("link", name="coverage", exact=True).click()
        expect(page.get_by_role("heading", level=1)).to_have_text("coverage")
        table = page.get_by_role("table", name="Values of coverage, the newest first")
        expect(table.get_by_role("row")).to_have_count(41)
        expect(table.get_by_role("cell").nth(1)).to_have_text("93.4")
        page.get_by_role("link", name="billing").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("billing")
