"""Lines through points: straight, stepped or round, and no more points than are seen."""

from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise

from image_proc.chart.trace import Point

_PIECES = 8
"""Straight pieces that a round one is drawn as; few px each."""

_ROOM = 16.0
"""px between two points, from which on so many pieces are needed."""


def thinned(points: Sequence[Point], *, level: bool) -> Sequence[Point]:
    """Of the points in one column of pixels keep the first, the extremes and the last.

    Args:
        points: px, in the order in which a line runs through them.
        level: whether the line runs from side to side; else from top to bottom.

    Source: https://www.vldb.org/pvldb/vol7/p797-jugel.pdf, "M4"
    """
    if len(points) < _FEW:
        return points
    along, across = (0, 1) if level else (1, 0)
    kept: list[Point] = []
    for _, group in groupby(points, lambda point: int(point[along])):
        column = list(group)
        if len(column) <= _KEPT:
            kept += column
            continue
        ends = {0, len(column) - 1}
        order = sorted(range(len(column)), key=lambda at, column=column: column[at][across])  # type: ignore[misc]
        kept += [column[at] for at in sorted(ends | {order[0], order[-1]})]
    return kept


_FEW = 200
_KEPT = 4


def stepped(points: Sequence[Point], *, level: bool) -> list[Point]:
    """Let each value hold until the next."""
    bent: list[Point] = []
    for before, after in pairwise(points):
        bent += [before, Point(after.x, before.y) if level else Point(before.x, after.y)]
    return [*bent, *points[-1:]]


def rounded(points: Sequence[Point], tension: float, *, level: bool) -> list[Point]:
    """Bend a line so that it has no corners, and never goes beyond its points.

    Args:
        points: px; where they turn back along the line's way it stays straight.
        tension: 0 to 1: how round.
        level: whether it runs from side to side.

    Source: F. N. Fritsch, R. E. Carlson, Monotone Piecewise Cubic Interpolation, 1980
    """
    flat = points if level else [Point(y, x) for x, y in points]
    if len(flat) < 3 or any(after.x <= before.x for before, after in pairwise(flat)):  # noqa: PLR2004 - two points are a line
        return list(points)
    slopes = _tangents(flat)
    bent = list(_bent(flat, slopes, min(1.0, tension / _FULL)))
    return bent if level else [Point(y, x) for x, y in bent]


_FULL = 0.4
"""The tension from which on a line is as round as it gets; what the field's examples use."""


def _tangents(points: Sequence[Point]) -> list[float]:
    rises = [(b.y - a.y) / (b.x - a.x) for a, b in pairwise(points)]
    inner = [
        0.0 if before * after <= 0 else 2 * before * after / (before + after)
        for before, after in pairwise(rises)
    ]
    return [rises[0], *inner, rises[-1]]


def _bent(points: Sequence[Point], slopes: Sequence[float], share: float) -> Iterator[Point]:
    for (start, end), (out, into) in zip(pairwise(points), pairwise(slopes), strict=True):
        width = end.x - start.x
        pieces = _PIECES if width >= _ROOM else max(2, round(width / 2))
        rise = (end.y - start.y) / width
        out, into = rise + (out - rise) * share, rise + (into - rise) * share  # noqa: PLW2901
        for piece in range(pieces):
            t = piece / pieces
            yield Point(start.x + width * t, _hermite(start.y, end.y, out * width, into * width, t))
    yield points[-1]


def _hermite(start: float, end: float, out: float, into: float, t: float) -> float:
    u = 1 - t
    return (
        start * (1 + 2 * t) * u * u + out * t * u * u + end * t * t * (3 - 2 * t) - into * t * t * u
    )
