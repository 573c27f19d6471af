"""A sparkline's line: its pieces, what lies below it, and its dots."""

from functools import partial
from itertools import chain
from typing import NamedTuple

from image_proc.chart.curve import Cubic, monotone
from image_proc.chart.scale import Linear
from image_proc.chart.sparkline.fields import SparklineType
from image_proc.chart.sparkline.spec import SparklineSpec
from image_proc.chart.trace import Point, Polyline
from image_proc.color import Color

_TOLERANCE = 0.2
"""px of a bitmap by which straight pieces may miss a round line."""


class Dot(NamedTuple):
    """A mark on a line.

    Args:
        center: px at scale 1.
        color: what it is filled with.
    """

    center: Point
    color: Color


def dots(spec: SparklineSpec) -> list[Dot]:
    """The marks of a line, the lowest first."""
    across = Linear(0, len(spec.values) - 1, spec.box.left, spec.box.right)
    down = Linear(*spec.ends, spec.box.bottom, spec.box.top)
    return [
        Dot(Point(across.at(at), down.at(value)), color)
        for at, color in spec.marks.items()
        if (value := spec.bounded[at]) is not None
    ]


def drawn(spec: SparklineSpec) -> Polyline:
    """The line in straight pieces, in px at scale 1; a round one in as many as are seen."""
    if spec.type is not SparklineType.SMOOTH:
        return spec.trace
    flat = partial(Cubic.flat, tolerance=_TOLERANCE / spec.scale)
    runs = ((run[0], *chain.from_iterable(map(flat, monotone(run)))) for run in spec.trace.runs)
    return Polyline(tuple(runs), spec.trace.last)
