import re
from itertools import product
from xml.etree.ElementTree import Element

import pytest
from defusedxml.ElementTree import fromstring
from hypothesis import given
from hypothesis import strategies as st

from image_proc.badge.spec import BadgeSpec
from image_proc.badge.style import Style
from image_proc.produce import draw
from tests.conftest import Golden

SVG = "{http://www.w3.org/2000/svg}"
PNG_LOGO = (
    "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR4nGP4z8DwHwAFAAH/"
    "iZk9HQAAAABJRU5ErkJggg=="
)
LINKS = ("https://example.org/?a=1&b=2", "mailto:a@example.org")


def markup(**fields: object) -> str:
    spec = BadgeSpec.model_validate(
        {"label": "build", "message": "passing", "color": "brightgreen", **fields}
    )
    return draw(spec).body.decode()


def tree(**fields: object) -> Element:
    root: Element = fromstring(markup(**fields))
    return root


def find(root: Element, name: str) -> list[Element]:
    return list(root.iter(SVG + name))


@pytest.mark.parametrize("style", Style)
def test_style(golden: Golden, style: Style) -> None:
    golden(f"badge/{style}.svg", markup(style=style).encode())


@pytest.mark.parametrize(
    ("name", "fields"),
    [
        ("bright", {"color": "#fff", "label_color": "yellow"}),
        ("clear", {"color": "#00000080", "label_color": "transparent"}),
        ("dark", {"theme": "dark"}),
        ("auto", {"theme": "auto", "logo": "github"}),
        ("auto-social", {"theme": "auto", "style": "social", "logo": "github"}),
        ("logo", {"logo": "python", "logo_color": "white"}),
        ("logo-auto", {"logo": "amd", "logo_size": "auto"}),
        ("logo-wide", {"logo": "amd", "logo_width": 40, "style": "for-the-badge"}),
        ("logo-bitmap", {"logo": PNG_LOGO}),
        ("logo-alone", {"logo": "rust", "label": "", "message": ""}),
        ("link", {"links": LINKS[:1]}),
        ("links", {"links": LINKS}),
        ("links-social", {"links": LINKS, "style": "social"}),
        ("right-link", {"links": ("", LINKS[0])}),
        ("segments", {"more": [("3", "red"), ("4", "blue")]}),
        ("segments-social", {"style": "social", "more": [("3", "red")]}),
        ("scaled", {"scale": 1.5}),
        ("escaped", {"label": "<a&b>", "message": "\"quoted\" 'text'"}),
        ("joined", {"label": "導入", "message": "مرحبا"}),
    ],
)
def test_variant(golden: Golden, name: str, fields: dict[str, object]) -> None:
    golden(f"badge/{name}.svg", markup(**fields).encode())


@pytest.mark.parametrize(
    ("style", "theme", "links"),
    [*product(Style, ["light", "dark", "auto"], [(), LINKS[:1], LINKS, ("", LINKS[0])])],
)
def test_every_badge_says_what_it_is(style: Style, theme: str, links: tuple[str, ...]) -> None:
    root = tree(style=style, theme=theme, links=links)
    assert root.get("aria-label") == "build: passing"
    assert root[0].tag == f"{SVG}title"
    assert root[0].text == "build: passing"
    assert {"width", "height", "viewBox"} <= set(root.keys())
    images = [each for each in root.iter() if each.get("role") == "img"]
    assert images
    assert all(each.get("aria-label") for each in images)
    # A link within an image would be hidden from those who hear the page.
    assert not [each for image in images for each in find(image, "a")]


def test_without_links_the_badge_is_one_image() -> None:
    assert tree().get("role") == "img"


@pytest.mark.parametrize(
    ("links", "texts"),
    [
        (LINKS[:1], {LINKS[0]: "build: passing"}),
        ((LINKS[0], ""), {LINKS[0]: "build: passing"}),
        (LINKS, {LINKS[0]: "build", LINKS[1]: "passing"}),
        (("", LINKS[1]), {LINKS[1]: "passing"}),
    ],
)
@pytest.mark.parametrize("style", Style)
def test_a_link_leads_out_and_says_where_it_is(
    style: Style, links: tuple[str, ...], texts: dict[str, str]
) -> None:
    anchors = find(tree(style=style, links=links), "a")
    said = {str(each.get("href")): each[0].get("aria-label") for each in anchors}
    if style is Style.SOCIAL:
        said = {link: name and name[0].lower() + name[1:] for link, name in said.items()}
    if style is Style.FOR_THE_BADGE:
        said = {link: name and name.lower() for link, name in said.items()}
    assert said == texts
    assert all(each.get("rel") == "noopener" for each in anchors)


def test_the_same_badge_is_the_same_bytes() -> None:
    assert markup(logo="python") == markup(logo="python")


def test_an_id_means_the_same_wherever_it_stands() -> None:
    """Badges on one page share ids exactly where they share what is named."""
    named: dict[str, str] = {}
    for style, message in product(Style, ["a", "bb", "a much longer message"]):
        for piece in re.findall(r'<\w+ id="\w+".*?</\w+>', markup(style=style, message=message)):
            name = piece.split('"')[1]
            assert named.setdefault(name, piece) == piece
    assert len(named) == 1 + 2 + 1 + 2 * 3


def test_each_reference_has_its_target() -> None:
    for style in Style:
        text = markup(style=style)
        assert set(re.findall(r"url\(#(\w+)\)", text)) == set(re.findall(r'id="(\w+)"', text))


def test_auto_follows_the_reader_and_the_others_do_not() -> None:
    assert "prefers-color-scheme:dark" in markup(theme="auto")
    assert "prefers-color-scheme" not in markup(theme="dark")
    assert "prefers-color-scheme" not in markup(theme="auto", label_color="red")


def test_words_of_joined_letters_are_not_torn_apart() -> None:
    label, message = find(tree(style="flat-square", label="مرحبا", message="導入"), "text")
    assert "textLength" not in label.keys()  # noqa: SIM118 - an Element is no dict
    assert message.get("textLength")


texts = st.text(st.characters(exclude_categories=["Cc", "Cs"]), max_size=40)


@given(st.sampled_from(Style), texts, texts, st.sampled_from(["light", "auto"]))
def test_any_text_makes_well_formed_xml(style: Style, label: str, message: str, theme: str) -> None:
    try:
        root = tree(style=style, label=label, message=f"{message}x", theme=theme)
    except ValueError as refusal:
        assert "control characters" in str(refusal)  # noqa: PT017 - a noncharacter
        return
    width, height = float(root.get("width", "")), float(root.get("height", ""))
    spec = BadgeSpec(label=label, message=f"{message}x", style=style)
    assert (width, height) == (spec.layout.width, spec.layout.height)
