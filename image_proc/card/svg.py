"""A card as SVG: its picture within a document that names it and keeps its size."""

from base64 import b64encode
from html import escape

from image_proc.card.canvas import draw_canvas
from image_proc.card.spec import CardSpec
from image_proc.encode import encode
from image_proc.spec import Format


def draw_svg(spec: CardSpec) -> bytes:
    """Write a card; its fonts and its picture need nothing of the reader.

    Returns:
        A whole document in UTF-8; equal specs give equal bytes.
    """
    width, height = spec.design.size
    name = escape(spec.name)
    picture = b64encode(encode(draw_canvas(spec), Format.PNG)).decode()
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width * spec.scale:.10g}" '
        f'height="{height * spec.scale:.10g}" viewBox="0 0 {width} {height}" role="img" '
        f'aria-label="{name}"><title>{name}</title>'
        f'<image width="{width}" height="{height}" href="data:image/png;base64,{picture}"/></svg>'
    ).encode()
