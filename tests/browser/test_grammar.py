"""The addresses and notations that the page writes, and what the server reads in them."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

State = dict[str, Any]


@pytest.fixture(scope="module")
def page(browser: Browser, origin: str) -> Iterator[Page]:
    """Open the page once: its modules keep no state."""
    page = browser.new_page(base_url=origin)
    page.goto("/")
    yield page
    page.close()


def write(page: Page, module: str, function: str, value: State) -> Any:
    """Call a function of one of the page's modules."""
    return page.evaluate(
        """async ([module, name, value]) => {
          const script = document.querySelector("script[type=module]").src;
          const functions = await import(new URL(`${module}.js`, script));
          return functions[name](value);
        }""",
        [module, function, value],
    )


def asked(page: Page, address: str) -> State:
    """Ask for an address as the page does; give the answer's status, type and JSON."""
    found: State = page.evaluate(
        """async (address) => {
          const Accept = "application/problem+json, image/*";
          const answer = await fetch(address, {headers: {Accept}});
          const type = answer.headers.get("content-type");
          const json = type.includes("json") ? await answer.json() : null;
          return {status: answer.status, type, json};
        }""",
        address,
    )
    return found


BADGES: list[tuple[State, str]] = [
    (
        {"label": "build", "message": "passing", "color": "brightgreen"},
        "/build-passing-brightgreen",
    ),
    ({"message": "alone", "color": "red"}, "/alone-red"),
    ({"label": "a-b", "message": "c_d", "color": "red"}, "/a--b-c__d-red"),
    ({"label": "two words", "message": "a  b", "color": "red"}, "/two_words-a%20_b-red"),
    ({"label": "coverage", "message": "93%", "color": "#4c1"}, "/coverage-93%25-4c1"),
    ({"label": "a/b", "message": "c?d#e&f", "color": "red"}, "/a%2Fb-c%3Fd%23e%26f-red"),
    ({"label": "v", "message": "1.0.png", "color": "red"}, "/v-1.0.png-red"),
    ({"label": "(a)", "message": "it's!*", "color": "red"}, "/%28a%29-it%27s%21%2A-red"),
    ({"label": "導入", "message": "✓", "color": "red"}, "/%E5%B0%8E%E5%85%A5-%E2%9C%93-red"),
    ({"label": "ends-", "message": "x", "color": "red"}, "/x-red?label=ends-"),
    ({"label": "a _b", "message": "x", "color": "red"}, "/a%20__b-x-red"),
    ({"label": "l", "message": "-1", "color": "red"}, "/l---1-red"),
    ({"label": "l", "message": "", "color": "red"}, "/l--red"),
    ({"label": "l", "message": "m-", "color": "red"}, "/l-m---red"),
    ({"label": "", "message": "-m", "color": "red"}, "/--m-red"),
    ({"label": "l", "message": "m", "color": ""}, "?label=l&message=m"),
    (
        {"label": "l", "message": "m", "color": "rgb(1,2,3)"},
        "?label=l&message=m&color=rgb%281,2,3%29",
    ),
    ({"label": "l", "message": "m", "color": "red", "file": "png"}, "/l-m-red.png"),
    (
        {"label": "l", "message": "m", "color": "red", "file": "webp", "scale": "2"},
        "/l-m-red@2x.webp",
    ),
    ({"label": "l", "message": "m", "color": "red", "scale": "2"}, "/l-m-red"),
    ({"label": "l", "message": "m", "color": "red", "file": "json", "scale": "2"}, "/l-m-red.json"),
    ({"label": "l", "message": "m", "color": "red", "style": "flat"}, "/l-m-red"),
    (
        {"label": "l", "message": "m", "color": "red", "style": "social", "labelColor": "#333"},
        "/l-m-red?style=social&labelColor=%23333",
    ),
    (
        {"label": "l", "message": "72", "color": "red", "thresholds": "50:red,80:yellow"},
        "?label=l&message=72&thresholds=50:red,80:yellow",
    ),
    (
        {
            "label": "l",
            "message": "9",
            "color": "red",
            "segments": "a:555,b c:red",
            "format": "exact",
        },
        "?segments=a:555,b%20c:red",
    ),
    (
        {"label": "l", "message": "m", "color": "red", "link": ["", "https://example.org/?a=b&c"]},
        "/l-m-red?link=&link=https://example.org/%3Fa%3Db%26c",
    ),
]

PLACEHOLDERS: list[tuple[State, str]] = [
    ({"size": "600x400", "bold": "true"}, "/600x400"),
    ({"size": "16:9x400", "bold": "true"}, "/16:9x400"),
    ({"size": "vga", "bold": "true", "file": "webp"}, "/vga.webp"),
    ({"size": "9", "bold": "true", "background": "#fff"}, "/9/fff"),
    ({"size": "9", "bold": "true", "foreground": "red"}, "/9?foreground=red"),
    (
        {"size": "9", "bold": "true", "background": "hsl(9 9% 9%)", "foreground": "#fff"},
        "/9?background=hsl%289%209%25%209%25%29&foreground=fff",
    ),
    (
        {
            "size": "60x40",
            "bold": "true",
            "background": "orange",
            "foreground": "white",
            "dpr": "2",
        },
        "/60x40/orange/white@2x",
    ),
    (
        {"size": "60x40", "bold": "true", "background": "orange", "file": "jpg", "dpr": "3"},
        "/60x40/orange@3x.jpg",
    ),
    ({"size": "60x40", "bold": "true", "text": "Hello\nWorld"}, "/60x40?text=Hello%5CnWorld"),
    ({"size": "60x40", "text": "a & b"}, "/60x40?text=a%20%26%20b&bold=false"),
    (
        {"size": "60x40", "bold": "true", "gradient": "0b6e4f,f2c14e,45", "radius": "8"},
        "/60x40?radius=8&gradient=0b6e4f,f2c14e,45",
    ),
]


@pytest.mark.parametrize(("state", "address"), BADGES)
def test_a_badges_address(page: Page, state: State, address: str) -> None:
    assert write(page, "grammar", "badgeAddress", state) == f"/badge{address}"


@pytest.mark.parametrize("state", [state for state, _ in BADGES])
def test_the_server_reads_in_a_badges_address_what_was_meant(page: Page, state: State) -> None:
    plain = {key: value for key, value in state.items() if key not in {"scale", "link"}}
    address = write(page, "grammar", "badgeAddress", {**plain, "file": "json"})
    answer = asked(page, address)
    assert answer["status"] == 200, answer
    said = {key: answer["json"][key] for key in ("label", "message")}
    meant = {"label": state.get("label", ""), "message": state["message"]}
    assert said == ({"label": "a", "message": "b c"} if "segments" in state else meant)


@pytest.mark.parametrize(
    ("state", "alt"),
    [
        ({"label": "a", "message": "b"}, "a: b"),
        ({"message": "b"}, "b"),
        ({"label": "a", "message": "9", "prefix": "≥ ", "suffix": " %"}, "a: ≥ 9 %"),
        (
            {"segments": r"tests:555,3\:11\, all:rgb(0,9,0),3 failed:red"},
            "tests: 3:11, all, 3 failed",
        ),
        ({"segments": "one:red"}, "one"),
    ],
)
def test_what_a_badge_says(page: Page, state: State, alt: str) -> None:
    assert write(page, "grammar", "badgeAlt", state) == alt


@pytest.mark.parametrize(("state", "address"), PLACEHOLDERS)
def test_a_placeholders_address(page: Page, state: State, address: str) -> None:
    assert write(page, "grammar", "placeholderAddress", state) == address
    answer = asked(page, address)
    assert answer["status"] == 200, answer
    assert answer["type"].startswith("image/")


URL = "https://img.example.org/badge/a-b-red"


@pytest.mark.parametrize(
    ("image", "notation", "expected"),
    [
        ({"alt": "a: b"}, "url", URL),
        ({"alt": "a: b"}, "markdown", f"![a: b]({URL})"),
        ({"alt": "[a] \\b"}, "markdown", f"![\\[a\\] \\\\b]({URL})"),
        (
            {"alt": "a", "link": "https://example.org/(x) y"},
            "markdown",
            f"[![a]({URL})](https://example.org/%28x%29%20y)",
        ),
        ({"alt": "a: b"}, "html", f'<img src="{URL}" alt="a: b">'),
        (
            {"alt": '"<b>&', "link": "https://a.test/?a&b"},
            "html",
            f'<a href="https://a.test/?a&amp;b"><img src="{URL}" alt="&quot;&lt;b&gt;&amp;"></a>',
        ),
        (
            {"alt": "a", "width": 60, "height": 20, "sharper": f"{URL}@2x.png"},
            "html",
            f'<img src="{URL}" srcset="{URL}@2x.png 2x" alt="a" width="60" height="20">',
        ),
        ({"alt": "a: b"}, "rst", f".. image:: {URL}\n   :alt: a: b"),
        (
            {"alt": "a", "link": "https://example.org"},
            "rst",
            f".. image:: {URL}\n   :alt: a\n   :target: https://example.org",
        ),
    ],
)
def test_a_notation(page: Page, image: State, notation: str, expected: str) -> None:
    assert write(page, "markup", "snippets", {"url": URL, **image})[notation] == expected
