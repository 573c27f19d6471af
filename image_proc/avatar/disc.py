"""Discs to the exact share of each pixel."""

from PIL import Image

from image_proc.geometry import round_corners


def disc(diameter: int) -> Image.Image:
    """Draw a disc.

    Args:
        diameter: px, 1 or more.

    Returns:
        Mode L, `diameter` a side; 255 is inside.
    """
    mask = Image.new("L", (diameter, diameter), 255)
    for corner, place in round_corners((diameter, diameter), diameter / 2):
        mask.paste(corner, place)
    return mask


def cut_round(image: Image.Image) -> Image.Image:
    """Give the largest disc of a square picture, in mode RGBA."""
    layer = image.convert("RGBA")
    layer.putalpha(disc(image.width))
    return layer
