"""Animations as PNG, a frame at a time: every pixel kept.

Pillow would hold all frames at once and make one of two that are equal, so only the pixels are
packed by it, and the chunks are put together here.

Source: https://www.w3.org/TR/png-3/#apng-frame-based-animation
"""

import struct
import zlib
from collections.abc import Iterable, Iterator

from image_proc.encode.png import whole_colors
from image_proc.encode.reel import Box, Frame, box_of, changed_mask, shots

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_OVERHEAD = 12
"""Bytes of a chunk besides its body: its length, name and checksum."""

_KEEP, _REPLACE = 0, 0
_MOST = 65_535


def moving_png(frames: Iterable[Frame], loop: int, exif: bytes) -> bytes:
    """Write an animation.

    Args:
        frames: one or more, gone through once.
        loop: how often it plays, 0 for ever.
        exif: metadata to keep.
    """
    start, parts, before = b"", [], None
    for index, (image, duration) in enumerate(shots(frames)):
        box = box_of(changed_mask(image, before)) if before else (0, 0, *image.size)
        chunks = list(_chunks(whole_colors(image.crop(box), exif)))
        parts.append(_frame(index, box, duration, chunks))
        if not before:
            start = b"".join(_chunk(*chunk) for chunk in chunks if chunk[0] in _OF_THE_WHOLE)
        before = image
    control = _chunk(b"acTL", struct.pack(">II", len(parts), loop))
    return b"".join((_SIGNATURE, start, control, *parts, _chunk(b"IEND", b"")))


_OF_THE_WHOLE = {b"IHDR", b"eXIf"}


def _frame(index: int, box: Box, duration: int, chunks: list[tuple[bytes, bytes]]) -> bytes:
    """The chunks of one frame; control and pixels are numbered together."""
    left, top, right, bottom = box
    place = (right - left, bottom - top, left, top)
    number = max(0, 2 * index - 1)
    control = struct.pack(">5I2H2B", number, *place, *_delay(duration), _KEEP, _REPLACE)
    pixels = b"".join(body for name, body in chunks if name == b"IDAT")
    if index == 0:
        return _chunk(b"fcTL", control) + _chunk(b"IDAT", pixels)
    return _chunk(b"fcTL", control) + _chunk(b"fdAT", (number + 1).to_bytes(4) + pixels)


def _delay(duration: int) -> tuple[int, int]:
    """Milliseconds as a fraction of a second, of two bytes each."""
    if duration <= _MOST:
        return duration, 1000
    return duration // 10, 100


def _chunks(file: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Each chunk's name and body."""
    at = len(_SIGNATURE)
    while at < len(file):
        end = at + int.from_bytes(file[at : at + 4]) + _OVERHEAD
        yield file[at + 4 : at + 8], file[at + 8 : end - 4]
        at = end


def _chunk(name: bytes, body: bytes) -> bytes:
    checksum = zlib.crc32(body, zlib.crc32(name))
    return b"".join((len(body).to_bytes(4), name, body, checksum.to_bytes(4)))
