"""The types of Chart.js and of the plugins that QuickChart has, and what each is here."""

from typing import NamedTuple

from image_proc.chart import ChartType, SeriesType
from image_proc.errors import InvalidParameter


class Kind(NamedTuple):
    """What a name of `type` stands for.

    Args:
        type: what is drawn.
        horizontal: whether its values run from the left.
        numbers: whether each value is written where the config does not say.
        bare: whether it has neither axes nor a legend.
        shares: whether numbers in its slices are percents of the whole.
    """

    type: ChartType
    horizontal: bool = False
    numbers: bool = False
    bare: bool = False
    shares: bool = False


KINDS = {
    "bar": Kind(ChartType.BAR),
    "horizontalBar": Kind(ChartType.BAR, horizontal=True),
    "line": Kind(ChartType.LINE),
    "radar": Kind(ChartType.RADAR),
    "pie": Kind(ChartType.PIE, numbers=True),
    "doughnut": Kind(ChartType.DOUGHNUT, numbers=True),
    "donut": Kind(ChartType.DOUGHNUT, numbers=True),
    "polarArea": Kind(ChartType.POLAR),
    "scatter": Kind(ChartType.SCATTER),
    "bubble": Kind(ChartType.BUBBLE),
    "outlabeledPie": Kind(ChartType.PIE, numbers=True, shares=True),
    "outlabeledDoughnut": Kind(ChartType.DOUGHNUT, numbers=True, shares=True),
    "gauge": Kind(ChartType.GAUGE, numbers=True),
    "radialGauge": Kind(ChartType.GAUGE, numbers=True),
    "progressBar": Kind(ChartType.BAR, horizontal=True, numbers=True, bare=True),
    "sparkline": Kind(ChartType.LINE, bare=True),
    "boxplot": Kind(ChartType.BOXPLOT),
    "violin": Kind(ChartType.BOXPLOT),
    "horizontalBoxplot": Kind(ChartType.BOXPLOT, horizontal=True),
    "horizontalViolin": Kind(ChartType.BOXPLOT, horizontal=True),
    "matrix": Kind(ChartType.HEATMAP),
}
SERIES = {
    "bar": SeriesType.BAR,
    "horizontalBar": SeriesType.BAR,
    "line": SeriesType.LINE,
    "scatter": SeriesType.SCATTER,
    "bubble": SeriesType.SCATTER,
}
_TYPE = "type"
ROUND = frozenset({ChartType.PIE, ChartType.DOUGHNUT, ChartType.POLAR})
"""Their labels are of slices, not of places."""

MIXED = frozenset({ChartType.BAR, ChartType.LINE, ChartType.SCATTER, ChartType.BUBBLE})
"""Several of them may stand on the same axes."""


def read_kind(value: object) -> Kind:
    """Find what a chart's `type` stands for.

    Raises:
        InvalidParameter: there is none of that name.
    """
    if isinstance(value, str) and value in KINDS:
        return KINDS[value]
    raise InvalidParameter(_TYPE, value, f"one of {', '.join(KINDS)}")


def read_series_type(value: object, path: str, kind: Kind) -> SeriesType | None:
    """Find what the `type` of a dataset stands for; None for what the whole chart is.

    Raises:
        InvalidParameter: there is none of that name, or it cannot stand on the chart's axes.
    """
    if value is None or (isinstance(value, str) and KINDS.get(value) == kind):
        return None
    if not isinstance(value, str) or value not in SERIES or kind.type not in MIXED:
        raise InvalidParameter(path, value, f"the chart's own type, or one of {', '.join(SERIES)}")
    return SERIES[value]
