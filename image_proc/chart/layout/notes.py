"""Values written at their places, as far as none hides another."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from image_proc.chart.fields import SeriesType
from image_proc.chart.layout.bars import Lane, lanes_of
from image_proc.chart.layout.lettering import ASCENT, DESCENT, measure
from image_proc.chart.layout.numbers import Writing
from image_proc.chart.layout.plane import Plane
from image_proc.chart.layout.traces import Trace
from image_proc.chart.palette import Palette, on
from image_proc.chart.scene import Mark, Paint, Words
from image_proc.chart.series import Axis
from image_proc.chart.spec import ChartSpec
from image_proc.chart.trace import Box, Point

_SIZE = 0.92
"""em of labels."""

_AWAY = 0.35
"""em between a value's place and its number."""

_MOST = 500

_TILE = 64
"""px, of a side."""


class Note(NamedTuple):
    """A number where it may be written.

    Args:
        text: what it says.
        box: px that it takes.
        ground: what it lies on, where that is not the picture's.
    """

    text: str
    box: Box
    ground: Paint | None = None


def note_marks(
    traces: Sequence[Trace], spec: ChartSpec, plane: Plane, palette: Palette
) -> list[Mark]:
    """Write values above (or behind, or below) where they stand, as their axis has them.

    Args:
        traces: of the chart.
        spec: the chart.
        plane: where.
        palette: for the words.
    """
    return written(_notes(traces, spec, plane), plane, palette)


def written(notes: Iterable[Note], plane: Plane, palette: Palette) -> list[Mark]:
    """Write notes, but for those that would hide an earlier one or leave the body.

    Args:
        notes: the most important first.
        plane: where.
        palette: for the words.
    """
    size = plane.size * _SIZE
    taken: defaultdict[tuple[int, int], list[Box]] = defaultdict(list)
    marks: list[Mark] = []
    for text, box, ground in notes:
        if not plane.box.holds(box, size):
            continue
        tiles = _tiles(box)
        if all(box.apart(other) for tile in tiles for other in taken.get(tile, ())):
            for tile in tiles:
                taken[tile].append(box)
            baseline = Point((box.left + box.right) / 2, box.bottom - size * DESCENT)
            ink = palette.text if ground is None else on(ground)
            marks.append(Words(text, baseline, size, ink, "middle"))
    return marks


def _tiles(box: Box) -> list[tuple[int, int]]:
    """The tiles of the picture that a box touches: others are looked for in these alone."""
    columns = range(int(box.left // _TILE), int(box.right // _TILE) + 1)
    rows = range(int(box.top // _TILE), int(box.bottom // _TILE) + 1)
    return [(column, row) for column in columns for row in rows]


def beside(point: Point, text: str, plane: Plane, *, below: bool) -> Note:
    """Place a note at the head of a bar or above a point.

    Args:
        point: px.
        text: what it says.
        plane: where.
        below: whether it stands on the other side, since the value lies below the axis.
    """
    width, size = _extent(text, plane)
    height = size * (ASCENT + DESCENT)
    if plane.horizontal:
        x = point.x - size * _AWAY - width if below else point.x + size * _AWAY
        return Note(text, Box(x, point.y - height / 2, x + width, point.y + height / 2))
    y = point.y + size * _AWAY if below else point.y - size * _AWAY - height
    return Note(text, Box(point.x - width / 2, y, point.x + width / 2, y + height))


def _notes(traces: Sequence[Trace], spec: ChartSpec, plane: Plane) -> Iterator[Note]:
    bars = [trace for trace in traces if trace.type is SeriesType.BAR]
    lanes = dict(zip(map(id, bars), lanes_of(bars, plane, stacked=spec.stacked), strict=True))
    for trace in traces:
        lane = lanes.get(id(trace))
        values = trace.series.values
        axis = spec.right if trace.series.axis == "right" else spec.y
        largest = max((abs(value) for value in values if value is not None), default=0)
        writing = Writing.of(axis or Axis(), largest)
        for at, value in enumerate(values[:_MOST]):
            top = trace.tops[at]
            if value is not None and top is not None:
                yield _note((trace, lane), plane, (at, top), writing.write(value))


def _note(
    placed: tuple[Trace, Lane | None], plane: Plane, at: tuple[int, float], text: str
) -> Note:
    (trace, lane), (place, top) = placed, at
    offset = 0.0 if lane is None else lane.offset
    scale, along = plane.scale_of(trace.series), plane.places.at(trace.places[place]) + offset
    point = plane.point(along, scale.at(top))
    if trace.bases is None or lane is None:
        return beside(point, text, plane, below=top < scale.floor)
    foot = plane.point(along, scale.at(trace.bases[place]))
    note = _around(Point((point.x + foot.x) / 2, (point.y + foot.y) / 2), text, plane)
    within = note.box.height if plane.horizontal else note.box.width
    return note._replace(ground=trace.paint_at(place)) if within <= lane.width else note


def _around(middle: Point, text: str, plane: Plane) -> Note:
    width, size = _extent(text, plane)
    height = size * (ASCENT + DESCENT)
    left, top = middle.x - width / 2, middle.y - height / 2
    return Note(text, Box(left, top, left + width, top + height))


def _extent(text: str, plane: Plane) -> tuple[float, float]:
    """Px: (how long a note is, how large its letters are)."""
    size = plane.size * _SIZE
    return measure(text, size), size
