"""A sparkline as palette indices: each is one share of the line over one share of the area."""

from PIL import Image, ImageChops

from image_proc.chart.cover import cover
from image_proc.chart.shapes import area_shapes, line_shapes
from image_proc.chart.sparkline.spec import SparklineSpec
from image_proc.color import TRANSPARENT, Color, over
from image_proc.png import Band, palette_png

_STEPS = 16
"""Shares of a pixel that are told apart."""

_FULL = _STEPS - 1
_INDICES = 256


def draw_png(spec: SparklineSpec) -> bytes:
    """Draw a sparkline as a palette PNG, `spec.size` large."""
    indices = _indices(spec).tobytes()
    used = sorted(set(indices))
    lookup = bytearray(_INDICES)
    for new, old in enumerate(used):
        lookup[old] = new
    palette = tuple(_color(index, spec) for index in used)
    return palette_png(spec.size, 8, palette, [Band(indices.translate(lookup))])


def draw_canvas(spec: SparklineSpec) -> Image.Image:
    """Draw the same pixels as an image.

    Returns:
        Mode RGBA, of `spec.size`.
    """
    picture = _indices(spec)
    colors = b"".join(bytes(_color(index, spec)) for index in range(_INDICES))
    picture.putpalette(colors, "RGBA")
    return picture.convert("RGBA")


def _indices(spec: SparklineSpec) -> Image.Image:
    """Mode L: the share of the line in each pixel, times 16, and that of the area."""
    line = cover(line_shapes(spec.trace, spec.pen, spec.scale), spec.size).point(_TO_LINE)
    if spec.area is None:
        return line
    area = cover(area_shapes(spec.trace, spec.height, spec.scale), spec.size)
    return ImageChops.add(line, area.point(_TO_AREA))


_TO_AREA = [round(level * _FULL / 255) for level in range(256)]
_TO_LINE = [share * _STEPS for share in _TO_AREA]


def _color(index: int, spec: SparklineSpec) -> Color:
    line, area = divmod(index, _STEPS)
    ground = over(TRANSPARENT, spec.area or TRANSPARENT, area / _FULL)
    return over(ground, spec.line, line / _FULL)
