"""Outlines cut to what is drawn of them, so that places far outside cost nothing."""

from collections.abc import Sequence
from typing import NamedTuple

from image_proc.chart.raster.contour import Contour
from image_proc.chart.snap import Pixels
from image_proc.chart.trace import Box

_SPARE = 64
"""px that an outline may reach over before it is worth cutting."""

_CHORDS = 8
"""Straight lines for a parabola that is cut."""

_Place = tuple[float, float]


class _Edge(NamedTuple):
    """One edge of a box.

    Args:
        axis: 0 for an x, 1 for a y.
        at: px.
        sign: 1 where what lies beyond is cut off, -1 where it is what is kept.
    """

    axis: int
    at: float
    sign: int


def limited(contours: Sequence[Contour], bounds: Box, region: Pixels) -> list[Contour]:
    """Move outlines to a region's upper left, and cut those that reach far over its edges.

    Args:
        contours: in px.
        bounds: what they lie in.
        region: px; within it what they cover stays the same.
    """
    left, top, right, bottom = region
    moved = [Contour([x - left for x in xs], [y - top for y in ys], on) for xs, ys, on in contours]
    near = (
        bounds.left >= left - _SPARE
        and bounds.top >= top - _SPARE
        and bounds.right <= right + _SPARE
        and bounds.bottom <= bottom + _SPARE
    )
    if near:
        return moved
    edges = (_Edge(0, -1, -1), _Edge(0, right - left + 1, 1), _Edge(1, -1, -1))
    cut = [_cut(contour, (*edges, _Edge(1, bottom - top + 1, 1))) for contour in moved]
    return [contour for contour in cut if contour.xs]


def _cut(contour: Contour, edges: Sequence[_Edge]) -> Contour:
    places = _straightened(contour)
    for edge in edges:
        places = _within(places, edge)
    return Contour([x for x, _ in places], [y for _, y in places], b"\1" * len(places))


def _within(places: list[_Place], edge: _Edge) -> list[_Place]:
    """Cut a polygon at one edge.

    Source: https://doi.org/10.1145/360767.360802 (Sutherland and Hodgman)
    """
    axis, at, sign = edge
    kept: list[_Place] = []
    before = places[-1] if places else (0.0, 0.0)
    was_in = (before[axis] - at) * sign <= 0
    for place in places:
        is_in = (place[axis] - at) * sign <= 0
        if is_in != was_in:
            share = (at - before[axis]) / (place[axis] - before[axis])
            other = before[1 - axis] + (place[1 - axis] - before[1 - axis]) * share
            kept.append((at, other) if axis == 0 else (other, at))
        if is_in:
            kept.append(place)
        before, was_in = place, is_in
    return kept


def _straightened(contour: Contour) -> list[_Place]:
    """Straight lines for parabolas."""
    xs, ys, on = contour
    places: list[_Place] = []
    for at, (x, y, passed) in enumerate(zip(xs, ys, on, strict=True)):
        if passed:
            places.append((x, y))
            continue
        after = (at + 1) % len(xs)
        ax, ay, bx, by = xs[at - 1], ys[at - 1], xs[after], ys[after]
        for step in range(1, _CHORDS):
            t = step / _CHORDS
            s = 1 - t
            places.append(
                (s * s * ax + 2 * s * t * x + t * t * bx, s * s * ay + 2 * s * t * y + t * t * by)
            )
    return places
