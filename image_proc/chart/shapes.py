"""A trace as shapes of a bitmap."""

from typing import NamedTuple

from image_proc.chart.cover import Polygon, Shape, Stroke
from image_proc.chart.trace import Point, Polyline


class Pen(NamedTuple):
    """What a trace is drawn with.

    Args:
        line: px, the width of the lines.
        dot: px, the diameter of the last value's dot, 0 for none.
    """

    line: float
    dot: float


def line_shapes(trace: Polyline, pen: Pen, scale: float) -> list[Shape]:
    """The lines of a trace, and its dot.

    Args:
        trace: in px at scale 1.
        pen: in px at scale 1.
        scale: px of the bitmap for one of the trace.
    """
    lines: list[Shape] = [Stroke(_scaled(run, scale), pen.line * scale) for run in trace.runs]
    if pen.dot:
        lines.append(Stroke(_scaled((trace.last,), scale), pen.dot * scale))
    return lines


def area_shapes(trace: Polyline, floor: float, scale: float) -> list[Shape]:
    """What lies between the lines of a trace and a floor.

    Args:
        trace: in px at scale 1.
        floor: px at scale 1, the y of the lower edge.
        scale: px of the bitmap for one of the trace.
    """
    return [
        Polygon(_scaled((Point(run[0].x, floor), *run, Point(run[-1].x, floor)), scale))
        for run in trace.runs
        if len(run) > 1
    ]


def _scaled(points: tuple[Point, ...], scale: float) -> tuple[Point, ...]:
    return tuple(Point(point.x * scale, point.y * scale) for point in points)
