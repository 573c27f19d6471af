"""A ring of slices: how they are parted, and where a number has room in one of them."""

from collections.abc import Sequence
from math import pi, tau
from typing import NamedTuple

from image_proc.chart.layout.radial.circle import Circle
from image_proc.chart.layout.radial.slices import Slice
from image_proc.chart.layout.radial.wording import Pen, corners
from image_proc.chart.scene import Line, Mark, Paint, Sector
from image_proc.chart.trace import Point
from image_proc.color import OPAQUE

_SEPARATOR = 2
"""px between slices; less where they are narrow."""

_NARROW = 0.25
"""Of a slice's width at its edge, what a separator takes at most."""

_UNSEEN = 0.05
"""px; a line that is no wider is none."""

_NUMBERS_AT = (0.66, 0.76, 0.56)
"""Of a pie's radius: where numbers stand in its slices, the best place first."""


class Ring(NamedTuple):
    """A series of a pie.

    Args:
        circle: its outer edge.
        inner: px, the radius of its inner edge.
        series: its place among the series.
        slices: its values.
    """

    circle: Circle
    inner: float
    series: int
    slices: tuple[Slice, ...]


def width_between(one: Slice, other: Slice, radius: float) -> float:
    """How many px part two slices that reach so far from the centre."""
    return min(_SEPARATOR, min(one.span, other.span, pi) * radius * _NARROW)


def seen_through(ground: Paint) -> bool:
    """Whether a ground cannot cover what lies between slices."""
    return min(ground.light.alpha, ground.dark.alpha) < OPAQUE


def trimmed(part: Slice, radius: float, before: float, behind: float) -> Slice:
    """A slice without half of what parts it from its neighbours.

    Args:
        part: the slice.
        radius: px, how far it reaches.
        before: px at its edge, between it and the one before.
        behind: px, between it and the next one.
    """
    return part._replace(start=part.start + before / 2 / radius, end=part.end - behind / 2 / radius)


def parted(ring: Ring, paints: Sequence[Paint], ground: Paint) -> list[Mark]:
    """Draw slices apart from each other.

    Args:
        ring: at least one slice.
        paints: of the slices.
        ground: what lies below. Lines in its colour part the slices, evenly from the centre on;
            where it is seen through, a little of the slices is left out instead.
    """
    radius, slices = ring.circle.radius, ring.slices
    if len(slices) == 1:
        return _sectors(ring, slices, paints)
    # From the slice before it, the last one before the first.
    widths = [width_between(slices[at - 1], part, radius) for at, part in enumerate(slices)]
    if seen_through(ground):
        sides = zip(slices, widths, [*widths[1:], widths[0]], strict=True)
        return _sectors(ring, [trimmed(part, radius, *side) for part, *side in sides], paints)
    return _sectors(ring, slices, paints) + [
        Line(tuple(ring.circle.at(part.start, far) for far in (ring.inner, radius)), width, ground)
        for part, width in zip(slices, widths, strict=True)
        if width > _UNSEEN
    ]


def _sectors(ring: Ring, slices: Sequence[Slice], paints: Sequence[Paint]) -> list[Mark]:
    center, radius = ring.circle
    return [
        Sector(center, ring.inner, radius, part.start, part.end, paint)
        for part, paint in zip(slices, paints, strict=True)
    ]


def room_for(ring: Ring, part: Slice, pen: Pen, text: str) -> Point | None:
    """The middle of the place that a text has in a slice; none where it has no room."""
    circle, inner = ring.circle, ring.inner
    depths = [share * circle.radius for share in _NUMBERS_AT]
    if inner:
        depths = [(circle.radius + inner) / 2]
    elif part.span == tau:
        depths = [0]
    for depth in depths:
        at = circle.at(part.middle, depth)
        if all(_holds(ring, part, corner) for corner in corners(pen.digits(text, at))):
            return at
    return None


def _holds(ring: Ring, part: Slice, corner: Point) -> bool:
    """Whether a place lies in a slice and not at its very edge."""
    away = ring.circle.distance(corner)
    least = ring.inner + _SEPARATOR if ring.inner else 0.0
    if not least <= away <= ring.circle.radius - _SEPARATOR:
        return False
    if part.span == tau:
        return True
    margin = 2 * _SEPARATOR / max(1.0, away)
    turned = (ring.circle.angle(corner) - part.start) % tau
    return margin <= turned <= part.span - margin
