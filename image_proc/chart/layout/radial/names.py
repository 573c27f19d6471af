"""What the legend of a chart around a centre names, and where it stands."""

from image_proc.chart.fields import ChartType, Legend
from image_proc.chart.layout.legend import Entry
from image_proc.chart.layout.radial.paint import series_paint, slice_paint
from image_proc.chart.palette import Palette
from image_proc.chart.spec import ChartSpec

_WIDE = 1.25
"""Width of a chart for its height from which on there is room beside a circle."""


def radial_entries(spec: ChartSpec, palette: Palette) -> tuple[Entry, ...]:
    """Name the slices of a pie or a polar chart, or the series of a radar chart."""
    if spec.type is ChartType.GAUGE:
        return ()
    if spec.type is ChartType.RADAR:
        return tuple(
            Entry(series.name, series_paint(spec, palette, at))
            for at, series in enumerate(spec.series)
            if series.name
        )
    count = max((len(series.values) for series in spec.series), default=0)
    return tuple(
        Entry(name, slice_paint(spec, palette, at))
        for at, name in enumerate(spec.labels[:count])
        if name
    )


def usual_legend(spec: ChartSpec) -> Legend:
    """Where there is room for a legend: beside the circle, or below it."""
    return Legend.RIGHT if spec.width >= spec.height * _WIDE else Legend.BOTTOM


def named_beside(spec: ChartSpec, place: int) -> str:
    """What is written beside a slice that no legend names; empty for nothing."""
    unnamed = spec.legend is Legend.AUTO and sum(map(bool, spec.labels)) == 1
    if (spec.legend is Legend.NONE or unnamed) and place < len(spec.labels):
        return spec.labels[place]
    return ""
