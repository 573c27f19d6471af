"""A badge's rounded corner as coverage."""

from functools import lru_cache

from PIL import Image, ImageDraw

from image_proc.badge.style import Style

_FINENESS = 8
_RADII = {Style.FLAT: 3, Style.PLASTIC: 4}


def radius(style: Style, scale: float) -> int:
    """Px of the bitmap."""
    return round(_RADII.get(style, 0) * scale)


@lru_cache(maxsize=64)
def corner(side: int) -> Image.Image:
    """The upper left corner, mode L, `side` px a side: 255 inside the arc."""
    large = Image.new("L", (side * _FINENESS, side * _FINENESS))
    end = 2 * side * _FINENESS - 1
    ImageDraw.Draw(large).ellipse((0, 0, end, end), fill=255)
    return large.reduce(_FINENESS)
