"""The few EXIF fields that are read, and how they are written.

An own reader, because Pillow's parses all of it, warns, and raises on what hostile files hold;
a picture whose EXIF is broken is still a good picture.
"""

import struct
from collections.abc import Iterable, Mapping

ORIENTATION = 274
ARTIST = 315
COPYRIGHT = 33432

_INTRODUCTION = b"Exif\x00\x00"
_ORDERS = {b"II*\x00": "<", b"MM\x00*": ">"}
# BYTE and ASCII; UTF-8 is EXIF 3.0's own type, 129. SHORT and LONG are whole numbers.
_TEXTS = {1: 1, 2: 1, 129: 1}
_NUMBERS = {3: ("H", 2), 4: ("I", 4)}
_ASCII = 2
_INLINE = 4
_ENTRY = 12
_HEAD = 8


def read_exif(body: bytes, tags: Iterable[int]) -> dict[int, bytes | int]:
    """Read fields of the first directory of an EXIF block.

    Args:
        body: a TIFF structure, with or without "Exif" before it; anything else holds no field.
        tags: which fields; each is looked for among the first 65,535 entries.

    Returns:
        What was found and whole: bytes of texts up to their first NUL, numbers as int (the first
        one where a field holds several).

    Source: https://www.cipa.jp/std/documents/download_e.html?DC-008-Translation-2023-E
    """
    block = body.removeprefix(_INTRODUCTION)
    order = _ORDERS.get(block[:4])
    wanted = frozenset(tags)
    found: dict[int, bytes | int] = {}
    if order is None:
        return found
    for tag, kind, count, place in _entries(block, order):
        if tag in wanted and tag not in found:
            value = _value(block, order, (kind, count, place))
            if value is not None:
                found[tag] = value
    return found


def write_exif(texts: Mapping[int, bytes]) -> bytes:
    """Write texts as the only fields of an EXIF block.

    Args:
        texts: by tag; they hold no NUL.

    Returns:
        "Exif", two NUL and a TIFF structure, as a JPEG keeps it; b"" for no texts.
    """
    if not texts:
        return b""
    entries, values = bytearray(), bytearray()
    start = _HEAD + 2 + _ENTRY * len(texts) + 4
    for tag, text in sorted(texts.items()):
        value = text + b"\x00"
        if len(value) <= _INLINE:
            place = value.ljust(_INLINE, b"\x00")
        else:
            place = struct.pack(">I", start + len(values))
            # TIFF wants each value to begin at an even place.
            values += value + b"\x00" * (len(value) % 2)
        entries += struct.pack(">HHI", tag, _ASCII, len(value)) + place
    head = b"MM\x00*" + struct.pack(">IH", _HEAD, len(texts))
    return _INTRODUCTION + head + bytes(entries) + bytes(4) + bytes(values)


def _entries(block: bytes, order: str) -> Iterable[tuple[int, int, int, int]]:
    """Give (tag, type, count, where the value stands) of each whole entry."""
    if len(block) < _HEAD:
        return
    (start,) = struct.unpack_from(order + "I", block, 4)
    if start + 2 > len(block):
        return
    (count,) = struct.unpack_from(order + "H", block, start)
    for at in range(start + 2, start + 2 + _ENTRY * count, _ENTRY):
        if at + _ENTRY > len(block):
            return
        tag, kind, length = struct.unpack_from(order + "HHI", block, at)
        yield tag, kind, length, at + 8


def _value(block: bytes, order: str, entry: tuple[int, int, int]) -> bytes | int | None:
    kind, count, place = entry
    letter, size = _NUMBERS.get(kind, ("", _TEXTS.get(kind, 0)))
    if not size or not count:
        return None
    if size * count > _INLINE:
        (place,) = struct.unpack_from(order + "I", block, place)
    if place + size * count > len(block):
        return None
    if letter:
        return int(struct.unpack_from(order + letter, block, place)[0])
    return block[place : place + count].split(b"\x00", 1)[0]
