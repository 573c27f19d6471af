from base64 import b64decode
from io import BytesIO
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from image_proc.produce import draw
from tests.image_proc.card.card_files import card, shipped

SVG = "{http://www.w3.org/2000/svg}"


def parsed(**fields: object) -> ElementTree.Element:
    return ElementTree.fromstring(draw(card(shipped("card"), format="svg", **fields)).body)  # noqa: S314 - our own


@pytest.mark.parametrize(
    ("scale", "size", "detail"), [(1, ("300", "40"), 2), (1.5, ("450", "60"), 3), (4, None, 4)]
)
def test_it_holds_a_finer_picture(scale: float, size: tuple[str, str] | None, detail: int) -> None:
    root = parsed(label="a", scale=scale)
    assert (root.get("width"), root.get("height")) == (size or ("1200", "160"))
    assert root.get("viewBox") == "0 0 300 40"
    address = root.find(f"{SVG}image")
    assert address is not None
    assert (address.get("width"), address.get("height")) == ("300", "40")
    with Image.open(BytesIO(b64decode(address.get("href", "").partition(",")[2]))) as image:
        assert image.size == (300 * detail, 40 * detail)
        with Image.open(BytesIO(draw(card(shipped("card"), label="a", scale=detail)).body)) as same:
            assert image.tobytes() == same.tobytes()


def test_it_says_what_it_is_and_how_old() -> None:
    root = parsed(label='<"&', message="1", note="last known value, as of 2026-11-21 09:30 UTC")
    said = '<"&: 1 (last known value, as of 2026-11-21 09:30 UTC)'
    assert root.get("role") == "img"
    assert root.get("aria-label") == said
    assert root.findtext(f"{SVG}title") == said


def test_the_same_card_is_the_same_bytes() -> None:
    one, other = (draw(card(shipped("card"), format="svg", label="a")).body for _ in range(2))
    assert one == other


@settings(deadline=None, max_examples=50)
@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=30))
def test_any_text_makes_well_formed_xml(text: str) -> None:
    label = text.replace("\ufffe", "").replace("\uffff", "")
    assert parsed(label=label).get("role") == "img"
