"""Values of EXIF, one by one: their types, their bounds, what is left out."""

import struct
from io import BytesIO

import pytest
from pydantic import JsonValue

from image_proc.decode.exif_fields import Exif, read_fields
from image_proc.tags.exif import exif_values
from tests.exif_blocks import (
    ASCII,
    BYTE,
    FLOAT,
    LONG,
    RATIONAL,
    SHORT,
    SRATIONAL,
    UNDEFINED,
    UTF8,
    Entry,
    Written,
)

W = Written()
COMMENT, MODEL, XP_TITLE = 37510, 272, 40091


def read(block: bytes) -> Exif:
    return read_fields(BytesIO(block))


def told(tag: int, entry: Entry, order: str = "<") -> dict[str, JsonValue]:
    return exif_values(read(Written(order).block({}, {tag: entry})))


@pytest.mark.parametrize(
    ("tag", "entry", "value"),
    [
        (MODEL, (ASCII, b"One\0"), "One"),
        (MODEL, (ASCII, b"One\0garbage\0"), "One"),
        (MODEL, (ASCII, b" One\x1b\n Two \0"), "One   Two"),
        (MODEL, (ASCII, b"Gr\xf6\xdfe"), "Größe"),
        (MODEL, (ASCII, "Größe".encode()), "Größe"),
        (MODEL, (UTF8, "猫".encode()), "猫"),
        (MODEL, (ASCII, b"x" * 5000), "x" * 2000),
        (41989, (SHORT, b"\x32\0"), 50),
        (41989, (LONG, b"\x32\0\0\0"), 50),
        (37386, (RATIONAL, struct.pack("<2I", 50, 1)), 50.0),
        (33434, (RATIONAL, struct.pack("<2I", 1, 3)), 0.3333333),
        (33434, (RATIONAL, struct.pack("<2I", 1, 32000)), 0.00003125),
        (33434, (RATIONAL, struct.pack("<2I", 0, 0)), None),
        (33434, (RATIONAL, struct.pack("<2I", 7, 0)), None),
        (37380, (SRATIONAL, struct.pack("<2i", -1, 3)), -0.3333333),
        (42034, (RATIONAL, struct.pack("<4I", 1, 0, 1, 2)), [None, 0.5]),
        (37888, (FLOAT, struct.pack("<f", 21.5)), 21.5),
        (37888, (FLOAT, struct.pack("<f", float("nan"))), None),
        (37888, (FLOAT, struct.pack("<2f", float("inf"), 1)), [None, 1.0]),
        (36864, (UNDEFINED, b"0232"), "0232"),
        (37121, (UNDEFINED, b"\1\2\3\0"), [1, 2, 3, 0]),
        (41728, (UNDEFINED, b"\3"), 3),
        (COMMENT, (UNDEFINED, b"ASCII\0\0\0hello\0\0"), "hello"),
        (COMMENT, (UNDEFINED, bytes(8) + b"hello   "), "hello"),
        (COMMENT, (UNDEFINED, b"UNICODE\0" + "猫 é".encode("utf-16-le")), "猫 é"),
        (COMMENT, (UNDEFINED, b"UNICODE\0" + "猫".encode("utf-16")), "猫"),
        (COMMENT, (UNDEFINED, b"JIS\0\0\0\0\0" + "猫".encode("iso2022_jp")), "猫"),
        (COMMENT, (UNDEFINED, b"ASCII\0\0\0\xff\xfe"), "\ufffd\ufffd"),
        (COMMENT, (UNDEFINED, b"ASCII\0\0\0" + b"x" * 9000), "x" * 2000),
        (XP_TITLE, (BYTE, "Größe\0".encode("utf-16-le")), "Größe"),
        (XP_TITLE, (BYTE, b"a\0\0\xd8b\0c"), "a\ufffdb"),
    ],
)
def test_values_are_told(tag: int, entry: Entry, value: JsonValue) -> None:
    assert list(told(tag, entry).values()) == [value]


@pytest.mark.parametrize(
    ("tag", "entry"),
    [
        pytest.param(37500, (UNDEFINED, b"a maker's note"), id="a maker's note"),
        pytest.param(37500, (ASCII, b"a maker's note"), id="a maker's note in words"),
        pytest.param(41730, (UNDEFINED, b"\2\0\2\0\0\1\1\2"), id="a table"),
        pytest.param(COMMENT, (UNDEFINED, bytes(8)), id="an empty comment"),
        pytest.param(COMMENT, (UNDEFINED, b"BINARY\0\0\1\2\3\4"), id="a comment of bytes"),
        pytest.param(MODEL, (ASCII, b"\0\0\0\0"), id="an empty text"),
        pytest.param(MODEL, (ASCII, b"\1\2\3\0"), id="a text that cannot be shown"),
        pytest.param(301, (SHORT, bytes(1536)), id="a long list"),
        pytest.param(273, (LONG, bytes(4)), id="where pixels are"),
        pytest.param(700, (BYTE, b"<x>"), id="XMP"),
        pytest.param(34853, (LONG, bytes(4)), id="where the place is"),
        pytest.param(4242, (ASCII, b"secret"), id="what nobody knows"),
        pytest.param(33922, (FLOAT, bytes(24)), id="a map's tie points"),
    ],
)
def test_values_are_left_out(tag: int, entry: Entry) -> None:
    assert told(tag, entry) == {}


def test_bytes_of_a_comment_follow_the_blocks_order() -> None:
    entry = UNDEFINED, b"UNICODE\0" + "猫".encode("utf-16-be")
    assert told(COMMENT, entry, ">") == {"UserComment": "猫"}


def test_a_directory_that_points_to_itself_is_read_once() -> None:
    block = bytearray(W.block({MODEL: W.text("One")}, {MODEL: W.text("Two")}))
    (first,) = struct.unpack_from("<I", block, 4)
    # The Exif directory is said to be the first one, which says so again.
    at = block.index(struct.pack("<HHI", 34665, LONG, 1)) + 8
    struct.pack_into("<I", block, at, first)
    assert exif_values(read(bytes(block))) == {"Model": "One"}


def test_entries_that_share_their_bytes_are_read_only_so_often() -> None:
    count = 65_535
    table = b"".join(struct.pack("<HHII", tag, BYTE, 60_000, 8) for tag in range(count))
    block = b"II*\0" + struct.pack("<IH", 8, count) + table
    found = read(block).main
    assert sum(len(field.body) for field in found.values()) <= 4 * 1024 * 1024
    assert exif_values(read(block)) == {}


@pytest.mark.parametrize(
    "block",
    [
        b"",
        b"Exif\0\0",
        b"II*\0",
        b"II*\0\xff\xff\xff\xff",
        b"II*\0\x08\0\0\0",
        b"II*\0\x08\0\0\0\xff\xff",
        b"MM\0+\0\x08\0\0" + b"\xff" * 8,
        b"MM\0+\0\x08\0\0" + struct.pack(">QQ", 16, 1 << 63) + b"\xff" * 40,
        W.block({MODEL: W.text("One and more")})[:-8],
    ],
    ids=range(9),
)
def test_broken_blocks_say_nothing(block: bytes) -> None:
    assert exif_values(read(block)) == {}
