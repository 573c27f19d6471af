"""How a picture is to be written: one frozen value."""

from dataclasses import dataclass

from image_proc.spec import Format

BEST = 100

_QUALITY = {Format.JPEG: 80, Format.WEBP: 80, Format.AVIF: 60, Format.PNG: BEST, Format.GIF: BEST}
"""What is meant where no quality is asked for.

Six photos of 800×600 were .974 like the original (SSIM) as JPEG of 80 and 59 kB; .969 as WebP of 80
and 40 kB, and as AVIF of 60 and 34 kB.
"""


@dataclass(frozen=True, slots=True)
class Encoding:
    """A format with its options.

    Args:
        format: any bitmap format.
        quality: 1 to 100; None for the format's usual one. A PNG of less than 100, and a GIF, is
            a palette: 100 stands for 256 colours (PNG: for all of them), 50 for 128.
        max_bytes: what the file takes at most; quality is lowered until it does. None for any.
        progressive: JPEG: whether it appears blurred first and then sharper, which is smaller too.
        exif: metadata to keep, as Pillow's `Exif.tobytes` gives it; no other is written.

    Raises:
        ValueError: the format is no bitmap, or the quality is out of range.
    """

    format: Format
    quality: int | None = None
    max_bytes: int | None = None
    progressive: bool = True
    exif: bytes = b""

    def __post_init__(self) -> None:
        """Refuse what no parser lets through."""
        if self.format not in _QUALITY:
            message = f"{self.format} is no format of pictures"
            raise ValueError(message)
        if not 1 <= self.wanted_quality <= BEST:
            message = f"quality is 1 to {BEST}, not {self.quality}"
            raise ValueError(message)

    @property
    def wanted_quality(self) -> int:
        """The quality asked for, or the format's usual one: 1 to 100."""
        return _QUALITY[self.format] if self.quality is None else self.quality
