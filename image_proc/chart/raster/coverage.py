"""How much of each pixel an outline covers, exactly: it is drawn as a glyph.

Fonts are what Pillow draws with exact areas: FreeType adds up how much of each pixel lies inside,
in 256 levels, in a tenth of the time of drawing at four times the size. So an outline becomes the
one glyph of a font that exists in memory only.

Source: https://learn.microsoft.com/typography/opentype/spec/otff, chapters glyf, head, hhea, maxp
"""

import struct
from collections.abc import Iterator, Sequence
from io import BytesIO
from itertools import accumulate, chain, pairwise

from PIL import Image, ImageDraw, ImageFont

from image_proc.chart.raster.contour import Contour, bounds
from image_proc.color import OPAQUE

_EM = 16384
"""Units of an em, as many as there may be: FreeType draws no glyph of more than ten em."""

_FINEST = 32
"""Units for each px; half of one is finer than 16 levels of a pixel tell."""

_MOST_UNITS = 32_000
"""Between two places of a glyph; 16 bits hold it."""

_MOST_PLACES = 60_000
"""In one glyph; 16 bits count them."""

_MOST_CONTOURS = 30_000


def coverage(contours: Sequence[Contour], size: tuple[int, int]) -> Image.Image:
    """Find what outlines cover; where they overlap, or one crosses itself, it is covered as well.

    Args:
        contours: in px from the upper left.
        size: px, (width, height); the contours should not reach far over it, what lies outside
            is drawn as well.

    Returns:
        Mode L, of that size; 255 is wholly inside.
    """
    mask = Image.new("L", size)
    draw = ImageDraw.Draw(mask)
    fineness = _fineness(contours) if contours else 0
    for group in _groups(contours):
        font = ImageFont.truetype(
            BytesIO(_font(_glyph(group, fineness))),
            _EM / fineness,
            layout_engine=ImageFont.Layout.BASIC,
        )
        draw.text((0, 0), "-", fill=OPAQUE, font=font, anchor="ls")
    return mask


def _fineness(contours: Sequence[Contour]) -> float:
    """Units for each px, so many that 16 bits hold every place and every step."""
    left, top, right, bottom = bounds(contours)
    reach = max(right, bottom, right - min(left, 0), bottom - min(top, 0))
    fineness = float(_FINEST)
    while fineness * reach > _MOST_UNITS:
        fineness /= 2
    return fineness


def _groups(contours: Sequence[Contour]) -> Iterator[list[Contour]]:
    """Share contours out to glyphs."""
    group: list[Contour] = []
    places = 0
    for contour in contours:
        count = len(contour.xs)
        if group and (places + count > _MOST_PLACES or len(group) == _MOST_CONTOURS):
            yield group
            group, places = [], 0
        group.append(_thinned(contour))
        places += count
    if group:
        yield group


def _thinned(contour: Contour) -> Contour:
    """Leave out points that lie closer than anybody sees: there are more than a glyph holds."""
    step = len(contour.xs) // _MOST_PLACES + 1
    if step == 1:
        return contour
    xs, ys = contour.xs[::step], contour.ys[::step]
    return Contour(xs, ys, b"\1" * len(xs))


def _glyph(contours: Sequence[Contour], fineness: float) -> bytes:
    """The entry of the table glyf; its box may be empty, nobody looks at it."""
    ends = list(accumulate(len(contour.xs) for contour in contours))
    across = [round(x * fineness) for contour in contours for x in contour.xs]
    down = [-round(y * fineness) for contour in contours for y in contour.ys]
    return b"".join(
        (
            struct.pack(">hhhhh", len(contours), 0, 0, 0, 0),
            struct.pack(f">{len(ends)}H", *(end - 1 for end in ends)),
            b"\0\0",
            *(contour.on for contour in contours),
            _steps(across),
            _steps(down),
        )
    )


def _steps(places: list[int]) -> bytes:
    return struct.pack(
        f">{len(places)}h", *(there - here for here, there in pairwise(chain((0,), places)))
    )


def _font(glyph: bytes) -> bytes:
    """A font of one glyph, which stands for every character."""
    tables = {
        # A program, if only of one instruction, or FreeType would move outlines to whole pixels.
        b"fpgm": b"\x18",
        b"glyf": glyph,
        b"head": _HEAD,
        b"hhea": _HHEA,
        b"hmtx": bytes(4),
        b"loca": struct.pack(">II", 0, len(glyph)),
        b"maxp": _MAXP,
    }
    header = [struct.pack(">IHHHH", 0x10000, len(tables), 0, 0, 0)]
    start = 12 + 16 * len(tables)
    for name, table in tables.items():
        header.append(struct.pack(">4sIII", name, 0, start, len(table)))
        start += len(table)
    return b"".join((*header, *tables.values()))


_HEAD = struct.pack(
    ">IIIIHHQQhhhhHHhhh",
    *(0x10000, 0x10000, 0, 0x5F0F3CF5, 0, _EM, 0, 0),
    *(0, 0, 0, 0, 0, 8, 2, 1, 0),  # the last but one: offsets of 32 bits in loca
)
_HHEA = struct.pack(">I15hH", 0x10000, *(0,) * 15, 1)
_MAXP = struct.pack(">IH13H", 0x10000, 1, *(0xFFFF, 0x7FFF, 0, 0, 1), *(0,) * 8)
