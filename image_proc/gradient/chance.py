"""Two colours by chance that look well together."""

from math import cos, radians
from random import Random

from image_proc.color import Color
from image_proc.gradient.oklab import vivid

_YELLOW = 100
"""Degrees in Oklab."""

_PURE = 0.12
"""Of lightness, by which the purest yellow is above the middle."""


def chance_pair(seed: str) -> tuple[Color, Color]:
    """Choose two colours for a seed; the same seed gives the same ones.

    Any hue begins; the other one lies within reach of it, so that no grey lies between them, and
    a little lighter or darker, so that the eye finds a way.

    Args:
        seed: any text.
    """
    chance = Random(seed)  # noqa: S311 - nothing secret hangs on it
    hue = chance.uniform(0, 360)
    turn = chance.choice((-1, 1)) * chance.uniform(25, 85)
    middle, rise = chance.uniform(0.62, 0.7), chance.choice((-1, 1)) * chance.uniform(0.02, 0.07)
    strength = chance.uniform(0.15, 0.23)
    return (
        vivid(_lit(middle - rise, hue), strength, hue),
        vivid(_lit(middle + rise, hue + turn), strength, hue + turn),
    )


def _lit(lightness: float, hue: float) -> float:
    """Lighten yellow and darken blue, as they are at their purest: a dark yellow is mud."""
    return lightness + _PURE * cos(radians(hue - _YELLOW))
