"""What each format's header reader hands to the probe."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Facts:
    """A header as it is written, nothing judged yet.

    Args:
        stored: px, (width, height); not checked, and 0 where a header says so.
        mode: Pillow's name for how its pixels are stored.
        alpha: whether any pixel may be clear.
        frames: 1 for a still; counting stops just past the cap.
        interlaced: nothing of it is known before its end.
        exif: its EXIF block; b"" where it has none.
        profile: its ICC profile; b"" where it has none.
        area: px that decoding costs, where that is more than its own: a TIFF's tile may be larger
            than the picture, and so may what is coded in an AVIF; a BMP of run lengths is
            decoded at a tenth of the speed, a HEIF of 10 bits takes more memory.
        held: bytes of the file that decoding keeps in memory, 0 where it reads as it goes.
    """

    stored: tuple[int, int]
    mode: str
    alpha: bool = False
    frames: int = 1
    interlaced: bool = False
    exif: bytes = b""
    profile: bytes = b""
    area: int = 0
    held: int = 0
