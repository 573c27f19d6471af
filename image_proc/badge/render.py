"""Which of the four ways a badge is drawn."""

from PIL import Image

from image_proc.badge.canvas import draw_canvas
from image_proc.badge.indexed import draw_indexed
from image_proc.badge.schema import write_json
from image_proc.badge.spec import BadgeSpec
from image_proc.badge.svg import draw_svg
from image_proc.render import render
from image_proc.spec import Format


@render.register
def render_badge(spec: BadgeSpec) -> Image.Image | bytes:
    """Draw a badge: SVG, JSON and PNGs of few colours as bytes, else an RGBA image to encode."""
    match spec.format:
        case Format.SVG:
            return draw_svg(spec)
        case Format.JSON:
            return write_json(spec)
        case Format.PNG if (body := draw_indexed(spec)) is not None:
            return body
        case _:
            return draw_canvas(spec)
