"""The colours of a palette and their numbers, in the order in which they come about."""

from copy import copy
from functools import lru_cache

from image_proc.chart.raster.mask import FULL
from image_proc.color import OPAQUE, Color, over

MOST_COLORS = 256

_ALIKE = ((48, 2), (80, 3), (MOST_COLORS, 4))
"""Up to how many colours those of an edge may differ in how many bits from what is there."""

_UNKNOWN = -1
"""In place of a number."""

_NOTHING = [_UNKNOWN]


class TooManyColorsError(Exception):
    """A palette does not hold what is to be drawn; nothing of it was."""


class Numbers:
    """A palette that grows."""

    def __init__(self, ground: Color) -> None:
        """Begin with one colour.

        Args:
            ground: number 0.

        Attributes:
            colors: of the numbers.
        """
        self.colors = [ground]
        self._numbers = {ground: 0}
        self._places = dict.fromkeys(_places(ground), 0)
        self._likeness = 0
        # Those that are no edge's: what is laid over them keeps its exact colour.
        self._plain = {0}
        self._ramps: dict[tuple[int, Color], list[int]] = {}

    def plain(self, color: Color) -> int:
        """The number of a colour that is no edge's.

        Raises:
            TooManyColorsError: the palette is full; of the others likewise.
        """
        number = self._numbers.get(color)
        if number is None:
            number = self._added(color, _places(color))
        self._plain.add(number)
        return number

    def copy(self) -> "Numbers":
        """The same, to grow on its own."""
        other = copy(self)
        vars(other).update(
            colors=self.colors.copy(),
            _numbers=self._numbers.copy(),
            _places=self._places.copy(),
            _plain=self._plain.copy(),
            _ramps={key: levels.copy() for key, levels in self._ramps.items()},
        )
        return other

    def has_plain(self, color: Color) -> bool:
        """Whether a colour has a number and is no edge's."""
        return self._numbers.get(color) in self._plain

    def has_ramp(self, ground: int, color: Color) -> bool:
        """Whether all levels of a colour over one other are known."""
        return _UNKNOWN not in self._ramps.get((ground, color), _NOTHING)

    def ramp(self, ground: int, color: Color) -> list[int]:
        """The numbers of a colour's levels over one other, all of them known."""
        ramp = self._levels(ground, color)
        if _UNKNOWN in ramp:
            blends = _blends(self.colors[ground], color)
            find = self._places.get
            for level, (mixed, places) in enumerate(blends, start=1):
                if ramp[level] == _UNKNOWN:
                    # As `_near` has it, without a call for each of a hundred colours.
                    near = find(places[self._likeness])
                    ramp[level] = self._added(mixed, places) if near is None else near
            self.mixed(ground, color, FULL)
        return ramp

    def _levels(self, ground: int, color: Color) -> list[int]:
        """The same, as far as they are known."""
        levels = self._ramps.get((ground, color))
        if levels is None:
            levels = self._ramps[ground, color] = [ground] + [_UNKNOWN] * FULL
        return levels

    def mixed(self, ground: int, color: Color, level: int) -> int:
        """The number of a colour that covers another in part."""
        levels = self._levels(ground, color)
        if levels[level] == _UNKNOWN:
            mixed = _over(self.colors[ground], color, level)
            if level == FULL and (ground in self._plain or color.alpha == OPAQUE):
                levels[level] = self.plain(mixed)
            else:
                levels[level] = self._near(mixed, _places(mixed))
        return levels[level]

    def _near(self, color: Color, places: tuple[int, ...]) -> int:
        """The number of a colour between two others, or of one that nobody tells from it.

        Only edges have such colours: a pixel here, a pixel there.
        """
        near = self._places.get(places[self._likeness])
        return self._added(color, places) if near is None else near

    def _added(self, color: Color, places: tuple[int, ...]) -> int:
        """The number of a colour that has none yet."""
        number = len(self.colors)
        if number == MOST_COLORS:
            raise TooManyColorsError
        self._numbers[color] = number
        self.colors.append(color)
        if number >= _ALIKE[self._likeness][0]:
            self._likeness += 1
        for place in places:
            self._places.setdefault(place, number)
        return number


@lru_cache(maxsize=1024)
def _blends(ground: Color, color: Color) -> tuple[tuple[Color, tuple[int, ...]], ...]:
    """Each level of a colour over another but none and all of it, with its places."""
    mixed = [over(ground, color, level / FULL) for level in range(1, FULL)]
    return tuple((each, _places(each)) for each in mixed)


@lru_cache(maxsize=16_384)
def _over(ground: Color, color: Color, level: int) -> Color:
    return over(ground, color, level / FULL)


@lru_cache(maxsize=16_384)
def _places(color: Color) -> tuple[int, ...]:
    """What a colour shares with those that differ in their lowest bits only; for each likeness."""
    red, green, blue, alpha = color
    return tuple(
        (((red >> bits << 8 | green >> bits) << 8 | blue >> bits) << 8 | alpha >> bits) << 8 | bits
        for _, bits in _ALIKE
    )
