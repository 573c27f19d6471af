"""Draw the picture of README.md anew, for light and for dark pages.

It shows five addresses and what the service answers to them, set by Chromium, which Playwright
drives: .venv/bin/python -m tools.readme_picture
"""

import re
import shutil
from base64 import b64encode
from html import escape
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

from flask.testing import FlaskClient
from PIL import Image
from playwright.sync_api import sync_playwright

from app import create_app
from config import ROOT, Settings

TARGET = ROOT / "docs" / "pictures"
WIDTH = 800
"""px of the page; the file has twice as many."""

QUALITY = 90
"""Of a WebP: letters have no rims at it, and the file a fifth of a PNG's bytes."""

ADDRESSES = (
    "/picture/raccoon.webp?w=384&h=256&dpr=2&fit=cover&gravity=smart&format=auto",
    "/chart?type=line&data=3,5,4,7,6,9|2,3,3,4,6,5&names=North,South"
    "&labels=Jan,Feb,Mar,Apr,May,Jun&w=384&h=256&scale=2&theme={theme}",
    "/384x176@2x.png?gradient=00614c,6fcfae,60&fg=white&text=Hello\\nWorld",
    "/badge/coverage-93%25-brightgreen@2x.png?style=for-the-badge",
    "/qr@2x.png?text=https://example.org&size=176",
)
"""What is asked of the service; {theme} is light or dark."""

_BREAKS = re.compile(r"(&amp;|[,|])")
_INKS = {
    "light": {"ink": "#161a18", "soft": "#5c6560", "wall": "#eef0ed", "edge": "#161a1824"},
    "dark": {"ink": "#e8ebe8", "soft": "#98a29c", "wall": "#1b1f1d", "edge": "#e8ebe824"},
}
_STYLE = """
@font-face { font-family: mono; font-weight: 300 700; src: url(data:font/woff2;base64,%(font)s) }
* { box-sizing: border-box; margin: 0 }
body { width: %(width)spx; background: transparent; color: %(ink)s }
main { display: grid; grid-template-columns: repeat(4, 176px); gap: 28px 32px }
figure:nth-child(-n + 3) { grid-column: span 2 }
div { position: relative; display: grid; place-items: center; height: 176px; border-radius: 8px;
  overflow: hidden; background: %(wall)s }
div::after { content: ""; position: absolute; inset: 0; border: 1px solid %(edge)s;
  border-radius: inherit }
figure:nth-child(-n + 2) div { height: 256px }
img { display: block }
figcaption { margin-top: 12px; font: 600 11.5px/1.5 mono; overflow-wrap: anywhere }
figcaption span { font-weight: 400; color: %(soft)s }
"""


def main() -> None:
    """Write both pictures."""
    TARGET.mkdir(exist_ok=True)
    with TemporaryDirectory() as folder, sync_playwright() as playwright:
        app = create_app(Settings.from_env({"VAR_DIR": folder, "SECRET_KEY": "of a picture only"}))
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"))
        for theme in _INKS:
            page = browser.new_page(viewport={"width": WIDTH, "height": 10}, device_scale_factor=2)
            page.set_content(_sheet(app.test_client(), theme), wait_until="load")
            page.evaluate("document.fonts.ready")
            shown = page.screenshot(full_page=True, omit_background=True)
            picture = Image.open(BytesIO(shown))
            picture.save(TARGET / f"five-{theme}.webp", quality=QUALITY, method=6)
        browser.close()


def _sheet(client: FlaskClient, theme: str) -> str:
    font = _in_base64(ROOT / "assets" / "static" / "fonts" / "spline-sans-mono.woff2")
    style = _STYLE % {"font": font, "width": WIDTH, **_INKS[theme]}
    figures = "".join(_figure(client, each.format(theme=theme)) for each in ADDRESSES)
    return f"<!doctype html><style>{style}</style><main>{figures}</main>"


def _figure(client: FlaskClient, address: str) -> str:
    answer = client.get(address)
    if answer.status_code != 200:  # noqa: PLR2004 - of HTTP
        message = f"{address} was answered with {answer.status}"
        raise RuntimeError(message)
    image = f"data:{answer.mimetype};base64,{b64encode(answer.data).decode()}"
    path, mark, query = address.partition("?")
    query = _BREAKS.sub(r"\1<wbr>", escape(query))
    caption = f"{escape(path)}<span>{mark}{query}</span>"
    return (
        f'<figure><div><img src="{image}" srcset="{image} 2x" alt=""></div>'
        f"<figcaption>{caption}</figcaption></figure>"
    )


def _in_base64(file: Path) -> str:
    return b64encode(file.read_bytes()).decode()


if __name__ == "__main__":
    main()
