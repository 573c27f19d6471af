"""The seed's chart: one number a line, a value a pixel."""

from collections.abc import Sequence
from itertools import pairwise

from endpoint.plot import Figures, Plot, PlotType
from image_proc.chart.series import Series
from source.table import Points

ROOM = 48
"""px beside the values: what the numbers of their axis take, and some air."""


def is_strip(points: Points) -> bool:
    """Tell whether rows are numbers and nothing else."""
    placed = points.times is not None or points.places is not None or bool(points.labels)
    return len(points.columns) == 1 and not points.columns[0].name and not placed


def strip_of(points: Points, plot: Plot, *, whole: bool) -> Figures:
    """Show a value a pixel.

    Args:
        points: numbers.
        plot: how they look.
        whole: whether all of them are shown, in buckets where they are too many; else the latest
            that fit, which the layout chooses.
    """
    values = points.columns[0].values
    shown = _means(values, max(1, plot.width - ROOM)) if whole else values
    return Figures((Series(values=tuple(shown)),), usual=PlotType.BAR, strip=True)


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
