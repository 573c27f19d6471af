"""How much each part of a picture catches the eye."""

from PIL import Image, ImageFilter

MAP_SIDE = 64
"""px, the longer side of the map."""


def saliency(image: Image.Image) -> Image.Image:
    """Weigh the parts of a picture.

    Args:
        image: L, LA, RGB, RGBA or CMYK, any size.

    Returns:
        Mode F, its longer side at most 64 px; 0 where nothing is to be seen.
    """
    small = image.copy()
    small.thumbnail((MAP_SIDE, MAP_SIDE))
    return small.convert("L").filter(ImageFilter.FIND_EDGES).convert("F")
