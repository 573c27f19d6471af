"""Animations as WebP, a frame at a time.

libwebp's own writer keeps what has hardly changed from the frame before, and with it the blurred
edges of what has moved on; it makes one of two equal frames; and it forgets to say that there is
transparency where no frame by itself has any. So only the pixels are packed by it.

Source: https://www.rfc-editor.org/rfc/rfc9649 (the container)
"""

import struct
from collections.abc import Iterable, Iterator

from PIL import Image

from image_proc.encode.palette import MOST_COLORS
from image_proc.encode.reel import Box, Frame, box_of, changed_mask, shots
from image_proc.encode.webp import lossless_file, lossy_file

_ANIMATED, _EXIF, _ALPHA = 0x02, 0x08, 0x10
_REPLACE = 0x02
_PIXELS = {b"ALPH", b"VP8 ", b"VP8L"}
_RING = 16
"""px; how far a sharp edge blurs what is around it: a macroblock's side."""


def moving_webp(frames: Iterable[Frame], loop: int, quality: int, exif: bytes) -> bytes:
    """Write an animation.

    Args:
        frames: one or more, gone through once.
        loop: how often it plays, 0 for ever.
        quality: 1 to 100.
        exif: metadata to keep.
    """
    parts: list[bytes] = []
    before: Image.Image | None = None
    for image, duration in shots(frames):
        box = _box(image, before)
        parts.append(_frame(box, duration, _packed(image.crop(box), quality)))
        before = image
    if before is None:
        return b""
    flags = _ANIMATED | (_EXIF if exif else 0) | (_ALPHA if before.mode == "RGBA" else 0)
    canvas = bytes((flags, 0, 0, 0)) + _three(before.width - 1) + _three(before.height - 1)
    control = _chunk(b"ANIM", struct.pack("<IH", 0, loop))
    # In JPEG a name stands before it, here there is none.
    metadata = _chunk(b"EXIF", exif.removeprefix(b"Exif\0\0")) if exif else b""
    return _chunk(b"RIFF", b"".join((b"WEBP", _chunk(b"VP8X", canvas), control, *parts, metadata)))


def _box(image: Image.Image, before: Image.Image | None) -> Box:
    """Where a frame has to be painted anew; it begins at even pixels, as the format wants."""
    if before is None:
        return (0, 0, *image.size)
    changes = changed_mask(image, before)
    left, top, right, bottom = box_of(changes)
    ring = _RING if changes.getbbox() else 0
    return (
        max(0, left - ring) & ~1,
        max(0, top - ring) & ~1,
        min(image.width, right + ring),
        min(image.height, bottom + ring),
    )


def _packed(image: Image.Image, quality: int) -> bytes:
    """A frame's pixels, without loss where that is smaller: screencasts take a third so."""
    files = [lossy_file(image, quality)]
    if image.getcolors(MOST_COLORS) is not None and _may_be_smaller(image, quality):
        files.append(lossless_file(image))
    chunks = _chunks(min(files, key=len))
    return b"".join(_chunk(name, body) for name, body in chunks if name in _PIXELS)


def _may_be_smaller(image: Image.Image, quality: int) -> bool:
    """Tell by two bands of rows whether to try without loss, which takes twice as long as with it.

    A GIF of a photo has few colours, too, but dithered: it would be four times as large.
    """
    tops = (image.height * third // 3 for third in (1, 2))
    bands = [image.crop((0, top, image.width, min(top + _RING, image.height))) for top in tops]
    lossy = sum(len(lossy_file(band, quality)) for band in bands)
    return sum(len(lossless_file(band)) for band in bands) <= 2 * lossy


def _frame(box: Box, duration: int, pixels: bytes) -> bytes:
    left, top, right, bottom = box
    numbers = (left // 2, top // 2, right - left - 1, bottom - top - 1, duration)
    return _chunk(b"ANMF", b"".join(map(_three, numbers)) + bytes((_REPLACE,)) + pixels)


def _three(number: int) -> bytes:
    return number.to_bytes(3, "little")


def _chunk(name: bytes, body: bytes) -> bytes:
    return b"".join((name, struct.pack("<I", len(body)), body, b"\0" * (len(body) % 2)))


def _chunks(file: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Each chunk's name and body, of a still."""
    at = 12
    while at < len(file):
        name, length = struct.unpack_from("<4sI", file, at)
        yield name, file[at + 8 : at + 8 + length]
        at += 8 + length + length % 2
