"""A badge's words as pixels, set so that they fill the length that the layout gives them.

The layout measures in Verdana and Helvetica, which cannot be shipped. DejaVu Sans is as wide as
Verdana within a few per cent; what is left over goes evenly between the letters.
"""

from functools import lru_cache
from itertools import accumulate
from math import ceil, floor
from operator import add
from typing import NamedTuple

from PIL import Image

from image_proc import fonts
from image_proc.badge.layout import Part
from image_proc.badge.style import Style
from image_proc.fonts import Face, Family
from image_proc.text import TextStyle, is_plain, lay_line, line_ink

_PHASES = 4
_FINENESS = 4
_UNSEEN = 2
"""px by which words may be shorter than their length, half of it at each end."""

_MEASURE_SIZE = 256.0
_SIZE_STEP = 8
"""Sizes are kept to an eighth of a pixel, so that letters drawn once serve most words."""
_TIGHTEST = -0.03
"""em between two letters; tighter than that, the letters become smaller instead."""


class Typeface(NamedTuple):
    """What a style's words are set in.

    Args:
        family: the family.
        bold: the weight.
        size: px a em at scale 1.
        fine: whether a letter may stand between two pixels. On whole pixels hinting makes it
            sharp; where there is much space to spread, the distances would be seen to differ.
    """

    family: Family
    bold: bool
    size: float
    fine: bool = False


class Lettering(NamedTuple):
    """Words as pixels; shared, not to be drawn on.

    Args:
        mask: mode L, how much of each pixel the words cover.
        layer: mode RGBA, of the mask's size, for emoji in their own colours; None mostly.
        left: px, the mask's left edge in the badge.
        top: px, the mask's upper edge in the badge.
    """

    mask: Image.Image
    layer: Image.Image | None
    left: int
    top: int


def typeface(style: Style, *, bold: bool) -> Typeface:
    """What the words of a style are set in."""
    if style is Style.SOCIAL:
        return Typeface(Family.ROBOTO, bold=True, size=11, fine=True)
    if style is Style.FOR_THE_BADGE:
        return Typeface(Family.DEJAVU, bold, size=10, fine=True)
    return Typeface(Family.DEJAVU, bold, size=11)


def letter(part: Part, style: Style, scale: float) -> Lettering:
    """Set the words of one part; they may not be empty.

    Args:
        part: where they stand, in px at scale 1.
        style: decides the typeface and the baseline.
        scale: px of the bitmap for one px of the layout.
    """
    start = (part.center - part.length / 2) * scale
    phase = round((start - floor(start)) * _PHASES)
    face = typeface(style, bold=part.bold)
    mask, layer, left, top = _set(part.text, face, part.length, scale, phase)
    # On a whole pixel the feet of the letters are sharp.
    return Lettering(mask, layer, floor(start) + left, round(style.baseline * scale) + top)


@lru_cache(maxsize=1024)
def _set(text: str, face: Typeface, length: float, scale: float, phase: int) -> Lettering:
    """Set words from an origin on the baseline, `phase` quarters of a pixel to the right of it."""
    if is_plain(text):
        return _set_plain(text, face, length, scale, phase / _PHASES)
    return _set_any(text, face, length, scale)


def _set_plain(text: str, face: Typeface, length: float, scale: float, start: float) -> Lettering:
    """Set words letter by letter."""
    font = fonts.primary(face.family, bold=face.bold)
    size = _fit(text, font, face.size, length) * scale
    room = length * scale
    ascent, margin = ceil(size * 1.1), ceil(size / 2)
    mask = Image.new("L", (ceil(room) + 2 * margin, ascent + ceil(size * 0.4)))
    place = _between_pixels if face.fine else _on_pixels
    for glyph, pen in place(text, font, size, room, start):
        if glyph.mask is not None:
            mask.paste(255, (margin + pen + glyph.left, ascent + glyph.top), glyph.mask)
    left, upper, right, lower = mask.getbbox() or (0, 0, 1, 1)
    return Lettering(mask.crop((left, upper, right, lower)), None, left - margin, upper - ascent)


def _fit(text: str, font: Face, size: float, length: float) -> float:
    """The size, in px at scale 1, at which words fill a length or less, none of them too tight."""
    natural = sum(_advance(font, char) for char in text)
    if (natural + (len(text) - 1) * _TIGHTEST) * size > length:
        return floor(length / natural * _SIZE_STEP) / _SIZE_STEP
    return size


def _on_pixels(
    text: str, font: Face, size: float, room: float, start: float
) -> list[tuple["_Glyph", int]]:
    """Letters and the whole pixels that they stand on: at their own distances, or nearly so.

    What is left over of the room stays at both ends, as long as it is not to be seen; else it goes
    between the letters.
    """
    glyphs = [_glyph(font, size, char) for char in text]
    advances = [glyph.advance for glyph in glyphs[:-1]]
    spare = round(room) - sum(advances) - glyphs[-1].advance
    if 0 <= spare <= _UNSEEN or not advances:
        pens = accumulate(advances, initial=round(start + spare / 2))
    else:
        gaps = len(advances)
        shares = [
            round((gap + 1) * spare / gaps) - round(gap * spare / gaps) for gap in range(gaps)
        ]
        pens = accumulate(map(add, advances, shares), initial=round(start))
    return list(zip(glyphs, pens, strict=True))


def _between_pixels(
    text: str, font: Face, size: float, room: float, start: float
) -> list[tuple["_Glyph", int]]:
    """Letters and the pixels that they stand on, each drawn for its quarter of the pixel."""
    advances = [_advance(font, char) * size for char in text]
    spacing = (room - sum(advances)) / max(1, len(text) - 1)
    placed: list[tuple[_Glyph, int]] = []
    for char, advance in zip(text, advances, strict=True):
        pen, step = divmod(round(start * _FINENESS), _FINENESS)
        placed.append((_fine_glyph(font, size, char, step), pen))
        start += advance + spacing
    return placed


class _Glyph(NamedTuple):
    mask: Image.Image | None
    left: int
    top: int
    advance: int = 0
    """px to the next letter, where it stands on whole pixels."""


@lru_cache(maxsize=4096)
def _glyph(font: Face, size: float, char: str) -> _Glyph:
    """One letter's coverage, placed from its origin on the baseline; no mask where it is blank."""
    opened = font.at(size)
    left, top, right, bottom = (round(side) for side in opened.getbbox(char, anchor="ls"))
    advance = round(opened.getlength(char))
    if left >= right or top >= bottom:
        return _Glyph(None, 0, 0, advance)
    core, offset = opened.getmask2(char, mode="L", anchor="ls")
    mask = Image.frombytes("L", core.size, bytes(core))
    return _Glyph(mask, offset[0], offset[1], advance)


@lru_cache(maxsize=4096)
def _fine_glyph(font: Face, size: float, char: str, step: int) -> _Glyph:
    """One letter `step` quarters of a pixel right of its origin: drawn large, and averaged."""
    mask, left, top, _ = _glyph(font, size * _FINENESS, char)
    if mask is None:
        return _Glyph(None, 0, 0)
    x, right = divmod(left + step, _FINENESS)
    y, down = divmod(top, _FINENESS)
    size_of_all = (
        ceil((right + mask.width) / _FINENESS) * _FINENESS,
        ceil((down + mask.height) / _FINENESS) * _FINENESS,
    )
    large = Image.new("L", size_of_all)
    large.paste(mask, (right, down))
    return _Glyph(large.reduce(_FINENESS), x, y)


@lru_cache(maxsize=4096)
def _advance(font: Face, char: str) -> float:
    """Em from one letter to the next."""
    return font.at(_MEASURE_SIZE).getlength(char) / _MEASURE_SIZE


def _set_any(text: str, face: Typeface, length: float, scale: float) -> Lettering:
    """Set words that need shaping: whole, and smaller where they would not fit."""
    style = TextStyle(face.size * scale, face.family, face.bold)
    room = length * scale
    line = lay_line(text, style)
    if line.advance > room:
        line = lay_line(text, TextStyle(style.size * room / line.advance, face.family, face.bold))
    ink = line_ink(line)
    return Lettering(ink.mask, ink.layer, round((room - line.advance) / 2) + ink.left, ink.top)
