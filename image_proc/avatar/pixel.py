"""Creatures of eight by eight cells, in the manner of old video games."""

from random import Random

from image_proc.avatar.grid import Grid, mirrored
from image_proc.avatar.palette import VIVID, tint
from image_proc.color import WHITE, Color, mix

_INK = Color(0x0F, 0x17, 0x2A)
_GROUND, _SKIN, _SHADE, _EYE, _MOUTH = range(5)
# Left halves: `#` is body, `?` is body or nothing, `+` shade or nothing, `e` an eye, and `o` and
# `m` are what the mouth is made of.
_BODIES = (
    ("..+?", ".?##", "?###", "##e#", "####", "?#om", ".?##", ".++."),
    (".+..", ".?##", "####", "+#e#", "####", "?#om", ".###", "+?.+"),
    ("..?+", "..##", "?#e#", "####", "##om", "+###", "?.##", "+.+?"),
)
_MOUTHS = ((_SKIN, _MOUTH), (_MOUTH, _MOUTH), (_SKIN, _SKIN), (_SHADE, _EYE))


def pixel(seed: str, *, rounded: bool) -> Grid:
    """Choose a creature for a digest; a disc leaves less room for it."""
    chance = Random(seed)  # noqa: S311 - nothing secret hangs on it
    color = chance.choice(VIVID)
    body, mouth = chance.choice(_BODIES), chance.choice(_MOUTHS)
    cells = {"#": (_SKIN,), "?": (_SKIN, _GROUND), "+": (_SHADE, _GROUND), "e": (_EYE,)}
    cells |= {".": (_GROUND,), "o": (mouth[0],), "m": (mouth[1],)}
    halves = [[chance.choice(cells[letter]) for letter in row] for row in body]
    colors = (tint(color, 0.84), color, mix(color, _INK, 0.3), WHITE, _INK)
    return Grid(mirrored(halves, odd=False), colors, 1.5 if rounded else 1)
