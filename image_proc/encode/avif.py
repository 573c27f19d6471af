"""Pictures as AVIF."""

from io import BytesIO
from typing import Any

from PIL import Image

from image_proc.encode.encoding import Encoding
from image_proc.encode.ladder import Ladder, qualities, subsampling

OPTIONS: dict[str, Any] = {
    # 6 takes nearly three times as long for 6% fewer bytes.
    "speed": 8,
    # With more it is hardly faster at these sizes, and takes the cores of other requests.
    "max_threads": 1,
    # What the source said of itself would go along otherwise.
    "icc_profile": None,
}


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
            subsampling="4:0:0" if image.mode == "L" else subsampling(quality),
            exif=encoding.exif,
            **OPTIONS,
        )
        return stream.getvalue()

    return Ladder(write, qualities(encoding.wanted_quality))
