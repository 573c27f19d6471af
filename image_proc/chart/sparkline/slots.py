"""Where the values of a sparkline stand side by side, on whole pixels."""

from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from image_proc.chart.snap import whole
from image_proc.chart.sparkline.fields import SparklineType
from image_proc.chart.sparkline.spec import SparklineSpec

_THIN = frozenset({SparklineType.DISCRETE, SparklineType.IMPULSE})
_GAP = 0.25
"""The part of its place that stays free beside a bar."""

_ROOM = 2
"""px for each value, from which on there is something free between them."""

_MARGIN = 0.08
"""The part of the width that may stay free so that all bars stand at equal distances."""


class Slot(NamedTuple):
    """One value, or several where there are more values than pixels.

    Args:
        left: px of the bitmap.
        right: px, the first that it no longer has.
        start: the place of its first value.
        end: the place behind its last one.
        low: its least value.
        high: its greatest one.
    """

    left: int
    right: int
    start: int
    end: int
    low: float
    high: float


def slots(spec: SparklineSpec) -> Iterator[Slot]:
    """Divide the width; where all values are missing there is none."""
    width, height, values = *bitmap(spec), spec.bounded
    count = min(len(values), width)
    widest = whole(spec.line_width * spec.scale) if spec.type in _THIN else height
    for place, (left, right) in enumerate(_sides(count, width, widest)):
        start, end = place * len(values) // count, (place + 1) * len(values) // count
        known = [value for value in values[start:end] if value is not None]
        if known:
            yield Slot(left, right, start, end, min(known), max(known))


def bitmap(spec: SparklineSpec) -> tuple[int, int]:
    """The whole px that blocks may fill, in either backend: (width, height)."""
    return int(spec.width * spec.scale), int(spec.height * spec.scale)


def _sides(count: int, width: int, widest: int) -> list[tuple[int, int]]:
    """The left and the right side of each bar.

    Args:
        count: how many, at most one a px.
        width: px of the bitmap.
        widest: px of a bar at most.
    """
    pitch = width / count
    if pitch < _ROOM:
        edges = [whole(place * pitch) for place in range(count + 1)]
        return list(pairwise(edges))
    bar = max(1, min(widest, int(pitch) - max(1, whole(pitch * _GAP))))
    step = (width - bar) / max(1, count - 1)
    free = width - bar - int(step) * (count - 1)
    if count == 1 or free <= width * _MARGIN:
        lefts = [free // 2 + int(step) * place for place in range(count)]
    else:
        lefts = [whole(step * place) for place in range(count)]
    return [(left, left + bar) for left in lefts]
