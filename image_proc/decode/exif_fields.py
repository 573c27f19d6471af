"""All fields of an EXIF block, or of a TIFF itself, as they are written.

An own reader, because Pillow's warns, and raises on what hostile files hold. Three directories are
read and no link between them is followed, so nothing goes in circles; what is read in all is
bounded, so that no entry that points at the same bytes as a thousand others costs anything.
"""

import struct
from collections.abc import Mapping
from dataclasses import dataclass, field
from math import isfinite
from typing import BinaryIO, NamedTuple

_INTRODUCTION = b"Exif\x00\x00"
_PHOTO, _GPS = 34665, 34853
TIFF_XMP, TIFF_IPTC, TIFF_PHOTOSHOP = 700, 33723, 34377
# A TIFF keeps whole packets in fields, all else is short.
_PACKETS = frozenset({TIFF_XMP, TIFF_IPTC, TIFF_PHOTOSHOP})
_LONGEST, _LONGEST_PACKET, _MOST_BYTES = 64 * 1024, 1024 * 1024, 4 * 1024 * 1024
_MOST_ENTRIES = 1000
_TEXTS = frozenset({2, 129})
_SIZES = dict.fromkeys((1, 2, 6, 7, 129), 1) | dict.fromkeys((3, 8), 2)
_SIZES |= dict.fromkeys((4, 9, 11, 13), 4) | dict.fromkeys((5, 10, 12, 16, 17, 18), 8)
_LETTERS = {1: "B", 3: "H", 4: "I", 6: "b", 8: "h", 9: "i", 11: "f", 12: "d", 13: "I"}
_LETTERS |= {16: "Q", 17: "q", 18: "Q"}
_RATIONALS = {5: "I", 10: "i"}
Number = int | float | None
"""A field's number; None where it divides by nothing or is none."""


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a directory.

    Args:
        kind: TIFF's number of its type.
        order: "<" or ">", which byte of a number stands first.
        body: all of it, at most 64 kB, of an XMP or IPTC packet in a TIFF 1 MB.
    """

    kind: int
    order: str
    body: bytes

    @property
    def is_text(self) -> bool:
        """Whether its type is that of texts."""
        return self.kind in _TEXTS

    @property
    def text(self) -> str:
        """A text up to its first NUL, UTF-8 or, of old, Latin-1; "" where it is no text."""
        if not self.is_text and self.kind != 1:
            return ""
        line = self.body.split(b"\x00", 1)[0]
        try:
            return line.decode().strip()
        except UnicodeDecodeError:
            return line.decode("latin-1").strip()

    def numbers(self, most: int) -> tuple[Number, ...]:
        """Give its first numbers; none where it has none.

        Args:
            most: how many of them.
        """
        if letter := _LETTERS.get(self.kind):
            return tuple(_finite(each) for each in self._unpacked(letter, most))
        if letter := _RATIONALS.get(self.kind):
            parts = self._unpacked(letter, 2 * most)
            return tuple(_share(*pair) for pair in zip(parts[::2], parts[1::2], strict=False))
        return ()

    def _unpacked(self, letter: str, most: int) -> tuple[int | float, ...]:
        count = min(most, len(self.body) // struct.calcsize(self.order + letter))
        return struct.unpack_from(f"{self.order}{count}{letter}", self.body)


Fields = Mapping[int, Field]
"""A directory by tag; of a tag that stands twice the first."""


@dataclass(frozen=True, slots=True)
class Exif:
    """What a picture's EXIF says.

    Args:
        main: of its first directory (TIFF's own tags, make and model, artist and copyright).
        photo: of the Exif directory (how it was taken).
        gps: of the GPS directory (where it was taken).
    """

    main: Fields = field(default_factory=dict)
    photo: Fields = field(default_factory=dict)
    gps: Fields = field(default_factory=dict)


class _Layout(NamedTuple):
    """How the directories of a TIFF, or of one of over 4 GB, are written."""

    order: str
    first: int
    head: str
    entry: str
    place: str


_LAYOUTS = {
    b"II*\x00": _Layout("<", 4, "H", "HHI", "I"),
    b"MM\x00*": _Layout(">", 4, "H", "HHI", "I"),
    b"II+\x00": _Layout("<", 8, "Q", "HHQ", "Q"),
    b"MM\x00+": _Layout(">", 8, "Q", "HHQ", "Q"),
}


def read_fields(file: BinaryIO) -> Exif:
    """Read the fields of a TIFF structure.

    Args:
        file: open, seekable: a TIFF, or an EXIF block with or without "Exif" before it.

    Returns:
        What was found and whole, of the first 1,000 entries of each directory.

    Source: https://www.cipa.jp/std/documents/download_e.html?DC-008-Translation-2023-E
    """
    file.seek(0)
    start = len(_INTRODUCTION) if file.read(len(_INTRODUCTION)) == _INTRODUCTION else 0
    pieces = _Pieces(file, start)
    layout = _LAYOUTS.get(pieces.at(0, 4))
    if layout is None:
        return Exif()
    main = _directory(pieces, layout, _number(pieces.at(layout.first, 8), layout))
    photo, gps = (_pointed(pieces, layout, main.get(tag)) for tag in (_PHOTO, _GPS))
    return Exif(main, photo, gps)


class _Pieces:
    """A file of which only so much is read."""

    def __init__(self, file: BinaryIO, start: int) -> None:
        self._file = file
        self._start = start
        self._length = file.seek(0, 2)
        self._left = _MOST_BYTES

    def at(self, place: int, length: int) -> bytes:
        """Give what stands there, less where the file ends, nothing once enough was read."""
        place += self._start
        if place >= self._length or length > self._left:
            return b""
        self._left -= length
        self._file.seek(place)
        return self._file.read(length)


def _directory(pieces: _Pieces, layout: _Layout, start: int) -> dict[int, Field]:
    head = struct.calcsize(layout.order + layout.head)
    size = struct.calcsize(layout.order + layout.entry + layout.place)
    count = int.from_bytes(pieces.at(start, head), "little" if layout.order == "<" else "big")
    table = pieces.at(start + head, size * min(count, _MOST_ENTRIES))
    found: dict[int, Field] = {}
    for at in range(0, len(table) - size + 1, size):
        tag, kind, items = struct.unpack_from(layout.order + layout.entry, table, at)
        length = _SIZES.get(kind, 0) * items
        longest = _LONGEST_PACKET if tag in _PACKETS else _LONGEST
        if tag in found or not 0 < length <= longest:
            continue
        inline = table[at + size - struct.calcsize(layout.order + layout.place) : at + size]
        body = inline[:length]
        if length > len(inline):
            body = pieces.at(_number(inline, layout), length)
        if len(body) == length:
            found[tag] = Field(kind, layout.order, body)
    return found


def _pointed(pieces: _Pieces, layout: _Layout, pointer: Field | None) -> dict[int, Field]:
    numbers = pointer.numbers(1) if pointer else ()
    if not numbers or not isinstance(numbers[0], int) or numbers[0] <= 0:
        return {}
    return _directory(pieces, layout, numbers[0])


def _number(body: bytes, layout: _Layout) -> int:
    """Read a place; one past every file's end where it is cut short."""
    size = struct.calcsize(layout.order + layout.place)
    if len(body) < size:
        return 1 << 64
    return int(struct.unpack_from(layout.order + layout.place, body)[0])


def _finite(number: float) -> Number:
    return number if isfinite(number) else None


def _share(whole: float, parts: float) -> float | None:
    return whole / parts if parts else None
