"""A picture of at most 256 colours, and dots that are laid upon it."""

from functools import lru_cache
from math import ceil, floor
from typing import NamedTuple

from PIL import Image

from image_proc.chart.cover import Stroke, cover
from image_proc.chart.trace import Point
from image_proc.color import Color, over

MOST_COLORS = 256
STEPS = 16
"""Shares of a pixel that are told apart."""

FULL = STEPS - 1
TO_SHARE = bytes(round(level * FULL / 255) for level in range(256))
"""Coverage, 0 to 255 → how many of those shares."""


class Indexed(NamedTuple):
    """A picture as indices of a palette.

    Args:
        indices: mode L.
        palette: at most 256 colours.
    """

    indices: Image.Image
    palette: tuple[Color, ...]


class Disc(NamedTuple):
    """A dot.

    Args:
        center: px of the bitmap.
        diameter: px.
        color: what it is filled with.
    """

    center: Point
    diameter: float
    color: Color


def lay(picture: Indexed, disc: Disc) -> Indexed:
    """Lay a dot upon a picture, which is changed."""
    (x, y), reach = disc.center, disc.diameter / 2 + 1
    left, top = max(0, floor(x - reach)), max(0, floor(y - reach))
    width, height = picture.indices.size
    right, bottom = min(width, ceil(x + reach)), min(height, ceil(y + reach))
    piece = picture.indices.crop((left, top, right, bottom))
    stroke = Stroke((Point(x - left, y - top),), disc.diameter)
    shares = cover((stroke,), piece.size).tobytes().translate(TO_SHARE)
    pairs = list(zip(piece.tobytes(), shares, strict=True))
    palette = list(picture.palette)
    mixed = {pair: _index(palette, disc.color, *pair) for pair in sorted(set(pairs))}
    piece.frombytes(bytes([mixed[pair] for pair in pairs]))
    picture.indices.paste(piece, (left, top))
    return Indexed(picture.indices, tuple(palette))


def _index(palette: list[Color], color: Color, ground: int, share: int) -> int:
    """The index of a mixed colour, or of the nearest one where there is no room for it."""
    if not share:
        return ground
    mixed = _mixed(palette[ground], color, share)
    if mixed in palette:
        return palette.index(mixed)
    if len(palette) < MOST_COLORS:
        palette.append(mixed)
        return len(palette) - 1
    return min(range(MOST_COLORS), key=lambda at: _distance(palette[at], mixed))


@lru_cache(maxsize=4096)
def _mixed(ground: Color, color: Color, share: int) -> Color:
    return over(ground, color, share / FULL)


def _distance(one: Color, other: Color) -> int:
    return sum((a - b) ** 2 for a, b in zip(one, other, strict=True))
