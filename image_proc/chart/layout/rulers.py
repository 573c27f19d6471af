"""Axes before they have a place: their ends, their ticks, the words at them."""

from collections.abc import Sequence
from typing import NamedTuple

from image_proc.chart.fields import AxisKind
from image_proc.chart.layout.dates import time_ticks
from image_proc.chart.layout.domain import Range, place_domain, value_domain
from image_proc.chart.layout.numbers import Writing, write_ticks
from image_proc.chart.layout.scales import Scale
from image_proc.chart.layout.ticks import log_ticks, nice_ticks
from image_proc.chart.scale import share_of
from image_proc.chart.series import Axis

_FARTHEST = 100.0
"""Lengths of an axis: what lies farther beyond an end is as good as there."""

_MOST_LABELS = 2000
"""Of more categories only some can have a label."""


class Tick(NamedTuple):
    """A place on an axis that words stand at.

    Args:
        at: the value; on a category axis the label's place, from 0.
        label: what it says; may be empty.
        context: what it belongs to, in a second row.
    """

    at: float
    label: str
    context: str = ""


def axis_ticks(axis: Axis, ends: Range, pieces: int) -> tuple[Tick, ...]:
    """Give the ticks of an axis of numbers or of time.

    Args:
        axis: with the texts or the marks that were asked for, if any.
        ends: the values at its ends.
        pieces: between ticks, at most.
    """
    if axis.labels:
        places = axis.marks or _evenly(ends, len(axis.labels))
        return tuple(Tick(at, text) for at, text in zip(places, axis.labels, strict=False))
    if axis.kind is AxisKind.TIME:
        return tuple(Tick(*tick) for tick in time_ticks(*ends, pieces))
    shown = axis.shown or ends
    numbers = axis.marks or _numbers(axis, (min(shown), max(shown)), pieces)
    writing = Writing.of(axis, max(map(abs, numbers), default=0.0))
    words = write_ticks(numbers, writing)
    return tuple(
        Tick(_placed(number, shown, ends), text)
        for number, text in zip(numbers, words, strict=True)
    )


def _numbers(axis: Axis, ends: Range, pieces: int) -> Sequence[float]:
    if axis.kind is AxisKind.LOG and ends[0] > 0:
        return log_ticks(*ends, pieces + 1)
    # Round in the unit that they are written in: 512 MiB, 90 min.
    factor = Writing.of(axis, max(map(abs, ends))).factor
    if factor == 1:
        return nice_ticks(*ends, pieces)
    return [tick * factor for tick in nice_ticks(ends[0] / factor, ends[1] / factor, pieces)]


def _placed(number: float, shown: Range, ends: Range) -> float:
    """Where a number stands on an axis whose ends are called something else."""
    if shown == ends:
        return number
    share = share_of(number, *shown) if shown[0] != shown[1] else 0.5
    share = max(-_FARTHEST, min(share, _FARTHEST))
    return ends[0] * (1 - share) + ends[1] * share


def _evenly(ends: Range, count: int) -> list[float]:
    if count == 1:
        return [(ends[0] + ends[1]) / 2]
    return [ends[0] + (ends[1] - ends[0]) * at / (count - 1) for at in range(count)]


class Ruler(NamedTuple):
    """An axis with its ends and its ticks.

    Args:
        axis: as it was asked for.
        ends: the values at its ends.
        ticks: with their words; none where the axis is not to be seen.
        named: whether its ticks are categories.
        grid: whether lines run across the body at its ticks.
    """

    axis: Axis
    ends: Range
    ticks: tuple[Tick, ...]
    named: bool = False
    grid: bool = False

    def scale(self, start: float, end: float) -> Scale:
        """Lay it from px to px; a reversed axis the other way."""
        if self.axis.reverse:
            start, end = end, start
        return Scale(
            *self.ends, start, end, log=self.axis.kind is AxisKind.LOG and self.ends[0] > 0
        )


def value_ruler(axis: Axis, found: Range | None, pieces: int, *, zero: bool) -> Ruler:
    """Make the axis of the values.

    Args:
        axis: as it was asked for.
        found: the least and the greatest value; None where there is none.
        pieces: between the ticks, at most.
        zero: whether 0 belongs to it if the axis leaves that open.
    """
    ends = value_domain(axis, found, pieces, zero=zero)
    ticks = axis_ticks(axis, ends, pieces) if axis.visible else ()
    return Ruler(axis, ends, ticks, grid=axis.grid is not False)


def place_ruler(axis: Axis, found: Range | None, pieces: int, *, grid: bool) -> Ruler:
    """Make an axis along which numbers or times run."""
    ends = place_domain(axis, found)
    ticks = axis_ticks(axis, ends, pieces) if axis.visible else ()
    return Ruler(axis, ends, ticks, grid=grid if axis.grid is None else axis.grid)


def named_ruler(axis: Axis, labels: Sequence[str], places: int, *, banded: bool) -> Ruler:
    """Make an axis of categories.

    Args:
        axis: as it was asked for; its own labels go before the chart's.
        labels: of the first places, or of more than hold a value.
        places: how many hold a value.
        banded: whether each place has a band, so that there is room at both ends.
    """
    labels = (*labels, *[""] * (places - len(labels)))
    room = 0.5 if banded or len(labels) <= 1 else 0.0
    ends = (-room, max(len(labels) - 1, 0) + room)
    if axis.labels:
        ticks = axis_ticks(axis, (0.0, max(len(labels) - 1, 1)), 1)
    else:
        every = max(1, len(labels) // _MOST_LABELS)
        ticks = tuple(map(Tick, map(float, range(0, len(labels), every)), labels[::every]))
    return Ruler(axis, ends, ticks if axis.visible else (), named=True, grid=axis.grid is True)
