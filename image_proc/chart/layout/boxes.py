"""Box plots: the middle half of a sample, its median, its reach, and what lies beyond."""

from collections.abc import Sequence
from itertools import chain
from statistics import quantiles
from typing import NamedTuple

from image_proc.chart.layout.cartesian import pieces, reaching, shown_axis
from image_proc.chart.layout.domain import reach
from image_proc.chart.layout.frame import lay_frame
from image_proc.chart.layout.plane import Plane, Rulers, lay_plane
from image_proc.chart.layout.rulers import named_ruler, value_ruler
from image_proc.chart.layout.traces import named_entries, paint_of
from image_proc.chart.palette import Palette, same, tint
from image_proc.chart.scene import Clip, Disc, Line, Mark, Paint, Rect
from image_proc.chart.spec import ChartSpec
from image_proc.chart.trace import Box, Point

_FENCE = 1.5
"""Heights of the box: what lies farther from it stands alone."""

_FILLED, _WIDEST = 0.6, 72.0
"""Of the distance between places, and px: what a box takes."""

_LIGHT = 0.28
_QUARTERS = 4
_MOST_ALONE = 500


class Summary(NamedTuple):
    """A sample in five numbers, and the numbers that are far from all others.

    Args:
        low: the least that is not alone.
        first: a quarter of the sample lies below.
        median: half of it.
        third: three quarters.
        high: the greatest that is not alone.
        alone: the rest.
    """

    low: float
    first: float
    median: float
    third: float
    high: float
    alone: tuple[float, ...]

    @classmethod
    def of(cls, sample: Sequence[float]) -> "Summary":
        """Sum a sample of at least one number up.

        Source: J. W. Tukey, Exploratory Data Analysis, 1977, 2C to 2D
        """
        if len(sample) == 1:
            (value,) = sample
            return cls(value, value, value, value, value, ())
        # Quarters, so that no difference of two numbers is more than a float holds.
        known = sorted(value / _QUARTERS for value in sample)
        first, median, third = quantiles(known, n=_QUARTERS, method="inclusive")
        fence = _FENCE * (third - first)
        inside = [value for value in known if first - fence <= value <= third + fence]
        alone = tuple(
            value * _QUARTERS for value in known if not first - fence <= value <= third + fence
        )
        low, high = inside[0] * _QUARTERS, inside[-1] * _QUARTERS
        return cls(low, first * _QUARTERS, median * _QUARTERS, third * _QUARTERS, high, alone)


def box_marks(spec: ChartSpec, palette: Palette) -> tuple[Mark | Clip, ...]:
    """Lay out a box plot: a group of boxes for each label, one box for each series."""
    paints = [paint_of(series, at, palette) for at, series in enumerate(spec.series)]
    samples = [
        series.samples
        if series.samples is not None
        else (tuple(value for value in series.values if value is not None),)
        for series in spec.series
    ]
    frame = lay_frame(spec, palette, named_entries(spec.series, paints))
    count = max(map(len, samples), default=0)
    places = named_ruler(shown_axis(spec.x, frame), spec.labels, count, banded=True)
    values = value_ruler(
        shown_axis(spec.y, frame),
        reach(chain.from_iterable(chain.from_iterable(samples))),
        pieces(frame, upright=not spec.horizontal),
        zero=False,
    )
    rulers = Rulers(values, places) if spec.horizontal else Rulers(places, values)
    laid = lay_plane(rulers, frame.body, frame.size, palette, horizontal=spec.horizontal)
    marks: list[Mark] = []
    for at, group in enumerate(samples):
        own = tuple(map(same, spec.series[at].colors)) or (paints[at],)
        marks += _group(group, own, laid.plane, (at, len(samples)))
    return (*frame.marks, *laid.behind, Clip(reaching(laid.plane, spec), tuple(marks)), *laid.words)


def _group(
    samples: Sequence[Sequence[float]],
    paints: Sequence[Paint],
    plane: Plane,
    slot: tuple[int, int],
) -> list[Mark]:
    at, count = slot
    step = plane.places.length / max(1.0, plane.places.high - plane.places.low)
    width = min(step * _FILLED / count, _WIDEST)
    offset = (at - (count - 1) / 2) * width * 1.15
    marks: list[Mark] = []
    for place, sample in enumerate(samples):
        if sample:
            middle = plane.places.at(place) + offset
            paint = paints[place % len(paints)]
            marks += _box(Summary.of(tuple(sample)), paint, plane, (round(middle), round(width)))
    return marks


def _box(summary: Summary, paint: Paint, plane: Plane, slot: tuple[int, int]) -> list[Mark]:
    middle, width = slot
    start, end = middle - width / 2, middle + width / 2
    low, first, median, third, high = (plane.values.at(value) for value in summary[:5])
    quarter = width / 4
    marks: list[Mark] = [
        _line(plane, (middle, low), (middle, first), paint),
        _line(plane, (middle, third), (middle, high), paint),
        _line(plane, (middle - quarter, low), (middle + quarter, low), paint),
        _line(plane, (middle - quarter, high), (middle + quarter, high), paint),
    ]
    box = plane.bar((start, end), (first, third))
    marks.append(Rect(box, tint(paint, _LIGHT)))
    marks += _outline(box, paint)
    marks.append(_line(plane, (start, median), (end, median), paint, 2.5))
    radius = min(2.5, max(1.0, width / 8))
    marks += [
        Disc(plane.point(middle, plane.values.at(value)), radius, tint(paint, 0.7))
        for value in summary.alone[:_MOST_ALONE]
    ]
    return marks


def _line(
    plane: Plane,
    start: tuple[float, float],
    end: tuple[float, float],
    paint: Paint,
    width: float = 1.5,
) -> Line:
    return Line((plane.point(*start), plane.point(*end)), width, paint)


def _outline(box: Box, paint: Paint) -> list[Mark]:
    corners = (
        Point(box.left, box.top),
        Point(box.right, box.top),
        Point(box.right, box.bottom),
        Point(box.left, box.bottom),
        Point(box.left, box.top),
    )
    return [Line(corners, 1.5, paint)]
