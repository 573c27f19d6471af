"""A badge's words as codes: how much text, or how much shadow, there is in each pixel.

Codes know no colours, so that words are drawn once for all the badges that hold them.
"""

from functools import cache, lru_cache
from typing import NamedTuple

from PIL import Image

from image_proc.badge.layout import Part
from image_proc.badge.lettering import Lettering, letter
from image_proc.badge.style import Style
from image_proc.color import OPAQUE

TEXT_STEPS = 5
CODES = 16
"""Codes of one band: 0 for neither, 1 to 5 for text, then the shadow's where no text is."""

BANDS = {Style.PLASTIC: 3}
"""Words are painted as on the middle row of their band; other gradients are too faint to tell."""

SHADOWED = {Style.FLAT, Style.PLASTIC}


class Words(NamedTuple):
    """Words as codes of shadow and text, whatever their colours.

    Args:
        codes: a byte a pixel, row by row; 0 where neither is.
        where: mode L, 255 where a code stands.
        left: px in the badge.
        top: px in the badge.
    """

    codes: bytes
    where: Image.Image
    left: int
    top: int

    def painted(self, lookup: bytes) -> Image.Image:
        """The words as indices, by a table of one for each code."""
        return Image.frombytes("L", self.where.size, self.codes.translate(lookup))


_NO_WORDS = Words(b"", Image.new("L", (1, 1)), 0, 0)


@lru_cache(maxsize=1024)
def words_of(part: Part, style: Style, scale: float) -> Words | None:
    """The codes of a part's words; None where emoji bring their own colours."""
    if not part.text:
        return _NO_WORDS
    drawn = letter(part, style, scale)
    return codes_of(drawn, style, scale) if drawn.layer is None else None


def codes_of(drawn: Lettering, style: Style, scale: float) -> Words:
    """The codes of what is drawn in one colour."""
    mask, _, left, top = drawn
    height = round(style.height * scale)
    width = mask.width
    cover = mask.tobytes()
    codes = cover.translate(_TEXT_CODES)
    if style in SHADOWED:
        space = bytes(round(scale) * width)
        shadow = cover.translate(_shadow_codes(shadow_steps(fine=scale > 1)))
        codes = _where_free(codes + space, space + shadow)
    first, last = max(0, -top), min(len(codes) // width, height - top)
    rows = [codes[row * width : (row + 1) * width] for row in range(first, last)]
    top = max(0, top)
    if style in BANDS:
        rows = [row.translate(_band_codes(style, top + y, height)) for y, row in enumerate(rows)]
    codes = b"".join(rows)
    where = Image.frombytes("L", (width, len(rows)), codes.translate(_IS_SOMETHING))
    return Words(codes, where, left, top)


def _where_free(codes: bytes, shadow: bytes) -> bytes:
    """Put the shadow's codes where no text is; both are as long."""
    free = int.from_bytes(codes.translate(_IS_CLEAR))
    both = int.from_bytes(codes) | int.from_bytes(shadow) & free
    return both.to_bytes(len(codes))


def shadow_steps(*, fine: bool) -> int:
    """How many shades a shadow has: at 1× one is enough, and keeps the file small."""
    return 3 if fine else 1


@cache
def _shadow_codes(steps: int) -> bytes:
    """The table from coverage to the shadow's codes."""
    shares = (round(level * steps / OPAQUE) for level in range(256))
    return bytes(TEXT_STEPS + share if share else 0 for share in shares)


@lru_cache(maxsize=64)
def _band_codes(style: Style, row: int, height: int) -> bytes:
    """The table that moves codes into the band of a row."""
    band = min(row * BANDS[style] // height, BANDS[style] - 1)
    return bytes((0, *(code + band * CODES & OPAQUE for code in range(1, 256))))


_TEXT_CODES = bytes(round(level * TEXT_STEPS / OPAQUE) for level in range(256))
_IS_SOMETHING = bytes((0, *(OPAQUE,) * 255))
_IS_CLEAR = bytes((OPAQUE, *(0,) * 255))
