"""The pages as they are sent, before any script runs."""

import re
from collections.abc import Mapping
from html.parser import HTMLParser

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app import create_app
from config import Settings
from endpoint.landing.assets import MIMETYPES, STATIC, version

PAGES = (
    "/",
    "/docs",
    "/gallery",
    "/gallery/space",
    "/image/",
    "/chart/",
    "/captcha/",
    "/nothing/here",
)
BROWSER = {"Accept": "text/html,application/xhtml+xml,image/avif,image/webp,*/*;q=0.8"}


class Page(HTMLParser):
    """Collects each element's attributes."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {name: value or "" for name, value in attrs}))

    def find(self, tag: str, **wanted: str) -> list[dict[str, str]]:
        return [
            attributes
            for each, attributes in self.elements
            if each == tag and all(attributes.get(name) == value for name, value in wanted.items())
        ]


def get(client: FlaskClient, address: str) -> Page:
    return Page(client.get(address, headers=BROWSER).text)


@pytest.mark.parametrize(("address", "status"), [*zip(PAGES, (*[200] * 7, 404), strict=True)])
def test_a_page_is_html_that_loads_only_what_is_ours(
    client: FlaskClient, address: str, status: int
) -> None:
    response = client.get(address, headers=BROWSER)
    assert response.status_code == status
    assert response.mimetype == "text/html"
    assert "default-src 'self'" in response.headers["Content-Security-Policy"]
    assert response.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize("address", PAGES)
def test_a_page_holds_no_inline_script_or_style(client: FlaskClient, address: str) -> None:
    page = get(client, address)
    assert page.find("style") == []
    assert [each for each in page.find("script") if "src" not in each] == []
    inline = [
        name
        for _, attributes in page.elements
        for name in attributes
        if name == "style" or name.startswith("on")
    ]
    assert inline == []


@pytest.mark.parametrize("address", PAGES)
def test_what_a_page_links_to_is_there(client: FlaskClient, address: str) -> None:
    page = get(client, address)
    addresses = {
        attributes[name].partition("#")[0]
        for _, attributes in page.elements
        for name in ("href", "src")
        if attributes.get(name, "").startswith("/")
    }
    assert addresses
    failed = {each for each in addresses if client.get(each).status_code != 200}
    assert failed == set()


@pytest.mark.parametrize("address", PAGES)
def test_fragments_lead_somewhere_on_their_page(client: FlaskClient, address: str) -> None:
    page = get(client, address)
    ids = [attributes["id"] for _, attributes in page.elements if "id" in attributes]
    assert len(ids) == len(set(ids))
    names = {each["href"][1:] for each in page.find("a") if each["href"].startswith("#")}
    assert names <= set(ids)


def test_the_page_at_an_unknown_address_names_it_escaped(client: FlaskClient) -> None:
    response = client.get("/<script>alert(1)</script>", headers=BROWSER)
    assert response.status_code == 404
    assert "&lt;script&gt;alert(1)" in response.text
    assert "<script>alert" not in response.text


def test_links_that_are_copied_begin_with_the_public_url(app: Flask) -> None:
    app.config["PUBLIC_URL"] = "https://img.example.org/easel"
    page = get(app.test_client(), "/")
    assert page.find("body")[0]["data-base-url"] == "https://img.example.org/easel"


def test_links_lie_below_the_subpath(client: FlaskClient) -> None:
    text = client.get("/", headers=BROWSER, base_url="http://localhost/easel").text
    page = Page(text)
    assert page.find("body")[0]["data-root"] == "/easel"
    assert page.find("body")[0]["data-base-url"] == "http://localhost/easel"
    outside = [
        attributes[name]
        for _, attributes in page.elements
        for name in ("href", "src", "action")
        if attributes.get(name, "").startswith("/") and not attributes[name].startswith("/easel/")
    ]
    assert outside == []


# Without script


def test_the_form_without_script_shows_the_badge_that_was_sent(client: FlaskClient) -> None:
    page = get(
        client, "/?make=badge&label=a+b&message=c-d&color=red&style=plastic&file=png&scale=2"
    )
    images = [each["src"] for each in page.find("img") if each["src"].startswith("/badge")]
    composed = "/badge@2x.png?label=a+b&message=c-d&color=red&style=plastic"
    assert composed in images
    assert page.find("input", name="label")[0]["value"] == "a b"
    assert "checked" in page.find("input", name="style", value="plastic")[0]
    assert client.get(composed).mimetype == "image/png"


def test_the_form_without_script_shows_the_placeholder_that_was_sent(client: FlaskClient) -> None:
    page = get(client, "/?make=placeholder&size=16:9x90&foreground=%23fff&text=Hi&file=webp&dpr=3")
    composed = "/16:9x90@2x.webp?foreground=%23fff&text=Hi&bold=false"
    assert composed in [each["src"] for each in page.find("img")]
    assert client.get(composed).mimetype == "image/webp"


def test_the_form_without_script_shows_the_picture_that_was_sent(client: FlaskClient) -> None:
    page = get(
        client, "/?make=picture&path=space/rocket.jpg&w=300&h=&fit=contain&background=%23fff"
    )
    composed = "/picture/space/rocket.jpg?w=300&fit=contain&background=%23fff"
    assert composed in [each.get("src") for each in page.find("img")]
    assert "checked" in page.find("input", name="fit", value="contain")[0]
    assert client.get(composed).mimetype == "image/jpeg"


def test_a_form_without_a_path_shows_no_picture(client: FlaskClient) -> None:
    page = get(client, "/?make=picture&path=&w=300")
    assert [each for each in page.find("img") if "src" not in each] != []
    assert page.find("textarea", id="picture-as-url") != []


def test_the_script_for_lazy_loading_has_an_address_that_stays(client: FlaskClient) -> None:
    response = client.get("/static/lazyload.js")
    assert response.mimetype == "text/javascript"
    assert response.headers["Cache-Control"] == "public, max-age=3600"
    assert response.headers["Cross-Origin-Resource-Policy"] == "cross-origin", "for other sites"
    assert len(response.data) < 3000
    known = {"If-None-Match": response.headers["ETag"]}
    assert client.get("/static/lazyload.js", headers=known).status_code == 304


def test_a_field_keeps_what_was_typed_whatever_it_was(client: FlaskClient) -> None:
    page = get(client, "/?make=badge&label=%22%3E%3Cscript%3E&message=&link=a&link=b&link=c")
    assert page.find("input", name="label")[0]["value"] == '"><script>'
    assert [each["value"] for each in page.find("input", name="link")] == ["a", "b"]


# Every parameter


@pytest.mark.parametrize(
    ("path", "form", "elsewhere"),
    [
        ("/badge/{content}", "badge", set[str]()),
        ("/{address}", "placeholder", {"format"}),  # the field of the suffix is "file"
        ("/picture/{path}", "picture", {"preset", "expires", "signature"}),  # none of them drawn
    ],
)
def test_each_parameter_of_the_document_has_a_field(
    client: FlaskClient, path: str, form: str, elsewhere: set[str]
) -> None:
    text = client.get("/", headers=BROWSER).text
    fields = set(re.findall(rf'id="{form}-([A-Za-z_]+)', text))
    fields |= {each["name"] for each in Page(text).find("input", type="radio")}
    operation = client.get("/openapi.json").get_json()["paths"][path]["get"]
    asked = {
        each["name"]
        for each in operation["parameters"]
        if each["in"] == "query" and not each.get("deprecated")
    }
    assert asked - fields == elsewhere


# Files


def test_a_file_may_be_kept_for_ever_under_the_release_that_it_belongs_to(
    client: FlaskClient,
) -> None:
    response = client.get(f"/static/{version()}/easel.css")
    assert response.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert response.mimetype == "text/css"
    other = client.get("/static/0123456789ab/easel.css")
    assert other.headers["Cache-Control"] == "no-cache"
    assert other.data == response.data
    known = {"If-None-Match": other.headers["ETag"]}
    assert client.get(f"/static/{version()}/easel.css", headers=known).status_code == 304


@pytest.mark.parametrize(
    "name", ["../fonts/Roboto-Bold.ttf", "..%2fapp.py", "none.css", "fonts", ".hidden", "easel"]
)
def test_what_is_no_file_of_ours_is_not_served(client: FlaskClient, name: str) -> None:
    assert client.get(f"/static/{version()}/{name}").status_code == 404


def test_each_file_has_a_type() -> None:
    suffixes = {file.suffix for file in STATIC.rglob("*") if file.is_file()}
    assert suffixes == set(MIMETYPES)


def test_the_script_and_the_style_fetch_nothing_from_elsewhere() -> None:
    for file in [*STATIC.glob("*.js"), *STATIC.glob("*.css")]:
        assert re.findall(r"https?://", file.read_text(encoding="utf-8")) == [], file.name


def test_browsers_that_ask_for_an_icon_get_ours(client: FlaskClient) -> None:
    response = client.get("/favicon.ico")
    assert response.mimetype == "image/x-icon"
    assert response.data.startswith(b"\x00\x00\x01\x00")


def test_crawlers_read_the_pages_and_not_the_images(client: FlaskClient) -> None:
    response = client.get("/robots.txt")
    assert response.mimetype == "text/plain"
    assert "\nAllow: /$\n" in response.text
    assert "\nDisallow: /\n" in response.text


@pytest.mark.parametrize(
    ("environ", "drawn"),
    [({}, True), ({"pictures_dir": STATIC}, False), ({"signing_keys": (b"k" * 16,)}, False)],
)
def test_the_reference_shows_only_pictures_that_are_drawn(
    settings: Settings, environ: Mapping[str, object], drawn: bool
) -> None:
    page = get(create_app(settings.model_copy(update=environ)).test_client(), "/docs")
    shown = [each["src"] for each in page.find("img") if each["src"].startswith("/picture/")]
    linked = [each for each in page.find("a") if each["href"].startswith("/picture/")]
    assert bool(shown) == bool(linked) == drawn
