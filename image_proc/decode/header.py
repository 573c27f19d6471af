"""What a stored picture says of itself before a pixel of it is decoded."""

from dataclasses import dataclass
from enum import StrEnum

UPRIGHT = 1
"""The orientation of a picture that is stored as it is seen."""

_SIDEWAYS = 5
"""From here on an orientation swaps width and height."""


class SourceFormat(StrEnum):
    """A format that is read; everything else is refused by name or by its first bytes."""

    JPEG = "jpeg"
    PNG = "png"
    WEBP = "webp"
    GIF = "gif"
    AVIF = "avif"
    TIFF = "tiff"
    BMP = "bmp"
    HEIF = "heif"


@dataclass(frozen=True, slots=True)
class Header:
    """A stored picture's own words.

    Args:
        format: of its bytes, whatever its name says.
        stored: px, (width, height) as stored, before it is turned.
        mode: Pillow's name for how its pixels are stored.
        orientation: EXIF's, 1 to 8; 1 where it says none or nonsense.
        alpha: whether any pixel may be clear.
        frames: 1 for a still.
        interlaced: a progressive JPEG or an interlaced PNG: nothing is known before its end.
        profile: the name in its ICC profile; None where it has none.
        held: bytes of the file that decoding keeps in memory, 0 where it reads as it goes.
    """

    format: SourceFormat
    stored: tuple[int, int]
    mode: str
    orientation: int = UPRIGHT
    alpha: bool = False
    frames: int = 1
    interlaced: bool = False
    profile: str | None = None
    held: int = 0

    @property
    def size(self) -> tuple[int, int]:
        """px, (width, height) as it is seen."""
        width, height = self.stored
        return (height, width) if self.orientation >= _SIDEWAYS else self.stored

    @property
    def animated(self) -> bool:
        """Whether it has more than one frame."""
        return self.frames > 1
