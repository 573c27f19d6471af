"""Round lines through points, which never go beyond their points."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from math import ceil, hypot, inf, sqrt
from typing import NamedTuple

from image_proc.chart.trace import Point

_UPRIGHT = 1e-9
"""px across; no steepness can be told of what is narrower."""


class Cubic(NamedTuple):
    """A piece of a line: a cubic Bézier curve.

    Args:
        start: where it begins, px.
        leave: the point that it leaves in the direction of.
        enter: the point that it arrives from the direction of.
        end: where it ends.
    """

    start: Point
    leave: Point
    enter: Point
    end: Point

    def eased(self, share: float) -> "Cubic":
        """The same piece with a share of its roundness: 1 for all of it, 0 for a straight line."""
        (x, y), (end_x, end_y) = self.start, self.end
        third = Point((end_x - x) / 3, (end_y - y) / 3)
        straight = Point(x + third.x, y + third.y), Point(end_x - third.x, end_y - third.y)
        leave, enter = (
            Point(at.x + (bent.x - at.x) * share, at.y + (bent.y - at.y) * share)
            for at, bent in zip(straight, (self.leave, self.enter), strict=True)
        )
        return Cubic(self.start, leave, enter, self.end)

    def flat(self, tolerance: float, most: float = inf) -> Iterator[Point]:
        """Points along the piece, its start left out.

        Args:
            tolerance: px, by how much straight lines between them may miss it.
            most: how many are enough in any case.

        Source: R. Goldman, Pyramid Algorithms, 2003, 5.6.3 (Wang's formula)
        """
        bend = max(
            hypot(a.x - 2 * b.x + c.x, a.y - 2 * b.y + c.y) for a, b, c in (self[:3], self[1:])
        )
        count = max(1, ceil(min(sqrt(0.75 * bend / tolerance), most)))
        return (self._at(step / count) for step in range(1, count + 1))

    def _at(self, t: float) -> Point:
        u = 1 - t
        a, b, c, d = u * u * u, 3 * u * u * t, 3 * u * t * t, t * t * t
        start, leave, enter, end = self
        return Point(
            a * start.x + b * leave.x + c * enter.x + d * end.x,
            a * start.y + b * leave.y + c * enter.y + d * end.y,
        )


def monotone(points: Sequence[Point]) -> list[Cubic]:
    """Bend a line so that it has no corners; it rises and falls only where its points do.

    Args:
        points: px, none further to the left than the one before.

    Source: F. N. Fritsch and J. Butland, A Method for Constructing Local Monotone Piecewise
    Cubic Interpolants, 1984
    """
    slopes = _slopes(points)
    return [
        Cubic(
            start,
            Point(start.x + (end.x - start.x) / 3, start.y + (end.x - start.x) / 3 * out),
            Point(end.x - (end.x - start.x) / 3, end.y - (end.x - start.x) / 3 * into),
            end,
        )
        for (start, end), (out, into) in zip(pairwise(points), pairwise(slopes), strict=True)
    ]


def _slopes(points: Sequence[Point]) -> list[float]:
    """How steep the line is at each point: level where it turns."""
    steps = [(end.x - start.x, end.y - start.y) for start, end in pairwise(points)]
    rises = [down / across if across > _UPRIGHT else 0.0 for across, down in steps]
    if not rises:
        return [0.0]
    inner = [_slope(*pair) for pair in pairwise(steps)]
    return [rises[0], *inner, rises[-1]]


def _slope(before: tuple[float, float], after: tuple[float, float]) -> float:
    """The weighted harmonic mean of two rises."""
    (width, down), (next_width, next_down) = before, after
    if down * next_down <= 0 or min(width, next_width) <= _UPRIGHT:
        return 0.0
    first, second = width + 2 * next_width, 2 * width + next_width
    return (first + second) / (first * width / down + second * next_width / next_down)
