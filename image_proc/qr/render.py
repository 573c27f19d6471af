"""Which of the three ways a QR code is drawn."""

from PIL import Image

from image_proc.qr.raster import draw_image, draw_png
from image_proc.qr.spec import QrSpec
from image_proc.qr.svg import draw_svg
from image_proc.render import render
from image_proc.spec import Format


@render.register
def render_qr(spec: QrSpec) -> Image.Image | bytes:
    """Draw a QR code: an SVG or a PNG as bytes, else an image to encode."""
    if spec.format is Format.SVG:
        return draw_svg(spec)
    return draw_png(spec) if spec.format is Format.PNG else draw_image(spec)
