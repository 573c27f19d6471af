"""Charts: values as a scene of shapes and words, drawn as SVG or as a bitmap; and sparklines."""

from image_proc.chart.fields import AxisKind, ChartType, Legend, Look, SeriesType, Unit
from image_proc.chart.render import render_chart
from image_proc.chart.series import Axis, Series
from image_proc.chart.sparkline import SparklineSpec, render_sparkline
from image_proc.chart.spec import ChartSpec

__all__ = [
    "Axis",
    "AxisKind",
    "ChartSpec",
    "ChartType",
    "Legend",
    "Look",
    "Series",
    "SeriesType",
    "SparklineSpec",
    "Unit",
    "render_chart",
    "render_sparkline",
]
