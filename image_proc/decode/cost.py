"""What decoding a picture will take, before it is begun."""

from image_proc.decode.header import UPRIGHT, Header, SourceFormat
from image_proc.decode.strips import BOX_MARGIN, whole_scale
from image_proc.decode.whole import draft_scale

_PX = 4
"""bytes of a px of four channels, which is how Pillow keeps three, too."""

_SIDEWAYS = 5
_GREY = frozenset({"L", "1"})
# bytes a px at the peak of decoding the whole picture, measured on 12 MP (the process's peak
# before and after, Pillow 13); AVIF and HEIF of 10 bits and of 4:4:4 are the dearest of theirs.
_WHOLE = {
    SourceFormat.PNG: 6,
    SourceFormat.WEBP: 16,
    SourceFormat.GIF: 1,
    SourceFormat.AVIF: 18,
    SourceFormat.TIFF: 9,
    SourceFormat.BMP: 4,
    SourceFormat.HEIF: 17,
}
# An interlaced PNG with a colour that stands for clear is compared channel by channel.
_KEYED = 14
# A progressive JPEG keeps two bytes for each of its samples until its last scan.
_COEFFICIENTS = {"L": 2, "RGB": 6, "CMYK": 8}
# bytes of rows on their way, at most; a small picture has no more than itself.
_ROWS = 2 * 1024 * 1024


def comes_in_strips(header: Header) -> bool:
    """Whether `load` reads a picture strip by strip and holds only what is kept of each."""
    return header.format is SourceFormat.PNG and not header.interlaced


def decode_pixels(header: Header, least: tuple[int, int], width: int | None = None) -> int:
    """Estimate the memory that `load` holds at its peak; rather too much than too little.

    Args:
        header: by `probe`.
        least: as `load` gets it.
        width: px, how wide the columns become that `load` is asked for; None for all of them.

    Returns:
        px of 4 bytes.
    """
    pixels = header.stored[0] * header.stored[1]
    stored_least = least if header.orientation < _SIDEWAYS else (least[1], least[0])
    if header.format is SourceFormat.JPEG:
        scale = draft_scale(header.stored, stored_least)
        whole = _COEFFICIENTS[header.mode] * pixels if header.interlaced else 0
    else:
        scale = whole_scale(header.stored, stored_least, BOX_MARGIN)
        whole = _whole_bytes(header) * pixels
    held = pixels // scale**2
    if width is not None and comes_in_strips(header) and header.orientation == UPRIGHT:
        held = width * (header.stored[1] // scale + 1)
    out = held * (1 if header.mode in _GREY else _PX)
    turned = 1 if header.orientation == UPRIGHT else 2
    rows = min(_ROWS, pixels * _PX)
    return (whole + out * turned + header.held + rows) // _PX


def _whole_bytes(header: Header) -> int:
    if comes_in_strips(header):
        return 0
    if header.format is SourceFormat.PNG:
        return _KEYED if header.alpha and header.mode == "RGB" else _WHOLE[header.format]
    return _WHOLE[header.format]
