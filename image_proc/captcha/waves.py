"""A picture seen through waves: straight lines are none any more."""

from math import pi, sin
from typing import NamedTuple

from PIL import Image

from image_proc.captcha.seeded import Chance
from image_proc.captcha.spec import DETAIL

_HIGH = (1.4, 2.6)
"""px that a wave moves a point, from and to."""

_LONG = (40.0, 80.0)
"""px from crest to crest."""

_CELL = 5
"""px of the squares within which the displacement is even; divides both sides of a captcha."""

_SLANT = 0.4
"""How much of a wave runs in the other direction."""

Point = tuple[float, float]


class _Wave(NamedTuple):
    high: float
    along: float
    across: float
    phase: float

    def at(self, x: float, y: float) -> float:
        return self.high * sin(self.along * x + self.across * y + self.phase)


def wave(image: Image.Image, chance: Chance) -> Image.Image:
    """Displace all points smoothly: two waves that move them sideways, two up and down.

    Args:
        image: mode L, of `SIZE` × `DETAIL`.
        chance: what the waves are taken from.

    Returns:
        A picture of the same mode and size.
    """
    sideways = [_wave(chance, _SLANT, 1.0) for _ in "ab"]
    upright = [_wave(chance, 1.0, _SLANT) for _ in "ab"]

    def seen(x: int, y: int) -> Point:
        return x + sum(each.at(x, y) for each in sideways), y + sum(
            each.at(x, y) for each in upright
        )

    cell = _CELL * DETAIL
    columns, rows = range(0, image.width, cell), range(0, image.height, cell)
    corner = {(x, y): seen(x, y) for x in (*columns, image.width) for y in (*rows, image.height)}
    mesh = [
        (
            (x, y, x + cell, y + cell),
            (
                *corner[x, y],
                *corner[x, y + cell],
                *corner[x + cell, y + cell],
                *corner[x + cell, y],
            ),
        )
        for x in columns
        for y in rows
    ]
    return image.transform(image.size, Image.Transform.MESH, mesh, Image.Resampling.BILINEAR)


def _wave(chance: Chance, along: float, across: float) -> _Wave:
    return _Wave(
        chance.between(*_HIGH) * DETAIL,
        along * 2 * pi / (chance.between(*_LONG) * DETAIL),
        across * 2 * pi / (chance.between(*_LONG) * DETAIL),
        chance.between(0, 2 * pi),
    )
