"""Text fitted into a box: the largest size that fits, wrapped at words, cut with an ellipsis."""

from dataclasses import dataclass, replace
from enum import StrEnum
from math import floor

from image_proc.text.line import Line, TextStyle, lay_line
from image_proc.text.wrap import Paragraph, balanced, broken, cut, paragraphs_of, widest_word, wrap

LEADING = 1.2
"""em from one baseline to the next."""


class Align(StrEnum):
    """Where lines stand between the sides of their box."""

    LEFT = "left"
    CENTER = "center"
    RIGHT = "right"


@dataclass(frozen=True, slots=True)
class Box:
    """The room that text has.

    Args:
        width: px, more than 0.
        height: px, more than 0.
        smallest: px, the size below which text is cut rather than shrunk.
        largest: px, the size not to go beyond.
    """

    width: float
    height: float
    smallest: float
    largest: float


@dataclass(frozen=True, slots=True)
class PlacedLine:
    """A line and the place of its origin (left end of the baseline) in the box, in px."""

    line: Line
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Block:
    """Lines placed in a box so that their ink stands in its middle.

    Args:
        lines: from the top; empty where there is nothing to see.
        style: with the size that was found.
        truncated: whether an ellipsis stands for what had no room.
    """

    lines: tuple[PlacedLine, ...]
    style: TextStyle
    truncated: bool

    @property
    def ink(self) -> tuple[float, float, float, float]:
        """px, (left, top, right, bottom) of all that is painted, in the box's coordinates."""
        boxes = [
            (
                at.x + at.line.ink[0],
                at.y + at.line.ink[1],
                at.x + at.line.ink[2],
                at.y + at.line.ink[3],
            )
            for at in self.lines
        ]
        lefts, tops, rights, bottoms = zip(*boxes, strict=True) if boxes else ((0.0,),) * 4
        return min(lefts), min(tops), max(rights), max(bottoms)


def fit_block(text: str, box: Box, style: TextStyle, align: Align = Align.CENTER) -> Block:
    """Lay text out as large as its box allows.

    Args:
        text: may hold line breaks.
        box: the room and the range of sizes.
        style: family and weight; its size is replaced.
        align: where the lines stand.
    """
    paragraphs = paragraphs_of(text, style)
    truncated = False
    size = _largest_size(paragraphs, box)
    if size is not None:
        rows = balanced(paragraphs, box.width / size)
    else:
        size = box.smallest
        rows, truncated = _cut_to(box, paragraphs, style)
    lines, size = _lay(rows, replace(style, size=size), box)
    return Block(_place(lines, box, size, align), replace(style, size=size), truncated)


def _largest_size(paragraphs: list[Paragraph], box: Box) -> float | None:
    """Find the largest whole size in the box's range whose rows fit, if any does."""
    low, high = box.smallest, max(box.smallest, box.largest)
    if not _fits(low, paragraphs, box):
        return None
    if _fits(high, paragraphs, box):
        return high
    while (middle := float(floor((low + high) / 2))) > low:
        if _fits(middle, paragraphs, box):
            low = middle
        else:
            high = middle
    return low


def _fits(size: float, paragraphs: list[Paragraph], box: Box) -> bool:
    room = box.width / size
    return widest_word(paragraphs) <= room and len(wrap(paragraphs, room)) <= _row_count(box, size)


def _row_count(box: Box, size: float) -> int:
    """How many rows of a size fit: the first takes one em, each further one the leading."""
    return floor((box.height / size - 1) / LEADING) + 1


def _cut_to(box: Box, paragraphs: list[Paragraph], style: TextStyle) -> tuple[list[str], bool]:
    """Rows of the smallest size: words are broken, and what has no room is left out."""
    room = box.width / box.smallest
    rows = wrap(broken(paragraphs, room, style), room)
    count = max(1, _row_count(box, box.smallest))
    if len(rows) <= count:
        return rows, False
    return [*rows[: count - 1], cut(rows[count - 1], room, style)], True


def _lay(rows: list[str], style: TextStyle, box: Box) -> tuple[list[Line], float]:
    """Lay rows out, a little smaller where hinting made them wider than they were measured."""
    lines = [lay_line(row, style) for row in rows]
    widest = max(line.ink[2] - line.ink[0] for line in lines)
    size = max(box.smallest, style.size * box.width / widest) if widest else style.size
    if size >= style.size:
        return lines, style.size
    return [lay_line(row, replace(style, size=size)) for row in rows], size


def _place(lines: list[Line], box: Box, size: float, align: Align) -> tuple[PlacedLine, ...]:
    visible = [(index, line) for index, line in enumerate(lines) if line.ink[2] > line.ink[0]]
    if not visible:
        return ()
    baselines = {index: index * LEADING * size for index, _ in visible}
    top = min(baselines[index] + line.ink[1] for index, line in visible)
    bottom = max(baselines[index] + line.ink[3] for index, line in visible)
    shift = (box.height - (bottom - top)) / 2 - top
    return tuple(
        PlacedLine(line, _left(line, box, align), baselines[index] + shift)
        for index, line in visible
    )


def _left(line: Line, box: Box, align: Align) -> float:
    """The x of a line's origin that puts its ink where `align` says."""
    left, _, right, _ = line.ink
    spare = box.width - (right - left)
    share = {Align.LEFT: 0.0, Align.CENTER: 0.5, Align.RIGHT: 1.0}[align]
    return spare * share - left
