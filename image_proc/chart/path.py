"""Lines and areas as the data of an SVG path."""

from collections.abc import Callable

from image_proc.chart.curve import monotone
from image_proc.chart.trace import Point, Polyline

_DECIMALS = 2

Run = tuple[Point, ...]


def line_path(trace: Polyline) -> str:
    """Write the lines of a trace; with round caps a run of one value is a dot."""
    return _line_path(trace, _straight)


def curve_path(trace: Polyline) -> str:
    """Write the lines of a trace without corners."""
    return _line_path(trace, _round)


def area_path(trace: Polyline, floor: float) -> str:
    """Write what lies between the lines of a trace and a floor.

    Args:
        trace: the lines.
        floor: px, the y of the lower edge.
    """
    return _area_path(trace, floor, lambda run: f"L{_points(run)}")


def curved_area_path(trace: Polyline, floor: float) -> str:
    """Write what lies between the lines of a trace, without corners, and a floor.

    Args:
        trace: the lines.
        floor: px, the y of the lower edge.
    """
    return _area_path(trace, floor, lambda run: f"L{_points(run[:1])}{_round(run)}")


def _line_path(trace: Polyline, rest: Callable[[Run], str]) -> str:
    # Without a length there are no caps; with one of zero there are.
    return "".join(
        f"M{_points(run[:1])}{rest(run) if len(run) > 1 else 'h0'}" for run in trace.runs
    )


def _area_path(trace: Polyline, floor: float, edge: Callable[[Run], str]) -> str:
    return "".join(
        f"M{number(run[0].x)} {number(floor)}{edge(run)}V{number(floor)}z"
        for run in trace.runs
        if len(run) > 1
    )


def _straight(run: Run) -> str:
    return f"L{_points(run[1:])}"


def _round(run: Run) -> str:
    return "C" + " ".join(_points(piece[1:]) for piece in monotone(run))


def _points(points: Run) -> str:
    return " ".join([f"{number(point.x)} {number(point.y)}" for point in points])


def number(value: float) -> str:
    """A hundredth of a px is finer than anybody sees."""
    whole = int(value)
    if value == whole:
        return str(whole)
    text = f"{value:.{_DECIMALS}f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text
