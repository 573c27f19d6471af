"""Colours as the web means them: from whatever a picture's ICC profile says to sRGB."""

from PIL import Image

from image_proc.decode.links import Link, Links
from image_proc.decode.press import print_to_srgb

_links = Links()


def is_srgb(profile: bytes) -> bool:
    """Whether a profile leaves all colours as they are, to two levels of 255.

    There are dozens of sRGB profiles, so it is not their name or their bytes that tell but what
    becomes of 5,832 colours; each profile is tried once. A profile of gray with sRGB's curve is
    one too.
    """
    link = _links.find(profile)
    return link is not None and link.identical


def to_srgb(image: Image.Image, profile: bytes | None) -> Image.Image:
    """Bring a picture's colours to sRGB; its alpha stays.

    A profile that is broken or of another kind of colours is ignored, as in browsers. CMYK then
    looks as in print on coated paper.

    Args:
        image: mode L, LA, RGB, RGBA or CMYK.
        profile: the ICC profile that its colours are meant by; None for sRGB.

    Returns:
        Mode L, LA, RGB or RGBA; the image itself where nothing is to be done.
    """
    link = _links.find(profile) if profile else None
    if image.mode == "CMYK":
        return link.apply(image) if link and link.space == "CMYK" else print_to_srgb(image)
    if link is None or link.identical or link.space == "CMYK":
        return image
    if image.mode in {"L", "LA"}:
        return _gray_to_srgb(image, link)
    return _rgb_to_srgb(image, link) if link.space == "RGB" else image


def _gray_to_srgb(image: Image.Image, link: Link) -> Image.Image:
    """Convert by table: gray stays gray, also under an RGB profile."""
    table = link.table
    if table is None:
        return image
    if image.mode == "L":
        return image.point(table)
    return image.point([*table, *range(len(table))])


def _rgb_to_srgb(image: Image.Image, link: Link) -> Image.Image:
    if image.mode == "RGB":
        return link.apply(image)
    colors = link.apply(image.convert("RGB"))
    colors.putalpha(image.getchannel("A"))
    return colors
