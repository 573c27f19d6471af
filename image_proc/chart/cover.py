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

_LEVEL = 0.5
"""Fine pixels; a line that rises less is level."""


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
    """Where shapes are drawn large, on whole fine pixels.

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
            self._polygon(self._enlarged(shape.corners))
            return
        points, width = self._enlarged(shape.points), shape.width * self.fineness
        for point in points:
            self._disc(point, width)
        for start, end in pairwise(points):
            if start != end:
                self._polygon(_bar(start, end, width))

    def _enlarged(self, points: Iterable[Point]) -> list[Point]:
        return [Point(x * self.fineness, (y - self.top) * self.fineness) for x, y in points]

    def _polygon(self, corners: Iterable[Point]) -> None:
        # Pillow's places are the middles of pixels.
        self.draw.polygon([(round(x - 0.5), round(y - 0.5)) for x, y in corners], fill=OPAQUE)

    def _disc(self, center: Point, diameter: float) -> None:
        side = max(1, round(diameter))
        x, y = round(center.x - side / 2), round(center.y - side / 2)
        self.draw.ellipse((x, y, x + side - 1, y + side - 1), fill=OPAQUE)


def _bar(start: Point, end: Point, width: float) -> list[Point]:
    """The corners of a straight line that Pillow draws as wide as it should be; fine pixels.

    Pillow adds a pixel to each row of a polygon, half at either end, and a row to a polygon with
    level edges.
    """
    across, down = end.x - start.x, end.y - start.y
    if abs(down) < _LEVEL:
        middle = (start.y + end.y) / 2
        start, end = Point(start.x, middle), Point(end.x, middle)
        down, length, added = 0.0, abs(across), 1.0
    else:
        length = hypot(across, down)
        added = abs(down) / length
    half = max(0.0, width - added) / 2 / length if length else 0.0
    x, y = -down * half, across * half
    return [
        Point(start.x + x, start.y + y),
        Point(end.x + x, end.y + y),
        Point(end.x - x, end.y - y),
        Point(start.x - x, start.y - y),
    ]
