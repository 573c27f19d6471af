"""What EXIF's fields are called, and which of them are told."""

from PIL import ExifTags

_SECRET = frozenset({34853})
"""Where the GPS directory begins."""

# Before them stands what is of other directories, behind them what is of raw files.
_FIRST, _LAST = 254, 42240
# How a file is laid out, what else is in it, and makers' notes, of which nobody knows what they
# tell: offsets, lengths, tables, packets, profiles.
_LAYOUT = frozenset(
    {273, 278, 279, 288, 289, 320, 322, 323, 324, 325, 330, 343, 346, 347, *range(512, 522)}
)
_BLOCKS = frozenset({700, 33723, 34377, 34665, 34675, 37500, 40965})
_MISNAMED = {
    34855: "PhotographicSensitivity",
    37520: "SubSecTime",
    37521: "SubSecTimeOriginal",
    37522: "SubSecTimeDigitized",
    40960: "FlashpixVersion",
    40962: "PixelXDimension",
    40963: "PixelYDimension",
}
"""By Pillow; so the standard calls them."""

NAMES = {
    tag: _MISNAMED.get(tag, name)
    for tag, name in ExifTags.TAGS.items()
    if _FIRST <= tag <= _LAST and tag not in _SECRET | _LAYOUT | _BLOCKS
}
"""Of TIFF's and EXIF's directories, by tag."""
