"""One picture over another."""

from PIL import Image


def lay_over(canvas: Image.Image, picture: Image.Image, place: tuple[int, int]) -> None:
    """Lay a picture over a canvas; what would stand over its edges is cut off.

    Pillow's `paste` would mix the colours of a clear ground into the picture's edges.

    Args:
        canvas: mode RGBA; changed.
        picture: mode RGBA.
        place: px, where the picture's upper left pixel comes to lie; may be negative.
    """
    x, y = place
    if -x < picture.width and -y < picture.height:
        canvas.alpha_composite(picture, (max(0, x), max(0, y)), (max(0, -x), max(0, -y)))
