"""Sparklines: values as one small line or as bars, as SVG or bitmap from one geometry."""

from image_proc.chart.sparkline.fields import Mark, SparklineType
from image_proc.chart.sparkline.render import render_sparkline
from image_proc.chart.sparkline.spec import SparklineSpec

__all__ = ["Mark", "SparklineSpec", "SparklineType", "render_sparkline"]
