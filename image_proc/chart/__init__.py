"""Charts: values as lines, as SVG or bitmap from one geometry. The sparkline is the first."""

from image_proc.chart.render import render_sparkline
from image_proc.chart.spec import SparklineSpec

__all__ = ["SparklineSpec", "render_sparkline"]
