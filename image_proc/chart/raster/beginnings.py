"""What palettes of one look begin with, found out once.

Charts of one look bring up the same colours in the same order: names, grid, then line by line. To
find their numbers anew takes a twentieth of the time of a chart.
"""

from functools import lru_cache

from image_proc.chart.raster.numbers import Numbers
from image_proc.color import Color

_KEPT = 128
"""Steps of palettes, some twenty of a look; those of five looks hold 3 MB."""


class Palette:
    """Numbers of colours, shared with other drawings until one needs what no other may."""

    def __init__(self, ground: Color) -> None:
        """Begin with one colour, number 0."""
        self._numbers = _begun(ground)
        self._is_shared = True

    @property
    def colors(self) -> list[Color]:
        """Of the numbers; not to be changed."""
        return self._numbers.colors

    def plain(self, color: Color) -> int:
        """As `Numbers.plain`."""
        if not self._is_shared:
            return self._numbers.plain(color)
        self._numbers, number = _with_plain(self._numbers, color)
        return number

    def ramp(self, ground: int, color: Color) -> list[int]:
        """As `Numbers.ramp`; not to be changed."""
        if not self._is_shared:
            return self._numbers.ramp(ground, color)
        self._numbers, ramp = _with_ramp(self._numbers, ground, color)
        return ramp

    def mixed(self, ground: int, color: Color, level: int) -> int:
        """As `Numbers.mixed`: which levels lie where is every drawing's own affair."""
        if self._is_shared:
            self._numbers, self._is_shared = self._numbers.copy(), False
        return self._numbers.mixed(ground, color, level)


@lru_cache(maxsize=_KEPT)
def _begun(ground: Color) -> Numbers:
    return Numbers(ground)


@lru_cache(maxsize=_KEPT)
def _with_plain(numbers: Numbers, color: Color) -> tuple[Numbers, int]:
    grown = numbers if numbers.has_plain(color) else numbers.copy()
    return grown, grown.plain(color)


@lru_cache(maxsize=_KEPT)
def _with_ramp(numbers: Numbers, ground: int, color: Color) -> tuple[Numbers, list[int]]:
    grown = numbers if numbers.has_ramp(ground, color) else numbers.copy()
    return grown, grown.ramp(ground, color)
