"""Headers that Pillow reads: its parsers of TIFF, BMP, AVIF and HEIF make no room for pixels."""

from typing import Any, BinaryIO

from PIL import Image

from image_proc.decode.av1 import largest_part
from image_proc.decode.caps import HELD
from image_proc.decode.facts import Facts
from image_proc.decode.header import SourceFormat
from image_proc.decode.opening import opened

_TILE_WIDTH, _TILE_LENGTH = 322, 323
# How much slower than others a BMP of run lengths is decoded: by Python, byte for byte.
_RUN_LENGTHS, _RUN_LENGTHS_COST = "bmp_rle", 10
# libheif keeps 16 bits of each sample of a deeper picture, twice: 17 bytes a px in all, not 9.
_EIGHT_BITS, _DEEP_COST = 8, 3
# A TIFF's pages and a HEIF's pictures are not frames.
_MOVING = frozenset({SourceFormat.AVIF})


def read_with_pillow(file: BinaryIO, format_: SourceFormat, length: int) -> Facts:
    """Read a header.

    Args:
        file: open, seekable.
        format_: TIFF, BMP, AVIF or HEIF.
        length: bytes of the file.
    """
    part = largest_part(file, length) if format_ is SourceFormat.AVIF else 0
    with opened(file, format_) as image:
        return Facts(
            image.size,
            image.mode,
            alpha=image.has_transparency_data,
            frames=getattr(image, "n_frames", 1) if format_ in _MOVING else 1,
            exif=_bytes(image.info.get("exif")),
            profile=_bytes(image.info.get("icc_profile")),
            area=max(part, _area(image, image.tile)),
            held=length if format_ in HELD else 0,
        )


def _bytes(value: object) -> bytes:
    return value if isinstance(value, bytes) else b""


def _area(image: Image.Image, tiles: list[Any]) -> int:
    pixels = image.width * image.height
    if tiles and tiles[0][0] == _RUN_LENGTHS:
        return pixels * _RUN_LENGTHS_COST
    if image.info.get("bit_depth", _EIGHT_BITS) > _EIGHT_BITS:
        return pixels * _DEEP_COST
    tags = getattr(image, "tag_v2", {})
    width, length = tags.get(_TILE_WIDTH, 0), tags.get(_TILE_LENGTH, 0)
    return width * length if isinstance(width, int) and isinstance(length, int) else 0
