"""How large a picture may be that is decoded."""

from image_proc.decode.facts import Facts
from image_proc.decode.header import SourceFormat
from image_proc.errors import BrokenPicture, TooLarge, TooManyPixels
from image_proc.limits import Limits
from image_proc.original import Original

LONGEST_SIDE = 65_535
"""px; libraries overflow beyond it."""

LONGEST_HELD = 32 * 1024 * 1024
"""bytes of a file that is read into memory as it is."""

HELD = frozenset({SourceFormat.WEBP, SourceFormat.AVIF, SourceFormat.HEIF})
"""Formats whose files are."""

_HEAVY = frozenset({SourceFormat.WEBP, SourceFormat.AVIF})
_HEAVY_SHARE = 3
_NAMES = {SourceFormat.WEBP: "a WebP", SourceFormat.AVIF: "an AVIF", SourceFormat.HEIF: "a HEIF"}


def most_pixels(format_: SourceFormat, limits: Limits) -> int:
    """Give the px of one frame that are decoded at most.

    WebP and AVIF have a third: Pillow takes up to 16 bytes for each px of theirs (two canvases
    and two copies), where others take 4 to 10.
    """
    return limits.max_pixels // _HEAVY_SHARE if format_ in _HEAVY else limits.max_pixels


def check_bytes(original: Original, format_: SourceFormat | None, limits: Limits) -> None:
    """See that a file is not too long to be read.

    Args:
        original: the file.
        format_: None while it is not known.
        limits: with the cap for all formats; those that are held in memory have their own, too.

    Raises:
        TooLarge: it is.
    """
    most, of = limits.source_bytes, ""
    if format_ in HELD and most > LONGEST_HELD:
        most, of = LONGEST_HELD, f"of {_NAMES[format_]} "
    if original.length > most:
        message = f"{original.name} has {original.length:,} bytes; {of}at most {most:,} are read"
        raise TooLarge(message)


def check_pixels(name: str, format_: SourceFormat, facts: Facts, limits: Limits) -> None:
    """See that a picture has pixels, and not too many.

    Raises:
        BrokenPicture: it has none.
        TooManyPixels: too many, in one frame or in all, too long a side, or too many frames.
    """
    width, height = facts.stored
    if min(width, height) < 1:
        message = "it has no pixels"
        raise BrokenPicture(message)
    if max(width, height) > LONGEST_SIDE:
        message = f"{name} is {width:,} × {height:,} px; a side has at most {LONGEST_SIDE:,}"
        raise TooManyPixels(message)
    if facts.frames > limits.source_frames:
        message = f"{name} has more than {limits.source_frames:,} frames"
        raise TooManyPixels(message)
    frame, most = max(width * height, facts.area), most_pixels(format_, limits)
    if frame > most:
        of = f"of {_NAMES[format_]} " if format_ in _HEAVY else ""
        has = "has" if facts.area <= width * height else "takes as much to decode as"
        message = f"{name} {has} {frame:,} pixels; {of}at most {most:,} are decoded"
        raise TooManyPixels(message)
    total = width * height * facts.frames
    if total > limits.max_pixels:
        message = (
            f"{name} has {total:,} pixels in its {facts.frames:,} frames; "
            f"at most {limits.max_pixels:,} are decoded"
        )
        raise TooManyPixels(message)
