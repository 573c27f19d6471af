"""Values written at their places, as far as none hides another."""

from collections.abc import Sequence

from image_proc.chart.fields import SeriesType
from image_proc.chart.layout.lettering import ASCENT, DESCENT, measure
from image_proc.chart.layout.numbers import Writing
from image_proc.chart.layout.plane import Plane
from image_proc.chart.layout.traces import Trace
from image_proc.chart.palette import Palette
from image_proc.chart.scene import Mark, Words
from image_proc.chart.series import Axis
from image_proc.chart.spec import ChartSpec
from image_proc.chart.trace import Box, Point

_SIZE = 0.92
"""em of labels."""

_AWAY = 0.35
"""em between a value's place and its number."""

_MOST = 500


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
    taken: list[Box] = []
    marks: list[Mark] = []
    size = plane.size * _SIZE
    for trace in traces:
        values = trace.series.values
        axis = spec.right if trace.series.axis == "right" else spec.y
        largest = max((abs(value) for value in values if value is not None), default=0)
        writing = Writing.of(axis or Axis(), largest)
        for at, value in enumerate(values[:_MOST]):
            top = trace.tops[at]
            if value is None or top is None:
                continue
            text = writing.write(value)
            box = _box(trace, plane, (at, top), (measure(text, size), size))
            if plane.box.holds(box, size) and all(box.apart(other) for other in taken):
                taken.append(box)
                baseline = Point((box.left + box.right) / 2, box.bottom - size * DESCENT)
                marks.append(Words(text, baseline, size, palette.text, "middle"))
    return marks


def _box(trace: Trace, plane: Plane, at: tuple[int, float], extent: tuple[float, float]) -> Box:
    place, top = at
    width, size = extent
    height = size * (ASCENT + DESCENT)
    scale = plane.scale_of(trace.series)
    point = plane.point(plane.places.at(trace.places[place]), scale.at(top))
    if trace.bases is not None and trace.type is SeriesType.BAR:
        foot = plane.point(plane.places.at(trace.places[place]), scale.at(trace.bases[place]))
        x, y = (point.x + foot.x) / 2, (point.y + foot.y) / 2
        return Box(x - width / 2, y - height / 2, x + width / 2, y + height / 2)
    below = top < scale.floor
    if plane.horizontal:
        x = point.x - size * _AWAY - width if below else point.x + size * _AWAY
        return Box(x, point.y - height / 2, x + width, point.y + height / 2)
    y = point.y + size * _AWAY if below else point.y - size * _AWAY - height
    return Box(point.x - width / 2, y, point.x + width / 2, y + height)
