"""The seed's chart: one number a line, a value a pixel."""

from collections.abc import Sequence
from itertools import pairwise

from endpoint.plot import Figures, Plot, PlotType
from image_proc.chart.series import Series
from image_proc.color import parse_color
from source.table import Points

COLOR = parse_color("#55d")
ROOM = 20
"""px beside the values, for the numbers of their axis."""


def is_strip(points: Points) -> bool:
    """Tell whether rows are numbers and nothing else."""
    placed = points.times is not None or points.places is not None or bool(points.labels)
    return len(points.columns) == 1 and not points.columns[0].name and not placed


def strip_of(points: Points, plot: Plot, *, whole: bool) -> Figures:
    """Show as many values as there are px.

    Args:
        points: numbers.
        plot: how they look.
        whole: whether all of them are shown, in buckets where they are too many; else the latest
            that fit.
    """
    room = max(1, plot.width - ROOM)
    values = points.columns[0].values
    shown = _means(values, room) if whole else values[-room:]
    color = None if plot.colors else COLOR
    return Figures((Series(values=tuple(shown), color=color),), usual=PlotType.BAR, strip=True)


def _means(values: Sequence[float | None], most: int) -> list[float | None]:
    """Make at most so many of values, each the mean of its neighbours."""
    if len(values) <= most:
        return list(values)
    bounds = [bucket * len(values) // most for bucket in range(most + 1)]
    return [_mean(values[start:end]) for start, end in pairwise(bounds)]


def _mean(values: Sequence[float | None]) -> float | None:
    known = [value for value in values if value is not None]
    # Divided before they are summed: the sum of the largest floats is infinite.
    return sum(value / len(known) for value in known) if known else None
