"""A colour of a picture that stands for clear: PNG's tRNS for pictures without a palette."""

from PIL import Image, ImageChops

_CLEAR, _OPAQUE = 0, 255
# What a sample of few bits is multiplied with while it is unpacked; the key is not.
_UNPACKED = {"L;2": 85, "L;4": 17}
_LEVELS, _DEEP_LEVELS = 256, 65536
_KEYED = frozenset({"1", "L", "I", "I;16", "RGB"})


def color_key(stored: Image.Image) -> tuple[int, ...] | None:
    """Tell which colour stands for clear.

    Args:
        stored: a picture as Image.open gave it: once it is loaded it no longer knows the depth
            of its samples, which is the key's too.

    Returns:
        A level for each channel, as the loaded picture will have them; None where none is clear,
        and for a palette, whose colours Pillow clears itself.
    """
    key = stored.info.get("transparency")
    if stored.mode not in _KEYED:
        return None
    levels = key if isinstance(key, tuple) else (key,)
    if len(levels) != len(stored.getbands()) or not all(isinstance(each, int) for each in levels):
        return None
    tiles = getattr(stored, "tile", ())
    packed = str(tiles[0][3]) if tiles else ""
    if stored.mode == "RGB" and (packed.endswith("16B") or max(levels) >= _LEVELS):
        # Of 16-bit samples only the upper eight are kept: what is as near to the key goes too.
        return tuple(level >> 8 for level in levels)
    return tuple(level * _UNPACKED.get(packed, 1) for level in levels)


def cut_color_key(
    stored: Image.Image, image: Image.Image, key: tuple[int, ...] | None
) -> Image.Image:
    """Make the colour clear that stands for it.

    Args:
        stored: the picture in its own depth: no shade but the key's own goes.
        image: the same pixels in mode L or RGB.
        key: by `color_key`.

    Returns:
        Mode LA or RGBA; the image itself for no key.
    """
    if key is None:
        return image
    if len(key) == 1:
        deep = stored.mode.startswith("I")
        shades = stored.convert("I" if deep else "L")
        alpha = shades.point(_all_but(key[0], _DEEP_LEVELS if deep else _LEVELS), "L")
    else:
        red, green, blue = (
            channel.point(_all_but(level, _LEVELS))
            for channel, level in zip(image.split(), key, strict=True)
        )
        alpha = ImageChops.lighter(ImageChops.lighter(red, green), blue)
    clear = image.convert("LA" if image.mode == "L" else "RGBA")
    clear.putalpha(alpha)
    return clear


def _all_but(level: int, levels: int) -> list[int]:
    """A table that is opaque but for one level, wholly so where the level is out of reach."""
    table = [_OPAQUE] * levels
    if 0 <= level < levels:
        table[level] = _CLEAR
    return table
