"""Series and labels as the figures of a chart: which axis their places are on."""

from collections.abc import Sequence

from endpoint.plot import Figures, PlotType, parse_moments
from image_proc.chart.fields import AxisKind
from image_proc.chart.series import Series
from image_proc.errors import InvalidParameter
from image_proc.fields import clean_text

LABELS = "labels"
DATED = frozenset({PlotType.BAR, PlotType.LINE, PlotType.AREA, PlotType.SCATTER})
"""What has an axis of times where all labels are dates."""

_PLACED = frozenset({PlotType.SCATTER, PlotType.BUBBLE})


def arrange(
    series: Sequence[Series], labels: Sequence[str], type_: PlotType | None, parameter: str
) -> Figures:
    """Find out where values stand: at places of their own, at dates, at labels.

    Args:
        series: what is shown.
        labels: of the places.
        type_: what it is shown as; None for bars, or for discs where places are told.
        parameter: what the values were sent as.

    Raises:
        InvalidParameter: names labels, or the parameter.
    """
    placed = [each.places is not None for each in series]
    if any(placed):
        if not all(placed):
            raise InvalidParameter(parameter, "some places", "places in all series, or in none")
        return Figures(
            tuple(series), x=AxisKind.LINEAR, usual=PlotType.SCATTER, parameter=parameter
        )
    shown = type_ or PlotType.BAR
    if shown in DATED and (moments := parse_moments(labels)) is not None:
        return _dated(series, moments, parameter)
    if shown in _PLACED:
        accepted = "x:y of each disc, or x:y:r in a bubble chart"
        raise InvalidParameter(parameter, "values without places", accepted)
    kind = AxisKind.LINEAR if shown is PlotType.HISTOGRAM else AxisKind.CATEGORY
    return Figures(tuple(series), tuple(labels), x=kind, parameter=parameter)


def read_texts(texts: Sequence[str], parameter: str) -> tuple[str, ...]:
    """Check names or labels.

    Raises:
        InvalidParameter: names the parameter.
    """
    try:
        return tuple(clean_text(text) for text in texts)
    except ValueError as error:
        raise InvalidParameter(parameter, ",".join(texts), str(error)) from error


def named(series: Sequence[Series], names: Sequence[str], parameter: str) -> tuple[Series, ...]:
    """Give series their names, the first to the first.

    Raises:
        InvalidParameter: there are more names than series.
    """
    if len(names) > len(series):
        accepted = f"at most {len(series)}, one for each series"
        raise InvalidParameter(parameter, f"{len(names)} names", accepted)
    told = [
        each.model_copy(update={"name": name}) for each, name in zip(series, names, strict=False)
    ]
    return (*told, *series[len(names) :])


def _dated(series: Sequence[Series], moments: tuple[float, ...], parameter: str) -> Figures:
    if any(len(each.values) != len(moments) for each in series):
        accepted = "as many dates as there are values in each series"
        raise InvalidParameter(LABELS, f"{len(moments)} dates", accepted)
    placed = tuple(each.model_copy(update={"places": moments}) for each in series)
    return Figures(placed, x=AxisKind.TIME, parameter=parameter)
