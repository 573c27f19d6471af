"""Pictures as PNG: every pixel kept, or a palette where a quality is asked for."""

import zlib
from io import BytesIO

from PIL import Image

from image_proc.encode.encoding import BEST, Encoding
from image_proc.encode.ladder import Ladder
from image_proc.encode.palette import (
    MOST_COLORS,
    as_exact_palette,
    color_steps,
    paletted,
    translucent_palette,
)

_LOSSLESS = MOST_COLORS + 1
"""The step above all palettes."""

_LEVEL = 6
_AS_SMALL = 1.03
_BAND = 16
"""px; the height of what is written for a trial."""


def png_ladder(image: Image.Image, encoding: Encoding) -> Ladder:
    """What a picture can be as PNG.

    Of a quality below 100 it is a palette, as sharp does it: the alternative would be to take no
    notice of what was asked. So it is where `max_bytes` leaves no other way.

    Args:
        image: mode L, LA, RGB or RGBA.
        encoding: format and options.
    """

    def write(colors: int) -> bytes:
        if colors == _LOSSLESS:
            return _lossless(image, encoding.exif)
        return _reduced(image, colors, encoding.exif)

    if encoding.wanted_quality == BEST:
        return Ladder(write, (*color_steps(MOST_COLORS), _LOSSLESS))
    return Ladder(write, color_steps(max(2, MOST_COLORS * encoding.wanted_quality // BEST)))


def _reduced(image: Image.Image, colors: int, exif: bytes) -> bytes:
    clear = image.mode in {"LA", "RGBA"}
    picture = (translucent_palette if clear else paletted)(image, colors)
    body = _file(picture, exif)
    if image.mode in {"RGB", "RGBA"}:
        return body
    # Grey needs few bytes as well, and its rows can be filtered, which those of a palette cannot.
    return min(body, _lossless(image, exif), key=len)


def _lossless(image: Image.Image, exif: bytes) -> bytes:
    if image.mode == "RGB" and (picture := as_exact_palette(image, MOST_COLORS)) is not None:
        return _file(picture, exif)
    return whole_colors(image, exif)


def whole_colors(image: Image.Image, exif: bytes) -> bytes:
    """Write every pixel, not by numbers of a palette.

    Args:
        image: mode L, LA, RGB or RGBA.
        exif: metadata to keep.
    """
    return _file(image, exif, _strategy(image))


def _file(image: Image.Image, exif: bytes, strategy: int = zlib.Z_DEFAULT_STRATEGY) -> bytes:
    stream = BytesIO()
    image.save(
        stream,
        "PNG",
        compress_level=_LEVEL,
        compress_type=strategy,
        exif=exif,
        # What the source said of itself would go along otherwise.
        icc_profile=None,
        transparency=None,
    )
    return stream.getvalue()


def _strategy(image: Image.Image) -> int:
    """Whether to look for repeated strings in filtered rows, or just for repeated bytes.

    A photo of 800×600 takes a fifth of the time with bytes alone and is as small; a screenshot
    would be a fifth larger. Two bands of rows tell which it is, as the whole picture would.
    """
    bands = [_band(image, image.height * third // 3) for third in (1, 2)]
    strings, repeats = (
        sum(len(_file(band, b"", strategy)) for band in bands)
        for strategy in (zlib.Z_FILTERED, zlib.Z_RLE)
    )
    return zlib.Z_RLE if repeats <= strings * _AS_SMALL else zlib.Z_FILTERED


def _band(image: Image.Image, top: int) -> Image.Image:
    return image.crop((0, top, image.width, min(top + _BAND, image.height)))
