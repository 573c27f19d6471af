"""Rows of a table as the figures of a chart of some type."""

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime, time
from math import sqrt

from endpoint.plot.fields import PlotType
from endpoint.plot.figures import Figures
from image_proc.chart.fields import AxisKind
from image_proc.chart.series import Series
from image_proc.errors import InvalidParameter
from source.table import Column, Points

_LARGEST_DISC = 24.0
"""px, the radius."""

_SMALLEST_DISC = 3.0


def figures_of(points: Points, type_: PlotType | None) -> Figures:
    """Put rows where a chart of a type has them.

    Args:
        points: the rows.
        type_: what they are shown as; a line over places, bars over labels where nobody says.

    Raises:
        InvalidParameter: names y, where the type takes other columns.
    """
    usual = PlotType.BAR if _has_labels(points) else PlotType.LINE
    arranged = _ARRANGED.get(type_ or usual, _placed)
    return arranged(points, type_ or usual)


def _has_labels(points: Points) -> bool:
    return points.times is None and points.places is None and bool(points.labels)


def _placed(points: Points, type_: PlotType) -> Figures:
    """Each column a series over times, places or labels."""
    if _has_labels(points) and type_ is not PlotType.SCATTER:
        return _labelled(points, type_)
    if points.times is not None:
        places, kind = points.times, AxisKind.TIME
    else:
        places = points.places or tuple(float(row + 1) for row in range(points.rows))
        kind = AxisKind.LINEAR
    series = tuple(
        Series(name=each.name, values=each.values, places=places) for each in points.columns
    )
    return Figures(series, x=kind, usual=type_)


def _bars(points: Points, type_: PlotType) -> Figures:
    """Bars over times have an axis of times; over other places they are labelled with them."""
    return _placed(points, type_) if points.times is not None else _labelled(points, type_)


def _labelled(points: Points, type_: PlotType) -> Figures:
    series = tuple(Series(name=each.name, values=each.values) for each in points.columns)
    return Figures(series, _labels(points), usual=type_)


def _counted(points: Points, type_: PlotType) -> Figures:
    series = tuple(Series(name=each.name, values=each.values) for each in points.columns)
    return Figures(series, x=AxisKind.LINEAR, usual=type_)


def _boxed(points: Points, type_: PlotType) -> Figures:
    """Each column a box."""
    samples = tuple(_known(each) for each in points.columns)
    return Figures(
        (Series(samples=samples),), tuple(each.name for each in points.columns), usual=type_
    )


def _latest(points: Points, type_: PlotType) -> Figures:
    """The last value of each column."""
    series = tuple(
        Series(name=each.name, values=_known(each)[-1:] or (None,)) for each in points.columns
    )
    return Figures(series, usual=type_)


def _bubbles(points: Points, type_: PlotType) -> Figures:
    """The first column over the places, the second as the area of the discs."""
    if len(points.columns) != 2:  # noqa: PLR2004 - the height and the size
        names = ", ".join(each.name for each in points.columns)
        accepted = "two columns, the second one for the discs' sizes"
        raise InvalidParameter("y", names, accepted)  # noqa: EM101 - its name
    values, sizes = points.columns
    figures = _placed(Points((values,), points.times, points.places), type_)
    (series,) = figures.series
    drawn = series.model_copy(update={"sizes": _radii(sizes)})
    return Figures((drawn,), x=figures.x, usual=type_)


def _radii(sizes: Column) -> tuple[float | None, ...]:
    most = max((abs(size) for size in _known(sizes)), default=0.0)
    return tuple(
        None
        if size is None
        else max(_SMALLEST_DISC, _LARGEST_DISC * sqrt(abs(size) / most))
        if most
        else _SMALLEST_DISC
        for size in sizes.values
    )


def _known(column: Column) -> tuple[float, ...]:
    return tuple(value for value in column.values if value is not None)


def _labels(points: Points) -> tuple[str, ...]:
    if points.times is not None:
        return _written(points.times)
    if points.places is not None:
        return tuple(f"{each:.12g}" for each in points.places)
    return points.labels


def _written(times: Sequence[float]) -> tuple[str, ...]:
    """Write times as shortly as all of them allow."""
    try:
        moments = [datetime.fromtimestamp(each, UTC) for each in times]
    except (ValueError, OverflowError, OSError):
        return tuple(f"{each:.12g}" for each in times)  # a year that no calendar names
    form = next(form for form, fits in _FORMS if all(map(fits, moments)))
    return tuple(f"{moment:{form}}" for moment in moments)


_FORMS: Sequence[tuple[str, Callable[[datetime], bool]]] = (
    ("%Y-%m", lambda moment: (moment.day, moment.time()) == (1, time())),
    ("%Y-%m-%d", lambda moment: moment.time() == time()),
    ("%Y-%m-%d %H:%M", lambda moment: not moment.second and not moment.microsecond),
    ("%Y-%m-%d %H:%M:%S", lambda _: True),
)

_ARRANGED: Mapping[PlotType, Callable[[Points, PlotType], Figures]] = {
    PlotType.BAR: _bars,
    PlotType.HORIZONTAL_BAR: _bars,
    PlotType.PIE: _labelled,
    PlotType.DOUGHNUT: _labelled,
    PlotType.RADAR: _labelled,
    PlotType.POLAR: _labelled,
    PlotType.HEATMAP: _labelled,
    PlotType.HISTOGRAM: _counted,
    PlotType.BOXPLOT: _boxed,
    PlotType.GAUGE: _latest,
    PlotType.BUBBLE: _bubbles,
}
