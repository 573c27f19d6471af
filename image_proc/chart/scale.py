"""From values to px."""

from collections.abc import Iterable
from typing import NamedTuple

_LARGE = 1e300
"""Differences of larger numbers may be more than a float holds."""


class Linear(NamedTuple):
    """An even scale: equal steps of the value are equal steps in px.

    Args:
        low: the least value, finite.
        high: the greatest value, finite; `low` or more.
        start: px, where the least value comes to lie.
        end: px, where the greatest comes to lie; less than `start` on a scale that runs upwards.
    """

    low: float
    high: float
    start: float
    end: float

    @classmethod
    def over(cls, values: Iterable[float], start: float, end: float) -> "Linear":
        """The scale that fits at least one value."""
        known = list(values)
        return cls(min(known), max(known), start, end)

    def at(self, value: float) -> float:
        """Where a value lies, px; the middle where all values are equal.

        Args:
            value: from `low` to `high`.
        """
        if self.low == self.high:
            return (self.start + self.end) / 2
        share = share_of(value, self.low, self.high)
        place = self.start + (self.end - self.start) * share
        # A rounding must not lead out of the box.
        return max(min(self.start, self.end), min(place, max(self.start, self.end)))


def share_of(value: float, low: float, high: float) -> float:
    """How far a value is on the way from low to high: 0 to 1, and beyond them outside.

    Args:
        value: finite.
        low: finite.
        high: finite, another one than `low`.
    """
    if max(abs(value), abs(low), abs(high)) > _LARGE:
        # Twice the largest float does not exist; quarters of such numbers lose nothing.
        value, low, high = value / 4, low / 4, high / 4
    return (value - low) / (high - low)
