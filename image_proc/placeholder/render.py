"""Which of the three ways a placeholder is drawn."""

from collections.abc import Sequence

from PIL import Image

from image_proc.placeholder.canvas import draw_canvas
from image_proc.placeholder.flat import flat_image, flat_png
from image_proc.placeholder.layout import PlacedLine, lay_out
from image_proc.placeholder.spec import PlaceholderSpec
from image_proc.placeholder.svg import draw_svg
from image_proc.render import render
from image_proc.spec import Format


@render.register
def render_placeholder(spec: PlaceholderSpec) -> Image.Image | bytes:
    """Draw a placeholder: an SVG or a flat PNG as bytes, else an image to encode."""
    if spec.format is Format.SVG:
        return draw_svg(spec, lay_out(spec, 1)).encode()
    lines = lay_out(spec, spec.dpr)
    if not _is_flat(spec, lines):
        return draw_canvas(spec, lines)
    return flat_png(spec, lines) if spec.format is Format.PNG else flat_image(spec, lines)


def _is_flat(spec: PlaceholderSpec, lines: Sequence[PlacedLine]) -> bool:
    """Whether nothing but shades between two colours is to be seen."""
    if spec.gradient or spec.radius or (spec.border and spec.border.width):
        return False
    return not any(run.run.face.color for placed in lines for run in placed.line.runs)
