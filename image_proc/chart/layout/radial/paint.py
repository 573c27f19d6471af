"""The colours of slices."""

from image_proc.chart.palette import Palette, same
from image_proc.chart.scene import Paint
from image_proc.chart.spec import ChartSpec
from image_proc.color import over


def slice_paint(spec: ChartSpec, palette: Palette, at: int, series: int = 0) -> Paint:
    """The colour of a slice.

    Args:
        spec: a pie, doughnut or polar chart.
        palette: for what the spec leaves open.
        at: the slice's place, from 0.
        series: its series' place.
    """
    own = spec.series[series] if series < len(spec.series) else None
    if own is not None and own.colors:
        return same(own.colors[at % len(own.colors)])
    if own is not None and own.color is not None:
        return same(own.color)
    return palette.of(at)


def laid(ground: Paint, paint: Paint) -> Paint:
    """What is seen of a paint on a ground."""
    return Paint(over(ground.light, paint.light), over(ground.dark, paint.dark))
