"""Alpha where a format has none, or where a picture needs none."""

from PIL import Image

from image_proc.color import OPAQUE


def flattened(image: Image.Image) -> Image.Image:
    """Lay a picture on white: the last resort of formats without transparency.

    Args:
        image: any mode; L and RGB without transparency are given back as they are.

    Returns:
        The picture in L (of L and LA) or RGB.
    """
    if not image.has_transparency_data:
        return image if image.mode in {"L", "RGB"} else image.convert("RGB")
    grey = image.mode in {"L", "LA"}
    layer = image if image.mode in {"LA", "RGBA"} else image.convert("RGBA")
    ground = Image.new("L" if grey else "RGB", image.size, "white")
    ground.paste(layer.convert(ground.mode), mask=layer.getchannel("A"))
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
