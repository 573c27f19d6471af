"""Pictures as AVIF."""

from io import BytesIO

from PIL import Image

from image_proc.encode.encoding import Encoding
from image_proc.encode.ladder import Ladder, qualities


def avif_ladder(image: Image.Image, encoding: Encoding) -> Ladder:
    """What a picture can be as AVIF.

    Args:
        image: mode L, LA, RGB or RGBA.
        encoding: format and options.
    """
    colored = image.convert("RGBA") if image.mode == "LA" else image

    def write(quality: int) -> bytes:
        stream = BytesIO()
        colored.save(
            stream,
            "AVIF",
            quality=quality,
            speed=8,
            max_threads=1,
            exif=encoding.exif,
            icc_profile=None,
        )
        return stream.getvalue()

    return Ladder(write, qualities(encoding.wanted_quality))
