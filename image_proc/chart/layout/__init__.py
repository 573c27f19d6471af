"""From a chart's values to shapes and words with their places: the one layout of all backends."""

from image_proc.chart.layout.layout import lay_out

__all__ = ["lay_out"]
