"""Room around a picture."""

from dataclasses import dataclass

from PIL import Image

from image_proc.color import Color
from image_proc.transform.gravity import Gravity, place
from image_proc.transform.steps.bands import canvas

MOST_PADDING = 4096
"""px on each side."""


@dataclass(frozen=True, slots=True)
class Padding:
    """How much room there is on each side, in px, 0 to 4096."""

    top: int
    right: int
    bottom: int
    left: int

    def __str__(self) -> str:
        """Write it as URLs carry it."""
        return f"{self.top},{self.right},{self.bottom},{self.left}"

    @property
    def width(self) -> int:
        """Px that it adds across."""
        return self.left + self.right

    @property
    def height(self) -> int:
        """Px that it adds down."""
        return self.top + self.bottom


NO_PADDING = Padding(0, 0, 0, 0)


def pad(image: Image.Image, padding: Padding, background: Color) -> Image.Image:
    """Add room around a picture; what is clear within it stays clear.

    Args:
        image: mode L, LA, RGB or RGBA.
        padding: px on each side.
        background: the room's colour; may be clear.

    Returns:
        A mode that holds both, larger by the padding.
    """
    if not (padding.width or padding.height):
        return image
    size = (image.width + padding.width, image.height + padding.height)
    return _put(image, size, (padding.left, padding.top), background)


def place_on(
    image: Image.Image, size: tuple[int, int], position: Gravity, background: Color
) -> Image.Image:
    """Lay a picture on a canvas, for `fit=contain`; what is clear within it stays clear.

    Args:
        image: mode L, LA, RGB or RGBA.
        size: px, (width, height) of the canvas; what stands over its edges is cut off.
        position: where on the canvas the picture lies.
        background: the canvas's colour; may be clear.

    Returns:
        A mode that holds both, of `size`.
    """
    if image.size == size:
        return image
    return _put(image, size, place(size, image.size, position), background)


def _put(
    image: Image.Image, size: tuple[int, int], corner: tuple[int, int], background: Color
) -> Image.Image:
    ground = canvas(image, size, background)
    ground.paste(image if image.mode == ground.mode else image.convert(ground.mode), corner)
    return ground
