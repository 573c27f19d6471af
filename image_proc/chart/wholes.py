"""What values have to be so that they can be shown as parts of a whole."""

from collections.abc import Sequence

from image_proc.chart.fields import ChartType
from image_proc.chart.series import Series
from image_proc.errors import InvalidParameter

MOST_PARTS = 1000
"""Of all series of a chart around a centre together: more of them nobody sees."""

_FIELD = "series"

_PARTED = frozenset({ChartType.PIE, ChartType.DOUGHNUT, ChartType.POLAR})
_AROUND = _PARTED | {ChartType.RADAR}


def check_radial(type_: ChartType, series: Sequence[Series], labels: int) -> None:
    """Refuse values that have no place around a centre.

    Args:
        type_: what they are shown as; types with axes take them all.
        series: the values.
        labels: how many labels there are.

    Raises:
        InvalidParameter: `series`, with the value that has no place.
    """
    if type_ not in _AROUND:
        return
    count = max(labels, sum(len(each.values) for each in series))
    if count > MOST_PARTS:
        accepted = f"at most {MOST_PARTS} values in all in a {type_} chart"
        raise InvalidParameter(_FIELD, f"{count} values", accepted)
    below = (value for each in series for value in each.values if value and value < 0)
    wrong = next(below, None) if type_ in _PARTED else None
    if wrong is not None:
        accepted = f"values of 0 or more in a {type_} chart"
        raise InvalidParameter(_FIELD, f"{wrong:g}", accepted)
