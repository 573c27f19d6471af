"""A scene as pixels: palette indices while they do, whole colours from there on."""

from image_proc.chart.raster.draw import draw_canvas, draw_png

__all__ = ["draw_canvas", "draw_png"]
