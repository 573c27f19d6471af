"""A sparkline as a bitmap of few colours."""

from PIL import Image, ImageDraw

from image_proc.chart.sparkline.blocks import blocks
from image_proc.chart.sparkline.canvas_lines import draw_lines
from image_proc.chart.sparkline.indexed import Indexed
from image_proc.chart.sparkline.spec import SparklineSpec
from image_proc.color import TRANSPARENT
from image_proc.png import Band, palette_png


def draw_png(spec: SparklineSpec) -> bytes:
    """Draw a sparkline as a palette PNG, `spec.size` large."""
    picture = _draw(spec)
    return palette_png(spec.size, 8, picture.palette, [Band(picture.indices.tobytes())])


def draw_canvas(spec: SparklineSpec) -> Image.Image:
    """Draw the same pixels as an image.

    Returns:
        Mode RGBA, of `spec.size`.
    """
    picture = _draw(spec)
    canvas = picture.indices.copy()
    canvas.putpalette(b"".join(map(bytes, picture.palette)), "RGBA")
    return canvas.convert("RGBA")


def _draw(spec: SparklineSpec) -> Indexed:
    return draw_lines(spec) if spec.is_line else _draw_blocks(spec)


def _draw_blocks(spec: SparklineSpec) -> Indexed:
    picture = Image.new("L", spec.size)
    draw = ImageDraw.Draw(picture)
    indices = {TRANSPARENT: 0}
    for (left, top, right, bottom), color in blocks(spec):
        index = indices.setdefault(color, len(indices))
        draw.rectangle((left, top, right - 1, bottom - 1), fill=index)
    return Indexed(picture, tuple(indices))
