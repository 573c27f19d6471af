"""Softer and sharper."""

from PIL import Image, ImageFilter

from image_proc.transform.steps.bands import ALPHA, has_alpha, premultiplied, straight

_SHARPEN_SIGMA = 1.0
"""px; the lines that sharpening is to bring out are about two of them wide."""


def blur(image: Image.Image, sigma: float) -> Image.Image:
    """Blur a picture as `blur()` in CSS does, its edges continued outwards.

    Three box blurs come close to a Gaussian, at a cost that does not grow with sigma.

    Args:
        image: mode L, LA, RGB or RGBA.
        sigma: px, the standard deviation, 0 (leaves it) or 0.3 to 100.

    Returns:
        Same mode and size.

    Source: https://www.w3.org/TR/filter-effects-1/#feGaussianBlurElement
    """
    if not sigma:
        return image
    # Clear pixels have no colour to bleed into their neighbours.
    return straight(premultiplied(image).filter(ImageFilter.GaussianBlur(sigma)))


def sharpen(image: Image.Image, amount: float) -> Image.Image:
    """Sharpen a picture by an unsharp mask; its alpha stays as it is.

    Args:
        image: mode L, LA, RGB or RGBA.
        amount: 0 (leaves it) to 10: how many times the difference from its blur is added.

    Returns:
        Same mode and size.
    """
    if not amount:
        return image
    sharp = Image.blend(blur(image, _SHARPEN_SIGMA), image, 1 + amount)
    if has_alpha(image):
        sharp.putalpha(image.getchannel(ALPHA))
    return sharp
