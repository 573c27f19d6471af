"""Lines, what lies below them, and dots at values."""

from collections.abc import Sequence
from itertools import groupby
from math import dist
from typing import NamedTuple

from image_proc.chart.fields import SeriesType
from image_proc.chart.layout.curves import rounded, stepped, thinned
from image_proc.chart.layout.plane import Plane
from image_proc.chart.layout.traces import Trace
from image_proc.chart.palette import same, tint
from image_proc.chart.scene import Area, Disc, Line, Mark, Paint
from image_proc.chart.trace import Point

_BELOW, _STACKED_BELOW = 0.18, 0.75
"""How much of its colour lies below a line, alone and upon others."""

_DOT, _DOT_FROM = 2.75, 14.0
"""px: a dot's radius, and the distance of values from which on they have one."""

_SCATTERED = 3.5
_THIN_DOT = 0.78
"""How much of its colour a dot of a cloud has, so that a crowd is darker."""

_CELLS = 2
"""Dots of one colour in one half of a pixel are one."""

_CROWD = 5000
"""Dots, from which on those are one that stand within half a radius: more would hide the others."""


_PEN = 4
"""Parts of a pen's width, in each of which a line's extremes are kept."""

_MOST_DASHES = 2000
"""Of one line."""


class _Run(NamedTuple):
    """Values without a gap between them: points in px, and those that they stand upon."""

    points: Sequence[Point]
    feet: Sequence[Point]


def area_marks(trace: Trace, plane: Plane) -> list[Mark]:
    """Fill what lies below a line, or between it and the one that it stands upon."""
    paint = _fill(trace)
    if paint is None:
        return []
    level = not plane.horizontal
    return [
        Area(
            (
                *_shaped(run.points, trace, level=level),
                *_shaped(run.feet, trace, level=level)[::-1],
            ),
            paint,
        )
        for run in _runs(trace, plane)
        if len(run.points) > 1
    ]


def line_marks(trace: Trace, plane: Plane) -> list[Mark]:
    """Draw the line of a series, and dots where there is room for them."""
    series, level = trace.series, not plane.horizontal
    runs = _runs(trace, plane)
    marks: list[Mark] = []
    if series.line_width:
        thin = series.line_width <= _PEN
        marks += [
            _line(tuple(_shaped(run.points, trace, level=level)), trace)
            for run in (runs if thin else _runs(trace, plane, pen=series.line_width))
            if len(run.points) > 1
        ]
    radius = series.radius
    count = sum(len(run.points) for run in runs)
    if radius is None:
        dotted = trace.type is SeriesType.LINE and count
        radius = _DOT if dotted and plane.places.length / count >= _DOT_FROM else 0.0
    for run in runs:
        # A value between two gaps is seen only as a dot.
        size = radius or (max(series.line_width, 1.0) if len(run.points) == 1 else 0.0)
        if size:
            marks += [Disc(point, size, trace.paint) for point in run.points]
    return marks


def dot_marks(trace: Trace, plane: Plane) -> list[Mark]:
    """Draw a cloud of dots; of a bubble chart each with a size of its own."""
    scale, sizes = plane.scale_of(trace.series), trace.series.sizes
    usual = _SCATTERED if trace.series.radius is None else trace.series.radius
    crowded = len(trace.tops) > _CROWD
    marks: list[Mark] = []
    seen: set[tuple[int, int, float]] = set()
    for at, (place, top) in enumerate(zip(trace.places, trace.tops, strict=False)):
        if top is None:
            continue
        radius = usual if sizes is None else sizes[at] or 0.0
        point = plane.point(plane.places.at(place), scale.at(top))
        cells = min(_CELLS, 2 / max(radius, 1.0)) if crowded else _CELLS
        size = round(radius) if crowded else radius
        cell = (round(point.x * cells), round(point.y * cells), size)
        if radius > 0 and cell not in seen:
            seen.add(cell)
            marks.append(Disc(point, radius, tint(trace.paint_at(at), _THIN_DOT)))
    return marks


def _fill(trace: Trace) -> Paint | None:
    if trace.series.fill is not None:
        return same(trace.series.fill)
    if trace.type is not SeriesType.AREA:
        return None
    return tint(trace.paint, _BELOW if trace.bases is None else _STACKED_BELOW)


def _line(points: tuple[Point, ...], trace: Trace) -> Line:
    """A line with its dashes, or a solid one where they are too many to be seen."""
    dashes = trace.series.dashes
    if dashes and sum(map(dist, points[:-1], points[1:])) > _MOST_DASHES * sum(dashes):
        dashes = ()
    return Line(points, trace.series.line_width, trace.paint, dashes)


def _runs(trace: Trace, plane: Plane, pen: float = 0.0) -> list[_Run]:
    column = max(1.0, pen / _PEN)
    scale, level = plane.scale_of(trace.series), not plane.horizontal
    floor, bases = scale.floor, trace.bases
    runs: list[_Run] = []
    for run, tops in _known(trace):
        whole = len(run) == len(trace.places)
        along = plane.places.all(trace.places if whole else [trace.places[at] for at in run])
        points = plane.points(along, scale.all(tops))
        if bases is None:
            foot = scale.at(floor)
            feet = plane.points([along[0], along[-1]], [foot, foot])
        else:
            feet = plane.points(along, scale.all([bases[at] for at in run]))
        runs.append(_Run(thinned(points, level=level, column=column), thinned(feet, level=level)))
    return runs


def _known(trace: Trace) -> list[tuple[Sequence[int], Sequence[float]]]:
    """The values between gaps, and their numbers from 0."""
    tops = [top for top in trace.tops if top is not None]
    if tops and len(tops) == len(trace.tops):
        return [(range(len(tops)), tops)]
    entries = [(at, top) for at, top in enumerate(trace.tops) if top is not None]
    if trace.series.joined:
        groups = [entries] if entries else []
    else:
        # Within a run both grow by one, so their difference tells runs apart.
        numbered = groupby(enumerate(entries), lambda entry: entry[1][0] - entry[0])
        groups = [[entry for _, entry in group] for _, group in numbered]
    return [([at for at, _ in group], [top for _, top in group]) for group in groups]


def _shaped(points: Sequence[Point], trace: Trace, *, level: bool) -> Sequence[Point]:
    if trace.series.stepped:
        return stepped(points, level=level)
    if trace.series.tension:
        return rounded(points, trace.series.tension, level=level)
    return points
