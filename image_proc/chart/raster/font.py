"""Fonts in memory: outlines as glyphs, drawn one over the other at the same place.

FreeType adds up exactly how much of each pixel lies inside an outline, in 256 levels, in a tenth
of the time of drawing at four times the size; and it strokes lines, round at ends and joins. Pillow
has it for text, so an outline becomes a glyph of a font that exists in memory only.

Source: https://learn.microsoft.com/typography/opentype/spec/otff, chapters cmap, glyf, head, hhea,
loca, maxp
"""

import struct
from collections.abc import Sequence
from io import BytesIO
from itertools import accumulate
from math import ceil, floor
from operator import sub
from typing import Any, NamedTuple

from PIL import ImageFont

MOST_UNITS = 32_000
"""Between two places of a glyph; 16 bits hold it."""

_EM = 16384
"""Units of an em, as many as there may be: FreeType draws no glyph of more than ten em."""

_FIRST = 256
"""The character of the first glyph."""


class Ring(NamedTuple):
    """A closed outline in a glyph's units, y upwards.

    Args:
        xs: of its places, at least one.
        ys: likewise.
        on: for each 1 where the outline passes through it, 0 where it is a control point.
    """

    xs: list[int]
    ys: list[int]
    on: bytes


def draw_glyphs(
    glyphs: Sequence[Sequence[Ring]], fineness: float, half: float
) -> tuple[Any, int, int]:
    """Draw glyphs, each over the one before.

    Args:
        glyphs: their rings; at most 50,000, since Unicode keeps characters after them free.
        fineness: units for each px.
        half: px to each side of its outline that a glyph covers; 0 for what lies within.

    Returns:
        Coverage, mode L as Pillow stores it, and where its upper left pixel lies: left and top, px.
        What lies between the places and 0, 0 is drawn as well.
    """
    font = ImageFont.FreeTypeFont(
        BytesIO(_font([_glyph(rings) for rings in glyphs])),
        _EM / fineness,
        layout_engine=ImageFont.Layout.BASIC,
    )
    # Pillow draws a stroke on whole pixels, but tells its place as if they were not.
    over = ceil(half)
    pixels, (left, top) = font.getmask2(
        "".join(map(chr, range(_FIRST, _FIRST + len(glyphs)))),
        anchor="ls",
        stroke_width=half,
        stroke_filled=True,
        start=(over - half, over - half),
    )
    off = over - floor(half + 0.5)
    return pixels, left - off, top - off


def _glyph(rings: Sequence[Ring]) -> bytes:
    """The entry of the table glyf; its box may be empty, nobody looks at it."""
    if len(rings) == 1:
        xs, ys, on = rings[0]
        return _ONE_RING.pack(1, 0, 0, 0, 0, len(xs) - 1, 0) + on + _steps(xs) + _steps(ys)
    ends = list(accumulate(len(ring.xs) for ring in rings))
    return b"".join(
        (
            struct.pack(f">5h{len(ends)}HH", len(rings), 0, 0, 0, 0, *(end - 1 for end in ends), 0),
            *(ring.on for ring in rings),
            _steps([x for ring in rings for x in ring.xs]),
            _steps([y for ring in rings for y in ring.ys]),
        )
    )


_ONE_RING = struct.Struct(">5hHH")
"""Most glyphs have no more; they are written in two thirds of the time."""


def _steps(units: list[int]) -> bytes:
    return struct.pack(f">{len(units)}h", units[0], *map(sub, units[1:], units))


def _font(glyphs: Sequence[bytes]) -> bytes:
    """A font of these glyphs, one for each character from the first on."""
    ends = accumulate(map(len, glyphs), initial=0)
    tables = (
        *_BEFORE,
        struct.pack(">IH13H", 0x10000, len(glyphs), *(0xFFFF, 0x7FFF, 0, 0, 1), *(0,) * 8),
        struct.pack(f">{len(glyphs) + 1}I", *ends),
        b"".join(glyphs),
    )
    header = [_DIRECTORY]
    start = 12 + 16 * len(tables)
    for name, table in zip(_NAMES, tables, strict=True):
        header.append(struct.pack(">4sIII", name, 0, start, len(table)))
        start += len(table)
    return b"".join((*header, *tables))


_BEFORE = (
    # cmap, format 4: characters follow each other as glyphs do.
    struct.pack(">4HI", 0, 1, 3, 1, 12)
    + struct.pack(">7H", 4, 32, 0, 4, 4, 1, 0)
    + struct.pack(">9H", 0xFFFE, 0xFFFF, 0, _FIRST, 0xFFFF, -_FIRST & 0xFFFF, 1, 0, 0),
    # fpgm: a program, if only of one instruction, or FreeType would move outlines to whole pixels.
    b"\x18",
    # head; the last but one: offsets of 32 bits in loca.
    struct.pack(
        ">IIIIHHQQhhhhHHhhh",
        *(0x10000, 0x10000, 0, 0x5F0F3CF5, 0, _EM, 0, 0),
        *(0, 0, 0, 0, 0, 8, 2, 1, 0),
    ),
    # hhea, hmtx: all glyphs are as wide as nothing.
    struct.pack(">I15hH", 0x10000, *(0,) * 15, 1),
    bytes(4),
)
_NAMES = (b"cmap", b"fpgm", b"head", b"hhea", b"hmtx", b"maxp", b"loca", b"glyf")
_DIRECTORY = struct.pack(">IHHHH", 0x10000, len(_NAMES), 0, 0, 0)
