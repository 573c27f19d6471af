"""Pictures as JPEG."""

from io import BytesIO

from PIL import Image

from image_proc.encode.encoding import Encoding
from image_proc.encode.ladder import Ladder, qualities
from image_proc.encode.transparency import flattened

_FULL_COLOR = 90
"""From this quality on colour is stored at every pixel, as libvips and so sharp do it."""


def jpeg_ladder(image: Image.Image, encoding: Encoding) -> Ladder:
    """What a picture can be as JPEG.

    Args:
        image: mode L, LA, RGB or RGBA.
        encoding: format and options.
    """
    flat = flattened(image)

    def write(quality: int) -> bytes:
        stream = BytesIO()
        flat.save(
            stream,
            "JPEG",
            quality=quality,
            subsampling="4:4:4" if quality >= _FULL_COLOR else "4:2:0",
            progressive=encoding.progressive,
            exif=encoding.exif,
            comment=b"",
        )
        return stream.getvalue()

    return Ladder(write, qualities(encoding.wanted_quality))
