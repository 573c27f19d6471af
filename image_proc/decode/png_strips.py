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

from collections.abc import Iterator
from typing import BinaryIO

from isal import isal_zlib
from PIL import Image

from image_proc.decode.columns import Columns
from image_proc.decode.png_chunks import CHANNELS, PngHead, stored_pixels
from image_proc.decode.png_colors import Colors
from image_proc.decode.strips import Reduced
from image_proc.deflate import HEADER, stored
from image_proc.errors import BrokenPicture

_BYTE, _DEEP = 8, 16
_STRIP = 256 * 1024
# By the bytes of a pixel: the modes in which Pillow unfilters so many.
_BY_BYTES = {1: "L", 2: "LA", 3: "RGB", 4: "RGBA"}


def load_strips(
    file: BinaryIO, head: PngHead, scale: int, columns: Columns | None = None
) -> Image.Image:
    """Decode a PNG that is not interlaced, averaging squares of pixels on the way.

    What follows the pixels in the file is not read, as Pillow does not.

    Args:
        file: open, seekable.
        head: what stands before its pixels.
        scale: px, the side of a square that becomes one pixel; 1 keeps all.
        columns: which columns are kept and how wide they become; None for all.

    Returns:
        Mode L, LA, RGB or RGBA, sides divided by `scale` and rounded up, but for a width that
        `columns` gives.

    Raises:
        BrokenPicture: it is cut short, or a checksum is wrong.
    """
    reduced = Reduced(head.size, scale, columns)
    read = _Strip(head)
    for rows in filtered_strips(file, head, scale):
        reduced.add(read(rows))
    return reduced.image


def filtered_strips(file: BinaryIO, head: PngHead, scale: int) -> Iterator[bytes]:
    """Inflate some rows at a time, a multiple of `scale` but for the last ones."""
    row = head.stride + 1
    rows = max(1, _STRIP // (row * scale)) * scale
    inflater = Inflater(stored_pixels(file, head))
    left = head.size[1]
    while left > 0:
        yield inflater.take(row * min(rows, left))
        left -= rows
    inflater.finish()


class Inflater:
    """A deflate stream in pieces of known lengths.

    Args:
        pieces: of the stream.

    Raises:
        BrokenPicture: by `take`, when the stream is too short.
    """

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self._pieces = pieces
        self._inflater = isal_zlib.decompressobj()

    def take(self, length: int) -> bytes:
        """Give the next `length` bytes."""
        parts = []
        while length:
            part = self._some(length)
            length -= len(part)
            parts.append(part)
        return b"".join(parts)

    def finish(self) -> None:
        """See the checksums behind the last row; more rows than there are is no error."""
        while not self._inflater.eof:
            if self._some(1):
                break
        for _ in self._pieces:
            pass

    def _some(self, length: int) -> bytes:
        waiting = self._inflater.unconsumed_tail or next(self._pieces, b"")
        part: bytes = self._inflater.decompress(waiting, length)
        if not waiting and not part:
            message = "its pixels end too early"
            raise BrokenPicture(message)
        return part


class Rows:
    """Unfilters rows of bytes, each strip in the knowledge of the one above.

    Args:
        stride: bytes of a row, its filter's byte not counted.
        distance: bytes of a pixel, 1 to 4: filters look at the byte as far to the left.
    """

    def __init__(self, stride: int, distance: int) -> None:
        self._mode = _BY_BYTES[distance]
        self._width = stride // distance
        self._above = bytes(stride)

    def __call__(self, rows: bytes) -> Image.Image:
        """Unfilter the next rows, as a picture of bytes."""
        count = len(rows) // (len(self._above) + 1)
        # Pillow's decoder wants a zlib stream; it looks for no checksum behind the last row.
        stream = HEADER + stored(b"".join((b"\x00", self._above, rows)))
        strip = Image.frombytes(self._mode, (self._width, count + 1), stream, "zip", self._mode)
        self._above = strip.crop((0, count, self._width, count + 1)).tobytes()
        return strip.crop((0, 1, self._width, count + 1))


class _Strip:
    """Makes pictures of filtered rows."""

    def __init__(self, head: PngHead) -> None:
        self._deep = head.depth == _DEEP
        self._row = head.stride + 1
        self._colors = Colors(head)
        stride = head.stride // 2 if self._deep else head.stride
        distance = max(1, CHANNELS[head.kind] * min(head.depth, _BYTE) // _BYTE)
        self._rows = Rows(stride, distance)
        self._low_rows = Rows(stride, distance) if self._deep and self._colors.key else None

    def __call__(self, rows: bytes) -> Image.Image:
        if not self._deep:
            return self._colors(self._rows(rows))
        high = self._colors(self._rows(every_second(rows, self._row, 1)))
        if self._low_rows is None:
            return high
        low = self._low_rows(every_second(rows, self._row, 2))
        return self._colors.cut_low(high, low)


def every_second(rows: bytes, row: int, first: int) -> bytes:
    """Keep the high or the low bytes of filtered rows of 16-bit samples.

    Args:
        rows: filtered.
        row: bytes of one, its filter's byte counted.
        first: 1 for the high bytes, 2 for the low ones.
    """
    starts = range(0, len(rows), row)
    return b"".join(rows[at : at + 1] + rows[at + first : at + row : 2] for at in starts)
