"""Texts beside the slices of a pie, in two columns that follow its edge, with leader lines."""

from collections.abc import Sequence
from math import floor, sin, sqrt
from typing import NamedTuple

from image_proc.chart.layout.radial.circle import Circle
from image_proc.chart.layout.radial.wording import Pen
from image_proc.chart.scene import Line, Mark, Paint, Words
from image_proc.chart.trace import Box, Point

_LEADING = 1.4
"""em from one text to the next."""

_REACH, _BEND, _START, _SPACE = 1.0, 0.5, 0.17, 0.35
"""em from a slice: where its leader line ends, bends (if it has to go around the pie) and begins;
and from the line to the text."""

_NEAREST = 0.75
"""em from the upright through the centre to a text above or below the pie."""

_WORD_SPACE = 0.4
"""em between a text and its number."""


class Note(NamedTuple):
    """What is written beside a slice.

    Args:
        angle: radians, of the slice's middle.
        share: of the whole; where not all have room the greatest are written.
        text: the first part.
        number: the second part; either may be empty.
    """

    angle: float
    share: float
    text: str
    number: str = ""


class Inks(NamedTuple):
    """What notes are written with, all of one size.

    Args:
        text: of the first part.
        number: of the second part.
        leader: of the lines.
    """

    text: Pen
    number: Pen
    leader: Paint

    @property
    def leading(self) -> float:
        """Px from one text to the next."""
        return self.text.size * _LEADING

    @property
    def around(self) -> float:
        """Px that leader lines take between a pie and the texts."""
        return self.text.size * (_REACH + _SPACE)

    def width(self, note: Note) -> float:
        """How long a note is, px."""
        return self.text.width(note.text) + self.behind(note)

    def behind(self, note: Note) -> float:
        """How long a note is from the end of its first part on, px."""
        return self.gap(note) + self.number.width(note.number)

    def gap(self, note: Note) -> float:
        """Px between its parts."""
        return self.text.size * _WORD_SPACE if note.text and note.number else 0


def callouts(notes: Sequence[Note], pie: Circle, box: Box, inks: Inks) -> tuple[Mark, ...]:
    """Write notes around a pie.

    Args:
        notes: in the order of their angles.
        pie: around which they stand.
        box: px, which they do not leave.
        inks: what with.
    """
    marks: list[Mark] = []
    step = inks.leading
    right = [note for note in notes if sin(note.angle) >= 0]
    left = [note for note in reversed(notes) if sin(note.angle) < 0]
    for side, column in ((1, right), (-1, left)):
        kept = _greatest(column, floor(box.height / step))
        wanted = [pie.at(note.angle, pie.radius + inks.around).y for note in kept]
        heights = spread(wanted, step, box.top + step / 2, box.bottom - step / 2)
        for note, height in zip(kept, heights, strict=True):
            marks += _Place(pie, box, side, height).marks(note, inks)
    return tuple(marks)


def spread(wanted: Sequence[float], gap: float, low: float, high: float) -> list[float]:
    """Move places as little as possible so that they lie apart.

    Args:
        wanted: where each would like to lie, in order.
        gap: the least step from one to the next.
        low: the least place of all.
        high: the greatest; there is room for all between the two.

    Source: https://en.wikipedia.org/wiki/Isotonic_regression, pool adjacent violators
    """
    blocks: list[tuple[float, int]] = []
    for at, place in enumerate(wanted):
        total, count = place - at * gap, 1
        while blocks and blocks[-1][0] / blocks[-1][1] > total / count:
            before = blocks.pop()
            total, count = total + before[0], count + before[1]
        blocks.append((total, count))
    most = high - gap * (len(wanted) - 1)
    bases = [max(low, min(total / count, most)) for total, count in blocks for _ in range(count)]
    return [base + at * gap for at, base in enumerate(bases)]


def _greatest(notes: Sequence[Note], most: int) -> list[Note]:
    by_share = sorted(range(len(notes)), key=lambda at: -notes[at].share)
    return [notes[at] for at in sorted(by_share[: max(0, most)])]


class _Place(NamedTuple):
    """Where a note stands.

    Args:
        pie: around which.
        box: px, which is not left.
        side: 1 at the right, -1 at the left.
        height: px, the y of its middle.
    """

    pie: Circle
    box: Box
    side: int
    height: float

    def marks(self, note: Note, inks: Inks) -> tuple[Mark, ...]:
        """The note with its leader line, as far as it has room."""
        em, (center, radius) = inks.text.size, self.pie
        reach = (radius + em * _REACH) ** 2 - (self.height - center.y) ** 2
        out = max(em * _NEAREST, sqrt(max(0, reach)))
        words = self._words(note, inks, center.x + self.side * (out + em * _SPACE))
        if not words:
            return ()
        end = Point(center.x + self.side * out, self.height)
        first, bend = (self.pie.at(note.angle, radius + em * far) for far in (_START, _BEND))
        way = (first, end) if self.pie.clear(first, end) else (first, bend, end)
        return Line(way, 1, inks.leader), *words

    def _words(self, note: Note, inks: Inks, start: float) -> tuple[Words, ...]:
        room = self.box.right - start if self.side > 0 else start - self.box.left
        behind = inks.behind(note)
        text = inks.text.shorten(note.text, room - behind)
        if (note.text and not text) or behind > room:
            return ()
        # The text stands at the left of its number on either side.
        shifts = (0.0, inks.text.width(text) + inks.gap(note))
        if self.side < 0:
            shifts = (behind, 0.0)
        parts = ((text, inks.text, shifts[0]), (note.number, inks.number, shifts[1]))
        return tuple(
            pen.write(
                part,
                Point(start + self.side * shift, self.height),
                "start" if self.side > 0 else "end",
            )
            for part, pen, shift in parts
            if part
        )
