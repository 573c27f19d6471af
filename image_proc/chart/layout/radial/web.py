"""The rings of a radar and of a polar chart, and the numbers at them."""

from typing import NamedTuple

from image_proc.chart.fields import ChartType
from image_proc.chart.layout.domain import reach, value_domain
from image_proc.chart.layout.numbers import Writing, write_ticks
from image_proc.chart.layout.radial.circle import Circle
from image_proc.chart.layout.radial.wording import Anchor, Pen
from image_proc.chart.layout.ticks import nice_ticks
from image_proc.chart.palette import Palette, backing, tint
from image_proc.chart.scale import Linear
from image_proc.chart.scene import Mark, Rect
from image_proc.chart.series import Axis
from image_proc.chart.spec import ChartSpec
from image_proc.chart.trace import Box, Point

_RING = 18
"""px from ring to ring at least."""

_SMALLEST_WITH_NUMBERS = 30
"""px, the radius from which on there are numbers at the rings."""

_MOST_RINGS = 5
NUMBERS = 0.85
"""em of labels: how large the numbers at rings are."""

_ASIDE = 0.6
"""em from the upright axis of a radar chart to its numbers."""

_PLATE = 0.8
"""How much of the ground lies below the numbers at rings."""


class Radii(NamedTuple):
    """How far from the centre values lie.

    Args:
        low: the value in the centre.
        high: the value at the edge.
        ticks: values of the rings.
        radius: px, of the edge.
    """

    low: float
    high: float
    ticks: tuple[float, ...]
    radius: float

    @classmethod
    def of(cls, spec: ChartSpec, radius: float) -> "Radii":
        """Choose round ends and rings for all values of a chart."""
        most = max(1, min(_MOST_RINGS, int(radius / _RING)))
        known = (value for series in spec.series for value in series.values if value is not None)
        linear = spec.y.model_copy(update={"kind": Axis().kind})
        low, high = value_domain(linear, reach(known), most, zero=True)
        return cls(low, high, nice_ticks(low, high, most), radius)

    def at(self, value: float) -> float:
        """Px from the centre; what lies beyond the ends is drawn at them."""
        held = max(self.low, min(value, self.high))
        return Linear(self.low, self.high, 0, self.radius).at(held)

    @property
    def rings(self) -> tuple[float, ...]:
        """Px, of the rings that can be seen; the outermost is the edge."""
        inner = (self.at(tick) for tick in self.ticks)
        return (*(far for far in inner if 1 < far < self.radius - 1), self.radius)


def ring_numbers(
    radii: Radii, circle: Circle, spec: ChartSpec, pen: Pen, palette: Palette
) -> tuple[Mark, ...]:
    """Write the ticks' numbers at the upright axis, on plates that keep them readable.

    Args:
        radii: where they stand.
        circle: around all.
        spec: the chart.
        pen: what with.
        palette: for the plates.
    """
    texts = write_ticks(radii.ticks, Writing.of(spec.y, max(map(abs, radii.ticks))))
    if not spec.y.visible or radii.radius < _SMALLEST_WITH_NUMBERS:
        return ()
    # The dots of a radar chart stand on the axis itself.
    anchor: Anchor = "end" if spec.type is ChartType.RADAR else "middle"
    aside = pen.size * _ASIDE if spec.type is ChartType.RADAR else 0
    marks: list[Mark] = []
    taken: list[Box] = []
    for tick, text in zip(radii.ticks, texts, strict=True):
        at = Point(circle.center.x - aside, circle.center.y - radii.at(tick))
        box = _plate(pen.box(text, at, anchor), pen.size)
        wide = max(circle.center.x - box.left, box.right - circle.center.x) > circle.radius
        if wide or tick == radii.low or not all(box.apart(other) for other in taken):
            continue
        taken.append(box)
        marks += [
            Rect(box, tint(backing(palette), _PLATE), (2, 2, 2, 2)),
            pen.write(text, at, anchor),
        ]
    return tuple(marks)


def _plate(box: Box, size: float) -> Box:
    pad = size * 0.2
    return Box(round(box.left - pad), round(box.top), round(box.right + pad), round(box.bottom))


def below_numbers(box: Box, size: float) -> Box:
    """What a box leaves for a circle at whose top a number stands.

    Args:
        box: px.
        size: px a em of the chart's labels.
    """
    return box._replace(top=min(box.bottom, box.top + size * NUMBERS * 0.6 + 1))
