"""A PNG's samples as they are stored, none rounded: what tells two pictures apart.

Pillow keeps 8 of a colour's 16 bits, and so does `load`.

Source: https://www.w3.org/TR/png-3/#8InterlaceMethods
"""

from collections.abc import Iterator
from typing import BinaryIO

from PIL import Image

from image_proc.decode.glance import Glance
from image_proc.decode.png_chunks import CHANNELS, COLORS, GREY, PngHead, stored_pixels
from image_proc.decode.png_colors import unpacked
from image_proc.decode.png_strips import Inflater, Rows, every_second, filtered_strips

_BYTE, _DEEP = 8, 16
_STRIP = 256 * 1024
_ADAM7 = (
    (0, 0, 8, 8),
    (4, 0, 8, 8),
    (0, 4, 4, 8),
    (2, 0, 4, 4),
    (0, 2, 2, 4),
    (1, 0, 2, 2),
    (0, 1, 1, 2),
)
"""Of each pass: first column, first row, columns and rows from one pixel to the next."""


def native_rows(file: BinaryIO, head: PngHead, glance: Glance | None = None) -> Iterator[bytes]:
    """Give all samples, row by row from the top, some rows at a time.

    A sample has two bytes, the high one first, where it has 16 bits, else one; grey samples of
    few bits are scaled to 8. An interlaced picture is in memory as a whole.

    Args:
        file: open, seekable.
        head: what stands before its pixels.
        glance: is given all rows, too, unless the picture is interlaced.

    Raises:
        BrokenPicture: it is cut short, or a checksum is wrong.
    """
    if not head.interlaced:
        unfilter = _Unfilter(head, head.size[0])
        for rows in filtered_strips(file, head, glance.scale if glance else 1):
            planes = unfilter.planes(rows)
            if glance:
                glance.add(planes)
            yield unfilter.samples(planes)
        return
    whole = _woven(file, head)
    for at in range(0, len(whole), _STRIP):
        yield bytes(whole[at : at + _STRIP])


def color_key_of(head: PngHead) -> tuple[int, ...]:
    """Read which colour stands for clear, a level for each channel; () for none."""
    clear = head.chunks.get(b"tRNS", b"")
    count = {GREY: 1, COLORS: 3}.get(head.kind, 0)
    if len(clear) < 2 * count:
        return ()
    white = 2 ** min(head.depth, _BYTE) - 1
    levels = (int.from_bytes(clear[at : at + 2]) for at in range(0, 2 * count, 2))
    return tuple(level * 255 // white for level in levels)


class _Unfilter:
    """Makes samples of filtered rows.

    Args:
        head: of the picture.
        width: px, of these rows.
    """

    def __init__(self, head: PngHead, width: int) -> None:
        self._head, self._width = head, width
        self._deep = head.depth == _DEEP
        self.stride = (width * CHANNELS[head.kind] * head.depth + 7) // 8
        planes = 2 if self._deep else 1
        distance = max(1, CHANNELS[head.kind] * min(head.depth, _BYTE) // _BYTE)
        self._planes = [Rows(self.stride // planes, distance) for _ in range(planes)]

    def planes(self, rows: bytes) -> list[Image.Image]:
        """Unfilter rows; of 16-bit samples the high bytes and the low ones are apart."""
        if not self._deep:
            return [self._planes[0](rows)]
        row = self.stride + 1
        return [
            plane(every_second(rows, row, first)) for first, plane in enumerate(self._planes, 1)
        ]

    def samples(self, planes: list[Image.Image]) -> bytes:
        """Give each sample a byte, or two."""
        if not self._deep:
            return unpacked(self._head, planes[0], self._width).tobytes()
        high, low = (plane.tobytes() for plane in planes)
        samples = bytearray(2 * len(high))
        samples[::2], samples[1::2] = high, low
        return bytes(samples)


def _woven(file: BinaryIO, head: PngHead) -> bytearray:
    """Put the pixels of the seven passes where they belong."""
    width, height = head.size
    pixel = CHANNELS[head.kind] * max(1, head.depth // _BYTE)
    whole = bytearray(width * height * pixel)
    inflater = Inflater(stored_pixels(file, head))
    for left, top, right, down in _ADAM7:
        across = len(range(left, width, right))
        if not across:
            continue
        unfilter = _Unfilter(head, across)
        for y in range(top, height, down):
            row = unfilter.samples(unfilter.planes(inflater.take(unfilter.stride + 1)))
            for byte in range(pixel):
                start = (y * width + left) * pixel + byte
                whole[start : (y + 1) * width * pixel : right * pixel] = row[byte::pixel]
    inflater.finish()
    return whole
