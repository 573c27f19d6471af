"""Lines through points: straight, stepped or round, and no more points than are seen."""

from collections.abc import Sequence
from itertools import chain, groupby, pairwise
from math import dist

from image_proc.chart.curve import Cubic, monotone
from image_proc.chart.trace import Point

_FEW, _KEPT = 200, 4
"""Points of a line that is not thinned out, and those that are left in a column."""

_FULL = 0.4
"""The tension from which on a line is as round as it gets; what the field's examples use."""

_TOLERANCE = 0.1
"""px by which straight pieces may miss a round line."""

_STEP = 4 * _TOLERANCE
"""px along a line that only rises or falls, of which no chord misses it by more than a fourth."""


def thinned(points: Sequence[Point], *, level: bool, column: float = 1.0) -> Sequence[Point]:
    """Of the points in one column keep the first, the extremes and the last.

    Args:
        points: px, in the order in which a line runs through them.
        level: whether the line runs from side to side; else from top to bottom.
        column: px, how wide it is; what a broad pen covers is not seen any finer.

    Source: https://www.vldb.org/pvldb/vol7/p797-jugel.pdf, "M4"
    """
    if len(points) < _FEW:
        return points
    along, across = (0, 1) if level else (1, 0)
    kept: list[Point] = []
    for _, group in groupby(points, lambda point: point[along] // column):
        known = list(group)
        if len(known) <= _KEPT:
            kept += known
            continue
        ends = {0, len(known) - 1}
        order = sorted(range(len(known)), key=lambda at, known=known: known[at][across])  # type: ignore[misc]
        kept += [known[at] for at in sorted(ends | {order[0], order[-1]})]
    return kept


def stepped(points: Sequence[Point], *, level: bool) -> list[Point]:
    """Let each value hold until the next."""
    bent: list[Point] = []
    for before, after in pairwise(points):
        bent += [before, Point(after.x, before.y) if level else Point(before.x, after.y)]
    return [*bent, *points[-1:]]


def closed(points: Sequence[Point], tension: float) -> list[Point]:
    """Bend a line that ends where it begins so that it has no corners.

    Args:
        points: px, the last one the same as the first.
        tension: 0 to 1: how far it swings out at its points.

    Source: http://scaledinnovation.com/analytics/splines/aboutSplines.html
    """
    corners = list(points[:-1])
    around = zip([corners[-1], *corners[:-1]], corners, [*corners[1:], corners[0]], strict=True)
    knots = [_knot(*three, tension) for three in around]
    pieces = (
        Cubic(start, leave, enter, end).flat(_TOLERANCE)
        for (start, (_, leave)), (end, (enter, _)) in pairwise(
            [*zip(corners, knots, strict=True), (corners[0], knots[0])]
        )
    )
    return [corners[0], *chain.from_iterable(pieces)]


def _knot(before: Point, at: Point, after: Point, tension: float) -> tuple[Point, Point]:
    """The points that a line arrives from and leaves in the direction of."""
    first, second = dist(before, at), dist(at, after)
    whole = first + second
    into, out = (tension * each / whole if whole else 0.0 for each in (first, second))
    x, y = after.x - before.x, after.y - before.y
    return Point(at.x - x * into, at.y - y * into), Point(at.x + x * out, at.y + y * out)


def rounded(points: Sequence[Point], tension: float, *, level: bool) -> list[Point]:
    """Bend a line so that it has no corners, and never goes beyond its points.

    Args:
        points: px; where they turn back along the line's way it stays straight.
        tension: 0 to 1: how round.
        level: whether it runs from side to side.
    """
    flat = points if level else [Point(y, x) for x, y in points]
    if len(flat) < 3 or any(after.x <= before.x for before, after in pairwise(flat)):  # noqa: PLR2004 - two points are a line
        return list(points)
    share = min(1.0, tension / _FULL)
    pieces = (
        piece.eased(share).flat(_TOLERANCE, (piece.end.x - piece.start.x) / _STEP)
        for piece in monotone(flat)
    )
    bent = [flat[0], *chain.from_iterable(pieces)]
    return bent if level else [Point(y, x) for x, y in bent]
