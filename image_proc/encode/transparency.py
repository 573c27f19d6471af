"""Alpha where a format has none, or where a picture needs none."""

from PIL import Image

from image_proc.color import OPAQUE


def flattened(image: Image.Image) -> Image.Image:
    """Lay a picture on white: the last resort of formats without transparency.

    Args:
        image: mode L, LA, RGB or RGBA.

    Returns:
        The picture in L or RGB; what is in these already is given back as it is.
    """
    if image.mode not in {"LA", "RGBA"}:
        return image
    ground = Image.new(image.mode[:-1], image.size, "white")
    ground.paste(image.convert(ground.mode), mask=image.getchannel("A"))
    return ground


def without_needless_alpha(image: Image.Image) -> Image.Image:
    """Drop an alpha channel that is opaque everywhere: every format is smaller without it.

    Args:
        image: mode L, LA, RGB or RGBA.
    """
    if image.mode not in {"LA", "RGBA"}:
        return image
    lowest, _highest = image.getchannel("A").getextrema()
    return image.convert(image.mode[:-1]) if lowest == OPAQUE else image
