"""Pixels: as few of them as the picture that is asked for needs."""

from dataclasses import dataclass
from typing import BinaryIO

from PIL import Image

from image_proc.decode.columns import Columns
from image_proc.decode.cost import comes_in_strips
from image_proc.decode.header import UPRIGHT, Header, SourceFormat
from image_proc.decode.opening import reading
from image_proc.decode.orientation import upright
from image_proc.decode.png_chunks import bare_png, profile_of, read_head
from image_proc.decode.png_strips import load_strips
from image_proc.decode.profile import is_srgb
from image_proc.decode.strips import BOX_MARGIN, whole_scale
from image_proc.decode.whole import load_whole
from image_proc.errors import BrokenPicture
from image_proc.original import Original

_SIDEWAYS = 5


@dataclass(frozen=True, slots=True)
class Decoded:
    """A picture's pixels.

    Args:
        image: mode L, LA, RGB, RGBA or CMYK, as it is seen (upright).
        scale: px of the whole picture, 1 or more, that one px of `image` stands for, each way;
            sides are rounded up.
        profile: an ICC profile that the pixels still follow; None where they are sRGB.
        columns: what `image` is the columns of, brought to their width; None where it is whole.
    """

    image: Image.Image
    scale: int
    profile: bytes | None
    columns: Columns | None = None


def load(
    original: Original,
    header: Header,
    least: tuple[int, int],
    columns: Columns | None = None,
) -> Decoded:
    """Decode a picture, an animation's first frame, at a size that is enough.

    Args:
        original: the file that `header` was read from.
        header: by `probe`, whose caps bound what is decoded.
        least: px, (width, height) of the smallest acceptable whole picture, as it is seen;
            `header.size` for all of it.
        columns: those that are needed: a picture that comes in strips is never held any wider.
            Of others all columns are given.

    Raises:
        BrokenPicture: it is truncated or corrupt, or not what the header says.
        OSError: the file cannot be read.
    """
    stored = stored_least(header, least)
    with original.open() as file, reading(original.name):
        kept = columns if comes_in_strips(header) and header.orientation == UPRIGHT else None
        if header.format is SourceFormat.PNG:
            image, scale, profile = _load_png(file, header, stored, kept)
        else:
            image, scale, profile = load_whole(file, header, stored)
        return as_seen(image, scale, profile, header, kept)


def stored_least(header: Header, least: tuple[int, int]) -> tuple[int, int]:
    """Turn the smallest acceptable (width, height) as seen into that as stored."""
    return least if header.orientation < _SIDEWAYS else (least[1], least[0])


def as_seen(
    image: Image.Image, scale: int, profile: bytes, header: Header, columns: Columns | None = None
) -> Decoded:
    """Turn decoded pixels upright, and tell whether their profile is another than sRGB.

    Args:
        image: as it is stored.
        scale: px of the whole picture that one of its px stands for, each way.
        profile: the picture's; b"" for none.
        header: by `probe`.
        columns: what `image` is the columns of.
    """
    own = profile if profile and not is_srgb(profile) else None
    return Decoded(upright(image, header.orientation), scale, own, columns)


def _load_png(
    file: BinaryIO, header: Header, least: tuple[int, int], columns: Columns | None
) -> tuple[Image.Image, int, bytes]:
    head = read_head(file)
    if (head.size, head.interlaced) != (header.stored, header.interlaced):
        message = "it is not what its header said"
        raise BrokenPicture(message)
    profile = profile_of(head)
    if head.interlaced:
        image, scale, _ = load_whole(bare_png(file, head), header, least)
        return image, scale, profile
    scale = whole_scale(head.size, least, BOX_MARGIN)
    return load_strips(file, head, scale, columns), scale, profile
