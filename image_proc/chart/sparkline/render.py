"""Which of the three ways a chart is drawn."""

from PIL import Image

from image_proc.chart.sparkline.canvas import draw_canvas, draw_png
from image_proc.chart.sparkline.spec import SparklineSpec
from image_proc.chart.sparkline.svg import draw_svg
from image_proc.render import render
from image_proc.spec import Format


@render.register
def render_sparkline(spec: SparklineSpec) -> Image.Image | bytes:
    """Draw a sparkline: SVG and PNG as bytes, else an RGBA image to encode."""
    match spec.format:
        case Format.SVG:
            return draw_svg(spec)
        case Format.PNG:
            return draw_png(spec)
        case _:
            return draw_canvas(spec)
