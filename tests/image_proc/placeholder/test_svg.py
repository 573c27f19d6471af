from xml.etree.ElementTree import Element

import pytest
from defusedxml.ElementTree import fromstring
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from tests.image_proc.placeholder.pictures import body

SVG = "{http://www.w3.org/2000/svg}"


def svg(**fields: object) -> Element:
    root: Element = fromstring(body(format="svg", **fields))
    return root


@pytest.mark.parametrize("dpr", [1, 2, 3])
def test_it_has_the_nominal_size_at_each_ratio(dpr: int) -> None:
    root = svg(dpr=dpr)
    assert root.attrib == {
        "width": "240",
        "height": "120",
        "viewBox": "0 0 240 120",
        "role": "img",
        "aria-label": "240×120",
    }
    assert root.findtext(f"{SVG}title") == "240×120"


def test_equal_specs_give_equal_bytes() -> None:
    assert body(format="svg", text="a|b") == body(format="svg", text="a\nb")


def test_each_line_has_its_measured_length() -> None:
    lines = svg(text="Hello|World", font_size=20).findall(f".//{SVG}text")
    assert [line.text for line in lines] == ["Hello", "World"]
    for line in lines:
        assert 40 < float(line.attrib["textLength"]) < 60
        assert line.attrib["lengthAdjust"] == "spacingAndGlyphs"
    group = svg(text="Hello", font_size=20).find(f"{SVG}g")
    assert group is not None
    assert group.attrib["font-size"] == "20"
    assert group.attrib["font-weight"] == "700"
    assert "font-weight" not in svg(bold="false").find(f"{SVG}g").attrib  # type: ignore[union-attr]


def test_text_that_reads_leftwards_says_so() -> None:
    assert [
        line.get("direction")
        for line in svg(text="مرحبا|Hello مرحبا|123 שלום|1").iter(f"{SVG}text")
    ] == ["rtl", None, "rtl", None]


def test_markup_is_text() -> None:
    text = '<b a="1">&amp;\'</b>'
    root = svg(text=text, font_size=8)
    assert root.attrib["aria-label"] == text
    assert root.findtext(f"{SVG}title") == text
    assert root.findtext(f".//{SVG}text") == text


@given(st.text(max_size=40), st.sampled_from(["", "4", "60", "9,f008"]), st.integers(0, 60))
def test_any_text_makes_a_well_formed_document(text: str, border: str, radius: int) -> None:
    fields: dict[str, object] = {"border": border} if border else {}
    try:
        root = svg(text=text, radius=radius, gradient="f00,0000,20", **fields)
    except ValidationError:
        return
    assert root.tag == f"{SVG}svg"


def test_an_empty_text_has_the_size_as_its_title() -> None:
    root = svg(text="")
    assert root.findtext(f"{SVG}title") == "240×120"
    assert root.find(f".//{SVG}text") is None
