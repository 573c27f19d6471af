"""How a picture looks, in a few bytes: what its description and its examination both tell."""

from dataclasses import dataclass

from PIL import Image

from image_proc.decode.header import Header
from image_proc.decode.load import Decoded, load
from image_proc.decode.profile import to_srgb
from image_proc.describe.dominant import dominant_color
from image_proc.describe.hashes import blurhash_of, thumbhash_of
from image_proc.original import Original

LONGEST = 64
"""px, the longer side of what the colour and the hashes are made of."""


@dataclass(frozen=True, slots=True)
class Look:
    """How a picture looks; an animation, at its start.

    Args:
        image: RGBA in sRGB, upright, at most 64 px each way.
        dominant_color: #rrggbb of most of it; None where all is clear.
        blurhash: 4×3 components, more along the longer side; over white.
        thumbhash: in base64; its alpha is kept.
    """

    image: Image.Image
    dominant_color: str | None
    blurhash: str
    thumbhash: str


def least_to_look(header: Header) -> tuple[int, int]:
    """Give the px, (width, height), of the smallest picture that is as good as the whole here."""
    width, height = header.size
    share = min(1.0, LONGEST / max(width, height))
    return max(1, round(width * share)), max(1, round(height * share))


def look_at(original: Original, header: Header) -> Look:
    """Look at a picture.

    Args:
        original: the file that `header` was read from.
        header: by `probe`.

    Raises:
        BrokenPicture: the picture is truncated or corrupt.
        OSError: it cannot be read.
    """
    return look_of(load(original, header, least_to_look(header)))


def look_of(decoded: Decoded) -> Look:
    """Look at a picture that is decoded: at `least_to_look` or larger."""
    small = to_srgb(decoded.image, decoded.profile).convert("RGBA")
    small.thumbnail((LONGEST, LONGEST))
    color = dominant_color(small)
    named = None if color is None else color.hex
    return Look(small, named, blurhash_of(small), thumbhash_of(small))
