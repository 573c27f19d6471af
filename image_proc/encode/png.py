"""Pictures as PNG."""

from io import BytesIO

from PIL import Image

from image_proc.encode.encoding import Encoding
from image_proc.encode.ladder import Ladder

_LEVEL = 6


def png_ladder(image: Image.Image, encoding: Encoding) -> Ladder:
    """What a picture can be as PNG.

    Args:
        image: mode L, LA, RGB or RGBA.
        encoding: format and options.
    """

    def write(_colors: int) -> bytes:
        stream = BytesIO()
        image.save(
            stream,
            "PNG",
            compress_level=_LEVEL,
            exif=encoding.exif,
            icc_profile=None,
            transparency=None,
        )
        return stream.getvalue()

    return Ladder(write, (257,))
