"""Round numbers along a range of values."""

import sys
from math import ceil, copysign, floor, inf, isinf, log10, sqrt
from typing import NamedTuple

_TEN = 10
_STEPS = ((_TEN, sqrt(50)), (5, sqrt(10)), (2, sqrt(2)))
"""Each digit, and the distance from which on it is nearer, by factors, than the one below."""

_FINEST = -300
"""The exponent below which powers of ten are no longer exact enough to divide by."""


_END = sys.float_info.max
_LEAST = 1e-280
"""A range that is no larger is none."""


class Step(NamedTuple):
    """A distance between ticks: `digit` times ten to the power of `exponent`.

    Args:
        digit: 1, 2 or 5.
        exponent: of ten.
    """

    digit: int
    exponent: int

    @property
    def decimals(self) -> int:
        """How many decimals its multiples have."""
        return max(0, -self.exponent)

    def times(self, count: int) -> float:
        """A multiple, as near to the decimal number as a float can be; infinite past the last."""
        if self.exponent >= 0:
            whole = count * self.digit * 10**self.exponent
            return float(whole) if abs(whole) <= _END else copysign(inf, count)
        if self.exponent < _FINEST:
            return count * self.digit * 10.0**self.exponent
        return count * self.digit / float(10**-self.exponent)

    @property
    def size(self) -> float:
        """The distance itself."""
        return self.times(1)


def nice_step(low: float, high: float, pieces: int) -> Step:
    """Find the round distance that divides a range into about so many pieces.

    Args:
        low: where the range begins.
        high: where it ends; more than `low`, by no more than a float can hold.
        pieces: 1 or more; there may be three fifths as many again.

    Source: https://github.com/d3/d3-array/blob/main/src/ticks.js
    """
    rough = (high - low) / max(1, pieces)
    if not rough:
        return Step(1, _FINEST)
    exponent = floor(log10(rough))
    times = rough / (10.0**exponent or 5e-324)
    digit = next((digit for digit, least in _STEPS if times >= least), 1)
    return Step(1, exponent + 1) if digit == _TEN else Step(digit, exponent)


def nice_ticks(low: float, high: float, pieces: int) -> tuple[float, ...]:
    """Give round numbers from low to high, evenly apart.

    Args:
        low: where the range begins, finite.
        high: where it ends, finite.
        pieces: about how many the range is cut into, 1 or more.

    Returns:
        Up to three fifths as many numbers again as pieces, each within the range; the low end alone
        where there is none.
    """
    if isinf(high - low):
        # Twice the largest float does not exist; halves of such numbers lose nothing.
        return tuple(2 * tick for tick in nice_ticks(low / 2, high / 2, pieces))
    if not low < high:
        return (low,)
    step = nice_step(low, high, pieces)
    size = step.size
    if isinf(size) or low + size == low:
        return (low,)
    first, last = ceil(low / size - 1e-9), floor(high / size + 1e-9)
    return tuple(step.times(count) for count in range(first, last + 1)) or (low,)


def nice_ends(low: float, high: float, pieces: int) -> tuple[float, float]:
    """Move the ends of a range outwards to round numbers.

    Args:
        low: where it begins, finite.
        high: where it ends, finite; `low` or more.
        pieces: about how many are between the ticks.
    """
    if high - low < _LEAST:
        # Equal values stand in the middle.
        room = min(abs(low) / 2 or 1.0, 1e307)
        low, high = max(low - room, -_END), min(high + room, _END)
    if isinf(high - low):
        return low, high
    step = nice_step(low, high, pieces)
    size = step.size
    if isinf(size) or isinf(low / size) or isinf(high / size):
        return low, high
    ends = step.times(floor(low / size + 1e-9)), step.times(ceil(high / size - 1e-9))
    return low if isinf(ends[0]) else ends[0], high if isinf(ends[1]) else ends[1]


def log_ticks(low: float, high: float, most: int) -> tuple[float, ...]:
    """Give round numbers along a logarithmic range.

    Args:
        low: where it begins, more than 0.
        high: where it ends.
        most: numbers at most, 2 or more.

    Returns:
        Powers of ten, thinned out where there are too many; with 2 and 5 times each where there
        is room; even steps where the range is short.
    """
    first, last = ceil(log10(low) - 1e-9), floor(log10(high) + 1e-9)
    every = max(1, ceil((last - first + 1) / max(1, most)))
    powers = [10.0**power for power in range(first, last + 1, every)]
    if len(powers) < 2:  # noqa: PLR2004 - one number shows no scale
        return nice_ticks(low, high, most)
    if every == 1 and (last - first + 2) * 3 <= most:
        fine = [10.0**power * digit for power in range(first - 1, last + 1) for digit in (1, 2, 5)]
        return tuple(tick for tick in fine if low * (1 - 1e-9) <= tick <= high * (1 + 1e-9))
    return tuple(powers)
