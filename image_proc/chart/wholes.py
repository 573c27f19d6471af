"""What values have to be so that they can be shown as parts of a whole."""

from collections.abc import Sequence

from image_proc.chart.fields import ChartType
from image_proc.chart.series import Series

MOST_PARTS = 1000
"""Of all series of a chart around a centre together: more of them nobody sees."""

_PARTED = frozenset({ChartType.PIE, ChartType.DOUGHNUT, ChartType.POLAR})
_AROUND = _PARTED | {ChartType.RADAR}


def check_radial(type_: ChartType, series: Sequence[Series], labels: int) -> None:
    """Refuse values that have no place around a centre.

    Args:
        type_: what they are shown as; types with axes take them all.
        series: the values.
        labels: how many labels there are.

    Raises:
        ValueError: what is accepted.
    """
    if type_ not in _AROUND:
        return
    if max(labels, sum(len(each.values) for each in series)) > MOST_PARTS:
        message = f"at most {MOST_PARTS} values in all in a {type_} chart"
        raise ValueError(message)
    if type_ in _PARTED and any(value < 0 for each in series for value in each.values if value):
        message = f"values of 0 or more in a {type_} chart"
        raise ValueError(message)
