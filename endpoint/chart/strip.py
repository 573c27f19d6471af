"""The seed's chart: one number a line, a value a pixel."""

from endpoint.plot import Figures, PlotType
from image_proc.chart.fields import Look
from image_proc.chart.series import Series
from source.table import Points


def is_strip(points: Points) -> bool:
    """Tell whether rows are numbers and nothing else."""
    placed = points.times is not None or points.places is not None or bool(points.labels)
    return len(points.columns) == 1 and not points.columns[0].name and not placed


def strip_of(points: Points, *, whole: bool) -> Figures:
    """Show a value a pixel.

    Args:
        points: numbers.
        whole: whether all of them are shown, several in a pixel where they are too many; else the
            latest that fit.
    """
    series = (Series(values=points.columns[0].values),)
    return Figures(series, usual=PlotType.BAR, look=Look.WHOLE if whole else Look.STRIP)
