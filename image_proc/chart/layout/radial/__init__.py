"""Charts around a centre: pie, doughnut, radar, polar area and gauge."""

from image_proc.chart.fields import ChartType
from image_proc.chart.layout.radial.gauge import gauge_marks
from image_proc.chart.layout.radial.paint import slice_paint
from image_proc.chart.layout.radial.pie import pie_marks
from image_proc.chart.layout.radial.polar import polar_marks
from image_proc.chart.layout.radial.radar import radar_marks
from image_proc.chart.palette import Palette
from image_proc.chart.scene import Clip, Mark
from image_proc.chart.spec import ChartSpec
from image_proc.chart.trace import Box

__all__ = ["RADIAL", "radial_marks", "slice_paint"]

_DRAWN = {
    ChartType.PIE: pie_marks,
    ChartType.DOUGHNUT: pie_marks,
    ChartType.RADAR: radar_marks,
    ChartType.POLAR: polar_marks,
    ChartType.GAUGE: gauge_marks,
}
RADIAL = frozenset(_DRAWN)
"""The types that are drawn here."""


def radial_marks(spec: ChartSpec, box: Box, palette: Palette) -> tuple[Mark | Clip, ...]:
    """Draw the body of a chart, without its title and its legend.

    Args:
        spec: a chart of one of the `RADIAL` types.
        box: px, which nothing leaves; what has no room in it is left out.
        palette: what it is painted with.
    """
    return _DRAWN[spec.type](spec, box, palette)
