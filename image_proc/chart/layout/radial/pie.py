"""Pies and doughnuts: rings of slices, with numbers in them and texts beside them."""

from collections.abc import Sequence
from itertools import pairwise
from math import pi, tau
from typing import NamedTuple

from image_proc.chart.fields import ChartType
from image_proc.chart.layout.lettering import label_size
from image_proc.chart.layout.radial.callouts import Inks, Note, callouts
from image_proc.chart.layout.radial.circle import SMALLEST, Circle, within
from image_proc.chart.layout.radial.names import name_of, names_beside
from image_proc.chart.layout.radial.paint import laid, slice_paint
from image_proc.chart.layout.radial.slices import Slice, cut
from image_proc.chart.layout.radial.wording import Pen, corners
from image_proc.chart.layout.radial.written import numbers_of
from image_proc.chart.palette import Palette, on
from image_proc.chart.scene import Line, Mark, Sector
from image_proc.chart.spec import ChartSpec
from image_proc.chart.trace import Box, Point

_HOLE, _HOLE_OF_MANY = 0.62, 0.4
"""Of a doughnut's radius, with one ring and with several."""

_SEPARATOR = 2
"""px between slices; less where they are narrow."""

_NARROW = 0.25
"""Of a slice's width at its edge, what a separator takes at most."""

_LEAST_WITH_NOTES = 0.4
"""Of the radius without notes; with less of a pie left the notes are left out."""

_WIDEST = 0.26
"""Of the box: the room that is made for notes at either side."""

_SMALLEST_WITH_NOTES = 16
"""px, the radius of a pie that has notes."""

_NUMBERS_AT = (0.66, 0.76, 0.56)
"""Of a pie's radius: where numbers stand in its slices, the best place first."""


class _Ring(NamedTuple):
    """A series of a pie.

    Args:
        circle: its outer edge.
        inner: px, the radius of its inner edge.
        series: its place among the series.
        slices: its values.
    """

    circle: Circle
    inner: float
    series: int
    slices: tuple[Slice, ...]


def pie_marks(spec: ChartSpec, box: Box, palette: Palette) -> tuple[Mark, ...]:
    """Draw a pie or a doughnut; the first series is the outermost ring."""
    pie = _Pie(spec, box, palette, [cut(series.values) for series in spec.series])
    circle = within(box)
    if circle.radius < SMALLEST:
        return ()
    notes = pie.notes(circle)
    if notes:
        smaller = _beside(notes, box, pie.inks)
        if smaller.radius >= max(_SMALLEST_WITH_NOTES, circle.radius * _LEAST_WITH_NOTES):
            # In a smaller pie fewer numbers have room within.
            return pie.marks(smaller) + callouts(pie.notes(smaller), smaller, box, pie.inks)
    return pie.marks(circle)


def _beside(notes: Sequence[Note], box: Box, inks: Inks) -> Circle:
    """The pie that leaves room for notes."""
    most = within(box)
    em = inks.text.size
    widest = max(inks.width(note) for note in notes)
    across = box.width / 2 - inks.around - min(widest, box.width * _WIDEST)
    return Circle(most.center, max(0.0, min(most.radius - em, across)))


class _Pie(NamedTuple):
    """A pie as it was asked for.

    Args:
        spec: the chart.
        box: px, which it does not leave.
        palette: what it is painted with.
        cuts: the slices of each series.
    """

    spec: ChartSpec
    box: Box
    palette: Palette
    cuts: list[tuple[Slice, ...]]

    @property
    def inks(self) -> Inks:
        """What is written beside it."""
        size = label_size(self.spec.width, self.spec.height)
        return Inks(Pen(size, self.palette.text), Pen(size, self.palette.muted), self.palette.axis)

    def rings(self, circle: Circle) -> list[_Ring]:
        """Divide a circle by the series, from the outside."""
        count = max(1, len(self.cuts))
        hole = 0.0
        if self.spec.type is ChartType.DOUGHNUT:
            hole = circle.radius * (_HOLE if count == 1 else _HOLE_OF_MANY)
        step = (circle.radius - hole) / count
        gap = min(_SEPARATOR, step * _NARROW) if count > 1 else 0
        return [
            _Ring(
                circle._replace(radius=circle.radius - at * step),
                max(0.0, circle.radius - (at + 1) * step + (gap if at < count - 1 else 0)),
                at,
                self.cuts[at] if self.cuts else (),
            )
            for at in range(count)
        ]

    def marks(self, circle: Circle) -> tuple[Mark, ...]:
        """The rings, their separators and the numbers in them."""
        marks: list[Mark] = []
        for ring in self.rings(circle):
            marks += self._slices(ring)
            marks += _separators(ring, self.palette)
            marks += [words for _, words in self._numbers(ring)]
        return tuple(marks)

    def notes(self, circle: Circle) -> tuple[Note, ...]:
        """What has to stand beside the pie, in the order of the angles."""
        if not self.cuts:
            return ()
        ring = self.rings(circle)[0]
        within_it = {place for place, _ in self._numbers(ring)}
        texts = numbers_of(self.spec, ring.slices) if self.spec.numbers else {}
        names = names_beside(self.spec)
        notes = (
            Note(
                pi / 2 if part.span == tau else part.middle,
                part.share,
                name_of(names, part.place),
                "" if part.place in within_it else texts.get(part.place, ""),
            )
            for part in ring.slices
        )
        return tuple(note for note in notes if note.text or note.number)

    def _slices(self, ring: _Ring) -> list[Mark]:
        center, radius = ring.circle
        if not ring.slices:
            return [Sector(center, ring.inner, radius, 0, tau, self.palette.grid)]
        return [
            Sector(
                center,
                ring.inner,
                radius,
                part.start,
                part.end,
                slice_paint(self.spec, self.palette, part.place, ring.series),
            )
            for part in ring.slices
        ]

    def _numbers(self, ring: _Ring) -> list[tuple[int, Mark]]:
        """The numbers that have room within their slices, with the slices' places."""
        if not self.spec.numbers:
            return []
        size = label_size(self.spec.width, self.spec.height)
        found: list[tuple[int, Mark]] = []
        texts = numbers_of(self.spec, ring.slices)
        for part in ring.slices:
            paint = slice_paint(self.spec, self.palette, part.place, ring.series)
            pen = Pen(size, on(laid(self.palette.ground, paint)), bold=True)
            text = texts[part.place]
            if (at := _room(ring, part, pen, text)) is not None:
                found.append((part.place, pen.write(text, at)))
        return found


def _room(ring: _Ring, part: Slice, pen: Pen, text: str) -> Point | None:
    """Where a text fits into a slice."""
    circle, inner = ring.circle, ring.inner
    depths = [share * circle.radius for share in _NUMBERS_AT]
    if inner:
        depths = [(circle.radius + inner) / 2]
    elif part.span == tau:
        depths = [0]
    for depth in depths:
        at = circle.at(part.middle, depth)
        if all(_holds(ring, part, corner) for corner in corners(pen.box(text, at))):
            return at
    return None


def _holds(ring: _Ring, part: Slice, corner: Point) -> bool:
    """Whether a place lies in a slice and not at its very edge."""
    away = ring.circle.distance(corner)
    least = ring.inner + _SEPARATOR if ring.inner else 0.0
    if not least <= away <= ring.circle.radius - _SEPARATOR:
        return False
    if part.span == tau:
        return True
    margin = 2 * _SEPARATOR / max(1.0, away)
    turned = (ring.circle.angle(corner) - part.start) % tau
    return margin <= turned <= part.span - margin


def _separators(ring: _Ring, palette: Palette) -> list[Mark]:
    """Lines in the colour of the ground between the slices."""
    if len(ring.slices) < 2:  # noqa: PLR2004 - a whole is not divided
        return []
    marks: list[Mark] = []
    for one, other in pairwise((*ring.slices, ring.slices[0])):
        narrow = min(one.span, other.span, pi) * ring.circle.radius * _NARROW
        ends = tuple(ring.circle.at(other.start, far) for far in (ring.inner, ring.circle.radius))
        marks.append(Line(ends, min(_SEPARATOR, narrow), palette.ground))
    return marks
