"""Parts of files that may hold more than they need."""

from io import BytesIO
from struct import pack

import pytest
from PIL import Image

from image_proc.decode.probe import probe
from image_proc.limits import Limits
from tests.located import (
    BYTE,
    CANARY,
    LONG,
    XMP,
    Field,
    exif,
    jpeg,
    png,
    segment,
    short,
    text,
    tiff_of,
)
from tests.pictures import chunk, picture, scene
from tests.redacted import redacted
from tests.stored import stored

JPEG = picture("jpeg")
PNG = picture("png")


def test_a_thumbnail_behind_jfif_is_cut_off() -> None:
    thumbnail = segment(0xE0, JPEG[6:18] + b"\x02\x05" + CANARY + bytes(30 - len(CANARY)))
    assert JPEG[2:4] == b"\xff\xe0"
    assert redacted(JPEG[:2] + thumbnail + JPEG[20:]) == JPEG


def test_adobes_word_on_colors_stays_without_what_follows_it() -> None:
    cmyk = picture("jpeg", scene().convert("CMYK"))
    at = cmyk.index(b"\xff\xee")
    longer = cmyk[:at] + segment(0xEE, cmyk[at + 4 : at + 16] + CANARY) + cmyk[at + 16 :]
    assert redacted(longer) == cmyk


def test_exif_that_is_no_place_for_it_is_dropped() -> None:
    second = segment(0xE1, b"Exif\x00\x00" + exif())
    once = redacted(jpeg(exif(6)))
    assert redacted(once[:2] + once[2:].replace(b"\xff\xdb", second + b"\xff\xdb", 1)) == once
    assert redacted(JPEG[:-2] + second + JPEG[-2:]) == JPEG


def test_two_of_a_pngs_blocks_are_one_too_many() -> None:
    once = redacted(png(exif(6)))
    assert redacted(once[:-12] + chunk(b"eXIf", exif()) + once[-12:]) == once


def test_a_pngs_block_with_a_wrong_checksum_is_read_by_nobody() -> None:
    wrong = chunk(b"eXIf", exif(6))[:-4] + b"1234"
    assert redacted(PNG[:33] + wrong + PNG[33:]) == PNG


def test_a_pngs_block_behind_its_pixels_is_edited_there() -> None:
    public = redacted(PNG[:-12] + chunk(b"eXIf", exif(6)) + PNG[-12:])
    assert CANARY not in public
    assert len(public) == len(PNG) + 12 + len(exif(6))
    assert probe(stored(public), Limits()).orientation == 6


@pytest.mark.parametrize(
    ("name", "body"),
    [
        (b"tEXt", b"Comment\x00hello"),
        (b"tEXt", b"Title\x00" + XMP),
        (b"tEXt", b"Title\x00" + b"a" * 70_000),
        (b"zTXt", b"Raw profile type APP1\x00\x00" + CANARY),
        (b"iTXt", b"GPS Position\x00\x00\x00\x00\x00" + CANARY),
        (b"prVt", CANARY),
        (b"sCAL", CANARY),
    ],
)
def test_chunks_that_may_hold_anything_are_dropped(name: bytes, body: bytes) -> None:
    assert redacted(PNG[:33] + chunk(name, body) + PNG[33:]) == PNG


@pytest.mark.parametrize(
    ("name", "body"),
    [
        (b"tEXt", b"Title\x00A cat"),
        (b"iTXt", b"Author\x00\x00\x00\x00\x00Someone"),
        (b"sRGB", b"\x00"),
        (b"cICP", b"\x01\x0d\x00\x01"),
        (b"tIME", b"\x07\xea\x05\x04\x03\x02\x01"),
    ],
)
def test_chunks_that_show_and_tell_stay(name: bytes, body: bytes) -> None:
    whole = PNG[:33] + chunk(name, body) + PNG[33:]
    assert redacted(whole) == whole


def test_a_webps_flags_and_lengths_are_right() -> None:
    body = picture("webp", exif=exif(6), xmp=XMP)
    public = redacted(body)
    assert body[20] == 0x0C
    assert public[20] == 0x08
    assert int.from_bytes(public[4:8], "little") + 8 == len(public)
    without = redacted(picture("webp", xmp=XMP))
    assert without[20] == 0


def page(at: int, order: str) -> list[Field]:
    """Give the fields of a page of 8 × 8 grey px at a place in the file."""
    numbers = {256: 8, 257: 8, 258: 8, 259: 1, 262: 1, 277: 1, 278: 8}
    places = [(tag, LONG, 1, pack(order + "I", each)) for tag, each in ((273, at), (279, 64))]
    return [short(tag, number, order) for tag, number in numbers.items()] + places


@pytest.mark.parametrize("order", ["<", ">"])
def test_a_tiffs_pages_within_pages_are_looked_at(order: str) -> None:
    main = [*page(3000, order), text(700, XMP, BYTE), text(33432, b"mine")]
    inner = {330: [*page(3064, order), text(700, XMP, BYTE)], 0x8825: [text(29, CANARY)]}
    pixels = bytes(range(128))
    body = tiff_of(order, main, inner).ljust(3000, b"\x00") + pixels
    public = redacted(body)
    assert CANARY not in public
    assert b"xpacket" not in public
    assert public[3000:] == pixels
    with Image.open(BytesIO(public)) as image:
        assert image.tobytes() == pixels[:64]
        assert image.getexif()[33432] == "mine"
        assert image.getexif().get(330)


def test_a_tiff_with_a_page_that_no_reader_shows_keeps_it() -> None:
    """Zeros in place of pixels that are reached in a way not known here would be a loss."""
    body = tiff_of("<", page(3000, "<"), {330: page(3064, "<")}).ljust(3128, b"\x07")
    assert redacted(body)[3000:] == b"\x07" * 128
