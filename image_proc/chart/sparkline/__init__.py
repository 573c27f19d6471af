"""Sparklines: values as one small line, as SVG or bitmap from one geometry."""

from image_proc.chart.sparkline.render import render_sparkline
from image_proc.chart.sparkline.spec import SparklineSpec

__all__ = ["SparklineSpec", "render_sparkline"]
