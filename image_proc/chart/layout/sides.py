"""The words beside a chart's body: which of them have room, and how much they take."""

from collections.abc import Sequence
from itertools import repeat
from math import ceil
from operator import add, sub
from typing import NamedTuple

from image_proc.chart.layout.lettering import ASCENT, LEADING, measure, shortened
from image_proc.chart.layout.rulers import Tick
from image_proc.chart.layout.scales import Scale
from image_proc.chart.palette import Palette
from image_proc.chart.scene import Mark, Words
from image_proc.chart.trace import Point

_APART = 0.5
"""em between two labels in a row."""

_GAP = 0.55
"""em between the body and its labels."""

_SLANT = 40
"""Degrees that labels are turned by that have no room beside each other."""

_SIN, _COS = 0.643, 0.766
_LONGEST_SLANTED = 9.0
"""em."""

_FEWEST_SLANTED = 1.6
"""em from one label to the next, where they are turned."""


class Below(NamedTuple):
    """Labels in a row below the body.

    Args:
        height: px that they take.
        ticks: those that are shown, shortened.
        turned: whether they are turned.
    """

    height: float
    ticks: tuple[Tick, ...]
    turned: bool = False

    def reach(self, scale: Scale, size: float) -> tuple[float, float]:
        """Px from the left end of the first label to the right end of the last."""
        if self.turned:
            starts = [scale.at(tick.at) - measure(tick.label, size) * _COS for tick in self.ticks]
            return min(starts), scale.at(self.ticks[-1].at)
        places = scale.all([tick.at for tick in self.ticks])
        halves = [
            max(measure(tick.label, size), measure(tick.context, size, bold=True)) / 2
            for tick in self.ticks
        ]
        return min(map(sub, places, halves)), max(map(add, places, halves))

    def marks(self, scale: Scale, top: float, size: float, palette: Palette) -> list[Mark]:
        """Write them below a line at `top`, px."""
        first = top + size * (_GAP + ASCENT)
        words: list[Mark] = []
        places = scale.all([tick.at for tick in self.ticks])
        for tick, x in zip(self.ticks, places, strict=True):
            if self.turned:
                at = Point(x + size * 0.3, top + size * (_GAP + 0.35))
                words.append(Words(tick.label, at, size, palette.muted, "end", turn=-_SLANT))
                continue
            if tick.label:
                words.append(Words(tick.label, Point(x, first), size, palette.muted, "middle"))
            if tick.context:
                at = Point(x, first + size * LEADING)
                words.append(Words(tick.context, at, size, palette.muted, "middle", bold=True))
        return words


def lay_below(ticks: Sequence[Tick], scale: Scale, size: float, *, even: bool) -> Below:
    """Choose the labels below a body so that none overlaps another.

    Args:
        ticks: along the scale, in order.
        scale: of the body's width.
        size: px a em.
        even: whether every label belongs to a place of its own, as categories do, and may be
            turned rather than left out.
    """
    labels = [tick.label for tick in ticks]
    if not any(labels):
        return Below(0.0, ())
    rows = 2 if any(tick.context for tick in ticks) else 1
    height = size * (_GAP + ASCENT + 0.25 + LEADING * (rows - 1))
    widest = max(map(measure, labels, repeat(size)))
    places = scale.all([tick.at for tick in ticks])
    step = _step(places, scale)
    if widest + size * _APART <= step:
        return Below(height, _told_apart(ticks, places, size))
    roomy = even and step >= size * _FEWEST_SLANTED
    if roomy and max(map(len, labels)) > 3:  # noqa: PLR2004 - short ones are thinned
        return _slanted(ticks, size)
    every = max(1, ceil((widest + size * _APART) / step)) if step else len(ticks)
    if widest + size * _APART > scale.length / 2:
        room = max(scale.length / 2 - size * _APART, size)
        ticks = [tick._replace(label=shortened(tick.label, room, size)) for tick in ticks]
        every = max(1, ceil((room + size * _APART) / step)) if step else len(ticks)
    return Below(height, _told_apart(ticks[::every], places[::every], size))


def _told_apart(ticks: Sequence[Tick], places: Sequence[float], size: float) -> tuple[Tick, ...]:
    """Leave out what a tick belongs to where that would run into what is told before."""
    kept: list[Tick] = []
    free = float("-inf")
    order = sorted(range(len(ticks)), key=places.__getitem__)
    if not any(tick.context for tick in ticks):
        return tuple(ticks[at] for at in order)
    for at in order:
        tick, x = ticks[at], places[at]
        half = measure(tick.context, size, bold=True) / 2
        if tick.context and x - half < free:
            kept.append(tick._replace(context=""))
            continue
        kept.append(tick)
        free = x + half + size * _APART if tick.context else free
    return tuple(kept)


def _step(places: Sequence[float], scale: Scale) -> float:
    """Px between the nearest two of the places."""
    places = sorted(places)
    return min(map(sub, places[1:], places), default=scale.length)


def _slanted(ticks: Sequence[Tick], size: float) -> Below:
    short = [
        tick._replace(label=shortened(tick.label, size * _LONGEST_SLANTED, size)) for tick in ticks
    ]
    longest = max(measure(tick.label, size) for tick in short)
    return Below(longest * _SIN + size * (_COS + _GAP), tuple(short), turned=True)


class Beside(NamedTuple):
    """Labels in a column beside the body.

    Args:
        width: px that they take.
        ticks: those that are shown, shortened.
    """

    width: float
    ticks: tuple[Tick, ...]

    def marks(
        self, scale: Scale, x: float, size: float, palette: Palette, *, right: bool = False
    ) -> list[Mark]:
        """Write them beside a line at `x`."""
        place = x + size * _GAP if right else x - size * _GAP
        return [
            Words(
                tick.label,
                Point(place, scale.at(tick.at) + size * ASCENT / 2),
                size,
                palette.muted,
                "start" if right else "end",
            )
            for tick in self.ticks
            if tick.label
        ]


def lay_beside(ticks: Sequence[Tick], scale: Scale, size: float, room: float) -> Beside:
    """Choose the labels beside a body so that none overlaps another.

    Args:
        ticks: along the scale.
        scale: of the body's height.
        size: px a em.
        room: px that a label may be wide.
    """
    if not any(tick.label for tick in ticks):
        return Beside(0.0, ())
    step = _step(scale.all([tick.at for tick in ticks]), scale)
    every = max(1, ceil(size * 1.15 / step)) if step else len(ticks)
    shown = tuple(
        Tick(tick.at, shortened(" ".join(filter(None, (tick.context, tick.label))), room, size))
        for tick in ticks[::every]
    )
    widest = max(measure(tick.label, size) for tick in shown)
    return Beside(widest + size * _GAP, shown)
