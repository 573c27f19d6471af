"""Which of the two ways a card is drawn."""

from PIL import Image

from image_proc.card.canvas import draw_canvas
from image_proc.card.spec import CardSpec
from image_proc.card.svg import draw_svg
from image_proc.render import render
from image_proc.spec import Format


@render.register
def render_card(spec: CardSpec) -> Image.Image | bytes:
    """Draw a card: an SVG as bytes, else an RGBA image to encode."""
    return draw_svg(spec) if spec.format is Format.SVG else draw_canvas(spec)
