"""Pictures of a few bytes, drawn until the real one is there: blurhash and thumbhash."""

from base64 import b64encode

import blurhash  # type: ignore[import-untyped]
from PIL import Image

from image_proc.describe.spread import spread
from image_proc.describe.thumbhash import encode_thumbhash

_LONGER, _SHORTER = 4, 3
_BLURRED = 32
"""px; more says nothing to a handful of waves, and the time grows with the area."""


def blurhash_of(image: Image.Image) -> str:
    """Make a blurhash of 4 × 3 components, 3 × 4 of a picture that is taller than wide.

    It knows no alpha: what is clear becomes white, as in a JPEG.

    Args:
        image: RGBA in sRGB.

    Source:
        https://github.com/woltapp/blurhash/blob/master/Algorithm.md
    """
    small = spread(_within(image, _BLURRED))
    ground = Image.new("RGBA", small.size, "white")
    shown = Image.alpha_composite(ground, small).convert("RGB")
    pixels = list(shown.get_flattened_data())
    rows = [pixels[at : at + small.width] for at in range(0, len(pixels), small.width)]
    across, down = (_LONGER, _SHORTER) if image.width >= image.height else (_SHORTER, _LONGER)
    return str(blurhash.encode(rows, across, down))


def thumbhash_of(image: Image.Image) -> str:
    """Make a thumbhash, which keeps alpha and about the proportions, in base64.

    Args:
        image: RGBA in sRGB.
    """
    return b64encode(encode_thumbhash(_within(image, _BLURRED))).decode()


def _within(image: Image.Image, side: int) -> Image.Image:
    small = image.copy()
    small.thumbnail((side, side), Image.Resampling.BOX)
    return small
