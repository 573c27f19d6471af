"""Heat maps: a table of numbers as a field of colours."""

from collections.abc import Sequence
from itertools import pairwise

from image_proc.chart.fields import Legend
from image_proc.chart.layout.cartesian import shown_axis
from image_proc.chart.layout.domain import Range, reach
from image_proc.chart.layout.frame import Frame, lay_frame
from image_proc.chart.layout.lettering import ASCENT, measure
from image_proc.chart.layout.numbers import Writing
from image_proc.chart.layout.plane import Plane, Rulers, lay_plane
from image_proc.chart.layout.rulers import named_ruler
from image_proc.chart.layout.scales import Scale
from image_proc.chart.palette import Palette, along, on, ramp, same
from image_proc.chart.scale import share_of
from image_proc.chart.scene import Mark, Paint, Rect, Words
from image_proc.chart.spec import ChartSpec
from image_proc.chart.trace import Box, Point

_KEY_STEPS = 24
_KEY_WIDTH = 0.9
"""em: how thick the strip is that tells what colours mean."""

_APART_FROM = 6
"""px of a cell, from which on cells are apart from each other."""


def heatmap_marks(spec: ChartSpec, palette: Palette) -> tuple[Mark, ...]:
    """Lay out a heat map: a row for each series, a column for each label."""
    frame = lay_frame(spec, palette, ())
    found = reach(value for series in spec.series for value in series.values if value is not None)
    low, high = found or (0.0, 1.0)
    ends = (low if spec.y.low is None else spec.y.low, high if spec.y.high is None else spec.y.high)
    key: list[Mark] = []
    body = frame.body
    if spec.legend is not Legend.NONE and min(spec.width, spec.height) > frame.size * 9:
        key, body = _key(spec, ends, frame, palette)
    columns = max((len(series.values) for series in spec.series), default=0)
    x = named_ruler(shown_axis(spec.x, frame), spec.labels, columns, banded=True)
    # The axis of the values tells of colours; the rows have the series' names.
    y = shown_axis(spec.y, frame).model_copy(update={"labels": (), "marks": ()})
    names = tuple(series.name for series in spec.series)
    rows = named_ruler(y, names, len(names), banded=True)
    rulers = Rulers(x._replace(grid=False), rows._replace(grid=False))
    laid = lay_plane(rulers, body, frame.size, palette, horizontal=False)
    cells = _cells(spec, ends, laid.plane, palette)
    return (*frame.marks, *key, *cells, *laid.words)


def _paint(spec: ChartSpec, palette: Palette, share: float) -> Paint:
    """The colour of a share of the range; a single one that is asked for is that of the most."""
    if not spec.colors:
        return ramp(share)
    stops = [same(color) for color in spec.colors]
    if len(stops) == 1:
        stops.insert(0, palette.grid)
    light, dark = zip(*stops, strict=True)
    return Paint(along(light, share), along(dark, share))


def _share(value: float, ends: Range) -> float:
    low, high = ends
    return 0.5 if low >= high else min(max(share_of(value, low, high), 0.0), 1.0)


def _cells(spec: ChartSpec, ends: Range, plane: Plane, palette: Palette) -> list[Mark]:
    across, down = _edges(plane.places), _edges(plane.values)
    writing = Writing.of(spec.y, max(map(abs, ends)))
    marks: list[Mark] = []
    for row, series in enumerate(spec.series):
        for column, value in enumerate(series.values):
            cell = _cell(across[column : column + 2], down[row : row + 2])
            if value is None or cell.width <= 0 or cell.height <= 0:
                continue
            paint = _paint(spec, palette, _share(value, ends))
            marks.append(Rect(cell, paint))
            if spec.numbers:
                marks += _note(writing.write(value), cell, plane.size, paint)
    return marks


def _edges(scale: Scale) -> list[int]:
    """Px between which the places of an axis of categories lie."""
    return [round(scale.at(at - 0.5)) for at in range(round(scale.high - scale.low) + 1)]


def _cell(across: Sequence[int], down: Sequence[int]) -> Box:
    left, right = sorted(across)
    top, bottom = sorted(down)
    gap_x = 1 if right - left >= _APART_FROM else 0
    gap_y = 1 if bottom - top >= _APART_FROM else 0
    return Box(left, top, right - gap_x, bottom - gap_y)


def _note(text: str, cell: Box, size: float, paint: Paint) -> list[Mark]:
    if size > min(cell.width, cell.height) or measure(text, size) + size * 0.4 > cell.width:
        return []
    middle = Point((cell.left + cell.right) / 2, (cell.top + cell.bottom) / 2 + size * ASCENT / 2)
    return [Words(text, middle, size, on(paint), "middle")]


def _key(spec: ChartSpec, ends: Range, frame: Frame, palette: Palette) -> tuple[list[Mark], Box]:
    """A strip at the right that tells what the colours mean."""
    size, body = frame.size, frame.body
    writing = Writing.of(spec.y, max(map(abs, ends)))
    texts = [writing.write(end) for end in ends]
    width = max(measure(text, size) for text in texts)
    right = body.right - width - size * 0.45
    left = right - size * _KEY_WIDTH
    steps = Scale(0, _KEY_STEPS, body.top + size * 0.4, body.bottom - size * 0.4)
    edges = [round(steps.at(at)) for at in range(_KEY_STEPS + 1)]
    paints = [_paint(spec, palette, 1 - at / (_KEY_STEPS - 1)) for at in range(_KEY_STEPS)]
    marks: list[Mark] = [
        Rect(Box(left, top, right, bottom), paint)
        for (top, bottom), paint in zip(pairwise(edges), paints, strict=True)
    ]
    places = (edges[-1], edges[0] + size * ASCENT)
    marks += [
        Words(text, Point(right + size * 0.45, y), size, palette.muted)
        for text, y in zip(texts, places, strict=True)
    ]
    return marks, body._replace(right=left - size * 1.1)
