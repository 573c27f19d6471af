"""Which of the ways a chart is drawn."""

from PIL import Image

from image_proc.chart.data_json import write_json
from image_proc.chart.layout import lay_out
from image_proc.chart.raster import draw_canvas, draw_png
from image_proc.chart.spec import ChartSpec
from image_proc.chart.vector import draw_svg
from image_proc.render import render
from image_proc.spec import Format


@render.register
def render_chart(spec: ChartSpec) -> Image.Image | bytes:
    """Draw a chart: SVG, PNG and JSON as bytes, else an RGBA image to encode."""
    match spec.format:
        case Format.JSON:
            return write_json(spec)
        case Format.SVG:
            return draw_svg(lay_out(spec), spec.scale, spec.theme)
        case Format.PNG:
            return draw_png(lay_out(spec), spec.scale, spec.theme)
        case _:
            return draw_canvas(lay_out(spec), spec.scale, spec.theme)
