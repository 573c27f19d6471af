"""Radar charts: a value on each of the axes around a centre."""

from collections.abc import Sequence
from itertools import groupby
from math import tau
from typing import NamedTuple

from image_proc.chart.fields import Value
from image_proc.chart.layout.curves import closed
from image_proc.chart.layout.lettering import label_size
from image_proc.chart.layout.radial.around import Label, surround
from image_proc.chart.layout.radial.circle import SMALLEST, Circle, within
from image_proc.chart.layout.radial.web import NUMBERS, Radii, below_numbers, ring_numbers
from image_proc.chart.layout.radial.wording import Pen
from image_proc.chart.layout.traces import paint_of
from image_proc.chart.palette import Palette, same, tint
from image_proc.chart.scene import Area, Disc, Line, Mark
from image_proc.chart.spec import ChartSpec
from image_proc.chart.trace import Box, Point

_FILL = 0.16
"""How much of a series' colour lies within its polygon."""

_DOT = 3
"""px, the radius of the dots."""

_DENSE = 10
"""px from axis to axis at the edge below which usual dots are left out."""

_CORNERS = 3
"""Of the least polygon."""


class _Plot(NamedTuple):
    """Where a radar chart's values lie.

    Args:
        circle: around all.
        radii: how far out a value lies.
        angles: radians, of the axes.
    """

    circle: Circle
    radii: Radii
    angles: list[float]

    def point(self, at: int, value: float) -> Point:
        """Where a value lies, by its axis."""
        return self.circle.at(self.angles[at], self.radii.at(value))

    def ring(self, far: float) -> tuple[Point, ...]:
        """The corners of a ring, px from the centre, closed."""
        return tuple(self.circle.at(angle, far) for angle in (*self.angles, self.angles[0]))

    @property
    def dense(self) -> bool:
        """Whether dots would stand too close."""
        return tau * self.circle.radius / len(self.angles) < _DENSE


def radar_marks(spec: ChartSpec, box: Box, palette: Palette) -> tuple[Mark, ...]:
    """Draw a radar chart; the first series lies above the others."""
    size = label_size(spec.width, spec.height)
    count = max([len(spec.labels), *(len(series.values) for series in spec.series)])
    angles = [tau * at / max(1, count) for at in range(max(1, count))]
    labels = [Label(angle, text) for angle, text in zip(angles, spec.labels, strict=False)]
    inner = _inset(box, spec)
    room = inner if labels and labels[0].text else below_numbers(inner, size)
    circle, words = surround(labels, room, Pen(size, palette.muted))
    if labels and not words:
        # Without them the topmost number needs the room.
        circle = within(below_numbers(inner, size))
    if circle.radius < SMALLEST:
        return ()
    plot = _Plot(circle, Radii.of(spec, circle.radius), angles)
    marks: list[Mark] = [*_web(plot, palette)]
    for at in reversed(range(len(spec.series))):
        marks += _series(spec, at, plot, palette)
    pen = Pen(size * NUMBERS, palette.muted)
    return (*marks, *ring_numbers(plot.radii, circle, spec, pen, palette), *words)


def _inset(box: Box, spec: ChartSpec) -> Box:
    """What dots and lines at the edge leave of a box."""
    widest = max((max(each.radius or 0, each.line_width / 2) for each in spec.series), default=0)
    edge = min(max(_DOT, widest), within(box).radius / 4)
    return Box(box.left + edge, box.top + edge, box.right - edge, box.bottom - edge)


def _web(plot: _Plot, palette: Palette) -> list[Mark]:
    """The axes and the rings."""
    edge = plot.ring(plot.circle.radius)
    axes = [Line((plot.circle.center, end), 1, palette.grid) for end in edge[:-1]]
    rings = [Line(plot.ring(far), 1, palette.grid) for far in plot.radii.rings]
    return [*axes, *rings]


def _series(spec: ChartSpec, at: int, plot: _Plot, palette: Palette) -> list[Mark]:
    series = spec.series[at]
    paint = paint_of(series, at, palette)
    runs = _runs(series.values, len(plot.angles), joined=series.joined)
    marks: list[Mark] = []
    for run in runs:
        points = tuple(plot.point(place, value) for place, value in run)
        if series.tension and run[0] == run[-1] and len(run) > _CORNERS:
            points = tuple(map(plot.circle.held, closed(points, series.tension)))
        # Beside a gap the filled shape ends at the centre, as if cut out like a cake's slice.
        shape = points if run[0] == run[-1] else (*points, plot.circle.center)
        if len(shape) >= _CORNERS:
            fill = tint(paint, _FILL) if series.fill is None else same(series.fill)
            marks.append(Area(shape, fill))
        if series.line_width and len(points) > 1:
            marks.append(Line(points, series.line_width, paint, series.dashes))
    usual = 0 if plot.dense else _DOT
    radius = usual if series.radius is None else series.radius
    if radius:
        known = [point for run in runs for point in run]
        marks += [Disc(plot.point(*each), radius, paint) for each in dict.fromkeys(known)]
    return marks


def _runs(values: Sequence[Value], count: int, *, joined: bool) -> list[list[tuple[int, float]]]:
    """The values between gaps; closed to a polygon where there is no gap."""
    known = [(at, value) for at, value in enumerate(values) if value is not None]
    if len(known) == count or (joined and known):
        return [[*known, known[0]]]
    entries = list(enumerate((*values, *[None] * (count - len(values)))))
    # Beginning behind a gap, the values before and behind the top are one run.
    gap = next(at for at, value in entries if value is None)
    turned = entries[gap:] + entries[:gap]
    return [
        [(at, value) for at, value in run if value is not None]
        for missing, run in groupby(turned, lambda entry: entry[1] is None)
        if not missing
    ]
