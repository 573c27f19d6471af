"""Where a placeholder's text stands: found once in the page's px, then taken to a pixel ratio."""

from dataclasses import dataclass, replace
from functools import lru_cache
from math import hypot, sqrt
from typing import NamedTuple

from image_proc.fonts import Family
from image_proc.placeholder.fields import size_text
from image_proc.placeholder.spec import PlaceholderSpec
from image_proc.text import Align, Block, Box, Line, TextStyle, fit_block, lay_line

SHARE_OF_WIDTH = 0.9
SHARE_OF_HEIGHT = 0.6
SMALLEST = 8.0
"""px; smaller text cannot be read, so it is cut instead."""

# In a very low box even the smallest size is taller than its share: text must not touch the edge.
_MOST_OF_HEIGHT = 0.9
# A square within a circle stands this share of the radius from each side.
_CORNER = 1 - sqrt(0.5)
_WITHIN_ARC = 0.95


@dataclass(frozen=True, slots=True)
class PlacedLine:
    """A line of text and where it begins.

    Args:
        line: laid out for the picture's pixel ratio.
        x: px from the picture's left side to the line's origin.
        y: px from the picture's upper side to the baseline.
    """

    line: Line
    x: float
    y: float


class Words(NamedTuple):
    """All that a layout depends on; small, since layouts are kept by it."""

    text: str
    width: int
    height: int
    font: Family
    bold: bool
    font_size: int | None
    align: Align
    border: int
    radius: int


def lay_out(spec: PlaceholderSpec, dpr: int) -> tuple[PlacedLine, ...]:
    """Fit the text into its box.

    Rows and proportions are those of the ratio 1, so that a picture looks the same at each.
    There is no line at all where even an ellipsis would be cut off, or where the text is the
    size in words and does not fit in one row: half a number says something wrong.

    Args:
        spec: what to draw.
        dpr: 1 to 3, output px for one px of the page.

    Returns:
        The lines that have something to see, in output px.
    """
    words = Words(
        spec.text,
        spec.width,
        spec.height,
        spec.font,
        spec.bold,
        spec.font_size,
        spec.align,
        spec.border.width if spec.border else 0,
        spec.radius,
    )
    return _lay_out(words, dpr)


@lru_cache(maxsize=1024)
def _lay_out(words: Words, dpr: int) -> tuple[PlacedLine, ...]:
    inset = float(words.border)
    block = _fit(words, inset)
    if block and _leaves_round_corners(block, words, inset):
        inset = max(inset, words.radius * _CORNER)
        block = _fit(words, inset)
    if not block or not _is_worth_drawing(block, words):
        return ()
    style = replace(block.style, size=block.style.size * dpr)
    lines = [lay_line(placed.line.text, style) for placed in block.lines]
    baselines = [placed.y * dpr for placed in block.lines]
    top = min(y + line.ink[1] for line, y in zip(lines, baselines, strict=True))
    bottom = max(y + line.ink[3] for line, y in zip(lines, baselines, strict=True))
    down = (words.height * dpr - top - bottom) / 2
    sides = (_margin(words, inset) * dpr, (words.width - _margin(words, inset)) * dpr)
    return tuple(
        PlacedLine(line, _left(line, sides, words.align), y + down)
        for line, y in zip(lines, baselines, strict=True)
    )


def _fit(words: Words, inset: float) -> Block | None:
    """Fit at the ratio 1, within an inset; a size that was asked for may use all of the height."""
    width = words.width - 2 * _margin(words, inset)
    height = words.height - 2 * inset
    if width <= 0 or height <= 0:
        return None
    style = TextStyle(SMALLEST, words.font, words.bold)
    if (size := words.font_size) is not None:
        box = Box(width, height, size, size)
    else:
        height *= SHARE_OF_HEIGHT
        box = Box(width, height, SMALLEST, height)
    block = fit_block(words.text, box, style, words.align)
    return block if block.lines else None


def _margin(words: Words, inset: float) -> float:
    """From the picture's side to the text's room, in px of the page."""
    return inset + (words.width - 2 * inset) * (1 - SHARE_OF_WIDTH) / 2


def _leaves_round_corners(block: Block, words: Words, inset: float) -> bool:
    """Whether a corner of the text's ink lies outside the corner's arc, or close to it."""
    left, top, right, bottom = block.ink
    x = _margin(words, inset)
    if words.align is Align.CENTER:
        x = (words.width - (right - left)) / 2
    y = (words.height - (bottom - top)) / 2
    missing = words.radius - x, words.radius - y
    return min(missing) > 0 and hypot(*missing) > words.radius * _WITHIN_ARC


def _is_worth_drawing(block: Block, words: Words) -> bool:
    left, top, right, bottom = block.ink
    most = words.height * (_MOST_OF_HEIGHT if words.font_size is None else 1)
    if right - left > words.width or bottom - top > most:
        return False
    says_its_size = words.text == size_text(words.width, words.height)
    return not (says_its_size and (block.truncated or len(block.lines) > 1))


def _left(line: Line, sides: tuple[float, float], align: Align) -> float:
    """The x of a line's origin that puts its ink where `align` says between two sides."""
    left, _, right, _ = line.ink
    if align is Align.LEFT:
        return sides[0] - left
    return sides[1] - right if align is Align.RIGHT else (sum(sides) - left - right) / 2
