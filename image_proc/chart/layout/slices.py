"""What the legend of a chart around a centre names, and where it stands."""

from image_proc.chart.fields import ChartType, Legend
from image_proc.chart.layout.legend import Entry
from image_proc.chart.layout.radial import slice_paint
from image_proc.chart.layout.traces import named_entries, paint_of
from image_proc.chart.palette import Palette
from image_proc.chart.spec import ChartSpec

_WIDE = 1.2
"""Width by height from which on there is room beside a circle."""


def slice_entries(spec: ChartSpec, palette: Palette) -> tuple[Entry, ...]:
    """Name the slices of a whole, or the series of a radar; a gauge needs none."""
    if spec.type is ChartType.GAUGE:
        return ()
    if spec.type is ChartType.RADAR:
        paints = [paint_of(series, at, palette) for at, series in enumerate(spec.series)]
        return named_entries(spec.series, paints)
    count = max((len(series.values) for series in spec.series), default=0)
    return tuple(
        Entry(label, slice_paint(spec, palette, at))
        for at, label in enumerate(spec.labels[:count])
        if label
    )


def usual_side(spec: ChartSpec) -> Legend:
    """Beside a circle where that is free, else below it."""
    return Legend.RIGHT if spec.width >= spec.height * _WIDE else Legend.BOTTOM
