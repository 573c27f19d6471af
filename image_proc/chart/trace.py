"""A series of values as lines in px: what every backend draws."""

from collections.abc import Sequence
from itertools import groupby, pairwise
from typing import NamedTuple

from image_proc.chart.scale import Linear

Values = Sequence[float | None]
"""Finite numbers at even distances; None where one is missing."""

_Entry = tuple[int, float | None]


class Point(NamedTuple):
    """A place, in px from the upper left."""

    x: float
    y: float


class Box(NamedTuple):
    """Where something may be, in px."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        """Px."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """Px."""
        return self.bottom - self.top

    def apart(self, other: "Box", gap: float = 0) -> bool:
        """Whether another box lies at least `gap` px from it."""
        return (
            self.right + gap <= other.left
            or other.right + gap <= self.left
            or self.bottom + gap <= other.top
            or other.bottom + gap <= self.top
        )

    def holds(self, other: "Box", over: float = 0) -> bool:
        """Whether another box lies within it, or reaches over its edges by at most `over` px."""
        return (
            self.left - over <= other.left
            and other.right <= self.right + over
            and self.top - over <= other.top
            and other.bottom <= self.bottom + over
        )


class Polyline(NamedTuple):
    """The line of a series in px, broken where values are missing.

    Args:
        runs: from the left, the lines between the gaps; a value between two gaps is a run of one.
        last: where the last value stands.
    """

    runs: tuple[tuple[Point, ...], ...]
    last: Point


def trace(values: Values, box: Box, ends: tuple[float, float] | None = None) -> Polyline:
    """Lay a series over the whole width and height of a box.

    Equal values, and one alone, stand in the middle. Of more values than two for each px the
    extremes are kept.

    Args:
        values: at least one of them a number.
        box: where the points may lie; a line is half of its width wider.
        ends: what the lower and the upper edge stand for, the least and the greatest value by
            default; no value lies beyond them.
    """
    across = Linear(0, len(values) - 1, box.left, box.right)
    kept = thin_out(values, max(1, int(box.width)))
    known = ends or [value for _, value in kept if value is not None]
    down = Linear.over(known, box.bottom, box.top)
    runs = tuple(
        tuple(Point(across.at(at), down.at(value)) for at, value in run if value is not None)
        for known, run in groupby(kept, lambda entry: entry[1] is not None)
        if known
    )
    return Polyline(runs, runs[-1][-1])


def thin_out(values: Values, columns: int) -> list[_Entry]:
    """Keep the least and the greatest value of each column, the first and the last of all.

    Args:
        values: a series.
        columns: px, 1 or more.

    Returns:
        Place and value, in order; at most two for each column besides the first and the last.
        Where a whole column has no value there is a None.

    Source: https://www.vldb.org/pvldb/vol7/p797-jugel.pdf, "MinMax"
    """
    entries = list(enumerate(values))
    if len(entries) <= 2 * columns:
        return entries
    bounds = [column * len(entries) // columns for column in range(columns + 1)]
    numbers = [at for at, value in entries if value is not None]
    kept = {numbers[0], numbers[-1]} if numbers else set()
    for start, end in pairwise(bounds):
        kept |= _extremes(entries[start:end])
    return [entries[at] for at in sorted(kept)]


def _extremes(column: list[_Entry]) -> set[int]:
    """The places of a column's least and greatest value, or its first place where it has none."""
    known = [(value, at) for at, value in column if value is not None]
    return {min(known)[1], max(known)[1]} if known else {column[0][0]}
