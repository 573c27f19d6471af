"""SVG to pixels by resvg, which may also give up on what it is given."""

from io import BytesIO

import resvg_py
from PIL import Image


def draw_markup(document: str) -> Image.Image:
    """Draw a document with neither fonts nor files.

    Args:
        document: checked by `check_svg`, or our own; width and height in px are its size.

    Returns:
        Mode RGBA.

    Raises:
        ValueError: resvg does not draw it.
    """
    try:
        drawn = resvg_py.svg_to_bytes(svg_string=document, skip_system_fonts=True)
    except BaseException as error:
        # A panic in Rust is no Exception, and its class cannot be imported.
        if isinstance(error, Exception) or type(error).__name__ == "PanicException":
            message = "an SVG that resvg can draw"
            raise ValueError(message) from error
        raise
    with Image.open(BytesIO(bytes(drawn))) as image:
        return image.convert("RGBA")
