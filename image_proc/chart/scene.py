"""A chart laid out: shapes and words with their places, which both backends draw.

All places are px at scale 1 from the upper left, y downwards. What stands later lies above.
"""

from typing import Literal, NamedTuple

from image_proc.chart.trace import Box, Point
from image_proc.color import Color


class Paint(NamedTuple):
    """A colour, on a light page and on a dark one."""

    light: Color
    dark: Color


class Rect(NamedTuple):
    """A filled rectangle.

    Args:
        box: px; bitmaps draw its edges on whole pixels.
        paint: its colour.
        radii: px of the corners, clockwise from the upper left; none is more than half a side.
    """

    box: Box
    paint: Paint
    radii: tuple[float, float, float, float] = (0, 0, 0, 0)


class Comb(NamedTuple):
    """Bars side by side, each a pixel wide, as one mark: a log has hundreds of them.

    Args:
        left: px, where the first one begins.
        foot: px, where they stand, or hang from.
        heads: px, how high (or deep) each reaches; None for none.
        paint: their colour.
    """

    left: float
    foot: float
    heads: tuple[float | None, ...]
    paint: Paint


class Line(NamedTuple):
    """A line with round joins.

    Args:
        points: px, at least one; one alone is a dot as wide as the line.
        width: px.
        paint: its colour.
        dashes: px, drawn and left out in turn; empty for a solid line.
        crisp: whether it is level or upright and is drawn on whole pixels, such as a grid's.
    """

    points: tuple[Point, ...]
    width: float
    paint: Paint
    dashes: tuple[float, ...] = ()
    crisp: bool = False


class Area(NamedTuple):
    """A filled polygon, closed by itself; where it crosses itself it is filled as well.

    Args:
        points: px, at least three.
        paint: its colour.
    """

    points: tuple[Point, ...]
    paint: Paint


class Disc(NamedTuple):
    """A filled circle.

    Args:
        center: px.
        radius: px.
        paint: its colour.
    """

    center: Point
    radius: float
    paint: Paint


class Sector(NamedTuple):
    """A piece of a ring, or of a disc.

    Args:
        center: px, of the whole.
        inner: px, 0 for a disc.
        outer: px.
        start: radians clockwise from the top.
        end: radians; more than `start`, by at most a whole turn.
        paint: its colour.
    """

    center: Point
    inner: float
    outer: float
    start: float
    end: float
    paint: Paint


class Words(NamedTuple):
    """One line of text.

    Args:
        text: what it says; not empty.
        at: px, the place on its baseline that `anchor` names.
        size: px a em.
        paint: its colour.
        anchor: which part of the line stands at `at`.
        bold: its weight.
        turn: degrees clockwise around `at`; -90 reads upwards.
    """

    text: str
    at: Point
    size: float
    paint: Paint
    anchor: Literal["start", "middle", "end"] = "start"
    bold: bool = False
    turn: float = 0


Mark = Rect | Comb | Line | Area | Disc | Sector | Words


class Clip(NamedTuple):
    """Marks of which only what lies in a box is seen.

    Args:
        box: px.
        marks: from the back to the front; no clips among them.
    """

    box: Box
    marks: tuple[Mark, ...]


class Scene(NamedTuple):
    """A whole chart.

    Args:
        width: px.
        height: px.
        ground: what lies below all; may be clear.
        marks: from the back to the front.
        name: what it is, for those who do not see it.
        description: what it shows, likewise.
    """

    width: int
    height: int
    ground: Paint
    marks: tuple[Mark | Clip, ...]
    name: str
    description: str = ""
