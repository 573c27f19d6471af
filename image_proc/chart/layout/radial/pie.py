"""Pies and doughnuts: rings of slices, with numbers in them and texts beside them."""

from collections.abc import Sequence
from math import pi, tau
from typing import NamedTuple

from image_proc.chart.fields import ChartType
from image_proc.chart.layout.lettering import label_size
from image_proc.chart.layout.radial.callouts import Inks, Note, callouts
from image_proc.chart.layout.radial.circle import SMALLEST, Circle, within
from image_proc.chart.layout.radial.names import name_of, names_beside
from image_proc.chart.layout.radial.paint import laid, slice_paint
from image_proc.chart.layout.radial.ring import Ring, parted, room_for
from image_proc.chart.layout.radial.slices import Slice, cut
from image_proc.chart.layout.radial.wording import Pen
from image_proc.chart.layout.radial.written import numbers_of
from image_proc.chart.palette import Palette, on
from image_proc.chart.scene import Mark, Sector
from image_proc.chart.spec import ChartSpec
from image_proc.chart.trace import Box

_HOLE, _HOLE_OF_MANY = 0.62, 0.4
"""Of a doughnut's radius, with one ring and with several."""

_GAP, _NARROW = 2, 0.25
"""Between the rings of several series: px, and at most of a ring."""

_LEAST_WITH_NOTES = 0.4
"""Of the radius without notes; with less of a pie left the notes are left out."""

_WIDEST = 0.26
"""Of the box: the room that is made for notes at either side."""

_SMALLEST_WITH_NOTES = 16
"""px, the radius of a pie that has notes."""


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

    def rings(self, circle: Circle) -> list[Ring]:
        """Divide a circle by the series, from the outside."""
        count = max(1, len(self.cuts))
        hole = 0.0
        if self.spec.type is ChartType.DOUGHNUT:
            hole = circle.radius * (_HOLE if count == 1 else _HOLE_OF_MANY)
        step = (circle.radius - hole) / count
        gap = min(_GAP, step * _NARROW) if count > 1 else 0
        return [
            Ring(
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

    def _slices(self, ring: Ring) -> list[Mark]:
        if not ring.slices:
            center, radius = ring.circle
            return [Sector(center, ring.inner, radius, 0, tau, self.palette.grid)]
        paints = [
            slice_paint(self.spec, self.palette, part.place, ring.series) for part in ring.slices
        ]
        return parted(ring, paints, self.palette.ground)

    def _numbers(self, ring: Ring) -> list[tuple[int, Mark]]:
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
            if (at := room_for(ring, part, pen, text)) is not None:
                found.append((part.place, pen.write(text, at)))
        return found
