"""Lines as rings of glyphs: there and back, divided to stretches that are quickly drawn."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import accumulate, chain, pairwise
from math import ceil
from operator import add, lt, sub
from typing import NamedTuple

from image_proc.chart.raster.font import Ring

_STRETCH = 900
"""px of lines that are one glyph, across and down added up. FreeType remembers so few pixels of an
outline that it goes along all of it once for each half a thousand of them."""

_MOST_PLACES = 4000
"""Of the lines of a glyph; stroked they have some six for each, and 16 bits count those."""

_MANY_GLYPHS = 20_000
"""Of one font, which are longer then; it may have twice as many."""


_SHORTEST = 16
"""Units between places, across and down added up."""


class UnitLine(NamedTuple):
    """A line in a glyph's units.

    Args:
        xs: of its places, of which none is where the one before it is; at least two.
        ys: likewise.
        ways: how far it is to each from the first, across and down added up.
    """

    xs: list[int]
    ys: list[int]
    ways: list[int]


def line_of(xs: list[int], ys: list[int]) -> UnitLine:
    """Leave out places that nobody tells from the one before; of one alone make a short line.

    Args:
        xs: units, at least one.
        ys: likewise.
    """
    steps = _steps(xs, ys)
    if min(steps, default=0) < _SHORTEST:
        xs, ys = _apart(xs, ys)
        steps = _steps(xs, ys)
    if not steps:
        # FreeType would not draw a line of no length.
        return UnitLine([xs[0], xs[0] + 1], [ys[0], ys[0]], [0, 1])
    if not all(map(lt, xs, xs[1:])) and len(xs) > 2:  # noqa: PLR2004 - a straight line
        xs, ys = _turned(xs, ys)
        steps = _steps(xs, ys)
    return UnitLine(xs, ys, list(accumulate(steps, initial=0)))


def _steps(xs: list[int], ys: list[int]) -> list[int]:
    """How far it is from each place to the next, first across and then down."""
    return list(map(add, map(abs, map(sub, xs[1:], xs)), map(abs, map(sub, ys[1:], ys))))


def _apart(xs: list[int], ys: list[int]) -> tuple[list[int], list[int]]:
    """Leave out places that are next to the one before.

    The inner side of a stroke covers less than it should where it bends at each of many.
    """
    x, y = xs[0], ys[0]
    across, down = [x], [y]
    for there_x, there_y in zip(xs, ys, strict=True):
        if abs(there_x - x) + abs(there_y - y) >= _SHORTEST:
            x, y = there_x, there_y
            across.append(x)
            down.append(y)
    return across, down


def _turned(xs: list[int], ys: list[int]) -> tuple[list[int], list[int]]:
    """Go around where a line turns back the way it came, as at its ends."""
    across, down = xs[:1], ys[:1]
    ways = zip(map(sub, xs[1:], xs), map(sub, ys[1:], ys), strict=True)
    for x, y, (here, there) in zip(xs[1:], ys[1:], pairwise(ways), strict=False):
        across.append(x)
        down.append(y)
        if here[0] * there[1] == here[1] * there[0] and here[0] * there[0] + here[1] * there[1] < 0:
            right, up = _right_of(*here)
            across.append(x + right)
            down.append(y + up)
    return [*across, xs[-1]], [*down, ys[-1]]


def stretched(lines: Sequence[UnitLine], fineness: float) -> list[list[Ring]]:
    """Share lines out to glyphs: long ones to several, short ones together.

    Args:
        lines: at least one.
        fineness: units for each px.
    """
    longest = max(int(_STRETCH * fineness), sum(line.ways[-1] for line in lines) // _MANY_GLYPHS)
    glyphs: list[list[Ring]] = [[]]
    way = places = 0
    for line in chain.from_iterable(_stretches(line, longest) for line in lines):
        own = line.ways[-1] - line.ways[0]
        way, places = way + own, places + len(line.xs)
        if glyphs[-1] and (way > longest or places > _MOST_PLACES):
            glyphs.append([])
            way, places = own, len(line.xs)
        glyphs[-1].append(_there_and_back(line.xs, line.ys))
    return glyphs


def _stretches(line: UnitLine, longest: int) -> Iterator[UnitLine]:
    """Divide a line to stretches about alike; each begins where the one before it ends.

    A line a little longer than one may be would take as long as a whole one, and a little.
    """
    xs, ys, ways = line
    start, last = 0, len(xs) - 1
    share = ways[-1] / ceil(ways[-1] / longest)
    while start < last:
        end = min(bisect_left(ways, ways[start] + share), start + _MOST_PLACES - 1, last)
        yield UnitLine(xs[start : end + 1], ys[start : end + 1], ways[start : end + 1])
        start = end


def _there_and_back(xs: list[int], ys: list[int]) -> Ring:
    """A line as an outline, which FreeType strokes along its outer border.

    At either end it turns to the right by way of another unit: as FreeType measures angles, half a
    turn is one to the left at times, and then the round end would be missing.
    """
    across, down = _right_of(xs[-1] - xs[-2], ys[-1] - ys[-2])
    first_across, first_down = _right_of(xs[1] - xs[0], ys[1] - ys[0])
    return Ring(
        [*xs, xs[-1] + across, *xs[-2:0:-1], xs[0] + first_across],
        [*ys, ys[-1] + down, *ys[-2:0:-1], ys[0] + first_down],
        b"\1" * (2 * len(xs)),
    )


def _right_of(across: int, up: int) -> tuple[int, int]:
    """The unit that leads to the right of where a line leads, about."""
    if abs(across) >= abs(up):
        return 0, -1 if across > 0 else 1
    return 1 if up > 0 else -1, 0
