"""The bands of a picture: its colours, and its alpha where it has one."""

from PIL import Image

from image_proc.color import OPAQUE, Color

ALPHA = "A"

_PREMULTIPLIED = {"LA": "La", "RGBA": "RGBa"}
_WITH_ALPHA = {"L": "LA", "RGB": "RGBA"}
_WITHOUT_ALPHA = {"LA": "L", "RGBA": "RGB"}
_WITH_COLOR = {"L": "RGB", "LA": "RGBA"}


def has_alpha(image: Image.Image) -> bool:
    """Whether a picture has an alpha band."""
    return image.mode in _WITHOUT_ALPHA


def with_alpha(image: Image.Image) -> Image.Image:
    """The picture with an alpha band, opaque where it had none."""
    mode = _WITH_ALPHA.get(image.mode)
    return image.convert(mode) if mode else image


def with_color(image: Image.Image) -> Image.Image:
    """The picture in mode RGB or RGBA."""
    mode = _WITH_COLOR.get(image.mode)
    return image.convert(mode) if mode else image


def split_alpha(image: Image.Image) -> tuple[Image.Image, Image.Image | None]:
    """A picture's colours (mode L or RGB, those of clear pixels too), and its alpha."""
    mode = _WITHOUT_ALPHA.get(image.mode)
    return (image.convert(mode), image.getchannel(ALPHA)) if mode else (image, None)


def join_alpha(colors: Image.Image, alpha: Image.Image | None) -> Image.Image:
    """Put together what `split_alpha` took apart.

    Args:
        colors: mode L or RGB.
        alpha: mode L, of the same size; None for an opaque picture.
    """
    if alpha is None:
        return colors
    return Image.merge(_WITH_ALPHA[colors.mode], (*colors.split(), alpha))


def premultiplied(image: Image.Image) -> Image.Image:
    """The picture with each colour times its alpha, so that clear pixels have none.

    Returns:
        Mode L or RGB as it was, else La or RGBa.
    """
    mode = _PREMULTIPLIED.get(image.mode)
    return image.convert(mode) if mode else image


def straight(image: Image.Image) -> Image.Image:
    """Undo `premultiplied`."""
    mode = {"La": "LA", "RGBa": "RGBA"}.get(image.mode)
    return image.convert(mode) if mode else image


def canvas(like: Image.Image, size: tuple[int, int], background: Color) -> Image.Image:
    """A ground of one colour, in the smallest mode that holds both it and a picture's pixels.

    Args:
        like: the picture that comes upon it.
        size: px, (width, height).
        background: may be clear.
    """
    alpha = has_alpha(like) or background.alpha < OPAQUE
    if like.mode.startswith("L") and len(set(background.rgb)) == 1:
        grey = background.red
        return (
            Image.new("LA", size, (grey, background.alpha)) if alpha else Image.new("L", size, grey)
        )
    return Image.new("RGBA", size, background) if alpha else Image.new("RGB", size, background.rgb)
