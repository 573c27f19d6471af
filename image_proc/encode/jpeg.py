"""Pictures as JPEG."""

from io import BytesIO

from PIL import Image

from image_proc.encode.encoding import Encoding
from image_proc.encode.ladder import Ladder, qualities, subsampling
from image_proc.encode.transparency import flattened


def jpeg_ladder(image: Image.Image, encoding: Encoding) -> Ladder:
    """What a picture can be as JPEG.

    Args:
        image: mode L, LA, RGB or RGBA.
        encoding: format and options.
    """
    flat = flattened(image)

    def write(quality: int) -> bytes:
        try:
            return _file(flat, quality, encoding, tight=True)
        except OSError:
            # For a tight file Pillow lends libjpeg a buffer of a byte or two for each pixel,
            # and noise at a high quality takes more. A loose file is written piece by piece.
            return _file(flat, quality, encoding, tight=False)

    return Ladder(write, qualities(encoding.wanted_quality))


def _file(image: Image.Image, quality: int, encoding: Encoding, *, tight: bool) -> bytes:
    stream = BytesIO()
    image.save(
        stream,
        "JPEG",
        quality=quality,
        subsampling=subsampling(quality),
        progressive=tight and encoding.progressive,
        optimize=tight,
        exif=encoding.exif if len(encoding.exif) <= _LONGEST_EXIF else b"",
        # What the source said of itself would go along otherwise.
        comment=b"",
    )
    return stream.getvalue()


_LONGEST_EXIF = 65_533
"""Bytes that a marker of JPEG holds."""
