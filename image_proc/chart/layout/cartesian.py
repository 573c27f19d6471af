"""Bars, lines, areas and clouds of dots on two axes."""

from collections.abc import Sequence

from image_proc.chart.fields import AxisKind, SeriesType
from image_proc.chart.layout.bars import bar_marks
from image_proc.chart.layout.domain import spread
from image_proc.chart.layout.frame import Frame, lay_frame
from image_proc.chart.layout.legend import Entry
from image_proc.chart.layout.lines import area_marks, dot_marks, line_marks
from image_proc.chart.layout.notes import note_marks
from image_proc.chart.layout.plane import Laid, Plane, Rulers, lay_plane
from image_proc.chart.layout.rulers import Ruler, named_ruler, place_ruler, value_ruler
from image_proc.chart.layout.traces import (
    Trace,
    is_named,
    place_reach,
    stands_on_zero,
    traces_of,
    value_reach,
)
from image_proc.chart.palette import Palette
from image_proc.chart.scene import Clip, Mark
from image_proc.chart.series import Axis
from image_proc.chart.spec import ChartSpec
from image_proc.chart.trace import Box

TALL, WIDE = 3.0, 6.5
"""em between two ticks, about, along an upright axis and along a level one."""

BARE = 5.5
"""em of the shorter side: a smaller body has no labels."""

_FAR = 1e300
"""Half a bar that is larger cannot be added to the ends of an axis."""

_OVER, _JUST = 6.0, 3.0
"""px that dots and round ends may reach over the body, at ends that are free and that were set."""


def cartesian_marks(spec: ChartSpec, palette: Palette) -> tuple[Mark | Clip, ...]:
    """Lay out a chart of bars, lines, areas or dots."""
    traces = traces_of(spec, palette)
    frame = lay_frame(spec, palette, _entries(traces))
    rulers, body = _rulers(spec, traces, frame), frame.body
    if not rulers.level.axis.visible and not rulers.upright.axis.visible:
        body = _inset(body)
    laid = lay_plane(rulers, body, frame.size, palette, horizontal=spec.horizontal)
    notes = note_marks(traces, spec, laid.plane, palette) if spec.numbers else []
    return (*frame.marks, *_body(spec, traces, laid), *laid.words, *notes)


def _inset(box: Box) -> Box:
    """Keep lines and dots inside a picture that has no words around its body."""
    room = min(_JUST, min(box.width, box.height) / 8)
    return Box(box.left + room, box.top + room, box.right - room, box.bottom - room)


def shown_axis(axis: Axis, frame: Frame) -> Axis:
    """The axis, or one without words where the body is too small for them."""
    body = frame.body
    if min(body.width, body.height) >= frame.size * BARE:
        return axis
    return axis.model_copy(update={"visible": False, "title": ""})


def pieces(frame: Frame, *, upright: bool) -> int:
    """How many pieces ticks may cut an axis into."""
    body = frame.body
    if upright:
        return max(1, int((body.height - frame.size * 2) / (frame.size * TALL)))
    return max(1, int(body.width / (frame.size * WIDE)))


def _entries(traces: Sequence[Trace]) -> tuple[Entry, ...]:
    return tuple(
        Entry(
            trace.series.name,
            trace.paint_at(0),
            trace.series.line_width if trace.type is SeriesType.LINE else 0,
            trace.series.dashes,
            trace.type is SeriesType.SCATTER,
        )
        for trace in traces
        if trace.series.name
    )


def _rulers(spec: ChartSpec, traces: Sequence[Trace], frame: Frame) -> Rulers:
    left = [trace for trace in traces if trace.series.axis == "left"]
    right = [trace for trace in traces if trace.series.axis == "right"]
    places = _place_ruler(spec, traces, frame)
    values = _value_ruler(spec.y, left, frame, spec)
    if not right:
        return Rulers(values, places) if spec.horizontal else Rulers(places, values)
    second = _value_ruler(spec.right or Axis(), right, frame, spec)
    if left:
        return Rulers(places, values, second._replace(grid=False))
    # Nothing is measured at the left: numbers there would say what is not true.
    bare = second.axis.model_copy(update={"title": ""})
    return Rulers(places, Ruler(bare, second.ends, ()), second)


def _value_ruler(axis: Axis, own: Sequence[Trace], frame: Frame, spec: ChartSpec) -> Ruler:
    found = value_reach(own, positive=axis.kind is AxisKind.LOG)
    return value_ruler(
        shown_axis(axis, frame),
        spread(found, _slack(own, frame, spec)) if found else None,
        pieces(frame, upright=not spec.horizontal),
        zero=stands_on_zero(own),
    )


def _slack(traces: Sequence[Trace], frame: Frame, spec: ChartSpec) -> float:
    """What is left free beside the outermost values, as a share of the range: numbers or discs."""
    body = frame.body
    length = body.width if spec.horizontal else body.height
    sizes = [size for trace in traces for size in trace.series.sizes or () if size is not None]
    room = max(sizes, default=0.0) + (frame.size * 1.2 if spec.numbers else 0.0)
    return min(room / max(length, 1.0), 0.4)


def _place_ruler(spec: ChartSpec, traces: Sequence[Trace], frame: Frame) -> Ruler:
    axis = shown_axis(spec.x, frame)
    has_bars = any(trace.type is SeriesType.BAR for trace in traces)
    if is_named(spec):
        count = max((len(trace.tops) for trace in traces), default=0)
        return named_ruler(axis, spec.labels, count, banded=has_bars or spec.horizontal)
    if axis.kind is AxisKind.CATEGORY:
        axis = axis.model_copy(update={"kind": AxisKind.LINEAR})
    found = place_reach(traces, positive=axis.kind is AxisKind.LOG)
    cloud = all(trace.type is SeriesType.SCATTER for trace in traces)
    count = pieces(frame, upright=spec.horizontal)
    if cloud and axis.kind is not AxisKind.TIME:
        slack = _slack(traces, frame, spec)
        return value_ruler(axis, spread(found, slack) if found else None, count, zero=False)
    ruler = place_ruler(axis, found, count, grid=False)
    return _with_room(ruler, traces) if has_bars else ruler


def _with_room(ruler: Ruler, traces: Sequence[Trace]) -> Ruler:
    """Leave half a bar free at both ends of an axis of numbers or times."""
    most = max((len(trace.places) for trace in traces), default=1)
    half = (ruler.ends[1] - ruler.ends[0]) / max(1, most - 1) / 2
    if ruler.axis.kind is AxisKind.LOG or not half < _FAR:
        return ruler
    low = ruler.ends[0] - half if ruler.axis.low is None else ruler.ends[0]
    high = ruler.ends[1] + half if ruler.axis.high is None else ruler.ends[1]
    return ruler._replace(ends=(low, high))


def _body(spec: ChartSpec, traces: Sequence[Trace], laid: Laid) -> list[Mark | Clip]:
    plane = laid.plane
    bars = [trace for trace in traces if trace.type is SeriesType.BAR]
    others = [trace for trace in traces if trace.type is not SeriesType.BAR]
    marks: list[Mark] = bar_marks(bars, plane, stacked=spec.stacked)
    marks += laid.baseline
    for trace in reversed(others):
        marks += area_marks(trace, plane)
    for trace in reversed(others):
        marks += (
            dot_marks(trace, plane)
            if trace.type is SeriesType.SCATTER
            else line_marks(trace, plane)
        )
    return [*laid.behind, Clip(reaching(plane, spec), tuple(marks))]


def reaching(plane: Plane, spec: ChartSpec) -> Box:
    """The body, with room for what is round at its edges; none past an end that was asked for."""
    box = plane.box
    along = _JUST if spec.x.low is not None or spec.x.high is not None else _OVER
    across = _JUST if spec.y.low is not None or spec.y.high is not None else _OVER
    if spec.horizontal:
        along, across = across, along
    return Box(
        max(0.0, box.left - along),
        max(0.0, box.top - across),
        min(float(spec.width), box.right + along),
        min(float(spec.height), box.bottom + across),
    )
