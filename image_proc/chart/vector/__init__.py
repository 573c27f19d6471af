"""A chart as SVG: what is alike stands together; what follows the reader's theme has a class."""

from image_proc.chart.vector.document import draw_svg

__all__ = ["draw_svg"]
