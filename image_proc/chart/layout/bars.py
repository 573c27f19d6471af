"""Bars: beside each other, upon each other, or so many that only their outline is seen."""

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

from image_proc.chart.layout.plane import Plane
from image_proc.chart.layout.traces import Trace
from image_proc.chart.scene import Mark, Paint, Rect
from image_proc.chart.trace import Box

_FILLED = 0.74
"""Of the distance between places: what bars take."""

_APART = 4
"""px between places, from which on bars are apart from each other."""

_BETWEEN = 0.08
"""Of a bar: what is free between two that stand side by side."""

_ROUND, _ROUND_FROM = 0.14, 7
"""Of a bar's width: its corners' radius, from so many px on."""

_ROUNDEST = 4.0


class Lane(NamedTuple):
    """Where the bars of a series stand, beside their places.

    Args:
        offset: px, from a place to the middle of its bar.
        width: px, of a bar.
    """

    offset: float
    width: float


class _Bar(NamedTuple):
    """One bar in px: along the places, and along the values from its foot to its head."""

    start: float
    end: float
    foot: float
    head: float
    paint: Paint


def bar_marks(traces: Sequence[Trace], plane: Plane, *, stacked: bool) -> list[Mark]:
    """Draw the bars of all series.

    Args:
        traces: those that are drawn as bars.
        plane: where.
        stacked: whether they stand upon each other.
    """
    marks: list[Mark] = []
    for trace, lane in zip(traces, lanes_of(traces, plane, stacked=stacked), strict=True):
        marks += _drawn(trace, plane, lane, last=_heads(traces, trace, stacked))
    return marks


def lanes_of(traces: Sequence[Trace], plane: Plane, *, stacked: bool) -> list[Lane]:
    """Find where the bars of each series stand.

    Args:
        traces: those that are drawn as bars.
        plane: where.
        stacked: whether they stand upon each other.
    """
    if not traces:
        return []
    groups = _groups(traces, stacked=stacked)
    step = _step(traces, plane)
    room = step * _FILLED if step >= _APART else step
    places = (groups.index(_group(trace, stacked=stacked)) for trace in traces)
    return [_lane(room, at, len(groups)) for at in places]


def _lane(room: float, at: int, count: int) -> Lane:
    width = room / count
    gap = width * _BETWEEN if count > 1 and width >= _APART else 0.0
    width -= gap
    if width >= _APART:
        width = float(int(width))
    return Lane((at - (count - 1) / 2) * (width + gap), width)


def _group(trace: Trace, *, stacked: bool) -> object:
    return (trace.series.stack, trace.series.axis) if stacked else id(trace)


def _groups(traces: Sequence[Trace], *, stacked: bool) -> list[object]:
    return list(dict.fromkeys(_group(trace, stacked=stacked) for trace in traces))


def _step(traces: Sequence[Trace], plane: Plane) -> float:
    """Px between the two nearest places."""
    places = sorted({plane.places.at(place) for trace in traces for place in trace.places})
    gaps = [after - before for before, after in pairwise(places) if after - before > 0.01]  # noqa: PLR2004 - no px
    return min(gaps, default=plane.places.length / max(1, len(places)))


def _heads(traces: Sequence[Trace], trace: Trace, stacked: bool) -> set[tuple[float, bool]] | None:
    """Places at which a series stands at the end of its stack; None for everywhere."""
    if not stacked:
        return None
    own = _group(trace, stacked=True)
    above = [
        each for each in traces[_place(traces, trace) + 1 :] if _group(each, stacked=True) == own
    ]
    hidden = {
        (place, top < base)
        for each in above
        for place, top, base in zip(each.places, each.tops, each.bases or (), strict=False)
        if top is not None and top != base
    }
    ends = {(place, side) for place in trace.places for side in (False, True)}
    return ends - hidden


def _place(traces: Sequence[Trace], trace: Trace) -> int:
    return next(at for at, each in enumerate(traces) if each is trace)


def _drawn(
    trace: Trace,
    plane: Plane,
    lane: Lane,
    last: set[tuple[float, bool]] | None,
) -> list[Mark]:
    offset, width = lane
    bars = _thinned(_bars(trace, plane, offset, width), plane)
    radius = min(width * _ROUND, _ROUNDEST) if width >= _ROUND_FROM else 0.0
    marks: list[Mark] = []
    for place, top, bar in bars:
        rounded = radius if last is None or (place, top) in last else 0.0
        marks.append(_rect(bar, plane, min(rounded, abs(bar.head - bar.foot) / 2)))
    return marks


def _bars(
    trace: Trace, plane: Plane, offset: float, width: float
) -> Iterable[tuple[float, bool, _Bar]]:
    scale = plane.scale_of(trace.series)
    floor = scale.floor
    bases = trace.bases
    low, high = sorted((scale.start, scale.end))
    for at, (place, top) in enumerate(zip(trace.places, trace.tops, strict=False)):
        if top is None:
            continue
        base = bases[at] if bases is not None else floor
        start = plane.places.at(place) + offset - width / 2
        if width >= _APART:
            start = float(round(start))
        foot = min(max(scale.at(base), low), high)
        head = min(max(scale.at(top), low), high)
        yield place, top < base, _Bar(start, start + width, foot, head, trace.paint_at(at))


def _thinned(
    bars: Iterable[tuple[float, bool, _Bar]], plane: Plane
) -> list[tuple[float, bool, _Bar]]:
    """Of several bars in one pixel keep one that reaches as far as all of them."""
    found = list(bars)
    if len(found) <= plane.places.length:
        return found
    columns: dict[tuple[int, bool], tuple[float, bool, _Bar]] = {}
    for place, below, bar in found:
        key = (int(bar.start), below)
        known = columns.get(key)
        column = bar._replace(start=float(key[0]), end=float(key[0] + 1))
        if known is None or abs(bar.head - bar.foot) > abs(known[2].head - known[2].foot):
            columns[key] = (place, below, column)
    return list(columns.values())


def _rect(bar: _Bar, plane: Plane, radius: float) -> Mark:
    box: Box = plane.bar((bar.start, bar.end), (bar.foot, bar.head))
    if not radius:
        return Rect(box, bar.paint)
    grows = bar.head > bar.foot
    if plane.horizontal:
        corners = (0.0, radius, radius, 0.0) if grows else (radius, 0.0, 0.0, radius)
    else:
        corners = (0.0, 0.0, radius, radius) if grows else (radius, radius, 0.0, 0.0)
    return Rect(box, bar.paint, corners)
