"""An empty repository, and its page in a browser."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.images.image_page import served, visited


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[str]:
    """Serve a repository that this machine's user may write to."""
    with served(tmp_path, OPEN_WRITES="loopback") as address:
        yield address


@pytest.fixture
def images(browser: Browser, shop: str) -> Iterator[Page]:
    with visited(browser, shop) as page:
        yield page
