"""The seed's chart: a value a pixel, a grid of ten pixels, numbers each fifty."""

from collections.abc import Sequence
from math import ceil

from image_proc.chart.layout.columns import Columns, Values
from image_proc.chart.layout.domain import reach
from image_proc.chart.layout.lettering import ASCENT, label_size, measure, rows_of
from image_proc.chart.layout.rulers import Ruler, Tick, value_ruler
from image_proc.chart.layout.scales import Scale
from image_proc.chart.layout.ticks import nice_step
from image_proc.chart.palette import Palette, same
from image_proc.chart.scene import Comb, Line, Mark, Paint, Words
from image_proc.chart.series import Axis
from image_proc.chart.spec import ChartSpec
from image_proc.chart.trace import Box, Point
from image_proc.color import Color

BAR = Paint(Color(0x55, 0x55, 0xDD), Color(0x8B, 0x8B, 0xF5))
GRID = Paint(Color(0xDD, 0xDD, 0xDD), Color(0x33, 0x38, 0x40))
_CELL, _LABELLED = 10, 50
_EDGE = 8
_TALL = 2.6
"""em between two numbers at the left."""
_PASSES = 2
"""The axis is that of what is shown, what is shown follows from the room, that from the axis."""


def strip_marks(spec: ChartSpec, palette: Palette) -> tuple[Mark, ...]:
    """Lay out values from the left, a pixel each; of more than fit the latest, or their means."""
    size = label_size(spec.width, spec.height)
    values = spec.series[0].values if spec.series else ()
    title, top = _title(spec, size, palette)
    bottom = spec.height - ceil(size * (ASCENT + 0.9))
    pieces = max(1, int((bottom - top) / (size * _TALL)))
    axis = spec.y.model_copy(update={"reverse": False, "visible": True})
    ruler, left = _ruled(axis, values, pieces, size)
    columns = Columns.of(values, _room(spec, left), spec.look)
    for _ in range(_PASSES):
        before = left
        ruler, left = _ruled(axis, columns.values, pieces, size)
        if left != before:
            columns = Columns.of(values, _room(spec, left), spec.look)
    up = ruler.scale(bottom, top)
    box = Box(left, top, spec.width - _EDGE, bottom)
    return (
        *title,
        *_grid(box),
        _bars(columns.values, up, left, _paint(spec)),
        *_axes(box, up, palette),
        *_numbers(box, ruler.ticks, up, size, palette),
        *_places(box, columns, size, palette),
    )


def _ruled(axis: Axis, values: Values, pieces: int, size: float) -> tuple[Ruler, int]:
    """Find the axis of some values, and the px that its numbers take at the left."""
    ruler = value_ruler(axis, reach(v for v in values if v is not None), pieces, zero=True)
    widest = max((measure(tick.label, size) for tick in ruler.ticks), default=0.0)
    return ruler, ceil(widest + size * 0.7)


def _room(spec: ChartSpec, left: int) -> int:
    """How many columns there are."""
    return max(1, spec.width - _EDGE - left)


def _paint(spec: ChartSpec) -> Paint:
    own = spec.series[0].color if spec.series else None
    if own is not None:
        return same(own)
    return same(spec.colors[0]) if spec.colors else BAR


def _title(spec: ChartSpec, size: float, palette: Palette) -> tuple[list[Mark], int]:
    rows = rows_of(spec.title, spec.width - 2 * _EDGE, size * 1.2, 1, bold=True)
    if not rows:
        return [], _EDGE + ceil(size / 2)
    words: list[Mark] = [
        Words(rows[0], Point(_EDGE, _EDGE + size * 1.1), size * 1.2, palette.text, bold=True)
    ]
    return words, _EDGE + ceil(size * 2.3)


def _grid(box: Box) -> list[Mark]:
    """Squares of ten pixels, counted from where the axes cross."""
    across = [box.left + at for at in range(0, int(box.width) + 1, _CELL)]
    down = [box.bottom - at for at in range(0, int(box.height) + 1, _CELL)]
    lines: list[Mark] = [_line(Point(x, box.top), Point(x, box.bottom), GRID) for x in across]
    return lines + [_line(Point(box.left, y), Point(box.right, y), GRID) for y in down]


def _bars(values: Values, up: Scale, left: int, paint: Paint) -> Mark:
    top, bottom = up.end, up.start
    places = iter(up.all([value for value in values if value is not None]))
    heads = tuple(
        None if value is None else min(max(next(places), top), bottom) for value in values
    )
    return Comb(left, up.at(up.floor), heads, paint)


def _axes(box: Box, up: Scale, palette: Palette) -> list[Mark]:
    floor = up.at(up.floor)
    return [
        _line(Point(box.left, box.top), Point(box.left, box.bottom), palette.text),
        _line(Point(box.left, floor), Point(box.right, floor), palette.text),
    ]


def _line(start: Point, end: Point, paint: Paint) -> Line:
    return Line((start, end), 1, paint, crisp=True)


def _numbers(
    box: Box, ticks: Sequence[Tick], up: Scale, size: float, palette: Palette
) -> list[Mark]:
    return [
        Words(
            tick.label,
            Point(box.left - size * 0.35, up.at(tick.at) + size * ASCENT / 2),
            size,
            palette.muted,
            "end",
        )
        for tick in ticks
        if tick.label and up.holds(tick.at)
    ]


def _places(box: Box, columns: Columns, size: float, palette: Palette) -> list[Mark]:
    """Number values below, from the first that is seen; about each fiftieth column has a number."""
    baseline = box.bottom + size * (ASCENT + 0.45)
    last = int(box.width * columns.each)
    words: list[Mark] = []
    for number in range(0, last + 1, _numbered(columns, last, size)):
        x, text = box.left + number / columns.each, str(number)
        if x + measure(text, size) / 2 <= box.right + _EDGE:
            words.append(Words(text, Point(x, baseline), size, palette.muted, "middle"))
    return words


def _numbered(columns: Columns, last: int, size: float) -> int:
    """How many values are between two numbers that have room beside each other."""
    step = _LABELLED
    apart = max(measure(str(last), size) + size * 0.6, _LABELLED)
    if columns.each > 1:
        pieces = max(1, int(last / columns.each / apart))
        step = max(1, round(nice_step(0, max(last, 1), pieces).size))
    while step / columns.each < apart:
        step += step
    return step
