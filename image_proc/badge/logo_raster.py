"""A badge's logo as a bitmap: the very markup that stands in the SVG, drawn by resvg.

Nothing is read from disk or network: the markup was checked when the spec was made, and resvg is
given neither fonts nor a folder to look into.
"""

from functools import lru_cache
from math import ceil

from PIL import Image

from image_proc.badge.resvg import draw_markup
from image_proc.badge.spec import BadgeSpec
from image_proc.badge.svg_logo import logo_markup
from image_proc.badge.svg_write import number


def logo_picture(spec: BadgeSpec) -> Image.Image:
    """Draw the logo of a badge that has one.

    Returns:
        Mode RGBA; its upper left pixel is the one in which the logo's box begins. Shared.
    """
    box = spec.layout.logo
    if box is None:
        return Image.new("RGBA", (1, 1))
    scale = spec.scale
    # The box may begin within a pixel; the view begins with that pixel.
    x, y = int(box.x * scale) / scale, int(box.y * scale) / scale
    size = ceil((box.x + box.width - x) * scale), ceil((box.y + box.height - y) * scale)
    view = f"{number(x)} {number(y)} {number(size[0] / scale)} {number(size[1] / scale)}"
    return _draw(
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{size[0]}" height="{size[1]}" '
        f'viewBox="{view}">{logo_markup(spec)}</svg>'
    )


@lru_cache(maxsize=128)
def _draw(document: str) -> Image.Image:
    try:
        return draw_markup(document)
    except ValueError:
        # It was drawn once when it was checked; a size at which it is not is left blank.
        return Image.new("RGBA", (1, 1))
