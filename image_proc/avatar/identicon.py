"""Identicons: five by five cells, left and right alike."""

from random import Random

from image_proc.avatar.grid import Grid, mirrored
from image_proc.avatar.palette import VIVID, tint

_HALF, _ROWS = 3, 5
_FEWEST, _MOST = 6, 10


def identicon(seed: str, *, rounded: bool) -> Grid:
    """Choose the cells and the colour for a digest; a disc leaves less room for them."""
    chance = Random(seed)  # noqa: S311 - nothing secret hangs on it
    color = chance.choice(VIVID)
    # Neither nearly nothing nor nearly a square: both say too little.
    filled = set(chance.sample(range(_HALF * _ROWS), chance.randint(_FEWEST, _MOST)))
    halves = [[int(row * _HALF + x in filled) for x in range(_HALF)] for row in range(_ROWS)]
    return Grid(mirrored(halves, odd=True), (tint(color, 0.86), color), 1.1 if rounded else 0.5)
