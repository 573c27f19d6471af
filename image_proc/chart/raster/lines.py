"""Lines: level and upright ones on whole pixels, others as outlines, dashes one by one."""

from collections.abc import Iterator, Sequence
from itertools import cycle, pairwise
from math import hypot

from image_proc.chart.raster.brush import Brush
from image_proc.chart.raster.contour import Contour, Path, path
from image_proc.chart.raster.shape import WIDEST, Fill, Stroke
from image_proc.chart.raster.stroke import stroke
from image_proc.chart.scene import Line
from image_proc.chart.snap import Pixels, snap_line, whole
from image_proc.chart.trace import Box, Point

_SHORTEST = 0.5
"""px of the bitmap; dashes and gaps that are together shorter are a solid line."""

_WIDEST = 1000
"""px outside the picture in which dashes still count, however wide they are."""


def draw_lines(brush: Brush, lines: Sequence[Line]) -> None:
    """Draw lines of one paint."""
    outlines: list[list[Contour]] = []
    strokes: dict[float, list[Path]] = {}
    boxes: list[Pixels] = []
    for line in lines:
        half = line.width * brush.scale / 2
        dashes = _dashes(line, brush.scale)
        if line.crisp:
            for piece in snap_line(line, brush.scale):
                boxes += _dashed_box(piece, dashes, brush) if dashes else (piece,)
        elif dashes:
            outlines.append(_dashed(line, dashes, brush))
        elif half > WIDEST:
            outlines.append(stroke(line.points, line.width, brush.scale))
        else:
            strokes.setdefault(half, []).append(path(line.points, brush.scale))
    if boxes:
        brush.canvas.fill(boxes, brush.color)
    brush.paint([Fill.of(outline) for outline in outlines if outline])
    for half, paths in strokes.items():
        brush.paint([Stroke.of([each], half) for each in paths])


def _dashes(line: Line, scale: float) -> tuple[float, ...]:
    """Px of the bitmap, an even number of them; none where the line is solid."""
    if not line.dashes or sum(line.dashes) * scale < _SHORTEST or min(line.dashes) < 0:
        return ()
    twice = 2 if len(line.dashes) % 2 else 1
    return tuple(dash * scale for dash in line.dashes) * twice


def _dashed_box(box: Pixels, dashes: tuple[float, ...], brush: Brush) -> Iterator[Pixels]:
    """The dashes of a level or upright line, on whole pixels."""
    left, top, right, bottom = box
    level = right - left >= bottom - top
    start, end = (left, right) if level else (top, bottom)
    first, last = (0, 2) if level else (1, 3)
    seen = brush.canvas.clip
    for dash in _spans(0, end - start, dashes, (seen[first] - start, seen[last] - start)):
        here, there = start + whole(dash[0]), start + whole(dash[1])
        if here < there:
            yield (here, top, there, bottom) if level else (left, here, right, there)


def _dashed(line: Line, dashes: tuple[float, ...], brush: Brush) -> list[Contour]:
    """The dashes of a line; one that goes around a corner is one piece."""
    scale = brush.scale
    left, top, right, bottom = brush.canvas.clip
    spare = min(line.width * scale, _WIDEST) + 1
    view = Box(left - spare, top - spare, right + spare, bottom + spare)
    points = [Point(x * scale, y * scale) for x, y in line.points]
    way = 0.0
    pieces: list[list[Point]] = []
    for here, there in pairwise(points):
        length = hypot(there.x - here.x, there.y - here.y)
        if not length:
            continue
        seen = _seen(here, there, view)
        for start, end in _spans(way, length, dashes, (seen[0] * length, seen[1] * length)):
            ends = (_on(here, there, start / length), _on(here, there, end / length))
            if pieces and start == 0 and pieces[-1][-1] == here:
                pieces[-1].append(ends[1])
            else:
                pieces.append(list(ends))
        way += length
    return [
        contour for piece in pieces for contour in stroke(piece, line.width * scale, 1, butt=True)
    ]


def _spans(
    way: float, length: float, dashes: tuple[float, ...], seen: tuple[float, float]
) -> Iterator[tuple[float, float]]:
    """Where a straight piece is drawn.

    Args:
        way: px, how far along the whole line it begins.
        length: px, its own.
        dashes: px, drawn and left out in turn.
        seen: px from its start, between which there is anything to be seen.

    Returns:
        Px from its start.
    """
    period = sum(dashes)
    low, high = max(0.0, seen[0]), min(length, seen[1])
    if low >= high:
        return  # low may be infinite: a step too small to divide by leads nowhere that is seen
    at = ((way + low) // period) * period - way
    for place, dash in enumerate(cycle(dashes)):
        if at >= high:
            return
        start, at = at, at + dash
        if place % 2 == 0 and at > low and at > 0:
            yield max(0.0, start), min(length, at)


def _seen(here: Point, there: Point, view: Box) -> tuple[float, float]:
    """The shares of a straight line between which it is within a box.

    Source: https://doi.org/10.1145/357332.357333 (Liang and Barsky)
    """
    low, high = 0.0, 1.0
    for start, end, first, last in (
        (here.x, there.x, view.left, view.right),
        (here.y, there.y, view.top, view.bottom),
    ):
        if start == end:
            if not first <= start <= last:
                return 1.0, 0.0
            continue
        enter, leave = sorted(((first - start) / (end - start), (last - start) / (end - start)))
        low, high = max(low, enter), min(high, leave)
    return low, high


def _on(here: Point, there: Point, share: float) -> Point:
    return Point(here.x + (there.x - here.x) * share, here.y + (there.y - here.y) * share)
