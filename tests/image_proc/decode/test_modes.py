"""Every mode of pixels comes to eight bits as it looks, what is clear stays clear."""

import inspect
import math
import re
import struct
import zlib
from io import BytesIO
from typing import Any

import pytest
from PIL import Image, ImageMode

from image_proc.decode.modes import PLAIN, to_eight_bits
from tests.color_difference import delta_e
from tests.icc import lab_of_rgb

EVERY_MODE = [
    *("1", "L", "LA", "La", "P", "PA", "RGB", "RGBA", "RGBX", "RGBa", "CMYK", "YCbCr", "LAB"),
    *("HSV", "I", "F", "I;16", "I;16L", "I;16B", "I;16N"),
]


def dots(mode: str, *levels: Any) -> Image.Image:
    image = Image.new(mode, (len(levels), 1))
    for x, level in enumerate(levels):
        image.putpixel((x, 0), level)
    return image


def seen(image: Image.Image) -> list[Any]:
    return [image.getpixel((x, 0)) for x in range(image.width)]


def chunk(name: bytes, body: bytes) -> bytes:
    checksum = zlib.crc32(name + body)
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", checksum)


def png(depth: int, kind: int, row: bytes, width: int, **chunks: bytes) -> Image.Image:
    """Open a PNG of one row, not loaded yet."""
    header = struct.pack(">2I5B", width, 1, depth, kind, 0, 0, 0)
    extra = b"".join(chunk(name.encode(), body) for name, body in chunks.items())
    body = (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + extra
        + chunk(b"IDAT", zlib.compress(b"\x00" + row))
        + chunk(b"IEND", b"")
    )
    return Image.open(BytesIO(body), formats=["PNG"])


def tiff(image: Image.Image, **tags: Any) -> Image.Image:
    file = BytesIO()
    image.save(file, "TIFF", tiffinfo={int(tag[1:]): value for tag, value in tags.items()})
    return Image.open(file, formats=["TIFF"])


@pytest.mark.parametrize("mode", EVERY_MODE)
def test_every_mode_becomes_a_plain_one(mode: str) -> None:
    image = to_eight_bits(Image.new(mode, (3, 2)))
    assert image.mode in PLAIN
    assert image.size == (3, 2)


def test_no_mode_that_pillow_can_make_was_forgotten() -> None:
    """A new one would be found by its KeyError in production."""
    source = inspect.getsource(ImageMode)
    for mode in set(re.findall(r'"([A-Za-z;0-9]+)":', source)) - set(EVERY_MODE):
        with pytest.raises(ValueError, match="mode"):
            Image.new(mode, (1, 1))


@pytest.mark.parametrize("mode", sorted(PLAIN))
def test_a_plain_picture_is_not_copied(mode: str) -> None:
    image = Image.new(mode, (2, 2))
    assert to_eight_bits(image) is image


@pytest.mark.parametrize(
    ("image", "mode", "pixels"),
    [
        (dots("1", 0, 255), "L", [0, 255]),
        (dots("I;16", 0, 128, 129, 32768, 65407, 65535), "L", [0, 0, 1, 128, 255, 255]),
        (dots("I;16B", 0, 128, 129, 32768, 65407, 65535), "L", [0, 0, 1, 128, 255, 255]),
        (dots("I;16L", 0, 32768, 65535), "L", [0, 128, 255]),
        (
            dots("I", -5, 0, 129, 32768, 65535, 70_000, 2**31 - 1),
            "L",
            [0, 0, 1, 128, 255, 255, 255],
        ),
        (dots("F", -1.0, 0.0, 0.5, 1.0, 7.0), "L", [0, 0, 128, 255, 255]),
        (dots("F", math.inf, -math.inf, math.nan), "L", [255, 0, 0]),
        (dots("LA", (90, 10)), "LA", [(90, 10)]),
        (dots("La", (45, 128)), "LA", [(89, 128)]),
        (dots("RGBa", (50, 25, 0, 128)), "RGBA", [(99, 49, 0, 128)]),
        (dots("RGBX", (1, 2, 3, 0)), "RGB", [(1, 2, 3)]),
        (dots("YCbCr", (76, 85, 255)), "RGB", [(254, 0, 0)]),
        (dots("HSV", (85, 255, 255)), "RGB", [(0, 255, 0)]),
        (dots("CMYK", (1, 2, 3, 4)), "CMYK", [(1, 2, 3, 4)]),
    ],
)
def test_pixels_look_the_same(image: Image.Image, mode: str, pixels: list[Any]) -> None:
    found = to_eight_bits(image)
    assert (found.mode, seen(found)) == (mode, pixels)


@pytest.mark.parametrize(
    "color",
    [
        *((0, 0, 0), (255, 255, 255), (128, 128, 128), (255, 0, 0), (0, 255, 0), (0, 0, 255)),
        *((200, 120, 90), (20, 60, 110), (250, 240, 130), (130, 20, 140)),
    ],
)
def test_lab_comes_out_in_its_colors(color: tuple[int, int, int]) -> None:
    lightness, a, b = lab_of_rgb(color)
    stored = round(lightness * 2.55), round(a + 128), round(b + 128)
    with tiff(dots("LAB", stored)) as image:
        (found,) = seen(to_eight_bits(image))
    assert delta_e((lightness, a, b), lab_of_rgb(found)) < 2


PALETTE = bytes([250, 0, 0, 0, 250, 0, 0, 0, 250, 9, 9, 9])
WHOLE = [(250, 0, 0), (0, 250, 0), (0, 0, 250), (9, 9, 9)]


@pytest.mark.parametrize(
    ("chunks", "mode", "pixels"),
    [
        ({}, "RGB", WHOLE),
        ({"tRNS": b"\x00"}, "RGBA", [(*WHOLE[0], 0), *((*each, 255) for each in WHOLE[1:])]),
        (
            {"tRNS": bytes([255, 7, 0])},
            "RGBA",
            [(*each, alpha) for each, alpha in zip(WHOLE, (255, 7, 0, 255), strict=True)],
        ),
    ],
    ids=["opaque", "one clear", "some clear"],
)
def test_palettes_keep_their_colors_and_holes(
    chunks: dict[str, bytes], mode: str, pixels: list[Any]
) -> None:
    with png(2, 3, bytes([0b00011011]), 4, PLTE=PALETTE, **chunks) as image:
        found = to_eight_bits(image)
        assert (found.mode, seen(found)) == (mode, pixels)


DEEP = b"\x11\x00\x22\x00\x33\x00"


@pytest.mark.parametrize(
    ("stored", "row", "key", "pixels"),
    [
        ((1, 0), b"\x80", b"\x00\x01", [(255, 0), (0, 255)]),
        ((2, 0), b"\xd0", b"\x00\x03", [(255, 0), (85, 255)]),
        ((4, 0), b"\x34", b"\x00\x03", [(51, 0), (68, 255)]),
        ((8, 0), b"\x34\x35", b"\x00\x34", [(0x34, 0), (0x35, 255)]),
        ((16, 0), b"\x34\x56\x34\x57", b"\x34\x56", [(52, 0), (52, 255)]),
        (
            (8, 2),
            b"\x01\x02\x03\x01\x02\x04",
            b"\x00\x01\x00\x02\x00\x03",
            [(1, 2, 3, 0), (1, 2, 4, 255)],
        ),
        (
            (16, 2),
            DEEP + DEEP.replace(b"\x22", b"\x23"),
            DEEP,
            [(0x11, 0x22, 0x33, 0), (0x11, 0x23, 0x33, 255)],
        ),
    ],
    ids=["1 bit", "2 bits", "4 bits", "8 bits", "16 bits", "colours", "deep colours"],
)
def test_a_color_that_stands_for_clear_becomes_so(
    stored: tuple[int, int], row: bytes, key: bytes, pixels: list[tuple[int, ...]]
) -> None:
    with png(*stored, row, 2, tRNS=key) as image:
        found = to_eight_bits(image)
    assert found.mode == ("RGBA" if len(key) > 2 else "LA")
    assert seen(found) == pixels


def test_a_key_out_of_reach_clears_nothing() -> None:
    with png(8, 0, b"\x01\x02", 2, tRNS=b"\x01\x01") as image:
        assert seen(to_eight_bits(image)) == [(1, 255), (2, 255)]


def test_deep_tiffs_in_either_order_and_sense_look_the_same() -> None:
    plain = dots("I;16", 0, 32768, 65535)
    with tiff(plain) as image:
        assert seen(to_eight_bits(image)) == [0, 128, 255]
    with tiff(plain, t262=0) as image:
        assert seen(to_eight_bits(image)) == [255, 127, 0]


def test_twelve_bits_of_a_tiff_reach_white() -> None:
    samples = bytes([0x00, 0x0F, 0xFF, 0x80, 0x0F, 0xFF])  # 0, 4095, 2048, 4095
    entries = [
        *((256, 3, 1, 4), (257, 3, 1, 1), (258, 3, 1, 12), (259, 3, 1, 1), (262, 3, 1, 1)),
        *((273, 4, 1, 8), (277, 3, 1, 1), (278, 3, 1, 1), (279, 4, 1, 6)),
    ]
    directory = struct.pack("<H", len(entries)) + b"".join(
        struct.pack("<HHI", *entry[:3]) + struct.pack("<I", entry[3]) for entry in entries
    )
    body = b"II*\x00" + struct.pack("<I", 14) + samples + directory + bytes(4)
    with Image.open(BytesIO(body), formats=["TIFF"]) as image:
        assert seen(to_eight_bits(image)) == [0, 255, 128, 255]


def test_float_tiffs_reach_white_at_one() -> None:
    with tiff(dots("F", 0.0, 0.25, 1.0)) as image:
        assert seen(to_eight_bits(image)) == [0, 64, 255]
