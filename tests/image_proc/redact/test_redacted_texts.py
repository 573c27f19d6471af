"""Texts stay for their credits, unless they tell where a picture was taken."""

import zlib
from io import BytesIO

import pytest
from PIL import Image

from tests.animations import Patch, gif
from tests.located import BYTE, CANARY, XMP, exif, segment, short, text, tiff_of
from tests.pictures import chunk, picture
from tests.redacted import redacted

JPEG = picture("jpeg")
PNG = picture("png")
GIF = gif((3, 2), [Patch((0, 0), [[0, 1, 2], [1, 2, 1]])])
GIF_HEAD = 13 + 3 * 8
CREDIT, PLACE = b"(c) a friend, 2026", b"a beach, 28.1234, -15.4321"


def packed(words: bytes) -> bytes:
    return b"\x00" + zlib.compress(words)


def international(words: bytes, *, language: bytes = b"") -> bytes:
    return b"\x01\x00" + language + b"\x00\x00" + zlib.compress(words)


def png_with(name: bytes, body: bytes) -> bytes:
    return PNG[:33] + chunk(name, body) + PNG[33:]


def gif_with(words: bytes, block: int = 255) -> bytes:
    pieces = [words[at : at + block] for at in range(0, len(words), block)]
    body = b"".join(bytes([len(piece)]) + piece for piece in pieces)
    return GIF[:GIF_HEAD] + b"!\xfe" + body + b"\x00" + GIF[GIF_HEAD:]


@pytest.mark.parametrize(
    "words", [PLACE, XMP, b"Exif geo:lat=28.1", PLACE.decode().encode("utf-16")]
)
def test_comments_that_tell_a_place_are_dropped(words: bytes) -> None:
    for body in (
        JPEG[:2] + segment(0xFE, words) + JPEG[2:],
        JPEG[:-2] + segment(0xFE, words) + JPEG[-2:],
    ):
        assert redacted(body) == JPEG
    for block in (255, 5, 1):
        assert redacted(gif_with(words, block)) == GIF
    assert redacted(png_with(b"tEXt", b"Title\x00" + words)) == PNG
    assert redacted(png_with(b"zTXt", b"Description\x00" + packed(words))) == PNG
    assert redacted(png_with(b"iTXt", b"Title\x00" + international(words))) == PNG


def test_what_a_text_says_of_itself_is_looked_at_too() -> None:
    told = international(CREDIT, language=b"lat=28.12")
    assert redacted(png_with(b"iTXt", b"Title\x00" + told)) == PNG


def test_what_is_packed_may_not_be_longer_than_what_is_not() -> None:
    assert redacted(png_with(b"zTXt", b"Title\x00" + packed(bytes(70_000)))) == PNG
    assert redacted(gif_with(b"a" * 70_000)) == GIF


@pytest.mark.parametrize(
    "body",
    [
        JPEG[:2] + segment(0xFE, CREDIT) + JPEG[2:],
        gif_with(CREDIT, 5),
        png_with(b"tEXt", b"Copyright\x00" + CREDIT),
        png_with(b"zTXt", b"Copyright\x00" + packed(CREDIT)),
        png_with(b"iTXt", b"Copyright\x00" + international(CREDIT)),
    ],
)
def test_credits_stay(body: bytes) -> None:
    assert redacted(body) == body


def test_an_exif_text_that_tells_a_place_goes_alone() -> None:
    told = [text(270, b"28.1234 N, 15.4321 W"), short(274, 6), text(315, b"Someone")]
    told.append(text(0x9C9B, "28.1234, -15.4321".encode("utf-16-le"), BYTE))
    taken = [text(0x9003, b"2026:05:04 03:02:01"), text(0xA430, b"geo:28.1234,-15.4")]
    block = tiff_of(">", told, {0x8769: taken})
    public = redacted(JPEG[:2] + segment(0xE1, b"Exif\x00\x00" + block) + JPEG[2:])
    assert b"28.1" not in public
    assert b"2\x008\x00" not in public
    with Image.open(BytesIO(public)) as image:
        found = image.getexif()
    assert {tag: found.get(tag) for tag in (270, 274, 315)} == {270: None, 274: 6, 315: "Someone"}
    assert found.get_ifd(0x8769) == {0x9003: "2026:05:04 03:02:01"}


def test_exif_in_a_text_of_a_png_is_dropped() -> None:
    block = b"Exif\x00\x00" + exif()
    raw = f"\nexif\n{len(block):8}\n{block.hex()}\n".encode()
    assert CANARY in block
    for keyword in (b"Raw profile type exif", b"Raw profile type APP1"):
        assert redacted(png_with(b"zTXt", keyword + b"\x00" + packed(raw))) == PNG
        assert redacted(png_with(b"tEXt", keyword + b"\x00" + raw)) == PNG
