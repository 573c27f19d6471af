"""Round lines through points, which never go beyond their points."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from math import ceil, hypot, sqrt
from typing import NamedTuple

from image_proc.chart.trace import Point


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

    def flat(self, tolerance: float) -> Iterator[Point]:
        """Points along the piece, its start left out.

        Args:
            tolerance: px, by how much straight lines between them may miss it.

        Source: R. Goldman, Pyramid Algorithms, 2003, 5.6.3 (Wang's formula)
        """
        bend = max(
            hypot(a.x - 2 * b.x + c.x, a.y - 2 * b.y + c.y) for a, b, c in (self[:3], self[1:])
        )
        count = max(1, ceil(sqrt(0.75 * bend / tolerance)))
        return (self._at(step / count) for step in range(1, count + 1))

    def _at(self, t: float) -> Point:
        u = 1 - t
        weights = (u * u * u, 3 * u * u * t, 3 * u * t * t, t * t * t)
        return Point(
            sum(weight * point.x for weight, point in zip(weights, self, strict=True)),
            sum(weight * point.y for weight, point in zip(weights, self, strict=True)),
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
    rises = [down / across if across else 0.0 for across, down in steps]
    if not rises:
        return [0.0]
    inner = [_slope(*pair) for pair in pairwise(steps)]
    return [rises[0], *inner, rises[-1]]


def _slope(before: tuple[float, float], after: tuple[float, float]) -> float:
    """The weighted harmonic mean of two rises."""
    (width, down), (next_width, next_down) = before, after
    if down * next_down <= 0 or not width or not next_width:
        return 0.0
    first, second = width + 2 * next_width, 2 * width + next_width
    return (first + second) / (first * width / down + second * next_width / next_down)
