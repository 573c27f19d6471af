"""Shapes as coverage: how much of each pixel they fill, found by drawing them larger."""

from collections.abc import Iterable, Sequence
from itertools import pairwise
from math import hypot
from typing import NamedTuple

from PIL import Image, ImageDraw

from image_proc.chart.trace import Point
from image_proc.color import OPAQUE

_FINEST, _FINE = 8, 4
_SMALL = 65_536
"""px; a picture up to this area is drawn at the finest."""

_BAND = 262_144
"""px drawn at one time, so that a large picture does not take many times its own memory."""


class Polygon(NamedTuple):
    """A filled shape with straight edges, its corners in px."""

    corners: tuple[Point, ...]


class Stroke(NamedTuple):
    """A line with round joins and ends.

    Args:
        points: in px, at least one; one alone is a disc.
        width: px.
    """

    points: tuple[Point, ...]
    width: float


Shape = Polygon | Stroke


def cover(shapes: Sequence[Shape], size: tuple[int, int]) -> Image.Image:
    """Draw the union of shapes.

    Args:
        shapes: in px of the picture.
        size: px, (width, height).

    Returns:
        Mode L, of that size; 255 is wholly inside.
    """
    width, height = size
    fineness = _FINEST if width * height <= _SMALL else _FINE
    picture = Image.new("L", size)
    rows = max(1, _BAND // width)
    for top in range(0, height, rows):
        band = Image.new("L", (width * fineness, min(rows, height - top) * fineness))
        fine = _Fine(ImageDraw.Draw(band), top, fineness)
        for shape in shapes:
            fine.fill(shape)
        picture.paste(band.reduce(fineness), (0, top))
    return picture


class _Fine(NamedTuple):
    """Where shapes are drawn large: whole fine pixels, of which Pillow fills the edges too.

    Args:
        draw: what draws.
        top: px, the picture's row at which it begins.
        fineness: fine pixels for one px.
    """

    draw: ImageDraw.ImageDraw
    top: int
    fineness: int

    def fill(self, shape: Shape) -> None:
        """Draw a shape."""
        if isinstance(shape, Polygon):
            self._polygon(shape.corners)
            return
        for point in shape.points:
            self._disc(point, shape.width)
        for start, end in pairwise(shape.points):
            if start != end:
                # As wide as the discs, with the edges' own pixels.
                self._polygon(_bar(start, end, shape.width - 1 / self.fineness))

    def _polygon(self, corners: Iterable[Point]) -> None:
        # Pillow's places are the middles of pixels.
        places = [
            (round(x * self.fineness - 0.5), round((y - self.top) * self.fineness - 0.5))
            for x, y in corners
        ]
        self.draw.polygon(places, fill=OPAQUE)

    def _disc(self, center: Point, diameter: float) -> None:
        side = max(1, round(diameter * self.fineness))
        x = round(center.x * self.fineness - side / 2)
        y = round((center.y - self.top) * self.fineness - side / 2)
        self.draw.ellipse((x, y, x + side - 1, y + side - 1), fill=OPAQUE)


def _bar(start: Point, end: Point, width: float) -> tuple[Point, ...]:
    """The corners of a straight line of some width."""
    half = width / 2 / hypot(end.x - start.x, end.y - start.y)
    x, y = (start.y - end.y) * half, (end.x - start.x) * half
    return (
        Point(start.x + x, start.y + y),
        Point(end.x + x, end.y + y),
        Point(end.x - x, end.y - y),
        Point(start.x - x, start.y - y),
    )
