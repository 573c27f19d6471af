"""Every way in which Pillow keeps pixels, brought to five: L, LA, RGB, RGBA and CMYK."""

from PIL import Image, ImageChops

from image_proc.decode.transparency import color_key, cut_color_key

PLAIN = frozenset({"L", "LA", "RGB", "RGBA", "CMYK"})
"""The modes that leave here."""

_WHITE = 255
_DEEP_WHITE = 65535
# 12 bits of a TIFF arrive as they are, in 16.
_TWELVE_BITS, _TWELVE_BITS_WHITE = (12,), 4095
_BITS_PER_SAMPLE, _PHOTOMETRIC, _WHITE_IS_ZERO = 258, 262, 0
_NEAREST = {
    "1": "L",
    "La": "LA",
    "RGBX": "RGB",
    "RGBa": "RGBA",
    "YCbCr": "RGB",
    "HSV": "RGB",
    # By littleCMS, from CIE L*a*b* under D50, as Photoshop and libtiff mean it.
    "LAB": "RGB",
}


def to_eight_bits(image: Image.Image) -> Image.Image:
    """Bring a picture's pixels to 8 bits a channel, keeping what is clear.

    Give it the picture as Image.open gave it, not yet loaded: what a PNG's transparent colour and
    a TIFF's white mean stands in what its file says.

    16-bit samples are scaled, 65,535 to 255, and so are those of mode I, where Pillow puts deep
    integers; its own conversion would clip. Floats are taken as 0 to 1, as TIFF's are by
    convention; what lies outside is clipped, what is no number is black.

    Args:
        image: of any mode.

    Returns:
        Mode L, LA, RGB, RGBA or CMYK; the image itself where it is of one already and has no
        colour that stands for clear.
    """
    key = color_key(image)
    return cut_color_key(image, _opaque(image), key)


def _opaque(image: Image.Image) -> Image.Image:
    mode = image.mode
    if mode in PLAIN:
        return image
    if mode in {"P", "PA"}:
        return image.convert("RGBA" if image.has_transparency_data else "RGB")
    if mode == "F":
        return _as_in_tiff(image, image.point(lambda level: level * _WHITE + 0.5).convert("L"))
    if mode == "I" or mode.startswith("I;16"):
        return _as_in_tiff(image, _scale(image))
    return image.convert(_NEAREST[mode])


def _scale(image: Image.Image) -> Image.Image:
    """Scale whole numbers from 0 to white; over white is white, below 0 is black."""
    deep = _tiff_tag(image, _BITS_PER_SAMPLE) == _TWELVE_BITS
    white = _TWELVE_BITS_WHITE if deep else _DEEP_WHITE
    if image.mode == "I;16":
        share = _WHITE / white
        return image.point(lambda level: level * share + 0.5).convert("L")
    table = [
        min(_WHITE, (level * _WHITE + white // 2) // white) for level in range(_DEEP_WHITE + 1)
    ]
    return image.convert("I").point(table, "L")


def _as_in_tiff(image: Image.Image, shades: Image.Image) -> Image.Image:
    """Turn the shades of a TIFF whose 0 is white: of deep ones Pillow does not."""
    if _tiff_tag(image, _PHOTOMETRIC) == _WHITE_IS_ZERO:
        return ImageChops.invert(shades)
    return shades


def _tiff_tag(image: Image.Image, tag: int) -> object:
    fields = getattr(image, "tag_v2", {})
    return fields.get(tag)
