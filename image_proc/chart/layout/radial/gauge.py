"""Gauges: one value on an arc, written large in its middle."""

from math import cos, sin
from typing import NamedTuple

from image_proc.chart.fields import Value
from image_proc.chart.layout.lettering import label_size
from image_proc.chart.layout.numbers import format_number
from image_proc.chart.layout.radial.circle import SMALLEST
from image_proc.chart.layout.radial.dial import HALF, Dial, place
from image_proc.chart.layout.radial.paint import laid, slice_paint
from image_proc.chart.layout.radial.wording import Pen
from image_proc.chart.palette import Palette, same
from image_proc.chart.scene import Mark, Paint
from image_proc.chart.series import Axis
from image_proc.chart.spec import ChartSpec
from image_proc.chart.trace import Box, Point

_FULL = 100.0
"""A gauge's usual range."""

_UNKNOWN = "–"
_ENDS = 1.45
"""em below the arc for the numbers at its ends."""

_SMALLEST_WITH_ENDS = 34
"""px, the radius from which on there are numbers at the ends."""

_NUMBER, _NUMBER_IN_NEEDLE = 0.44, 0.32
"""Of the radius: the size of the large number, alone and with a needle around it."""

_WIDEST = 1.5
"""Of the radius that is free for the large number: its width at most."""

_NAME, _NAME_BY_NEEDLE, _NAME_AT = 1.1, 0.75, 0.36
"""Of the radius: the name's width at most, alone and with a needle; its depth in a wide arc."""

_LEAST_NUMBER = 7
"""px a em; a smaller number is left out."""


def gauge_marks(spec: ChartSpec, box: Box, palette: Palette) -> tuple[Mark, ...]:
    """Draw a gauge of the first value."""
    size = label_size(spec.width, spec.height)
    circle, reach = place(box, size * _ENDS)
    ends = circle.radius >= _SMALLEST_WITH_ENDS and spec.y.visible
    if not ends:
        circle, reach = place(box, 0)
    if circle.radius < SMALLEST:
        return ()
    dial = Dial(circle, reach, *ends_of(spec.y))
    gauge = _Gauge(spec, palette, dial, box, size)
    marks = [*gauge.arc(), *gauge.number()]
    return (*marks, *(gauge.ends() if ends else ()), *gauge.name(ends=ends))


def ends_of(axis: Axis) -> tuple[float, float]:
    """The values at a gauge's ends: 0 to 100, as far as the axis does not say so itself."""
    low, high = axis.low, axis.high
    if low is None:
        low = 0.0 if high is None or high > 0 else high - _FULL
    if high is None:
        high = _FULL if low < _FULL else low + _FULL
    # Beside the greatest floats a hundred more is nothing.
    return (low, high) if low < high else (low - abs(low) / 2, high + abs(high) / 2)


class _Gauge(NamedTuple):
    """A gauge as it was asked for.

    Args:
        spec: the chart.
        palette: what it is painted with.
        dial: its arc.
        box: px, which nothing leaves.
        size: px a em of labels.
    """

    spec: ChartSpec
    palette: Palette
    dial: Dial
    box: Box
    size: float

    @property
    def value(self) -> Value:
        """What it shows."""
        return next((value for series in self.spec.series for value in series.values[:1]), None)

    @property
    def zoned(self) -> bool:
        """Whether its arc has several colours, and a needle."""
        return bool(self.spec.series) and len(self.spec.series[0].colors) > 1

    def arc(self) -> list[Mark]:
        """The track, and the value on it."""
        if self.zoned:
            return self._zones()
        dial, value = self.dial, self.value
        marks = dial.band(-dial.reach, dial.reach, self._solid(self.palette.grid))
        if value is not None:
            paint = self._solid(slice_paint(self.spec, self.palette, 0))
            marks += dial.band(-dial.reach, dial.angle(value), paint)
        return marks

    def number(self) -> list[Mark]:
        """The value in words; beyond the ends it is written as it is."""
        known = self.value is not None
        text = format_number(self.value, self.spec.y) if self.value is not None else _UNKNOWN
        radius = self.dial.circle.radius
        share = _NUMBER_IN_NEEDLE if self.zoned else _NUMBER
        size = radius * share
        wide = Pen(size, self.palette.text, bold=True).width(text)
        room = self.dial.inner * _WIDEST * share / _NUMBER
        pen = Pen(
            size * min(1.0, room / wide),
            self.palette.text if known else self.palette.muted,
            bold=True,
        )
        if pen.size < _LEAST_NUMBER:
            return []
        x, y = self.dial.circle.center
        return [pen.write(text, Point(x, y - (radius * 0.3 if self.dial.reach == HALF else 0)))]

    def ends(self) -> list[Mark]:
        """The numbers at either end of the arc."""
        dial, axis = self.dial, self.spec.y
        pen = Pen(self.size * 0.92, self.palette.muted)
        marks: list[Mark] = []
        shown = axis.shown or (dial.low, dial.high)
        for side, value in zip((-1, 1), shown, strict=True):
            text = pen.shorten(format_number(value, axis), dial.circle.radius * 0.7)
            half = pen.width(text) / 2
            x = dial.circle.center.x + side * sin(dial.reach) * dial.middle
            held = max(self.box.left + half, min(x, self.box.right - half))
            if text:
                marks.append(pen.write(text, Point(held, self._foot)))
        return marks

    def name(self, *, ends: bool) -> list[Mark]:
        """What the value is, below its number."""
        dial, radius = self.dial, self.dial.circle.radius
        flat = dial.reach == HALF
        if radius < _SMALLEST_WITH_ENDS or (flat and not ends):
            return []
        y = self._foot if flat else dial.circle.center.y + radius * _NAME_AT
        room = radius * (_NAME_BY_NEEDLE if self.zoned and not flat else _NAME)
        pen = Pen(self.size, self.palette.muted)
        text = pen.shorten(self._text(), room)
        return [pen.write(text, Point(dial.circle.center.x, y))] if text else []

    def _text(self) -> str:
        if self.spec.labels:
            return self.spec.labels[0]
        return self.spec.series[0].name if self.spec.series else ""

    def _solid(self, paint: Paint) -> Paint:
        """A paint that lets nothing through, since the pieces of the arc overlap."""
        return laid(self.palette.ground, paint)

    def _zones(self) -> list[Mark]:
        dial, axis, colors = self.dial, self.spec.y, self.spec.series[0].colors
        inner = sorted({mark for mark in axis.marks if dial.low < mark < dial.high})
        if not inner:
            step = dial.high / len(colors) - dial.low / len(colors)
            inner = [dial.low + step * at for at in range(1, len(colors))]
        bounds = [dial.low, *inner, dial.high]
        paints = [self._solid(same(colors[at % len(colors)])) for at in range(len(bounds) - 1)]
        marks = dial.zones(bounds, paints, self.palette.ground)
        if self.value is not None:
            marks += dial.needle(self.value, self.palette.text, self.palette.ground)
        return marks

    @property
    def _foot(self) -> float:
        """Px, the height of what stands below the arc's ends."""
        dial = self.dial
        bottom = -cos(dial.reach) * dial.middle + dial.thick / 2
        return dial.circle.center.y + bottom + self.size * (_ENDS - 0.5)
