"""How much of each pixel an outline covers, exactly: it is drawn as a glyph.

Fonts are what Pillow draws with exact areas: FreeType adds up how much of each pixel lies inside,
in 256 levels, in a tenth of the time of drawing at four times the size. So an outline becomes the
one glyph of a font that exists in memory only.

Source: https://learn.microsoft.com/typography/opentype/spec/otff, chapters glyf, head, hhea, maxp
"""

import struct
from collections.abc import Iterator, Sequence
from io import BytesIO
from itertools import accumulate, chain
from operator import sub
from typing import NamedTuple

from PIL import Image, ImageDraw, ImageFont

from image_proc.chart.raster.contour import Contour
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


class Covered(NamedTuple):
    """Coverage at its place.

    Args:
        mask: mode L; 255 is wholly inside. Empty where nothing is covered.
        left: px, where its upper left pixel lies.
        top: px, likewise.
    """

    mask: Image.Image
    left: int
    top: int


def coverage(contours: Sequence[Contour], origin: tuple[int, int], reach: float) -> Covered:
    """Find what outlines cover; where they overlap, or one crosses itself, it is covered as well.

    Args:
        contours: in px, at least one.
        origin: px, (left, top), near to them: what lies between is drawn as well.
        reach: px, how far any of their places lies from another or from the origin at most.
    """
    fineness = float(_FINEST)
    while fineness * reach > _MOST_UNITS:
        fineness /= 2
    pieces = [_drawn(group, origin, fineness) for group in _groups(contours)]
    return pieces[0] if len(pieces) == 1 else _together(pieces)


def _drawn(contours: Sequence[Contour], origin: tuple[int, int], fineness: float) -> Covered:
    font = ImageFont.truetype(
        BytesIO(_font(_glyph(contours, origin, fineness))),
        _EM / fineness,
        layout_engine=ImageFont.Layout.BASIC,
    )
    pixels, (left, top) = font.getmask2("-", anchor="ls")
    mask = Image.new("L", pixels.size)
    mask.im = pixels
    return Covered(mask, left + origin[0], top + origin[1])


def _together(pieces: Sequence[Covered]) -> Covered:
    """Coverage of what several glyphs cover."""
    seen = [piece for piece in pieces if all(piece.mask.size)] or pieces[:1]
    left, top = min(piece.left for piece in seen), min(piece.top for piece in seen)
    right = max(piece.left + piece.mask.width for piece in seen)
    bottom = max(piece.top + piece.mask.height for piece in seen)
    mask = Image.new("L", (right - left, bottom - top))
    draw = ImageDraw.Draw(mask)
    for piece in seen:
        draw.bitmap((piece.left - left, piece.top - top), piece.mask, fill=OPAQUE)
    return Covered(mask, left, top)


def _groups(contours: Sequence[Contour]) -> Iterator[list[Contour]]:
    """Share contours out to glyphs, at least one."""
    group: list[Contour] = []
    places = 0
    for contour in contours:
        count = len(contour.xs)
        if group and (places + count > _MOST_PLACES or len(group) == _MOST_CONTOURS):
            yield group
            group, places = [], 0
        group.append(_thinned(contour))
        places += count
    yield group


def _thinned(contour: Contour) -> Contour:
    """Leave out points that lie closer than anybody sees: there are more than a glyph holds."""
    step = len(contour.xs) // _MOST_PLACES + 1
    if step == 1:
        return contour
    xs, ys = contour.xs[::step], contour.ys[::step]
    return Contour(xs, ys, b"\1" * len(xs))


def _glyph(contours: Sequence[Contour], origin: tuple[int, int], fineness: float) -> bytes:
    """The entry of the table glyf; its box may be empty, nobody looks at it."""
    ends = list(accumulate(len(contour.xs) for contour in contours))
    # Up in a font, down in a picture.
    left, top = origin[0] * fineness, origin[1] * fineness
    across = [x * fineness - left for contour in contours for x in contour.xs]
    down = [top - y * fineness for contour in contours for y in contour.ys]
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


def _steps(places: list[float]) -> bytes:
    units = list(map(round, places))
    return struct.pack(f">{len(units)}h", *map(sub, units, chain((0,), units)))


def _font(glyph: bytes) -> bytes:
    """A font of one glyph, which stands for every character."""
    tables = (*_BEFORE, struct.pack(">II", 0, len(glyph)), glyph)
    header = [_DIRECTORY]
    start = 12 + 16 * len(tables)
    for name, table in zip(_NAMES, tables, strict=True):
        header.append(struct.pack(">4sIII", name, 0, start, len(table)))
        start += len(table)
    return b"".join((*header, *tables))


_BEFORE = (
    # fpgm: a program, if only of one instruction, or FreeType would move outlines to whole pixels.
    b"\x18",
    # head; the last but one: offsets of 32 bits in loca.
    struct.pack(
        ">IIIIHHQQhhhhHHhhh",
        *(0x10000, 0x10000, 0, 0x5F0F3CF5, 0, _EM, 0, 0),
        *(0, 0, 0, 0, 0, 8, 2, 1, 0),
    ),
    # hhea, hmtx, maxp: one glyph, as wide as nothing, of any number of points and contours.
    struct.pack(">I15hH", 0x10000, *(0,) * 15, 1),
    bytes(4),
    struct.pack(">IH13H", 0x10000, 1, *(0xFFFF, 0x7FFF, 0, 0, 1), *(0,) * 8),
)
_NAMES = (b"fpgm", b"head", b"hhea", b"hmtx", b"maxp", b"loca", b"glyf")
_DIRECTORY = struct.pack(">IHHHH", 0x10000, len(_NAMES), 0, 0, 0)
