"""From values and places to px, also of those that lie outside of what is shown."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from math import inf, log10

from image_proc.chart.scale import share_of

_FARTHEST = 100.0
"""Ranges of the scale that a place may lie outside: farther is as good as there."""

_NEAR = 16_384.0
"""px: no place within a picture is farther from its corner."""

_ROUNDING = 1e-9
_LARGE = 1e300
"""Differences of larger numbers may be more than a float holds."""


@dataclass(frozen=True, slots=True)
class Scale:
    """A scale with even steps, or with even factors.

    Args:
        low: the value at `start`, finite.
        high: the value at `end`; more than `low`.
        start: px.
        end: px; less than `start` on a scale that runs upwards.
        log: whether equal factors, not equal differences, are as far apart; low is over 0 then.
    """

    low: float
    high: float
    start: float
    end: float
    log: bool = False
    _slope: float | None = field(init=False, repr=False, compare=False)
    """Px for one of the value; None where that is not all there is to it."""

    def __post_init__(self) -> None:
        """Find the slope once: a scale places thousands of values."""
        plain = not self.log and max(-self.low, self.high) < _LARGE
        slope = (self.end - self.start) / (self.high - self.low) if plain else None
        object.__setattr__(self, "_slope", slope)

    def at(self, value: float) -> float:
        """Where a value lies, px; what no logarithm has lies far below."""
        if self._slope is not None and -_LARGE < value < _LARGE:
            place = self.start + (value - self.low) * self._slope
            if -_NEAR < place < _NEAR:
                return place
        share = min(max(self._share(value), -_FARTHEST), _FARTHEST + 1)
        return self.start + (self.end - self.start) * share

    def all(self, values: Sequence[float]) -> list[float]:
        """Where values lie, px; for many in a third of the time."""
        if self._slope and values:
            start, low, slope = self.start, self.low, self._slope
            places = [start + (value - low) * slope for value in values]
            # A difference that no float holds makes a place infinitely far.
            if min(places) > -_NEAR and max(places) < _NEAR:
                return places
        return [self.at(value) for value in values]

    def holds(self, value: float) -> bool:
        """Whether a value is within the ends, but for a rounding."""
        return -_ROUNDING <= self._share(value) <= 1 + _ROUNDING

    def _share(self, value: float) -> float:
        if not self.log:
            return share_of(value, self.low, self.high)
        if value <= 0:
            return -inf
        return share_of(log10(value), log10(self.low), log10(self.high))

    @property
    def length(self) -> float:
        """Px from end to end."""
        return abs(self.end - self.start)

    @property
    def floor(self) -> float:
        """The value that bars stand on: 0, or the end that is nearest to it."""
        return min(max(0.0, self.low), self.high)
