"""Values counted in classes of equal width, for histograms."""

from bisect import bisect_right
from collections.abc import Sequence
from math import cbrt, ceil, floor, isinf, sqrt
from statistics import quantiles
from typing import NamedTuple

from image_proc.chart.layout.ticks import nice_step

_FEWEST, _USUAL_MOST = 4, 60
_QUARTERS = 4


class Classes(NamedTuple):
    """Classes side by side.

    Args:
        edges: one more than there are classes.
        counts: of each, for each series.
    """

    edges: tuple[float, ...]
    counts: tuple[tuple[int, ...], ...]


def classes_of(samples: Sequence[Sequence[float]], asked: int | None) -> Classes:
    """Count samples in the same classes.

    Args:
        samples: finite numbers of each series; at least one in all.
        asked: how many classes; by the rule of Freedman and Diaconis, with round edges, if none.

    Source: D. Freedman, P. Diaconis, On the histogram as a density estimator, 1981
    """
    known = sorted(value for sample in samples for value in sample)
    low, high = known[0], known[-1]
    if isinf(high - low) or high - low < abs(high) * 1e-12 or low == high:
        edges = _one_class(low, high)
    elif asked is not None:
        edges = (*(low + (high - low) * (at / asked) for at in range(asked)), high)
    else:
        edges = _round_edges(low, high, _rule(known))
    return Classes(edges, tuple(_counted(sample, edges) for sample in samples))


def _one_class(low: float, high: float) -> tuple[float, ...]:
    if isinf(high - low):
        return (low, 0.0, high)
    room = max(abs(low), abs(high)) / 2 or 0.5
    return (low - room, high + room)


def _rule(known: Sequence[float]) -> int:
    """How many classes the spread of the middle half suggests."""
    if len(known) < _FEWEST:
        return _FEWEST
    first, _, third = quantiles(known, n=_QUARTERS)
    width = 2 * (third - first) / cbrt(len(known))
    if width <= 0:
        width = (known[-1] - known[0]) / max(_FEWEST, sqrt(len(known)))
    return min(max(_FEWEST, ceil((known[-1] - known[0]) / width)), _USUAL_MOST)


def _round_edges(low: float, high: float, count: int) -> tuple[float, ...]:
    step = nice_step(low, high, count)
    first = floor(low / step.size + 1e-9)
    last = max(ceil(high / step.size - 1e-9), first + 1)
    return tuple(step.times(at) for at in range(first, last + 1))


def _counted(sample: Sequence[float], edges: Sequence[float]) -> tuple[int, ...]:
    last = len(edges) - 2
    counts = [0] * (last + 1)
    for value in sample:
        # The last class holds its upper edge too.
        counts[min(max(bisect_right(edges, value) - 1, 0), last)] += 1
    return tuple(counts)
