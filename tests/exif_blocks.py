"""EXIF blocks and TIFF directories written by hand, so that they may say anything."""

import struct
from collections.abc import Mapping
from dataclasses import dataclass

PHOTO, GPS = 34665, 34853
BYTE, ASCII, SHORT, LONG, RATIONAL, UNDEFINED, SRATIONAL, FLOAT = 1, 2, 3, 4, 5, 7, 10, 11
UTF8 = 129

_SIZES = {1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 7: 1, 9: 4, 10: 8, 11: 4, 12: 8, 129: 1, 16: 8}
Entry = tuple[int, bytes]
"""A type and all bytes of the values."""


@dataclass(frozen=True)
class Written:
    """How a block is written: byte order, and whether for files of over 4 GB."""

    order: str = "<"
    big: bool = False

    def text(self, words: str) -> Entry:
        return ASCII, words.encode() + b"\0"

    def shorts(self, *numbers: int) -> Entry:
        return SHORT, struct.pack(f"{self.order}{len(numbers)}H", *numbers)

    def rationals(self, *pairs: tuple[int, int]) -> Entry:
        flat = [number for pair in pairs for number in pair]
        return RATIONAL, struct.pack(f"{self.order}{len(flat)}I", *flat)

    def block(
        self,
        main: Mapping[int, Entry],
        photo: Mapping[int, Entry] | None = None,
        gps: Mapping[int, Entry] | None = None,
    ) -> bytes:
        """Write three directories, the second and third where there are any."""
        mark = b"II" if self.order == "<" else b"MM"
        magic, width = (43, 8) if self.big else (42, 4)
        head = mark + struct.pack(f"{self.order}H", magic)
        head += struct.pack(f"{self.order}HH", 8, 0) if self.big else b""
        place = len(head) + width
        parts: list[bytes] = []
        pointers = dict(main)
        for tag, directory in ((PHOTO, photo), (GPS, gps)):
            if directory is not None:
                part = self._directory(directory, place)
                pointers[tag] = self._place(place)
                parts.append(part)
                place += len(part)
        first = struct.pack(self.order + ("Q" if self.big else "I"), place)
        return head + first + b"".join(parts) + self._directory(pointers, place)

    def _place(self, place: int) -> Entry:
        return (
            (16, struct.pack(f"{self.order}Q", place))
            if self.big
            else (
                LONG,
                struct.pack(f"{self.order}I", place),
            )
        )

    def _directory(self, fields: Mapping[int, Entry], start: int) -> bytes:
        count, entry, inline = ("Q", "HHQ", 8) if self.big else ("H", "HHI", 4)
        head = struct.pack(self.order + count, len(fields))
        size = struct.calcsize(self.order + entry) + inline
        at = start + len(head) + size * len(fields) + inline
        entries, values = b"", b""
        for tag, (kind, body) in sorted(fields.items()):
            entries += struct.pack(self.order + entry, tag, kind, len(body) // _SIZES[kind])
            if len(body) <= inline:
                entries += body.ljust(inline, b"\0")
            else:
                place = at + len(values)
                entries += struct.pack(self.order + ("Q" if self.big else "I"), place)
                values += body + bytes(len(body) % 2)
        return head + entries + bytes(inline) + values
