"""Dashes, and very broad lines, as outlines: one side there, the other side back."""

from collections.abc import Sequence
from itertools import pairwise
from math import hypot, sqrt

from image_proc.chart.raster.contour import Contour, circle, distinct
from image_proc.chart.trace import Point

_LONGEST = 7000
"""Points of one outline; a longer line is several, which a glyph's 16 bits can count."""

_UNSEEN = 0.08
"""px that a sharp corner may stand out over a round one."""

_BENT = 0.7
"""Cosine of the widest turn that one parabola rounds, some 45 degrees."""

_THIN = 1.5
"""px; of a smaller radius straight lines are as good as arcs."""

_DIAGONAL = sqrt(0.5)

_SAME = 1e-6
"""Of what may be divided by."""

_Vector = tuple[float, float]
_Way = tuple[float, float, float]
"""Where a piece of a line leads: a unit vector, and its length in px."""

_Run = list[float]
"""Places of an outline, one after the other: x, y, and 1 where the outline passes through."""


def stroke(
    points: Sequence[Point], width: float, scale: float, *, butt: bool = False
) -> list[Contour]:
    """Outline a line.

    Args:
        points: at least one; one alone is a dot.
        width: of the line, in the points' unit.
        scale: px for each unit.
        butt: whether the ends are cut off where the points end, and not round.
    """
    half = max(width * scale / 2, _SAME)
    path = distinct([(x * scale, y * scale) for x, y in points])
    if len(path) == 1:
        return [circle(*path[0], half)]
    return [
        _outline(path[start : start + _LONGEST], half, butt=butt)
        for start in range(0, len(path) - 1, _LONGEST - 1)
    ]


def _outline(path: list[_Vector], half: float, *, butt: bool) -> Contour:
    """Go around a line of two points or more."""
    ways = [_way(here, there) for here, there in pairwise(path)]
    (x, y), (ux, uy, _) = path[0], ways[0]
    left, right = [x + uy * half, y - ux * half, 1], [x - uy * half, y + ux * half, 1]
    back = [] if butt else _arc(path[0], ((-uy, ux), (-ux, -uy), (uy, -ux)), half)
    _go_along(path, ways, half, (left, right))
    (x, y), (ux, uy, _) = path[-1], ways[-1]
    left += (x + uy * half, y - ux * half, 1)
    right += (x - uy * half, y + ux * half, 1)
    if not butt:
        left += _arc(path[-1], ((uy, -ux), (ux, uy), (-uy, ux)), half)
    right.reverse()
    return Contour(
        left[::3] + right[2::3] + back[::3],
        left[1::3] + right[1::3] + back[1::3],
        bytes(map(int, left[2::3] + right[::3] + back[2::3])),
    )


def _way(here: _Vector, there: _Vector) -> _Way:
    x, y = there[0] - here[0], there[1] - here[1]
    length = hypot(x, y)
    return x / length, y / length, length


def _go_along(path: list[_Vector], ways: list[_Way], half: float, sides: tuple[_Run, _Run]) -> None:
    """Lead both sides of a line past every point between two pieces."""
    left, right = sides
    # Where the cosine of a turn is no less, nobody sees whether its corner is round.
    slight = 2 / (1 + _UNSEEN / half) ** 2 - 1
    for (x, y), before, after in zip(path[1:-1], ways, ways[1:], strict=False):
        ux, uy, coming = before
        vx, vy, going = after
        cross, cosine = ux * vy - uy * vx, ux * vx + uy * vy
        if cosine > slight:
            reach = half / (1 + cosine)
            if -coming < cross * reach < coming and -going < cross * reach < going:
                across, down = (uy + vy) * reach, (ux + vx) * reach
                left += (x + across, y - down, 1)
                right += (x - across, y + down, 1)
                continue
        outer, inner = _turn((x, y), before, after, half if cross > 0 else -half)
        left += outer if cross > 0 else inner
        right += inner if cross > 0 else outer


def _turn(point: _Vector, before: _Way, after: _Way, half: float) -> tuple[_Run, _Run]:
    """Go around a corner.

    An inner side goes through the corner itself where the pieces are too short for their sides to
    meet. So all of an outline lies the same way around, and covers the union of its pieces.

    Args:
        point: the corner.
        before: the way to it.
        after: the way from it.
        half: px, of the line's width; negative where it turns left.

    Returns:
        The outer side and the inner one.
    """
    (x, y), (ux, uy, coming), (vx, vy, going) = point, before, after
    cosine = ux * vx + uy * vy
    outer: _Run = [x + uy * half, y - ux * half, 1]
    if -_THIN < half < _THIN:
        outer += _thin_arc(point, before, after, half)
    else:
        sign = 1 if half > 0 else -1
        normals = ((sign * uy, -sign * ux), (ux, uy), (sign * vy, -sign * vx))
        outer += _arc(point, normals, abs(half))
    reach = half / max(1 + cosine, _SAME)
    if abs((ux * vy - uy * vx) * reach) <= min(coming, going):
        return outer, [x - (uy + vy) * reach, y + (ux + vx) * reach, 1]
    return outer, [x - uy * half, y + ux * half, 1, x, y, 1, x - vy * half, y + vx * half, 1]


def _thin_arc(point: _Vector, before: _Way, after: _Way, half: float) -> tuple[float, ...]:
    """The rest of an outer side; straight lines are round enough, since it is so short."""
    (x, y), (ux, uy, _), (vx, vy, _) = point, before, after
    cosine = ux * vx + uy * vy
    radius = abs(half)
    # Half way around, and half way to there: the directions are orthogonal where it counts.
    tip = radius / sqrt(2 - 2 * cosine)
    middle = x + (ux - vx) * tip, y + (uy - vy) * tip, 1
    end = x + vy * half, y - vx * half, 1
    if cosine > 0:
        return *middle, *end
    near, across = radius * _DIAGONAL, half * _DIAGONAL
    return (
        *(x + uy * across + ux * near, y - ux * across + uy * near, 1),
        *middle,
        *(x + vy * across - vx * near, y - vx * across - vy * near, 1),
        *end,
    )


def _arc(center: _Vector, by: tuple[_Vector, _Vector, _Vector], radius: float) -> _Run:
    """Go around a point, from where the first vector leads to where the third does.

    Args:
        center: px.
        by: unit vectors; the second says which way around where the others are opposite.
        radius: px.
    """
    (ax, ay), ahead, (bx, by_) = by
    x, y, cosine = ax + bx, ay + by_, ax * bx + ay * by_
    if cosine < _BENT:
        length = hypot(x, y)
        middle = (x / length, y / length) if length > _SAME else ahead
        return [
            *_arc(center, (by[0], ahead, middle), radius),
            *_arc(center, (middle, ahead, by[2]), radius),
        ]
    tip = radius / (1 + cosine)
    return [
        *(center[0] + x * tip, center[1] + y * tip, 0),
        *(center[0] + bx * radius, center[1] + by_ * radius, 1),
    ]
