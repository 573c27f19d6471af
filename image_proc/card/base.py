"""The pictures that cards are drawn on: checked when a design is loaded, decoded when needed."""

import struct
from dataclasses import dataclass, field
from functools import lru_cache
from hashlib import blake2b
from io import BytesIO
from typing import Self

from PIL import Image

LONGEST_SIDE = 4096
"""px."""

MOST_BYTES = 16 * 1024 * 1024
"""Bytes of one file."""

# Kept grounds: 24 of 1 MB at most.
_KEPT_AREA = 262_144

# Signature, then the header's length and name, width, height, bits and colour type.
_HEADER = struct.Struct(">8sI4sIIBB")
_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_MOST_BITS = 8


@dataclass(frozen=True, slots=True)
class Base:
    """A PNG for one scale; equal where its bytes are.

    Args:
        scale: 1 to 4, output px for each px of the design.
        size: px, (width, height) of this picture.
        digest: hash of its bytes.
        body: the file.
    """

    scale: int
    size: tuple[int, int]
    digest: str
    body: bytes = field(compare=False, repr=False)

    @classmethod
    def read(cls, body: bytes, scale: int) -> Self:
        """Check a PNG, its header before anything is decoded.

        Raises:
            ValueError: what is accepted.
        """
        size = _size_of(body)
        base = cls(scale, size, blake2b(body, digest_size=12).hexdigest(), body)
        try:
            base.decode()
        except (OSError, SyntaxError, ValueError) as error:
            message = "a PNG that can be decoded; this one is damaged"
            raise ValueError(message) from error
        return base

    def decode(self) -> Image.Image:
        """Decode the picture.

        Returns:
            Mode RGBA, of `size`.
        """
        with Image.open(BytesIO(self.body), formats=("PNG",)) as image:
            return image.convert("RGBA")


def _size_of(body: bytes) -> tuple[int, int]:
    if len(body) < _HEADER.size:
        message = "a PNG"
        raise ValueError(message)
    signature, _, chunk, width, height, bits, _ = _HEADER.unpack_from(body)
    if signature != _SIGNATURE or chunk != b"IHDR":
        message = "a PNG"
        raise ValueError(message)
    if not (1 <= width <= LONGEST_SIDE and 1 <= height <= LONGEST_SIDE):
        message = f"a PNG of 1 to {LONGEST_SIDE} px a side; this one has {width} × {height} px"
        raise ValueError(message)
    if bits > _MOST_BITS:
        message = f"a PNG of {_MOST_BITS} bits a channel; this one has {bits}"
        raise ValueError(message)
    return width, height


def ground(bases: tuple[Base, ...], scale: float, size: tuple[int, int]) -> Image.Image:
    """The picture at a scale: the next larger one of the design, resampled where it must be.

    Args:
        bases: by rising scale; the first is for scale 1.
        scale: 1 to 4.
        size: px, what comes out.

    Returns:
        Mode RGBA, not to be drawn on: it may be kept.
    """
    base = next((each for each in bases if each.scale >= scale), bases[-1])
    return _kept(base, size) if size[0] * size[1] <= _KEPT_AREA else _resampled(base, size)


@lru_cache(maxsize=24)
def _kept(base: Base, size: tuple[int, int]) -> Image.Image:
    return _resampled(base, size)


def _resampled(base: Base, size: tuple[int, int]) -> Image.Image:
    picture = base.decode()
    return picture if picture.size == size else picture.resize(size, Image.Resampling.LANCZOS)
