"""The names of series beside their colours."""

from collections.abc import Sequence
from typing import NamedTuple

from image_proc.chart.fields import Legend
from image_proc.chart.layout.lettering import ASCENT, measure, shortened
from image_proc.chart.palette import Palette
from image_proc.chart.scene import Disc, Line, Mark, Paint, Rect, Words
from image_proc.chart.trace import Box, Point

_ROW = 1.55
"""em from one row of names to the next."""

_SWATCH, _GAP, _BETWEEN = 0.85, 0.5, 1.4
"""em: the patch of colour, what is between it and its name, and between two names."""

_WIDEST = 0.38
"""Of the chart's width: what names at a side may take."""

_HIGHEST = 0.3
"""Of the chart's height: what names above or below may take."""


class Entry(NamedTuple):
    """A name and the look of what it names.

    Args:
        name: not empty.
        paint: its colour.
        line: px of its line, 0 for what is filled.
        dashes: px, drawn and left out in turn.
        dot: whether it is dots.
    """

    name: str
    paint: Paint
    line: float = 0
    dashes: tuple[float, ...] = ()
    dot: bool = False


class Names(NamedTuple):
    """A legend laid out.

    Args:
        marks: what is drawn.
        body: px, what it leaves of the box.
    """

    marks: tuple[Mark, ...]
    body: Box


class _Cell(NamedTuple):
    entry: Entry | None
    text: str
    x: float
    y: float


def lay_legend(
    entries: Sequence[Entry], side: Legend, box: Box, size: float, palette: Palette
) -> Names:
    """Place names at a side of a box; what has no room is counted.

    Args:
        entries: in order.
        side: where; neither auto nor none.
        box: px, what the legend and the chart's body share.
        size: px a em.
        palette: for the words.
    """
    if side in (Legend.TOP, Legend.BOTTOM):
        return _in_rows(entries, side, box, size, palette)
    return _in_column(entries, side, box, size, palette)


def _in_rows(
    entries: Sequence[Entry], side: Legend, box: Box, size: float, palette: Palette
) -> Names:
    height = box.height
    most = max(1, int(height * _HIGHEST / (size * _ROW)))
    cells = _flow(entries, box.width, size, most)
    used = (cells[-1].y + 1) * size * _ROW if cells else 0.0
    top = box.top if side is Legend.TOP else box.bottom - used
    marks = [
        mark
        for cell in cells
        for mark in _drawn(
            cell, Point(box.left + cell.x, top + cell.y * size * _ROW), size, palette
        )
    ]
    gap = size * 0.6
    if side is Legend.TOP:
        return Names(tuple(marks), box._replace(top=box.top + used + gap))
    return Names(tuple(marks), box._replace(bottom=box.bottom - used - gap))


def _flow(entries: Sequence[Entry], room: float, size: float, most: int) -> list[_Cell]:
    """Set names one after the other into rows of a width; the last cell counts what is left."""
    cells: list[_Cell] = []
    x, row = 0.0, 0
    for at, entry in enumerate(entries):
        text = shortened(entry.name, room - size * (_SWATCH + _GAP), size)
        width = size * (_SWATCH + _GAP) + measure(text, size)
        if x and x + width > room:
            x, row = 0.0, row + 1
        if row >= most:
            return _counted(cells, len(entries) - at, room, size)
        cells.append(_Cell(entry, text, x, row))
        x += width + size * _BETWEEN
    return cells


def _counted(cells: list[_Cell], left: int, room: float, size: float) -> list[_Cell]:
    """Write how many names have no room, in place of as many as that takes."""
    while cells:
        last = cells[-1]
        start = last.x + size * (_SWATCH + _GAP + _BETWEEN) + measure(last.text, size)
        text = f"+{left}"
        if start + measure(text, size) <= room:
            return [*cells, _Cell(None, text, start, last.y)]
        cells = cells[:-1]
        left += 1
    return cells


def _in_column(
    entries: Sequence[Entry], side: Legend, box: Box, size: float, palette: Palette
) -> Names:
    height = box.height
    most = max(1, int(height / (size * _ROW)))
    shown = entries if len(entries) <= most else entries[: most - 1]
    head = size * (_SWATCH + _GAP)
    room = box.width * _WIDEST - head
    texts = [shortened(entry.name, room, size) for entry in shown]
    cells = [
        _Cell(entry, text, 0, row)
        for row, (entry, text) in enumerate(zip(shown, texts, strict=True))
    ]
    if len(shown) < len(entries):
        cells.append(_Cell(None, f"+{len(entries) - len(shown)}", head, len(shown)))
    width = head + max((measure(cell.text, size) for cell in cells), default=0.0)
    left = box.left if side is Legend.LEFT else box.right - width
    top = box.top + max(0.0, (height - len(cells) * size * _ROW) / 2)
    marks = [
        mark
        for cell in cells
        for mark in _drawn(cell, Point(left + cell.x, top + cell.y * size * _ROW), size, palette)
    ]
    gap = size * 1.5
    if side is Legend.LEFT:
        return Names(tuple(marks), box._replace(left=left + width + gap))
    return Names(tuple(marks), box._replace(right=left - gap))


def _drawn(cell: _Cell, at: Point, size: float, palette: Palette) -> list[Mark]:
    middle = at.y + size * _ROW / 2
    baseline = middle + size * ASCENT / 2
    if cell.entry is None:
        return [Words(cell.text, Point(at.x, baseline), size, palette.muted)]
    side = size * _SWATCH
    words = Words(cell.text, Point(at.x + side + size * _GAP, baseline), size, palette.muted)
    swatch = _swatch(cell.entry, Point(at.x, middle), side)
    return [swatch, words] if cell.text else [swatch]


def _swatch(entry: Entry, at: Point, side: float) -> Mark:
    if entry.dot:
        return Disc(Point(at.x + side / 2, at.y), side * 0.42, entry.paint)
    if entry.line:
        ends = (Point(at.x + entry.line / 2, at.y), Point(at.x + side - entry.line / 2, at.y))
        return Line(ends, min(entry.line, side / 3), entry.paint, entry.dashes)
    top = round(at.y - side / 2)
    corner = side * 0.2
    box = Box(round(at.x), top, round(at.x) + round(side), top + round(side))
    return Rect(box, entry.paint, (corner,) * 4)
