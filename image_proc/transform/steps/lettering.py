"""A text as a mark: white letters with a soft shadow around them, read on any ground."""

from dataclasses import dataclass, replace
from math import ceil, floor

from PIL import Image, ImageFilter

from image_proc.color import WHITE
from image_proc.text import Align, Block, Box, TextStyle, draw_ink, fit_block, line_ink
from image_proc.transform.steps.bands import ALPHA, premultiplied, straight

# Of the letters' size.
_SOFTNESS = 0.08
_REACH = 0.25

_DARKNESS = 2.4
"""How much stronger the shadow is than a blur of the letters, which alone would be faint."""

_LEAST_SIZE = 1.0

_LEAST_HINTED = 16
"""px; hinting pulls smaller letters apart, so they are drawn finer and averaged."""

_FINENESS = 4


@dataclass(frozen=True, slots=True)
class Layer:
    """A mark as it is laid over a picture.

    Args:
        image: mode RGBA; shared, not to be drawn on.
        inset: px on each side that are shadow only, and may stand over the picture's edge.
    """

    image: Image.Image
    inset: int = 0

    @property
    def size(self) -> tuple[int, int]:
        """px, (width, height) without the shadow."""
        return self.image.width - 2 * self.inset, self.image.height - 2 * self.inset


def letter(text: str, room: tuple[int, int], size: float, align: Align) -> Layer:
    """Draw a text, wrapped and made smaller where it has no room.

    Args:
        text: of any script, no line breaks.
        room: px, (width, height) that it may take.
        size: px, an em.
        align: of its lines.
    """
    block = _fit(text, room, size, align)
    if block.style.size >= _LEAST_HINTED:
        return _shaded(_letters(block, ceil(block.style.size * _REACH)), block.style.size)
    fine = _fit(text, (room[0] * _FINENESS, room[1] * _FINENESS), size * _FINENESS, align)
    size = fine.style.size / _FINENESS
    inset = ceil(size * _REACH)
    letters = _letters(fine, inset * _FINENESS).image
    return _shaded(Layer(straight(premultiplied(letters).reduce(_FINENESS)), inset), size)


def _fit(text: str, room: tuple[int, int], size: float, align: Align) -> Block:
    box = Box(room[0], room[1], _LEAST_SIZE, size)
    return fit_block(text, box, TextStyle(size, bold=True), align)


def _letters(block: Block, inset: int) -> Layer:
    """White letters alone."""
    left, top, right, bottom = block.ink
    left, top = floor(left), floor(top)
    # A pixel to spare at the right, as ink has it.
    size = (ceil(right) - left + 1 + 2 * inset, ceil(bottom) - top + 2 * inset)
    image = Image.new("RGBA", size, (*WHITE.rgb, 0))
    for placed in block.lines:
        origin = (round(placed.x - left) + inset, round(placed.y - top) + inset)
        draw_ink(image, origin, line_ink(placed.line), WHITE)
    return Layer(image, inset)


def _shaded(letters: Layer, size: float) -> Layer:
    blurred = letters.image.getchannel(ALPHA).filter(ImageFilter.GaussianBlur(size * _SOFTNESS))
    shadow = Image.new("RGBA", letters.image.size)
    shadow.putalpha(blurred.point([min(255, round(level * _DARKNESS)) for level in range(256)]))
    shadow.alpha_composite(letters.image)
    return replace(letters, image=shadow)
