"""Polar area charts: slices of equal angles, the values their radii."""

from itertools import pairwise
from math import pi, tau
from typing import NamedTuple

from image_proc.chart.layout.lettering import label_size
from image_proc.chart.layout.radial.around import Label, surround
from image_proc.chart.layout.radial.circle import SMALLEST, Circle, outline
from image_proc.chart.layout.radial.names import name_of, names_beside
from image_proc.chart.layout.radial.paint import laid, slice_paint
from image_proc.chart.layout.radial.ring import seen_through, trimmed, width_between
from image_proc.chart.layout.radial.slices import Slice
from image_proc.chart.layout.radial.web import NUMBERS, Radii, below_numbers, ring_numbers
from image_proc.chart.layout.radial.wording import Pen
from image_proc.chart.layout.radial.written import numbers_of
from image_proc.chart.palette import Palette, on, tint
from image_proc.chart.scene import Line, Mark, Sector, Words
from image_proc.chart.spec import ChartSpec
from image_proc.chart.trace import Box

_SEEN_THROUGH = 0.3
"""How much of the ground the rings have where they cross slices."""

_NUMBER = 1.1
"""em from a slice's edge to the middle of its number."""


class _Plot(NamedTuple):
    """A polar chart's slices.

    Args:
        spec: the chart.
        palette: what it is painted with.
        circle: around all.
        radii: how far out values reach.
        slices: of equal angles.
    """

    spec: ChartSpec
    palette: Palette
    circle: Circle
    radii: Radii
    slices: tuple[Slice, ...]

    def far(self, part: Slice) -> float:
        """Px that a slice reaches from the centre."""
        return self.radii.at(part.value)

    def sectors(self) -> list[Mark]:
        """The slices, and the rings across them."""
        center, seen = self.circle.center, tint(self.palette.ground, _SEEN_THROUGH)
        marks: list[Mark] = []
        for part in self.slices:
            if (far := self.far(part)) <= 0:
                continue
            start, end = self._edges(part, far)
            paint = slice_paint(self.spec, self.palette, part.place)
            marks.append(Sector(center, 0, far, start, end, paint))
            marks += [
                Sector(center, ring - 1, ring, start, end, seen)
                for ring in self.radii.rings
                if ring < far
            ]
        return marks

    def separators(self) -> list[Mark]:
        """Lines in the colour of the ground between the slices."""
        if len(self.slices) == 1 or seen_through(self.palette.ground):
            return []
        marks: list[Mark] = []
        for one, other in pairwise((*self.slices[-1:], *self.slices)):
            far = max(self.far(one), self.far(other))
            if far > 0:
                ends = (self.circle.center, self.circle.at(other.start, far))
                width = width_between(one, other, far)
                marks.append(Line(ends, width, self.palette.ground))
        return marks

    def _edges(self, part: Slice, far: float) -> tuple[float, float]:
        if len(self.slices) > 1 and seen_through(self.palette.ground):
            width = width_between(part, part, far)
            part = trimmed(part, far, width, width)
        return part.start, part.end

    def numbers(self, size: float) -> list[Words]:
        """The values in the slices that have room for them."""
        texts = numbers_of(self.spec, self.slices)
        found: list[Words] = []
        for part in self.slices:
            paint = slice_paint(self.spec, self.palette, part.place)
            pen = Pen(size, on(laid(self.palette.ground, paint)), bold=True)
            depth = self.far(part) - size * _NUMBER
            text = texts[part.place]
            if part.value and pen.width(text) <= depth * min(part.span, pi) * 0.8 and depth > size:
                found.append(pen.write(text, self.circle.at(part.middle, depth)))
        return found


def polar_marks(spec: ChartSpec, box: Box, palette: Palette) -> tuple[Mark, ...]:
    """Draw a polar area chart."""
    size = label_size(spec.width, spec.height)
    slices = _equal(spec)
    names = names_beside(spec)
    labels = [Label(part.middle, name_of(names, part.place)) for part in slices]
    circle, words = surround(labels, below_numbers(box, size), Pen(size, palette.text))
    if circle.radius < SMALLEST:
        return ()
    plot = _Plot(spec, palette, circle, Radii.of(spec, circle.radius), slices)
    rings = [outline(circle._replace(radius=far), 1, palette.grid) for far in plot.radii.rings]
    pen = Pen(size * NUMBERS, palette.muted)
    return (
        *rings,
        *plot.sectors(),
        *plot.separators(),
        *ring_numbers(plot.radii, circle, spec, pen, palette),
        *(plot.numbers(size) if spec.numbers else ()),
        *words,
    )


def _equal(spec: ChartSpec) -> tuple[Slice, ...]:
    """A slice for each value of the first series; the missing ones are left out."""
    values = spec.series[0].values if spec.series else ()
    step = tau / max(1, len(values))
    return tuple(
        Slice(at, value, at * step, (at + 1) * step)
        for at, value in enumerate(values)
        if value is not None
    )
