"""The arc of a gauge: its track, its value, its zones and its needle."""

from collections.abc import Sequence
from itertools import pairwise
from math import cos, pi, tau
from typing import NamedTuple

from image_proc.chart.layout.radial.circle import Circle
from image_proc.chart.scale import Linear
from image_proc.chart.scene import Area, Disc, Line, Mark, Paint, Sector
from image_proc.chart.trace import Box, Point

WIDE, HALF = tau / 3, pi / 2
"""Radians from the top to either end of the arc: in usual boxes, and in flat ones."""

_FLAT = 2.3
"""Width of a box for its height from which on the arc is half a ring."""

_THICK = 0.17
"""Of the radius: the arc."""

_GAP = 2
"""px between zones."""

_TAIL, _TIP, _BLADE = 0.56, 0.93, 0.035
"""Of the outer radius: where the needle begins and ends, and half of its width."""


class Dial(NamedTuple):
    """The arc of a gauge.

    Args:
        circle: its outer edge.
        reach: radians from the top to either end.
        low: the value at the left end.
        high: the value at the right one, more than `low`.
    """

    circle: Circle
    reach: float
    low: float
    high: float

    @property
    def thick(self) -> float:
        """Px, how thick the arc is."""
        return self.circle.radius * _THICK

    @property
    def inner(self) -> float:
        """Px, the radius of its inner edge."""
        return self.circle.radius - self.thick

    @property
    def middle(self) -> float:
        """Px, the radius of the middle of its line."""
        return self.circle.radius - self.thick / 2

    def angle(self, value: float) -> float:
        """Where a value lies; what is beyond an end, at the end."""
        held = max(self.low, min(value, self.high))
        return Linear(self.low, self.high, -self.reach, self.reach).at(held)

    def band(self, start: float, end: float, paint: Paint) -> list[Mark]:
        """A piece of the arc with round ends, between two angles."""
        if not start < end:
            return []
        ends = [Disc(self.circle.at(at, self.middle), self.thick / 2, paint) for at in (start, end)]
        return [*ends, self._piece(start, end, paint)]

    def zones(self, bounds: Sequence[float], paints: Sequence[Paint], ground: Paint) -> list[Mark]:
        """The arc in several colours.

        Args:
            bounds: values, ascending; one more than there are zones.
            paints: of the zones.
            ground: of the lines between them.
        """
        angles = [self.angle(bound) for bound in bounds]
        outer = ((angles[0], paints[0]), (angles[-1], paints[-1]))
        marks: list[Mark] = [
            Disc(self.circle.at(at, self.middle), self.thick / 2, paint) for at, paint in outer
        ]
        marks += [
            self._piece(start, end, paint)
            for (start, end), paint in zip(pairwise(angles), paints, strict=True)
            if start < end
        ]
        for at in angles[1:-1]:
            ends = (self.circle.at(at, self.inner - 1), self.circle.at(at, self.circle.radius + 1))
            marks.append(Line(ends, min(_GAP, self.thick / 4), ground))
        return marks

    def needle(self, value: float, paint: Paint, ground: Paint) -> list[Mark]:
        """What points from within at a value, with a narrow border in the ground's colour."""
        angle, radius = self.angle(value), self.circle.radius
        tip, tail = self.circle.at(angle, radius * _TIP), self.circle.at(angle, radius * _TAIL)
        foot, wide = Circle(tail, 0), radius * _BLADE
        sides = (foot.at(angle + pi / 2, wide), foot.at(angle - pi / 2, wide))
        blade = (sides[0], tip, sides[1])
        return [
            Line((*blade, sides[0]), min(3.0, wide), ground),
            Disc(tail, wide + min(1.5, wide / 2), ground),
            Area(blade, paint),
            Disc(tail, wide, paint),
        ]

    def _piece(self, start: float, end: float, paint: Paint) -> Sector:
        return Sector(self.circle.center, self.inner, self.circle.radius, start, end, paint)


def place(box: Box, below: float) -> tuple[Circle, float]:
    """Find the largest arc in a box.

    Args:
        box: px.
        below: px that are kept free below the ends of the arc.

    Returns:
        Its outer edge, and radians from the top to either end.
    """
    width, height = max(0.0, box.width), max(0.0, box.height)
    reach = HALF if width >= height * _FLAT else WIDE
    # The arc's ends are half its line below the places at which they stand.
    deep = 1 - cos(reach) * (1 - _THICK / 2) + _THICK / 2
    radius = max(0.0, min(width / 2, (height - below) / deep))
    top = box.top + max(0.0, height - below - radius * deep) / 2
    return Circle(Point((box.left + box.right) / 2, top + radius), radius), reach
