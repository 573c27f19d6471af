"""Which of the two ways a gradient is drawn."""

from PIL import Image

from image_proc.compositing import paint_ramp
from image_proc.geometry import gradient_line
from image_proc.gradient.blend import blend
from image_proc.gradient.spec import GradientSpec
from image_proc.gradient.svg import draw_svg
from image_proc.render import render
from image_proc.spec import Format


@render.register
def render_gradient(spec: GradientSpec) -> Image.Image | bytes:
    """Draw a gradient: an SVG as bytes, else an image to encode."""
    if spec.format is Format.SVG:
        return draw_svg(spec)
    line = gradient_line(spec.angle, spec.size)
    return paint_ramp(blend(spec), line, spec.size, "RGB" if spec.opaque else "RGBA")
