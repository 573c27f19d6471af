"""Which values an axis reaches over."""

import sys
from collections.abc import Iterable
from math import log10

from image_proc.chart.fields import AxisKind
from image_proc.chart.layout.numbers import Writing
from image_proc.chart.layout.ticks import nice_ends
from image_proc.chart.series import Axis

Range = tuple[float, float]

_LARGEST = sys.float_info.max
_FAR, _NARROW, _FINE = 1e300, 1e-300, 1e-13
"""From here on sums may be more, differences less, than a float can tell apart."""


def reach(values: Iterable[float]) -> Range | None:
    """The least and the greatest value; None where there is none."""
    known = list(values)
    return (min(known), max(known)) if known else None


def spread(found: Range, share: float) -> Range:
    """Widen a range by a share of it at both ends, but not over 0."""
    low, high = found
    room = (high - low) * share if abs(high) < _FAR and abs(low) < _FAR else 0.0
    wide_low = max(low - room, 0.0) if low >= 0 else low - room
    return wide_low, (min(high + room, 0.0) if high <= 0 else high + room)


def value_domain(axis: Axis, found: Range | None, pieces: int, *, zero: bool) -> Range:
    """The ends of an axis of values, moved outwards to round numbers where they are free.

    Args:
        axis: what was asked for.
        found: the least and greatest value; None where there is none.
        pieces: between the ticks.
        zero: whether 0 belongs to it, if the axis does not say so itself.
    """
    if axis.kind is AxisKind.LOG:
        return _log_domain(axis, found)
    low, high = found or (0.0, 1.0)
    if zero if axis.zero is None else axis.zero:
        low, high = min(low, 0.0), max(high, 0.0)
    if low == high == 0:
        high = 1.0
    ends = _round(axis, _held(axis, low, high), pieces)
    # A range that begins at 0 must not be moved below it for the sake of equal values.
    ends = (0.0 if low >= 0 > ends[0] else ends[0], ends[1])
    return _apart(*_held(axis, *ends))


def _round(axis: Axis, ends: Range, pieces: int) -> Range:
    """Move ends outwards to what is round in the unit that they are written in."""
    factor = Writing.of(axis, max(map(abs, ends))).factor
    if factor == 1:
        return nice_ends(*ends, pieces)
    low, high = nice_ends(ends[0] / factor, ends[1] / factor, pieces)
    return low * factor, high * factor


def place_domain(axis: Axis, found: Range | None) -> Range:
    """The ends of an axis along which places run: those of the places, not moved."""
    if axis.kind is AxisKind.LOG:
        return _log_domain(axis, found)
    low, high = found or (0.0, 1.0)
    if axis.zero:
        low, high = min(low, 0.0), max(high, 0.0)
    low, high = _held(axis, low, high)
    room = max(abs(low) * 1e-3, 0.5)
    return _apart(low, high) if low < high else _apart(low - room, high + room)


def _held(axis: Axis, low: float, high: float) -> Range:
    """Set the ends that were asked for; a free end gives way to one that is not."""
    if axis.low is not None:
        low = axis.low
        high = max(high, low) if axis.high is None else high
    if axis.high is not None:
        high = axis.high
        low = min(low, high) if axis.low is None else low
    if low < high or (axis.low is None and axis.high is None):
        return low, high
    room = abs(low) / 2 or 1.0
    return _finite(low, low + room) if axis.low is not None else _finite(high - room, high)


def _apart(low: float, high: float) -> Range:
    """Keep ends finite, and from falling together where a float can no longer tell them apart."""
    low, high = _finite(low, high)
    if high - low > max(_NARROW, abs(low) * _FINE):
        return low, high
    room = abs(low) / 2 or 1.0
    return (low, low + room) if abs(low) < _FAR else (low - abs(low) / 2, low)


def _finite(low: float, high: float) -> Range:
    return max(low, -_LARGEST), min(high, _LARGEST)


def _log_domain(axis: Axis, found: Range | None) -> Range:
    low, high = found or (1.0, 10.0)
    low, high = max(low, _NARROW), max(high, _NARROW)
    low = 10.0 ** int(_down(log10(low))) if axis.low is None else max(axis.low, _NARROW)
    high = 10.0 ** min(int(-_down(-log10(high))), 308) if axis.high is None else axis.high
    return (low, high) if low * (1 + _FINE) < high else _finite(low / 10, low * 10)


def _down(power: float) -> float:
    return (power + 1e-9) // 1
