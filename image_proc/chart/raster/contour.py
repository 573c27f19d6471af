"""Outlines of shapes: closed runs of places, of which some bend the line towards themselves."""

from collections.abc import Iterable, Sequence
from math import ceil, cos, pi, sin
from typing import NamedTuple

from image_proc.chart.scene import Sector
from image_proc.chart.trace import Box, Point

_TURN = 2 * pi
_WHOLE = _TURN - 1e-6
"""Radians from which on a sector has no sides."""

_STEP = pi / 4
"""Radians; a parabola that spans no more is a circle's arc to a third of a per cent."""


_SAME = 1 / 64
"""px; a glyph's places are no finer."""


class Contour(NamedTuple):
    """A closed outline, in px.

    Args:
        xs: of its places.
        ys: likewise.
        on: for each place 1 where the outline passes through it; 0 where it is the control point
            of a parabola, and then its neighbours are 1.
    """

    xs: list[float]
    ys: list[float]
    on: bytes


class Path(NamedTuple):
    """A line from place to place, in px.

    Args:
        xs: of its places, at least one.
        ys: likewise.
    """

    xs: list[float]
    ys: list[float]


def polygon(points: Iterable[Point], scale: float) -> Contour:
    """A shape with straight edges.

    Args:
        points: its corners, at least one.
        scale: px for each of their units.
    """
    places = distinct([(x * scale, y * scale) for x, y in points])
    return Contour([x for x, _ in places], [y for _, y in places], b"\1" * len(places))


def path(points: Iterable[Point], scale: float) -> Path:
    """A line through points.

    Args:
        points: at least one.
        scale: px for each of their units.
    """
    xs, ys = zip(*points, strict=True)
    if scale == 1:
        return Path(list(xs), list(ys))
    return Path([x * scale for x in xs], [y * scale for y in ys])


def distinct(places: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    """Leave out places that nobody tells from the one before; px."""
    kept = list(places[:1])
    x, y = places[0]
    for place in places:
        if abs(place[0] - x) > _SAME or abs(place[1] - y) > _SAME:
            kept.append(place)
            x, y = place
    return kept


def circle(x: float, y: float, radius: float) -> Contour:
    """A circle, in px."""
    drawn = Pen()
    drawn.arc((x, y), radius, 0, _TURN)
    return drawn.contour()


def sector(piece: Sector, scale: float) -> list[Contour]:
    """A piece of a ring.

    Args:
        piece: what to outline.
        scale: px for each of its units.
    """
    center = piece.center.x * scale, piece.center.y * scale
    inner, outer = max(0.0, piece.inner) * scale, piece.outer * scale
    rim = Pen()
    if piece.end - piece.start >= _WHOLE:
        rim.arc(center, outer, 0, _TURN)
        hole = Pen()
        hole.arc(center, inner, _TURN, 0)
        return [rim.contour(), hole.contour()]
    rim.arc(center, outer, piece.start, piece.end)
    rim.arc(center, inner, piece.end, piece.start)
    return [rim.contour()]


def rounded(box: Sequence[float], radii: Sequence[float]) -> Contour:
    """A rectangle with round corners.

    Args:
        box: px: left, top, right, bottom.
        radii: px, clockwise from the upper left.
    """
    left, top, right, bottom = box
    first, second, third, fourth = radii
    drawn = Pen()
    drawn.arc((left + first, top + first), first, -pi / 2, 0)
    drawn.arc((right - second, top + second), second, 0, pi / 2)
    drawn.arc((right - third, bottom - third), third, pi / 2, pi)
    drawn.arc((left + fourth, bottom - fourth), fourth, pi, 3 * pi / 2)
    return drawn.contour()


def bounds(contours: Iterable[Contour | Path]) -> Box:
    """What contours or paths lie in, px; an outline bends no further than its control points."""
    contours = list(contours)
    if len(contours) == 1:
        xs, ys = contours[0][:2]
        return Box(min(xs), min(ys), max(xs), max(ys))
    xs = [x for contour in contours for x in (min(contour.xs), max(contour.xs))]
    ys = [y for contour in contours for y in (min(contour.ys), max(contour.ys))]
    return Box(min(xs), min(ys), max(xs), max(ys))


class Pen:
    """What writes an outline down."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self.xs: list[float] = []
        self.ys: list[float] = []
        self.on = bytearray()

    def arc(self, center: tuple[float, float], radius: float, start: float, end: float) -> None:
        """Go along a circle.

        Args:
            center: px.
            radius: px; of 0 it is a corner.
            start: radians clockwise from the top.
            end: likewise; less than `start` goes the other way.
        """
        if radius <= 0:
            self._add(center, 0, 0, on=1)
            return
        steps = max(1, ceil(abs(end - start) / _STEP - 1e-9))
        half = (end - start) / steps / 2
        for step in range(steps):
            angle = start + 2 * half * step
            self._add(center, radius, angle, on=1)
            self._add(center, radius / cos(half), angle + half, on=0)
        self._add(center, radius, end, on=1)

    def _add(self, center: tuple[float, float], radius: float, angle: float, *, on: int) -> None:
        self.xs.append(center[0] + radius * sin(angle))
        self.ys.append(center[1] - radius * cos(angle))
        self.on.append(on)

    def contour(self) -> Contour:
        """What was written."""
        return Contour(self.xs, self.ys, bytes(self.on))
