"""One picture over another, and a ground of colours that blend."""

from array import array
from collections.abc import Sequence
from itertools import pairwise
from math import hypot
from typing import Literal

from PIL import Image

# Eight times as many cells as a channel has values: the nearest one is never seen to be off.
_CELLS = 2048
# Rows drawn at a time: what is laid into the picture takes little memory beside it.
_ROWS = 512
# The thresholds of ordered dithering, each with its place in the tile: first row, second row.
_TILE = (0.125, (0b11, 0b11)), (0.375, (0b00, 0b01)), (0.625, (0b01, 0b00)), (0.875, (0b00, 0b10))
_PLAIN = ((0.5, (0b11, 0b11)),)
# px that a step of one value may be wide before it is seen as an edge.
_UNSEEN = 6


def lay_over(canvas: Image.Image, picture: Image.Image, place: tuple[int, int]) -> None:
    """Lay a picture over a canvas; what would stand over its edges is cut off.

    Pillow's `paste` would mix the colours of a clear ground into the picture's edges.

    Args:
        canvas: mode RGBA; changed.
        picture: mode RGBA.
        place: px, where the picture's upper left pixel comes to lie; may be negative.
    """
    x, y = place
    if -x < picture.width and -y < picture.height:
        canvas.alpha_composite(picture, (max(0, x), max(0, y)), (max(0, -x), max(0, -y)))


def paint_ramp(
    colors: Sequence[tuple[int, ...]],
    line: tuple[float, float, float, float],
    size: tuple[int, int],
    mode: Literal["RGB", "RGBA"],
) -> Image.Image:
    """Blend colours along a line; where steps between values would be seen, they are dithered.

    Args:
        colors: 2 or more, at even distances along the line; 4 channels of 0 to 255 each.
        line: px, (x1, y1, x2, y2); no pixel may lie before its begin or behind its end.
        size: px, (width, height).
        mode: of the picture; RGB leaves the colours' alpha out.
    """
    x1, y1, x2, y2 = line
    scale = _CELLS / hypot(x2 - x1, y2 - y1) ** 2
    across, down = (x2 - x1) * scale, (y2 - y1) * scale
    begin = -(x1 * across + y1 * down)
    channels = list(zip(*colors, strict=True))[: len(mode)]
    steps = max(_steps(channel) for channel in channels)
    tile = _TILE if 0 < steps * _UNSEEN < hypot(x2 - x1, y2 - y1) else _PLAIN
    wide = [_stretched(channel) for channel in channels]
    strips = [(_strip(wide, threshold, mode), pattern) for threshold, pattern in tile]
    image = Image.new(mode, size)
    for top in range(0, size[1], _ROWS):
        box = size[0], min(_ROWS, size[1] - top)
        way = (across, down, begin + down * top, 0, 0, 0.5)
        for strip, pattern in strips:
            piece = strip.transform(box, Image.Transform.AFFINE, way)
            image.paste(piece, (0, top), None if tile is _PLAIN else _mask(box, pattern))
    return image


def _steps(channel: Sequence[int]) -> int:
    """How many values a channel passes through on its way."""
    return sum(abs(after - before) for before, after in pairwise(channel))


def _stretched(channel: Sequence[int]) -> Image.Image:
    """A channel's values at the middles of all cells, with their fractions: mode F, one row."""
    count = len(channel)
    row = Image.frombytes("F", (count, 1), array("f", channel).tobytes())
    return row.resize((_CELLS, 1), Image.Resampling.BILINEAR, (0.5, 0, count - 0.5, 1))


def _strip(channels: Sequence[Image.Image], threshold: float, mode: str) -> Image.Image:
    """Whole values: those whose fraction is below 1 - `threshold` are cut, others go up."""
    whole = [
        channel.point(lambda value: value * 1 + threshold).convert("L") for channel in channels
    ]
    return Image.merge(mode, whole)


def _mask(size: tuple[int, int], pattern: tuple[int, int]) -> Image.Image:
    """A tile of two by two pixels, all over."""
    stride = (size[0] + 7) // 8
    rows = b"".join(bytes([bits * 0b01010101]) * stride for bits in pattern)
    packed = (rows * ((size[1] + 1) // 2))[: stride * size[1]]
    return Image.frombytes("1", size, packed)
