"""Enough pixels for the waves of a hash."""

from PIL import Image

_FEW, _MANY = 8, 32
"""px: seven waves need eight to be told apart; in one px each of them is all there is."""


def spread(image: Image.Image) -> Image.Image:
    """Repeat the pixels of a side that has too few of them: the picture stays what it was.

    Args:
        image: any mode, at most 32 px a side.

    Returns:
        8 to 32 px a side, of other proportions.
    """
    width, height = (side if side >= _FEW else side * (_MANY // side) for side in image.size)
    return image.resize((width, height), Image.Resampling.NEAREST)
