"""Outlines cut to what is drawn of them at one time.

Places far outside would not fit into a glyph. Within the picture FreeType remembers so few pixels
of an outline that it goes along all of it once for each half a thousand of them; cut to pieces a
jagged area of 500 points takes 3 ms and not 30. Lines are divided elsewhere: `stretch`, `tiles`.
"""

from collections.abc import Iterator, Sequence
from itertools import chain
from math import ceil, floor, log2
from operator import sub
from typing import NamedTuple

from image_proc.chart.raster.contour import Contour, bounds
from image_proc.chart.raster.mask import common, is_empty
from image_proc.chart.snap import Pixels
from image_proc.chart.trace import Box

TILE = 840
"""px; the longest side of what is drawn at one time: its places are fine, its memory is small."""

SPARE = 64
"""px that an outline may reach over before it is cut."""

_MOST_CELLS = 1800
"""px that an outline passes through in one piece."""

_SMALL = 1024
"""px; a smaller area is not divided."""

_CHORDS = 8
"""Straight lines for a parabola that is cut."""

_Place = tuple[float, float]
_Polygon = list[_Place]


class Piece(NamedTuple):
    """What is drawn at one time.

    Args:
        contours: px; they may reach over the region, by `SPARE` at most.
        region: px, all that is to be seen of them.
    """

    contours: Sequence[Contour]
    region: Pixels


def pieces(contours: Sequence[Contour], box: Box, region: Pixels) -> Iterator[Piece]:
    """Cut outlines to what is drawn at one time; within its region each piece covers the same.

    Args:
        contours: px.
        box: what they lie in.
        region: px, what is seen of them.
    """
    left, top, right, bottom = region
    near = (
        box.left >= left - SPARE
        and box.top >= top - SPARE
        and box.right <= right + SPARE
        and box.bottom <= bottom + SPARE
    )
    times = max(0, ceil(log2(max(1, _way(contours)) / _MOST_CELLS)))
    if near and not times and max(right - left, bottom - top) <= TILE:
        yield Piece(contours, region)
        return
    polygons = [_straightened(contour) for contour in contours]
    if not near:
        for axis, low, high in ((0, left, right), (1, top, bottom)):
            polygons = [_split(each, axis, low - 1)[1] for each in polygons]
            polygons = [_split(each, axis, high + 1)[0] for each in polygons]
    yield from _divided(polygons, region, times)


def _divided(polygons: list[_Polygon], region: Pixels, times: int) -> Iterator[Piece]:
    """Halve polygons so many times, and as often as a piece is too large."""
    polygons = [each for each in polygons if each]
    left, top, right, bottom = region
    width, height = right - left, bottom - top
    if max(width, height) <= TILE and (times <= 0 or width * height <= _SMALL):
        contours = [_contour(each) for each in polygons]
        if contours and not is_empty(seen := _seen(bounds(contours), region)):
            yield Piece(contours, seen)
        return
    across = width >= height
    at = (left + right) // 2 if across else (top + bottom) // 2
    halves = [_split(each, 0 if across else 1, at) for each in polygons]
    near = (left, top, at, bottom) if across else (left, top, right, at)
    far = (at, top, right, bottom) if across else (left, at, right, bottom)
    yield from _divided([low for low, _ in halves], near, times - 1)
    yield from _divided([high for _, high in halves], far, times - 1)


def _seen(box: Box, region: Pixels) -> Pixels:
    """What a piece fills of its region."""
    left, top, right, bottom = box
    return common((floor(left), floor(top), ceil(right), ceil(bottom)), region)


def _way(contours: Sequence[Contour]) -> float:
    """How far it is along outlines, first across and then down; px."""
    return sum(
        sum(map(abs, map(sub, places, chain(places[-1:], places))))
        for contour in contours
        for places in (contour.xs, contour.ys)
    )


def _split(places: _Polygon, axis: int, at: float) -> tuple[_Polygon, _Polygon]:
    """Cut a polygon into what lies before a straight line and what lies behind.

    Source: https://doi.org/10.1145/360767.360802 (Sutherland and Hodgman)

    Args:
        places: its corners.
        axis: 0 for an upright line, 1 for a level one.
        at: px, where it is.
    """
    low: _Polygon = []
    high: _Polygon = []
    before = places[-1] if places else (0.0, 0.0)
    was_low = before[axis] < at
    for place in places:
        is_low = place[axis] < at
        if is_low != was_low:
            share = (at - before[axis]) / (place[axis] - before[axis])
            other = before[1 - axis] + (place[1 - axis] - before[1 - axis]) * share
            crossing = (at, other) if axis == 0 else (other, at)
            low.append(crossing)
            high.append(crossing)
        (low if is_low else high).append(place)
        before, was_low = place, is_low
    return low, high


def _contour(places: _Polygon) -> Contour:
    return Contour([x for x, _ in places], [y for _, y in places], b"\1" * len(places))


def _straightened(contour: Contour) -> _Polygon:
    """Straight lines for parabolas."""
    xs, ys, on = contour
    places: _Polygon = []
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
