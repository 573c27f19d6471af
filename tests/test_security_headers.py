"""What docs/security.md says of headers, asked of each page and each kind of answer."""

import re
from html.parser import HTMLParser

import pytest
from flask.testing import FlaskClient

from config import ROOT, SAMPLES

PAGES = (
    "/",
    "/?make=badge&label=%3Cscript%3E&message=%22%3E&color=red",
    "/docs",
    "/image/",
    "/gallery",
    "/projects/",
    "/chart",
    "/chart/",
    "/captcha/",
    "/%3Cscript%3Ealert(1)%3C/script%3E",
)
ALL = {
    "X-Content-Type-Options": "nosniff",
    "Access-Control-Allow-Origin": "*",
    "Cross-Origin-Resource-Policy": "cross-origin",
}


class Inline(HTMLParser):
    """Collects what a policy without 'unsafe-inline' would keep from running."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "style" or (tag == "script" and not given.get("src")):
            self.found.append(tag)
        self.found += [name for name in given if name == "style" or name.startswith("on")]
        where = (given.get("href"), given.get("src"), given.get("action"))
        self.found += [each for each in where if each and each.startswith("javascript:")]


def documented(kind: str) -> dict[str, str]:
    """Read the headers of a kind of answer from the table."""
    text = (ROOT / "docs" / "security.md").read_text(encoding="utf-8").partition("## Headers")[2]
    row = re.search(rf"^\| {kind} \| (.+) \|$", text, re.MULTILINE)
    assert row is not None
    return dict(each.split(": ", 1) for each in re.findall(r"`([^`]+)`", row[1]))


@pytest.mark.parametrize("address", PAGES)
def test_a_page_has_its_headers_and_nothing_inline(client: FlaskClient, address: str) -> None:
    response = client.get(address, headers={"Accept": "text/html"})
    assert response.mimetype == "text/html"
    expected = documented("all") | documented("pages")
    assert {name: response.headers.get(name) for name in expected} == expected
    page = Inline()
    page.feed(response.get_data(as_text=True))
    assert page.found == []


def test_what_all_answers_have_is_what_the_table_says(client: FlaskClient) -> None:
    assert documented("all") == ALL
    for address in ("/badge/a-b-red", "/healthz", "/200x100?radius=no", "/openapi.json"):
        headers = client.get(address).headers
        assert {name: headers.get(name) for name in ALL} == ALL, address


@pytest.mark.parametrize("address", ["/badge/a-b-red.svg", "/200x100.svg", "/qr.svg?text=a"])
def test_an_svg_runs_nothing(client: FlaskClient, address: str) -> None:
    headers = client.get(address).headers
    assert headers["Content-Security-Policy"] == documented("SVG")["Content-Security-Policy"]


def test_an_upload_runs_nothing(client: FlaskClient) -> None:
    client.application.config["OPEN_WRITES"] = "loopback"
    with (SAMPLES / "coffee.jpg").open("rb") as photo:
        assert client.post("/image/upload", data={"image": photo}).status_code == 201
    expected = documented("uploads")["Content-Security-Policy"]
    for address in ("/image/1", "/image/1/thumbnail", "/image/1/original", "/image/1?w=10"):
        headers = client.get(address).headers
        assert headers["Content-Security-Policy"] == expected, address


def test_an_error_is_kept_nowhere(client: FlaskClient) -> None:
    expected = documented("errors")["Cache-Control"]
    for address in ("/200x100?radius=no", "/nothing", "/picture/no.jpg", "/image/9"):
        assert client.get(address).headers["Cache-Control"] == expected, address
