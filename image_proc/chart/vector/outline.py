"""Shapes as the data of SVG paths."""

from collections.abc import Iterable, Sequence
from math import cos, pi, sin

from image_proc.chart.path import number
from image_proc.chart.scene import Rect, Sector
from image_proc.chart.snap import Pixels, snap_box
from image_proc.chart.trace import Point

_TURN = 2 * pi
_WHOLE = _TURN - 1e-6
"""Radians from which on a sector has no sides: the ends of its arc would be the same place."""


def box_path(pixels: Pixels, scale: float) -> str:
    """A rectangle on whole pixels.

    Args:
        pixels: its edges in a bitmap.
        scale: px of the bitmap for one of the document.
    """
    left, top, right, bottom = pixels
    x, y = number(left / scale), number(top / scale)
    width, height = number((right - left) / scale), number((bottom - top) / scale)
    return f"M{x} {y}h{width}v{height}h-{width}z"


def comb_path(boxes: Sequence[Pixels], scale: float) -> str:
    """Boxes that stand in a row: the same edges as one box each, in half the letters.

    Args:
        boxes: their edges in a bitmap.
        scale: px of the bitmap for one of the document.
    """

    def place(pixel: int) -> str:
        return str(pixel) if scale == 1 else number(pixel / scale)

    return "".join(
        f"M{place(left)} {place(top)}V{place(bottom)}H{place(right)}V{place(top)}z"
        for left, top, right, bottom in boxes
    )


def rect_path(rect: Rect, scale: float) -> str:
    """A rectangle with round corners, clockwise from the left end of its upper side."""
    left, top, right, bottom = (edge / scale for edge in snap_box(rect.box, scale))
    most = min(right - left, bottom - top) / 2
    first, second, third, fourth = (min(radius, most) for radius in rect.radii)
    return (
        f"M{_at(left + first, top)}H{number(right - second)}"
        f"{_corner(second, right, top + second)}V{number(bottom - third)}"
        f"{_corner(third, right - third, bottom)}H{number(left + fourth)}"
        f"{_corner(fourth, left, bottom - fourth)}V{number(top + first)}"
        f"{_corner(first, left + first, top)}z"
    )


def line_path(points: Sequence[Point]) -> str:
    """A line through points; one alone is a dot, where caps are round."""
    if len(points) == 1:
        return f"M{_at(*points[0])}h0"
    start, *others = points
    return f"M{_at(*start)}L{_places(others)}"


def area_path(points: Sequence[Point]) -> str:
    """A polygon."""
    return f"{line_path(points)}z"


def sector_path(sector: Sector) -> str:
    """A piece of a ring or of a disc, clockwise; a hole runs the other way."""
    if sector.end - sector.start >= _WHOLE:
        hole = _ring(sector.center, sector.inner, clockwise=False) if sector.inner > 0 else ""
        return _ring(sector.center, sector.outer, clockwise=True) + hole
    far = 1 if sector.end - sector.start > pi else 0
    outer = _arc(sector.outer, far, _on(sector, sector.outer, sector.end), clockwise=True)
    start = f"M{_at(*_on(sector, sector.outer, sector.start))}{outer}"
    if sector.inner <= 0:
        return f"{start}L{_at(*sector.center)}z"
    inner = _arc(sector.inner, far, _on(sector, sector.inner, sector.start), clockwise=False)
    return f"{start}L{_at(*_on(sector, sector.inner, sector.end))}{inner}z"


def _ring(center: Point, radius: float, *, clockwise: bool) -> str:
    """A whole circle, of two arcs, since one that ends where it began is nothing."""
    left, right = Point(center.x - radius, center.y), Point(center.x + radius, center.y)
    there = _arc(radius, 0, right, clockwise=clockwise)
    return f"M{_at(*left)}{there}{_arc(radius, 0, left, clockwise=clockwise)}z"


def _arc(radius: float, far: int, end: Point, *, clockwise: bool) -> str:
    r = number(radius)
    return f"A{r} {r} 0 {far} {int(clockwise)} {_at(*end)}"


def _on(sector: Sector, radius: float, angle: float) -> Point:
    """A place on a circle; the angle is clockwise from the top."""
    center = sector.center
    return Point(center.x + radius * sin(angle), center.y - radius * cos(angle))


def _corner(radius: float, x: float, y: float) -> str:
    r = number(radius)
    return f"A{r} {r} 0 0 1 {_at(x, y)}" if radius else ""


def _at(x: float, y: float) -> str:
    return f"{number(x)} {number(y)}"


def _places(points: Iterable[Point]) -> str:
    return " ".join([f"{number(x)} {number(y)}" for x, y in points])
