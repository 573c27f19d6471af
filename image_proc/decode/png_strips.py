"""PNG a strip at a time: a picture of any height takes the memory of a few rows.

The rows are inflated by isal, at several times zlib's speed, and unfiltered by Pillow's own
decoder, which is handed a strip as if it were a picture: the row above it, unfiltered, goes
first, and is dropped again. What a filter looks at are bytes at the distance of a pixel, so any
picture is unfiltered as one of 8-bit samples with as many channels as a pixel has bytes.

16-bit samples: the two bytes of a sample are never mixed by a filter (each looks at the byte a
whole pixel to the left, and those above both), so the high bytes alone, without the low ones, are
a filtered picture of 8-bit samples.

Source: https://www.w3.org/TR/png-3/#9Filters
"""

import zlib
from collections.abc import Iterator
from typing import BinaryIO

from isal import isal_zlib
from PIL import Image

from image_proc.decode.png_chunks import (
    CHANNELS,
    COLORS,
    GREY,
    PALETTE,
    PngHead,
    stored_pixels,
)
from image_proc.decode.strips import Reduced
from image_proc.decode.transparency import cut_color_key
from image_proc.errors import BrokenPicture

_BYTE, _DEEP = 8, 16
_LEVELS = 256
_STRIP = 256 * 1024
# By the bytes of a pixel: the modes in which Pillow unfilters so many.
_BY_BYTES = {1: "L", 2: "LA", 3: "RGB", 4: "RGBA"}


def load_strips(file: BinaryIO, head: PngHead, scale: int) -> Image.Image:
    """Decode a PNG that is not interlaced, averaging squares of pixels on the way.

    What follows the pixels in the file is not read, as Pillow does not.

    Args:
        file: open, seekable.
        head: what stands before its pixels.
        scale: px, the side of a square that becomes one pixel; 1 keeps all.

    Returns:
        Mode L, LA, RGB or RGBA, sides divided by `scale` and rounded up.

    Raises:
        BrokenPicture: it is cut short, or a checksum is wrong.
    """
    reduced = Reduced(head.size, scale)
    read = _Strip(head)
    for rows in _filtered_strips(file, head, scale):
        reduced.add(read(rows))
    return reduced.image


def _filtered_strips(file: BinaryIO, head: PngHead, scale: int) -> Iterator[bytes]:
    """Inflate some rows at a time, a multiple of `scale` but for the last ones."""
    row = head.stride + 1
    rows = max(1, _STRIP // (row * scale)) * scale
    inflater = _Inflater(stored_pixels(file, head))
    left = head.size[1]
    while left > 0:
        yield inflater.take(row * min(rows, left))
        left -= rows
    inflater.finish()


class _Inflater:
    """A deflate stream in pieces of known lengths."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self._pieces = pieces
        self._inflater = isal_zlib.decompressobj()

    def take(self, length: int) -> bytes:
        parts = []
        while length:
            part = self._some(length)
            length -= len(part)
            parts.append(part)
        return b"".join(parts)

    def finish(self) -> None:
        """See the checksum behind the last row; more rows than there are is no error."""
        while not self._inflater.eof:
            if self._some(1):
                return

    def _some(self, length: int) -> bytes:
        waiting = self._inflater.unconsumed_tail or next(self._pieces, b"")
        part: bytes = self._inflater.decompress(waiting, length)
        if not waiting and not part:
            message = "its pixels end too early"
            raise BrokenPicture(message)
        return part


class _Strip:
    """Makes pictures of filtered rows, each strip in the knowledge of the one above."""

    def __init__(self, head: PngHead) -> None:
        self._head = head
        deep = head.depth == _DEEP
        self._stride = head.stride // 2 if deep else head.stride
        bytes_each = max(1, CHANNELS[head.kind] * min(head.depth, _BYTE) // _BYTE)
        self._mode = _BY_BYTES[bytes_each]
        self._width = self._stride // bytes_each
        self._above = bytes(self._stride)
        self._color = _Colors(head)

    def __call__(self, rows: bytes) -> Image.Image:
        if self._head.depth == _DEEP:
            rows = self._high_bytes(rows)
        count = len(rows) // (self._stride + 1)
        # Stored, not compressed: Pillow's decoder wants a deflate stream.
        stream = zlib.compress(b"".join((b"\x00", self._above, rows)), 0)
        strip = Image.frombytes(self._mode, (self._width, count + 1), stream, "zip", self._mode)
        last = strip.crop((0, count, self._width, count + 1))
        self._above = last.tobytes()
        return self._color(strip.crop((0, 1, self._width, count + 1)))

    def _high_bytes(self, rows: bytes) -> bytes:
        row = self._head.stride + 1
        starts = range(0, len(rows), row)
        return b"".join(rows[at : at + 1] + rows[at + 1 : at + row : 2] for at in starts)


class _Colors:
    """What unfiltered bytes mean."""

    def __init__(self, head: PngHead) -> None:
        self._head = head
        self._clear = head.chunks.get(b"tRNS", b"")
        self._key = self._color_key()
        self._palette = self._palette_of() if head.kind == PALETTE else None

    def __call__(self, strip: Image.Image) -> Image.Image:
        image = self._unpack(strip) if self._head.depth < _BYTE else strip
        if self._palette is not None:
            return self._painted(image)
        return cut_color_key(image, image, self._key)

    def _unpack(self, strip: Image.Image) -> Image.Image:
        """Samples of 1, 2 or 4 bits; grey ones are scaled to 8 bits."""
        depth = self._head.depth
        size = self._head.size[0], strip.height
        if self._head.kind == PALETTE:
            return Image.frombytes("P", size, strip.tobytes(), "raw", f"P;{depth}")
        if depth == 1:
            return Image.frombytes("1", size, strip.tobytes(), "raw", "1").convert("L")
        return Image.frombytes("L", size, strip.tobytes(), "raw", f"L;{depth}")

    def _painted(self, indices: Image.Image) -> Image.Image:
        if indices.mode != "P":
            indices = Image.frombytes("P", indices.size, indices.tobytes())
        indices.palette = None
        indices.putpalette(self._palette or b"")
        if self._clear:
            indices.info["transparency"] = self._clear.ljust(_LEVELS, b"\xff")
        return indices.convert("RGBA" if self._clear else "RGB")

    def _palette_of(self) -> bytes:
        """256 colours: an index past the palette's end is black, as in browsers."""
        return self._head.chunks[b"PLTE"][: 3 * _LEVELS].ljust(3 * _LEVELS, b"\x00")

    def _color_key(self) -> tuple[int, ...] | None:
        depth, kind = self._head.depth, self._head.kind
        count = {GREY: 1, COLORS: 3}.get(kind)
        if count is None or len(self._clear) < 2 * count:
            return None
        levels = (int.from_bytes(self._clear[at : at + 2]) for at in range(0, 2 * count, 2))
        if depth == _DEEP:
            # Only the high bytes are decoded: what is as near to the key goes too.
            return tuple(level >> _BYTE for level in levels)
        return tuple(level * (_LEVELS - 1) // (2**depth - 1) for level in levels)
