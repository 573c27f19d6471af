"""Circles, and places on them by angle and distance."""

from math import atan2, cos, hypot, sin, tau
from typing import NamedTuple

from image_proc.chart.scene import Paint, Sector
from image_proc.chart.trace import Box, Point

SMALLEST = 2
"""px; a circle of a lesser radius shows nothing."""


class Circle(NamedTuple):
    """A circle.

    Args:
        center: px.
        radius: px, 0 or more.
    """

    center: Point
    radius: float

    def at(self, angle: float, distance: float) -> Point:
        """A place, by radians clockwise from the top and px from the centre."""
        x, y = self.center
        return Point(x + sin(angle) * distance, y - cos(angle) * distance)

    def distance(self, point: Point) -> float:
        """Px from the centre."""
        return hypot(point.x - self.center.x, point.y - self.center.y)

    def clear(self, start: Point, end: Point) -> bool:
        """Whether the straight line between two places does not enter the circle."""
        x, y = end.x - start.x, end.y - start.y
        length = x * x + y * y
        ahead = (self.center.x - start.x) * x + (self.center.y - start.y) * y
        share = max(0.0, min(1.0, ahead / length)) if length else 0.0
        return self.distance(Point(start.x + x * share, start.y + y * share)) > self.radius

    def held(self, point: Point) -> Point:
        """The place itself, or of one outside of the circle the nearest on its edge."""
        far = self.distance(point)
        if far <= self.radius:
            return point
        x, y = self.center
        share = self.radius / far
        return Point(x + (point.x - x) * share, y + (point.y - y) * share)

    def angle(self, point: Point) -> float:
        """Radians clockwise from the top, 0 to a whole turn."""
        return atan2(point.x - self.center.x, self.center.y - point.y) % tau


def within(box: Box) -> Circle:
    """The largest circle in the middle of a box."""
    width, height = max(0.0, box.width), max(0.0, box.height)
    middle = Point((box.left + box.right) / 2, (box.top + box.bottom) / 2)
    return Circle(middle, min(width, height) / 2)


def outline(circle: Circle, width: float, paint: Paint) -> Sector:
    """The line along a circle, `width` px wide, its outer edge on the circle."""
    inner = max(0.0, circle.radius - width)
    return Sector(circle.center, inner, circle.radius, 0, tau, paint)
