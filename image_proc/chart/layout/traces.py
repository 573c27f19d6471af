"""The series of a chart as they stand on its axes: where, how high, and upon what."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import chain
from typing import NamedTuple

from image_proc.chart.fields import AxisKind, ChartType, SeriesType
from image_proc.chart.layout.domain import Range, reach
from image_proc.chart.layout.legend import Entry
from image_proc.chart.palette import Palette, same
from image_proc.chart.scene import Paint
from image_proc.chart.series import Series
from image_proc.chart.spec import ChartSpec

_LARGEST = 1e308
"""A sum ends here: twice the largest float does not exist."""

_TYPES = {
    ChartType.BAR: SeriesType.BAR,
    ChartType.LINE: SeriesType.LINE,
    ChartType.AREA: SeriesType.AREA,
    ChartType.SCATTER: SeriesType.SCATTER,
    ChartType.BUBBLE: SeriesType.SCATTER,
}
_ON_ZERO = frozenset({SeriesType.BAR, SeriesType.AREA})


class Trace(NamedTuple):
    """A series, placed.

    Args:
        series: what it is made of.
        type: what it is drawn as.
        paint: its colour.
        places: where each value stands; of categories their number from 0.
        tops: each value, or the sum up to it; None where one is missing.
        bases: what each stands upon; None for the axis's floor.
    """

    series: Series
    type: SeriesType
    paint: Paint
    places: Sequence[float]
    tops: Sequence[float | None]
    bases: Sequence[float] | None = None

    def paint_at(self, at: int) -> Paint:
        """The colour of one value."""
        colors = self.series.colors
        return same(colors[at % len(colors)]) if colors else self.paint


def is_named(spec: ChartSpec) -> bool:
    """Whether places are categories, and not numbers or times."""
    scattered = spec.type in (ChartType.SCATTER, ChartType.BUBBLE)
    return spec.x.kind is AxisKind.CATEGORY and not scattered


def traces_of(spec: ChartSpec, palette: Palette) -> tuple[Trace, ...]:
    """Place the series of a chart."""
    named = is_named(spec)
    traces = tuple(
        _trace(series, spec, paint_of(series, at, palette), named=named)
        for at, series in enumerate(spec.series)
    )
    return _stacked(traces) if spec.stacked else traces


def paint_of(series: Series, at: int, palette: Palette) -> Paint:
    """The colour of a series as one piece, by its place from 0."""
    own = series.color or next(iter(series.colors), None)
    return palette.of(at) if own is None else same(own)


def named_entries(series: Sequence[Series], paints: Sequence[Paint]) -> tuple[Entry, ...]:
    """What a legend says of series that are filled: those that have a name."""
    pairs = zip(series, paints, strict=True)
    return tuple(Entry(each.name, paint) for each, paint in pairs if each.name)


def value_reach(traces: Iterable[Trace], *, positive: bool) -> Range | None:
    """The least and greatest value of the traces on an axis.

    Args:
        traces: those on the axis.
        positive: whether only those over 0 count, as on a logarithmic axis.
    """
    numbers = chain.from_iterable((trace.tops, trace.bases or ()) for trace in traces)
    known = [value for values in numbers for value in values if value is not None]
    return reach([value for value in known if value > 0] if positive else known)


def place_reach(traces: Iterable[Trace], *, positive: bool) -> Range | None:
    """The least and greatest place that has a value."""
    return reach(
        place
        for trace in traces
        for place, top in zip(trace.places, trace.tops, strict=False)
        if top is not None and (place > 0 or not positive)
    )


def stands_on_zero(traces: Iterable[Trace]) -> bool:
    """Whether 0 belongs to the values: what is filled tells lies without it."""
    return any(trace.type in _ON_ZERO or trace.series.fill is not None for trace in traces)


def _trace(series: Series, spec: ChartSpec, paint: Paint, *, named: bool) -> Trace:
    kind = series.type or _TYPES[spec.type]
    count = len(series.values)
    places = series.places if series.places is not None and not named else range(count)
    if spec.horizontal and series.axis == "right":
        # There is room for one axis of values, below.
        series = series.model_copy(update={"axis": "left"})
    return Trace(series, kind, paint, places, series.values)


def _stacked(traces: tuple[Trace, ...]) -> tuple[Trace, ...]:
    """Set bars and areas upon each other, what is negative below; other lines stay."""
    heights: dict[tuple[object, ...], dict[float, float]] = defaultdict(dict)
    done: list[Trace] = []
    for trace in traces:
        if trace.type is SeriesType.SCATTER:
            done.append(trace)
            continue
        key = (trace.type, trace.series.axis, trace.series.stack)
        tops: list[float | None] = []
        bases: list[float] = []
        for place, value in zip(trace.places, trace.tops, strict=False):
            below = heights[(*key, value is not None and value < 0 and _splits(trace))]
            base = below.get(place, 0.0)
            top = base + (value or 0.0)
            top = max(-_LARGEST, min(top, _LARGEST))
            below[place] = top
            bases.append(base)
            tops.append(None if value is None and _splits(trace) else top)
        done.append(trace._replace(tops=tops, bases=bases))
    return tuple(done)


def _splits(trace: Trace) -> bool:
    """Whether negative values are stacked below zero: bars are, lines run through."""
    return trace.type is SeriesType.BAR
