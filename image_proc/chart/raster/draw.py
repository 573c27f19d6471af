"""A scene as a bitmap, and as a PNG."""

from math import ceil

from PIL import Image, ImageChops

from image_proc.chart.palette import visible
from image_proc.chart.raster.canvas import Canvas
from image_proc.chart.raster.indexed import Indexed
from image_proc.chart.raster.marks import draw_marks
from image_proc.chart.scene import Scene
from image_proc.encode import encode
from image_proc.fields import Theme
from image_proc.png import QUICK, Band, palette_png
from image_proc.spec import Format

_AS_THEY_ARE, _UP = 0, 2
"""The filters of PNG: pixels, and what they differ from those above; half the time for bars."""


def draw_png(scene: Scene, scale: float, theme: Theme) -> bytes:
    """Draw a scene as a PNG, of palette indices where 256 colours suffice.

    Args:
        scene: what to draw.
        scale: px of the bitmap for each px of the scene.
        theme: light, dark; auto is light.

    Returns:
        The whole file; its sides are those of the scene times `scale`, rounded up.
    """
    canvas = _drawn(scene, scale, theme)
    if isinstance(canvas.drawing, Indexed):
        return _indexed_png(canvas.drawing)
    picture = canvas.image()
    return encode(picture.convert("RGB") if canvas.drawing.is_opaque else picture, Format.PNG)


def draw_canvas(scene: Scene, scale: float, theme: Theme) -> Image.Image:
    """Draw the same as a picture of mode RGBA."""
    return _drawn(scene, scale, theme).image()


def _drawn(scene: Scene, scale: float, theme: Theme) -> Canvas:
    size = ceil(scene.width * scale), ceil(scene.height * scale)
    canvas = Canvas(size, visible(scene.ground, theme))
    draw_marks(canvas, scene.marks, scale, theme)
    return canvas


def _indexed_png(drawing: Indexed) -> bytes:
    picture, number = drawing.picture, _AS_THEY_ARE
    if drawing.is_striped:
        above = Image.new("L", picture.size)
        above.paste(picture, (0, 1))
        picture, number = ImageChops.subtract_modulo(picture, above), _UP
    rows = Image.new("L", (picture.width + 1, picture.height), number)
    rows.paste(picture, (1, 0))
    band = Band(rows.tobytes(), filtered=True)
    return palette_png(picture.size, 8, tuple(drawing.colors), [band], QUICK)
