"""A badge as a bitmap: by palette where it can be, else in full colour."""

from typing import TYPE_CHECKING

from PIL import Image

from image_proc.badge.canvas import draw_canvas
from image_proc.badge.indexed import draw_indexed
from image_proc.spec import Format

if TYPE_CHECKING:
    from image_proc.badge.spec import BadgeSpec


def draw_raster(spec: "BadgeSpec") -> Image.Image | bytes:
    """Draw a badge of `spec.size`: a whole PNG, or an RGBA image that is still to be encoded."""
    if spec.format is Format.PNG and (body := draw_indexed(spec)) is not None:
        return body
    return draw_canvas(spec)
