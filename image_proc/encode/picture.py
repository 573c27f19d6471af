"""A photo or a logo to the bytes of a file."""

from collections.abc import Callable

from PIL import Image

from image_proc.encode.avif import avif_ladder
from image_proc.encode.budget import TRIES, best_within
from image_proc.encode.encoding import Encoding
from image_proc.encode.gif import gif_ladder
from image_proc.encode.jpeg import jpeg_ladder
from image_proc.encode.ladder import Ladder
from image_proc.encode.png import png_ladder
from image_proc.encode.transparency import without_needless_alpha
from image_proc.encode.webp import webp_ladder
from image_proc.spec import Format

LADDERS: dict[Format, Callable[[Image.Image, Encoding], Ladder]] = {
    Format.JPEG: jpeg_ladder,
    Format.PNG: png_ladder,
    Format.WEBP: webp_ladder,
    Format.AVIF: avif_ladder,
    Format.GIF: gif_ladder,
}

_TRIED = {Format.WEBP: 16_000_000, Format.AVIF: 4_000_000}
"""px that the tries for a size in bytes take together: each MP of noise takes a WebP a fifth of a
second, an AVIF a whole one; JPEG, PNG and GIF of any size are done in seconds."""


def encode_picture(image: Image.Image, encoding: Encoding) -> bytes:
    """Encode a picture; nothing of what it was read from goes along but `encoding.exif`.

    Transparency in a format that has none is laid on white; one that is opaque is left out.

    Args:
        image: mode L, LA, RGB or RGBA, in sRGB.
        encoding: format and options.

    Returns:
        The whole file; equal pixels and options give equal bytes.

    Raises:
        InvalidParameter: `max_bytes` is less than the file takes at the lowest quality.
    """
    ladder = LADDERS[encoding.format](without_needless_alpha(image), encoding)
    return best_within(ladder, encoding.max_bytes, _tries(image, encoding.format))


def _tries(image: Image.Image, format_: Format) -> int:
    # A cheap format tries as often as that is of use.
    most = _TRIED.get(format_, TRIES * image.width * image.height)
    return min(TRIES, max(1, most // (image.width * image.height)))
