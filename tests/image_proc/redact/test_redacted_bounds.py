"""How much of what is odd is taken, and what is left out where two of a kind follow each other."""

from io import BytesIO
from struct import pack

import pytest
from PIL import Image

from image_proc.decode.probe import probe
from image_proc.limits import Limits
from image_proc.original import Original
from image_proc.redact import redaction
from tests.animations import Patch, gif
from tests.located import CANARY, exif, png, segment, short, tiff_of
from tests.pictures import chunk, picture
from tests.redacted import redacted, redaction_of
from tests.stored import stored

JPEG = picture("jpeg")
PNG = picture("png")
INTRO = b"Exif\x00\x00"


def bmp(width: int, height: int) -> bytes:
    """Write a BMP of 24 bits that does not say how long it is; a negative height is top-down."""
    rows = bytes((3 * width + 3) // 4 * 4 * abs(height))
    head = pack("<IiiHHIIiiII", 40, width, height, 1, 24, 0, 0, 0, 0, 0, 0)
    return b"BM" + pack("<IHHI", 0, 0, 0, 54) + head + rows


@pytest.mark.parametrize("size", [(4, 4), (5, 3), (7, 1), (5, -3), (4, -4)])
def test_a_bmp_ends_with_its_last_row(size: tuple[int, int]) -> None:
    body = bmp(*size)
    assert redacted(body) == body
    assert redacted(body + CANARY) == body


def pages(count: int) -> bytes:
    """Write a TIFF of pages whose first field goes, so that all others move."""
    numbers = {256: 8, 257: 8, 258: 8, 259: 1, 262: 1, 277: 1, 278: 8}
    start, size = 8, 2 + 10 * 12 + 4
    pixels = start + count * size
    body = b"II*\x00" + pack("<I", start)
    for at in range(count):
        fields = [short(250, 1, "<"), *(short(tag, each, "<") for tag, each in numbers.items())]
        fields += [(tag, 4, 1, pack("<I", each)) for tag, each in ((273, pixels), (279, 64))]
        table = b"".join(
            pack("<HHI", tag, kind, each) + value.ljust(4, b"\x00")
            for tag, kind, each, value in fields
        )
        next_ = start + (at + 1) * size if at + 1 < count else 0
        body += pack("<H", len(fields)) + table + pack("<I", next_)
    return body + bytes(64)


def test_a_public_form_that_is_mostly_new_is_none() -> None:
    """What is new is held in memory for as long as the picture is looked at."""
    few = redaction_of(pages(40))
    assert few is not None
    assert few.touched
    assert redaction_of(pages(250)) is None


def test_a_directory_has_at_most_512_fields() -> None:
    def served(fields: int) -> bytes:
        many = [short(274, 6), *[short(271, 1)] * (fields - 1)]
        block = tiff_of(">", many, {})
        return redacted(JPEG[:2] + segment(0xE1, INTRO + block) + JPEG[2:])

    assert len(served(512)) > len(JPEG) + 512 * 12
    assert len(served(513)) < len(JPEG) + 50
    for fields in (512, 513):
        assert probe(stored(served(fields)), Limits()).orientation == 6


def test_an_extension_of_a_gif_that_nobody_knows_is_dropped() -> None:
    body = gif((3, 2), [Patch((0, 0), [[0, 1, 2], [1, 2, 1]])])
    at = 13 + 3 * 8
    odd = b"!\x42" + bytes([len(CANARY)]) + CANARY + b"\x00"
    assert redacted(body[:at] + odd + body[at:]) == body


def test_a_second_block_of_a_png_goes_even_if_it_says_the_same() -> None:
    once = redacted(png(exif(6)))
    twice = once[:-12] + chunk(b"eXIf", redacted_block(once)) + once[-12:]
    assert redacted(twice) == once


def redacted_block(body: bytes) -> bytes:
    at = body.index(b"eXIf")
    return body[at + 4 : at + 4 + int.from_bytes(body[at - 4 : at])]


@pytest.mark.parametrize("end", [chunk(b"IEND", CANARY), chunk(b"IEND", b"")[:-4] + b"1234"])
def test_a_pngs_end_is_written_anew(end: bytes) -> None:
    assert redacted(PNG[:-12] + end) == PNG


def test_a_long_text_of_a_tiff_goes_unread() -> None:
    most = 0

    class Watched(BytesIO):
        def read(self, size: int | None = -1) -> bytes:
            nonlocal most
            most = max(most, size or 0)
            return super().read(size)

    stream = BytesIO()
    words = "a" * 300_000
    Image.new("L", (8, 8)).save(stream, "TIFF", tiffinfo={270: words, 315: "Someone"})
    body = stream.getvalue()
    header = probe(stored(body), Limits())
    found = redaction(Original("x", "", len(body), lambda: Watched(body)), header)
    assert found is not None
    assert most <= 64 * 1024
    public = redacted(body)
    assert b"aaaa" not in public
    assert b"Someone" in public
