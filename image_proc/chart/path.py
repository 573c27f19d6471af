"""Lines and areas as the data of an SVG path."""

from image_proc.chart.trace import Point, Trace

_DECIMALS = 2


def line_path(trace: Trace) -> str:
    """Write the lines of a trace; with round caps a run of one value is a dot."""
    return "".join(_line(run) for run in trace.runs)


def area_path(trace: Trace, floor: float) -> str:
    """Write what lies between the lines of a trace and a floor.

    Args:
        trace: the lines.
        floor: px, the y of the lower edge.
    """
    return "".join(
        f"M{number(run[0].x)} {number(floor)}L{_points(run)}V{number(floor)}z"
        for run in trace.runs
        if len(run) > 1
    )


def _line(run: tuple[Point, ...]) -> str:
    start, *others = run
    # Without a length there are no caps; with one of zero there are.
    return f"M{_points((start,))}" + (f"L{_points(tuple(others))}" if others else "h0")


def _points(points: tuple[Point, ...]) -> str:
    return " ".join(f"{number(point.x)} {number(point.y)}" for point in points)


def number(value: float) -> str:
    """A hundredth of a px is finer than anybody sees."""
    whole = int(value)
    if value == whole:
        return str(whole)
    text = f"{value:.{_DECIMALS}f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text
