"""Labels around a circle, at the ends of its axes."""

from collections.abc import Sequence
from itertools import pairwise
from math import ceil, cos, sin
from typing import NamedTuple

from image_proc.chart.layout.radial.circle import Circle, within
from image_proc.chart.layout.radial.wording import Anchor, Pen
from image_proc.chart.scene import Words
from image_proc.chart.trace import Box, Point

_AWAY, _ABOVE, _BELOW = 0.7, 1.25, 0.9
"""em from the circle to the middle of a label's height: at the sides, above (where the numbers of
rings are, too) and below."""

_UPRIGHT = 0.05
"""Sine of an angle up to which a label stands centred above or below."""

_WIDEST, _WIDEST_UPRIGHT = 0.28, 0.7
"""Of the box, what a label takes at most: at the sides, and above or below."""

_LEAST = 0.5
"""Of the circle without labels; where less is left of it the labels are left out."""

_MOST = 60
"""Labels; more of them have room around no circle."""

_SEARCHES = 16
_ROUNDING = 0.01
"""px that a label may lie outside of the box."""


class Label(NamedTuple):
    """A text at an angle.

    Args:
        angle: radians clockwise from the top.
        text: what it says; may be empty.
    """

    angle: float
    text: str


class Surrounded(NamedTuple):
    """A circle with its labels.

    Args:
        circle: what is left for it.
        words: around it.
    """

    circle: Circle
    words: tuple[Words, ...]


def surround(labels: Sequence[Label], box: Box, pen: Pen) -> Surrounded:
    """Find the largest circle whose labels stay within a box.

    Args:
        labels: in the order of their angles.
        box: px.
        pen: what the labels are written with.
    """
    free = within(box)
    some = labels[:: ceil(len(labels) / _MOST)] if labels else ()
    cut = [
        Label(label.angle, pen.shorten(label.text, box.width * _most(label.angle)))
        for label in some
        if label.text
    ]
    low, high = 0.0, free.radius
    for _ in range(_SEARCHES):
        middle = (low + high) / 2
        low, high = (low, middle) if _fit(cut, middle, box, pen) is None else (middle, high)
    circle = _fit(cut, low, box, pen)
    if circle is None or low < free.radius * _LEAST:
        return Surrounded(free, ())
    return Surrounded(circle, _words(cut, circle, box, pen))


def _fit(labels: Sequence[Label], radius: float, box: Box, pen: Pen) -> Circle | None:
    """A circle of a radius whose labels stay within a box; none where there is no such."""
    boxes = [_box(label, Circle(Point(0, 0), radius), pen) for label in labels]
    boxes.append(Box(-radius, -radius, radius, radius))
    x = _between(
        box.left - min(each.left for each in boxes), box.right - max(each.right for each in boxes)
    )
    y = _between(
        box.top - min(each.top for each in boxes), box.bottom - max(each.bottom for each in boxes)
    )
    return None if x is None or y is None else Circle(Point(x, y), radius)


def _between(low: float, high: float) -> float | None:
    return (low + high) / 2 if low <= high else None


def _words(labels: Sequence[Label], circle: Circle, box: Box, pen: Pen) -> tuple[Words, ...]:
    """Every label, or every second, third … where they would meet."""
    boxes = [_box(label, circle, pen) for label in labels]
    for every in range(1, len(labels) + 1):
        kept = range(0, len(labels), every)
        neighbors = [*pairwise(kept), (kept[-1], kept[0])] if len(kept) > 1 else []
        if all(boxes[one].apart(boxes[other], pen.size / 4) for one, other in neighbors):
            return tuple(
                pen.write(labels[at].text, *_place(labels[at], circle, pen))
                for at in kept
                if labels[at].text and box.holds(boxes[at], _ROUNDING)
            )
    return ()


def _most(angle: float) -> float:
    return _WIDEST_UPRIGHT if abs(sin(angle)) <= _UPRIGHT else _WIDEST


def _place(label: Label, circle: Circle, pen: Pen) -> tuple[Point, Anchor]:
    side = sin(label.angle)
    if abs(side) <= _UPRIGHT:
        away = _ABOVE if cos(label.angle) > 0 else _BELOW
        return circle.at(label.angle, circle.radius + pen.size * away), "middle"
    at = circle.at(label.angle, circle.radius + pen.size * _AWAY)
    return at, "start" if side > 0 else "end"


def _box(label: Label, circle: Circle, pen: Pen) -> Box:
    return pen.box(label.text, *_place(label, circle, pen))
