"""Words placed by the middle of their height, and the boxes that they take."""

from typing import Literal, NamedTuple

from image_proc.chart.layout.lettering import ASCENT, DESCENT, measure, shortened
from image_proc.chart.scene import Paint, Words
from image_proc.chart.trace import Box, Point

Anchor = Literal["start", "middle", "end"]

_SHIFT: dict[Anchor, float] = {"start": 0, "middle": 0.5, "end": 1}


class Pen(NamedTuple):
    """How words look.

    Args:
        size: px a em.
        paint: their colour.
        bold: their weight.
    """

    size: float
    paint: Paint
    bold: bool = False

    def width(self, text: str) -> float:
        """How long a text is, px."""
        return measure(text, self.size, bold=self.bold)

    def write(self, text: str, middle: Point, anchor: Anchor = "middle") -> Words:
        """Write a text so that its capitals are centred on a place's height."""
        at = Point(middle.x, middle.y + self.size * ASCENT / 2)
        return Words(text, at, self.size, self.paint, anchor, self.bold)

    def box(self, text: str, middle: Point, anchor: Anchor = "middle") -> Box:
        """Where a text lies that is written so, with what hangs below its baseline."""
        width = self.width(text)
        left = middle.x - width * _SHIFT[anchor]
        half = self.size * (ASCENT / 2 + DESCENT)
        return Box(left, middle.y - half, left + width, middle.y + half)

    def digits(self, number: str, middle: Point) -> Box:
        """Where a number lies that is written so; nothing hangs below its baseline."""
        below = self.size * DESCENT
        box = self.box(number, middle)
        return box._replace(top=box.top + below, bottom=box.bottom - below)

    def shorten(self, text: str, room: float) -> str:
        """Cut a text to so many px; empty where not even a letter has room."""
        return shortened(text, room, self.size, bold=self.bold)


def corners(box: Box) -> tuple[Point, ...]:
    """The corners of a box."""
    return tuple(Point(x, y) for x in (box.left, box.right) for y in (box.top, box.bottom))
