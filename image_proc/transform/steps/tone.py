"""Brightness, contrast and colour, as CSS's filter functions change them.

Source: https://www.w3.org/TR/filter-effects-1/#ShorthandEquivalents
"""

from math import floor

from PIL import Image

from image_proc.transform.steps.bands import join_alpha, split_alpha

_WHITE = 255
_MIDDLE = _WHITE / 2
# Of grayscale(), and of feColorMatrix's saturate, which has one decimal less.
_LUMA = (0.2126, 0.7152, 0.0722)
_SHARES = (0.213, 0.715, 0.072)


def tone(image: Image.Image, brightness: float, contrast: float, saturation: float) -> Image.Image:
    """Change the tone: `brightness() contrast() saturate()`, in this order.

    Args:
        image: mode L, LA, RGB or RGBA.
        brightness: 0 (black) to 4; 1 leaves it.
        contrast: 0 (grey) to 4; 1 leaves it.
        saturation: 0 (no colour) to 4; 1 leaves it.

    Returns:
        Same mode, size and alpha.
    """
    colored = image.mode.startswith("RGB") and saturation != 1
    if brightness == contrast == 1 and not colored:
        return image
    colors, alpha = split_alpha(image)
    if not brightness == contrast == 1:
        colors = colors.point(_curve(brightness, contrast) * len(colors.getbands()))
    if colored:
        colors = colors.convert("RGB", _saturate(saturation))
    return join_alpha(colors, alpha)


def grayscale(image: Image.Image) -> Image.Image:
    """Take the colours out: `grayscale(1)`.

    Args:
        image: mode L, LA, RGB or RGBA.

    Returns:
        Mode L or LA, same size and alpha.
    """
    if image.mode.startswith("L"):
        return image
    colors, alpha = split_alpha(image)
    return join_alpha(colors.convert("L", (*_LUMA, 0)), alpha)


def _curve(brightness: float, contrast: float) -> list[int]:
    """What becomes of each level, 0 to 255."""
    bright = (min(_WHITE, level * brightness) for level in range(_WHITE + 1))
    strong = (_MIDDLE + (level - _MIDDLE) * contrast for level in bright)
    return [floor(min(_WHITE, max(0.0, level)) + 0.5) for level in strong]


def _saturate(factor: float) -> tuple[float, ...]:
    """Rows of a matrix of colours, each with a constant."""
    rows = (
        [share * (1 - factor) + factor * (column == row) for column, share in enumerate(_SHARES)]
        for row in range(3)
    )
    return tuple(number for row in rows for number in (*row, 0.0))
