"""Round corners."""

from PIL import Image, ImageChops

from image_proc import geometry
from image_proc.transform.steps.bands import ALPHA, has_alpha, with_alpha


def round_corners(image: Image.Image, radius: int) -> Image.Image:
    """Cut a picture's corners round, their edges smooth.

    Args:
        image: mode L, LA, RGB or RGBA.
        radius: px, 0 (leaves it) or more; at most half of the shorter side is used, as CSS does
            for a single radius, and that makes a square a disc.

    Returns:
        Mode LA or RGBA, same size; the same picture for a radius of 0.
    """
    if not radius:
        return image
    rounded = image.copy() if has_alpha(image) else with_alpha(image)
    alpha = rounded.getchannel(ALPHA)
    for mask, (x, y) in geometry.round_corners(image.size, min(radius, min(image.size) / 2)):
        box = (x, y, x + mask.width, y + mask.height)
        # Two corners share the middle pixels of an odd side: each takes its part of them.
        alpha.paste(ImageChops.multiply(alpha.crop(box), mask), box)
    rounded.putalpha(alpha)
    return rounded
