"""Where edges come to lie on whole pixels: the same in every backend."""

from itertools import pairwise
from math import floor

from image_proc.chart.scene import Comb, Line
from image_proc.chart.trace import Box, Point

Pixels = tuple[int, int, int, int]
"""px of a bitmap: left, top, right, bottom; the latter two no longer belong to it."""


def whole(value: float) -> int:
    """The nearest whole number; halves go upwards, so that equal steps stay equal."""
    return floor(value + 0.5)


def snap_box(box: Box, scale: float) -> Pixels:
    """Place a box on whole pixels; what has an extent keeps at least one pixel.

    Args:
        box: px at scale 1.
        scale: px of the bitmap for each of them.
    """
    left, top, right, bottom = box
    # As `whole` has it, without a call for each of thousands of edges.
    first, last = floor(left * scale + 0.5), floor(right * scale + 0.5)
    upper, lower = floor(top * scale + 0.5), floor(bottom * scale + 0.5)
    if first == last and left < right:
        last += 1
    if upper == lower and top < bottom:
        lower += 1
    return first, upper, last, lower


def snap_comb(comb: Comb, scale: float) -> list[Pixels]:
    """Place bars of a pixel each on whole pixels; what has a height keeps at least one pixel of it.

    Args:
        comb: in px at scale 1.
        scale: px of the bitmap for each of them.
    """
    foot = floor(comb.foot * scale + 0.5)
    left = comb.left
    boxes: list[Pixels] = []
    edge = floor(left * scale + 0.5)
    for at, head in enumerate(comb.heads, start=1):
        start, edge = edge, floor((left + at) * scale + 0.5)
        if head is None or head == comb.foot:
            continue
        end = floor(head * scale + 0.5)
        if head < comb.foot:
            boxes.append((start, end if end < foot else foot - 1, edge, foot))
        else:
            boxes.append((start, foot, edge, end if end > foot else foot + 1))
    return boxes


def snap_line(line: Line, scale: float) -> list[Pixels]:
    """Place a crisp line on whole pixels, one box for each of its pieces.

    All lines of one width are equally thick, wherever they lie.

    Args:
        line: level and upright pieces, in px at scale 1.
        scale: px of the bitmap for each of them.
    """
    thick = max(1, whole(line.width * scale))
    ends = pairwise(line.points) if len(line.points) > 1 else ((line.points[0],) * 2,)
    return [_piece(start, end, thick, scale) for start, end in ends]


def _piece(start: Point, end: Point, thick: int, scale: float) -> Pixels:
    left, right, top, bottom = start.x * scale, end.x * scale, start.y * scale, end.y * scale
    if left > right:
        left, right = right, left
    if top > bottom:
        top, bottom = bottom, top
    # As `whole` has it, without a call for each of hundreds of lines.
    if right - left >= bottom - top:
        first = floor((top + bottom - thick) / 2 + 0.5)
        here = floor(left + 0.5)
        return here, first, max(here + 1, floor(right + 0.5)), first + thick
    first = floor((left + right - thick) / 2 + 0.5)
    here = floor(top + 0.5)
    return first, here, first + thick, max(here + 1, floor(bottom + 0.5))
