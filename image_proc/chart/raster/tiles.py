"""Lines cut to what is drawn of them at one time.

Places far outside would not fit into a glyph. Ends that come about lie so far outside of what is
seen that their round caps are not seen either.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from image_proc.chart.raster.contour import Path
from image_proc.chart.raster.limit import SPARE, TILE
from image_proc.chart.snap import Pixels
from image_proc.chart.trace import Box

_EDGE = 2
"""px outside of what is seen, and of half of the line's width, at which a line is cut."""

_Place = tuple[float, float]


class Tile(NamedTuple):
    """What is drawn at one time.

    Args:
        paths: px; they may reach over the region, by `SPARE` and half of their width at most.
        region: px, all that is to be seen of them.
    """

    paths: Sequence[Path]
    region: Pixels


def tiles(paths: Sequence[Path], half: float, box: Box, region: Pixels) -> Iterator[Tile]:
    """Cut lines to what is drawn at one time; within its region each tile shows the same.

    Args:
        paths: px.
        half: px of their width to each side, at most `SPARE`.
        box: what they lie in, without their width.
        region: px, what is seen of them.
    """
    left, top, right, bottom = region
    near = Box(left - SPARE, top - SPARE, right + SPARE, bottom + SPARE).holds(box)
    if near and max(right - left, bottom - top) <= TILE:
        yield Tile(paths, region)
        return
    lines = [list(zip(path.xs, path.ys, strict=True)) for path in paths]
    yield from _divided(lines, half + _EDGE, region)


def _divided(lines: list[list[_Place]], over: float, region: Pixels) -> Iterator[Tile]:
    """Cut lines to a region, and that to halves as often as it is too large."""
    left, top, right, bottom = region
    lines = list(_within(lines, 0, left - over, right + over))
    lines = list(_within(lines, 1, top - over, bottom + over))
    if not lines:
        return
    if max(right - left, bottom - top) <= TILE:
        yield Tile([Path([x for x, _ in line], [y for _, y in line]) for line in lines], region)
        return
    if right - left >= bottom - top:
        middle = (left + right) // 2
        halves = (left, top, middle, bottom), (middle, top, right, bottom)
    else:
        middle = (top + bottom) // 2
        halves = (left, top, right, middle), (left, middle, right, bottom)
    for part in halves:
        yield from _divided(lines, over, part)


def _within(
    lines: Iterable[Sequence[_Place]], axis: int, low: float, high: float
) -> Iterator[list[_Place]]:
    """The pieces of lines that lie between two straight lines.

    Args:
        lines: their places.
        axis: 0 for upright straight lines, 1 for level ones.
        low: px, where the first one is.
        high: px, where the second one is.
    """
    for line in lines:
        if len(line) == 1 and low <= line[0][axis] <= high:
            yield [line[0]]
        piece: list[_Place] = []
        for here, there in pairwise(line):
            if max(here[axis], there[axis]) < low or min(here[axis], there[axis]) > high:
                continue
            if not piece:
                piece = [_brought(here, there, axis, (low, high))]
            piece.append(_brought(there, here, axis, (low, high)))
            if not low <= there[axis] <= high:
                yield piece
                piece = []
        if piece:
            yield piece


def _brought(place: _Place, other: _Place, axis: int, ends: tuple[float, float]) -> _Place:
    """A place itself, or the one towards another where a line comes to lie between two ends."""
    at = min(max(place[axis], ends[0]), ends[1])
    if at == place[axis]:
        return place
    share = (at - place[axis]) / (other[axis] - place[axis])
    across = place[1 - axis] + (other[1 - axis] - place[1 - axis]) * share
    return (at, across) if axis == 0 else (across, at)
