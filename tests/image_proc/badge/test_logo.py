import re
from base64 import b64decode, b64encode
from contextlib import suppress
from io import BytesIO
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from image_proc.badge.logo import LARGEST_LOGO, artwork, canonical_logo, cropped

SVG = '<svg viewBox="0 0 8 4" xmlns="http://www.w3.org/2000/svg">{}</svg>'
SQUARE = '<path d="M0 0h4v4H0z"/>'


def bitmap(format_: str, size: tuple[int, int] = (4, 2)) -> bytes:
    stream = BytesIO()
    Image.new("RGB", size, "red").save(stream, format_)
    return stream.getvalue()


def uri(content: bytes, subtype: str) -> str:
    return f"data:image/{subtype};base64,{b64encode(content).decode()}"


def svg(inner: str) -> str:
    return uri(SVG.format(inner).encode(), "svg+xml")


@pytest.mark.parametrize("name", ["python", "Python", " python ", "PYTHON"])
def test_a_name_becomes_a_slug(name: str) -> None:
    assert canonical_logo(name) == "python"


@pytest.mark.parametrize(
    ("subtype", "format_"),
    [("png", "PNG"), ("jpeg", "JPEG"), ("jpg", "JPEG"), ("gif", "GIF"), ("webp", "WEBP")],
)
def test_a_bitmap_is_kept_as_it_is(subtype: str, format_: str) -> None:
    content = bitmap(format_)
    art = artwork(canonical_logo(uri(content, subtype)))
    assert art.bitmap == content
    assert art.aspect == 2


@pytest.mark.parametrize(
    "address",
    [
        svg(SQUARE),
        svg(SQUARE).replace("+", " "),
        svg(SQUARE).rstrip("="),
        svg(SQUARE).replace("data:image/svg", "DATA:image/SVG"),
        "data:image/svg+xml;utf8," + SVG.format(SQUARE),
        "data:image/svg+xml;charset=utf-8," + quote(SVG.format(SQUARE)),
        "data:image/svg+xml," + SVG.format(SQUARE).replace("#", "%23"),
    ],
)
def test_an_svg_is_read_in_every_spelling(address: str) -> None:
    art = artwork(canonical_logo(address))
    assert art.markup == SVG.format('<path d="M0 0h4v4H0z" />')
    assert art.aspect == 2


@pytest.mark.parametrize(
    "inner",
    [
        SQUARE,
        '<g fill="red" transform="translate(1 2) scale(.5)"><circle cx="1" cy="1" r="1"/></g>',
        '<defs><linearGradient id="a"><stop offset="0" stop-color="#f00"/></linearGradient></defs>'
        '<rect width="4" height="4" fill="url(#a)"/>',
        '<style>.a,.b{fill:#fff;stroke-width:2}\n.c { opacity: .5 }</style><g class="a"/>',
        '<clipPath id="c"><path d="M0 0h1v1z"/></clipPath><path clip-path="url(#c)" d="M0 0"/>',
        '<path style="fill:#123456;fill-opacity:.5" d="M0 0"/>',
        '<radialGradient id="b" xmlns:x="http://www.w3.org/1999/xlink" x:href="#a"/>',
    ],
)
def test_shapes_and_their_paint_pass(inner: str) -> None:
    assert canonical_logo(svg(inner)).startswith("data:image/svg+xml;base64,")


def test_what_drawing_programs_leave_is_left_behind() -> None:
    inner = (
        "<title>x</title><metadata><a xmlns='urn:x'/></metadata><!-- c --><?p i?>text"
        "<named xmlns='http://sodipodi.sourceforge.net/DTD/sodipodi-0.dtd'/>"
        '<path data-name="x" aria-label="y" d="M0 0"/>'
    )
    assert artwork(canonical_logo(svg(inner))).markup == SVG.format('<path d="M0 0" />')


@pytest.mark.parametrize(
    ("inner", "met"),
    [
        ("<script>alert(1)</script>", "<script>"),
        ('<script xmlns="">x</script>', "<script>"),
        ('<script xmlns="http://www.w3.org/1999/xhtml">x</script>', "<script>"),
        ("<foreignObject/>", "<foreignObject>"),
        ('<image href="https://example.org/a.png"/>', "<image>"),
        ('<use href="#a"/>', "<use>"),
        ('<a href="https://example.org"/>', "<a>"),
        ("<text>x</text>", "<text>"),
        ("<animate/>", "<animate>"),
        ("<svg/>", "<svg>"),
        ("<filter/>", "<filter>"),
        ('<path onclick="alert(1)"/>', "onclick"),
        ('<g onload="alert(1)"/>', "onload"),
        ('<path stroke-dasharray="0.001"/>', "stroke-dasharray"),
        ('<path fill="url(https://example.org#a)"/>', "fill"),
        ("<path fill=\"url( '#a')\"/>", "fill"),
        ('<linearGradient href="https://example.org#a"/>', "href"),
        ('<linearGradient href="javascript:alert(1)"/>', "href"),
        ("<style>@import url(x);</style>", "style rules"),
        ("<style>.a{fill:url(https://example.org)}</style>", "the style"),
        ("<style>.a{background:red}</style>", "the style"),
        (r"<style>.a{fill:\75rl(x)}</style>", "the style"),
        ("<style>.a{fill:red</style>", "style rules"),
        ('<path style="clip-path:url(#a)"/>', "the style"),
        ('<mask id="m"><g mask="url(#m)"/></mask>', "clips and masks inside"),
        ('<clipPath id="m" clip-path="url(#n)"/>', "clips and masks inside"),
        ('<circle r="1e9"/>', "whose numbers"),
        ('<path d="M0 0 H99999999"/>', "whose numbers"),
        ('<path d="M0 0 # 1e30"/>', "whose numbers"),
        ('<path style="stroke-width:1e9"/>', "whose numbers"),
        ('<g transform="scale(99)scale(99)"/>', "whose numbers"),
        ('<g transform="scale(99)"><g transform="matrix(99 0 0 1 0 0)"/></g>', "whose numbers"),
        ('<g transform="skewX(89.99)"/>', "whose numbers"),
        ("<g>" * 20 + "</g>" * 20, "16 deep"),
        ("<g/>" * 101, "100 elements"),
    ],
)
def test_an_svg_with_more_is_refused_and_told_what_was_met(inner: str, met: str) -> None:
    with pytest.raises(ValueError, match=re.escape(met)):
        canonical_logo(svg(inner))


@pytest.mark.parametrize(
    "document",
    [
        "<svg/>",
        '<svg viewBox="0 0 1 1"/>',
        '<html xmlns="http://www.w3.org/2000/svg"/>',
        '<svg xmlns="http://www.w3.org/2000/svg"/>',
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 0 0"/>',
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1e9 1"/>',
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="1e9 0 1 1"/>',
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1"/>',
        '<svg xmlns="http://www.w3.org/2000/svg" width="100%" height="100%"/>',
        '<!DOCTYPE svg><svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"/>',
        '<!DOCTYPE s [<!ENTITY a "b">]><svg xmlns="http://www.w3.org/2000/svg">&a;</svg>',
        '<?xml version="1.0" encoding="nonsense"?><svg xmlns="http://www.w3.org/2000/svg"/>',
        "<svg",
        "",
        "\x00",
    ],
)
def test_what_is_no_svg_is_refused(document: str) -> None:
    with pytest.raises(ValueError, match=r"an SVG|a data URI"):
        canonical_logo("data:image/svg+xml," + quote(document))


@pytest.mark.parametrize(
    "address",
    [
        "data:",
        "data:image/png",
        "data:image/png;base64,",
        "data:image/png;base64,!!!!",
        "data:image/png;base64,AAAA",
        "data:text/html,<b>",
        "data:image/bmp;base64,Qk0=",
        uri(bitmap("PNG"), "gif"),
        uri(bitmap("PNG")[:-30], "png"),
        uri(bitmap("PNG", (513, 1)), "png"),
        uri(bytes(LARGEST_LOGO + 1), "png"),
        "data:image/png;base64," + "A" * 100_000,
        "https://example.org/logo.png",
        "//example.org",
        "",
        "nosuchlogo",
    ],
)
def test_what_is_no_logo_is_refused(address: str) -> None:
    with pytest.raises(ValueError, match=r"a name from simple-icons|a data URI|a whole"):
        canonical_logo(address)


def test_the_size_of_a_bitmap_is_read_before_its_pixels() -> None:
    """A header that claims 60,000 px a side stands before nothing at all."""
    content = bytearray(bitmap("PNG"))
    content[16:24] = (60_000).to_bytes(4) * 2
    with pytest.raises(ValueError, match="512 × 512"):
        canonical_logo(uri(bytes(content), "png"))


def test_a_wide_icon_is_cropped_to_its_ink() -> None:
    assert cropped(artwork("amd")).aspect > 3
    assert cropped(artwork("python")).aspect == pytest.approx(1, abs=0.05)


@given(st.text(max_size=60))
def test_any_text_is_a_logo_or_refused(text: str) -> None:
    for address in (text, f"data:image/svg+xml,{text}", f"data:image/png;base64,{text}"):
        with suppress(ValueError):
            logo = canonical_logo(address)
            assert canonical_logo(logo) == logo


@given(st.binary(max_size=200))
def test_any_bytes_are_a_bitmap_or_refused(content: bytes) -> None:
    whole = bitmap("PNG")
    for spoilt in (content, whole[:40] + content, whole[: len(content) % 70] + content):
        with suppress(ValueError):
            logo = canonical_logo(uri(spoilt, "png"))
            assert b64decode(logo.partition(",")[2]) == spoilt
