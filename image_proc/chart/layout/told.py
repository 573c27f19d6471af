"""A chart in words, for those who do not see it."""

from functools import partial

from image_proc.chart.fields import ChartType
from image_proc.chart.layout.numbers import format_number
from image_proc.chart.series import Series
from image_proc.chart.spec import ChartSpec
from image_proc.chart.summary import summary

_MOST_SERIES = 8
_MOST_SLICES = 12
_WHOLES = frozenset({ChartType.PIE, ChartType.DOUGHNUT, ChartType.POLAR, ChartType.GAUGE})


def name_of(spec: ChartSpec) -> str:
    """What it is: its title, or its kind."""
    return spec.title or f"{'stacked ' if spec.stacked else ''}{spec.type} chart"


def describe(spec: ChartSpec) -> str:
    """What it shows, in a sentence for each series."""
    if not spec.series:
        return "no values"
    if spec.type in _WHOLES:
        return _slices(spec)
    told = [_series(series, spec) for series in spec.series[:_MOST_SERIES]]
    if len(spec.series) > _MOST_SERIES:
        told.append(f"and {len(spec.series) - _MOST_SERIES} more series")
    return "; ".join(told)


def _slices(spec: ChartSpec) -> str:
    values = spec.series[0].values
    told = [
        f"{spec.labels[at] if at < len(spec.labels) else at + 1}: {format_number(value, spec.y)}"
        for at, value in enumerate(values[:_MOST_SLICES])
        if value is not None
    ]
    if len(values) > _MOST_SLICES:
        told.append(f"and {len(values) - _MOST_SLICES} more")
    return "; ".join(told) or "no values"


def _series(series: Series, spec: ChartSpec) -> str:
    values = [value for sample in series.samples or () for value in sample]
    values += [value for value in series.values if value is not None]
    head = f"{series.name}: " if series.name else ""
    return head + (summary(values, partial(format_number, axis=spec.y)) if values else "no values")
