"""Text fitted into a box: the largest size that fits, wrapped at words, cut with an ellipsis."""

from dataclasses import dataclass, replace
from enum import StrEnum
from math import floor

import regex

from image_proc.text.line import Line, TextStyle, lay_line
from image_proc.text.runs import direction_mark

LEADING = 1.2
"""em from one baseline to the next."""

ELLIPSIS = "…"
_REFERENCE_SIZE = 64.0
_IDEOGRAPH = r"\p{Han}\p{Hiragana}\p{Katakana}"
# What a line break may not separate: a word, or one ideograph with the punctuation that closes it.
_WORD = regex.compile(rf"[{_IDEOGRAPH}][\p{{Pe}}\p{{Pf}}\p{{Po}}ー]*|[^\s{_IDEOGRAPH}]+")
_CLUSTER = regex.compile(r"\X")


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


@dataclass(frozen=True, slots=True)
class _Word:
    text: str
    width: float
    """em."""
    spaced: bool
    """Whether a space stands before it, unless it starts a line."""


@dataclass(frozen=True, slots=True)
class _Paragraph:
    words: list[_Word]
    mark: str
    """What every row of it starts with, so that all read in the direction of the first."""


def fit_block(text: str, box: Box, style: TextStyle, align: Align = Align.CENTER) -> Block:
    """Lay text out as large as its box allows.

    Args:
        text: may hold line breaks.
        box: the room and the range of sizes.
        style: family and weight; its size is replaced.
        align: where the lines stand.
    """
    paragraphs = [
        _Paragraph(_words(line, style), direction_mark(line)) for line in text.split("\n")
    ]
    space = _em_width(" ", style)
    size, rows = _largest(paragraphs, space, box)
    truncated = False
    if rows is None:
        # Sizes are used up: words are broken, and what has no room is left out.
        size = box.smallest
        broken = [
            replace(each, words=_break_words(each.words, box.width / size, style))
            for each in paragraphs
        ]
        rows = _wrap(broken, space, box.width / size)
        rows, truncated = _cut(rows, box, size, style)
    style = replace(style, size=size)
    lines = [lay_line(row, style) for row in rows]
    widest = max((line.ink[2] - line.ink[0] for line in lines), default=0.0)
    if widest > box.width and size > box.smallest:
        # Hinting makes a size's widths differ a little from the scaled ones that it was found by.
        style = replace(style, size=max(box.smallest, size * box.width / widest))
        lines = [lay_line(row, style) for row in rows]
    return Block(_place(lines, box, style.size, align), style, truncated)


def _em_width(text: str, style: TextStyle) -> float:
    return lay_line(text, replace(style, size=_REFERENCE_SIZE)).advance / _REFERENCE_SIZE


def _words(paragraph: str, style: TextStyle) -> list[_Word]:
    return [
        _Word(
            match.group(),
            _em_width(match.group(), style),
            paragraph[: match.start()][-1:].isspace(),
        )
        for match in _WORD.finditer(paragraph)
    ]


def _largest(
    paragraphs: list[_Paragraph], space: float, box: Box
) -> tuple[float, list[str] | None]:
    """Find the largest whole size in the box's range whose rows fit, and the rows."""
    low, high = box.smallest, max(box.smallest, box.largest)
    best: tuple[float, list[str] | None] = (low, _rows_at(low, paragraphs, space, box))
    if best[1] is None:
        return best
    if (rows := _rows_at(high, paragraphs, space, box)) is not None:
        return high, rows
    while high - low > 1:
        middle = float(floor((low + high) / 2))
        if middle <= low:
            break
        if (rows := _rows_at(middle, paragraphs, space, box)) is None:
            high = middle
        else:
            low, best = middle, (middle, rows)
    return best


def _rows_at(size: float, paragraphs: list[_Paragraph], space: float, box: Box) -> list[str] | None:
    """The rows at a size, or None where they do not fit."""
    room = box.width / size
    if any(word.width > room for paragraph in paragraphs for word in paragraph.words):
        return None
    rows = _wrap(paragraphs, space, room)
    return rows if len(rows) <= _row_count(box, size) else None


def _row_count(box: Box, size: float) -> int:
    """How many rows of a size fit: the first takes one em, each further one the leading."""
    return floor((box.height / size - 1) / LEADING) + 1


def _wrap(paragraphs: list[_Paragraph], space: float, room: float) -> list[str]:
    rows: list[str] = []
    for paragraph in paragraphs:
        row, width = paragraph.mark, 0.0
        for word in paragraph.words:
            gap = space if word.spaced and width else 0.0
            if width and width + gap + word.width > room:
                rows.append(row)
                row, width, gap = paragraph.mark, 0.0, 0.0
            row += " " + word.text if gap else word.text
            width += gap + word.width
        rows.append(row)
    return rows


def _break_words(words: list[_Word], room: float, style: TextStyle) -> list[_Word]:
    """Take words that are wider than a row apart, cluster by cluster."""
    pieces: list[_Word] = []
    for word in words:
        if word.width <= room:
            pieces.append(word)
            continue
        clusters = _CLUSTER.findall(word.text)
        pieces += [
            _Word(cluster, _em_width(cluster, style), word.spaced and not index)
            for index, cluster in enumerate(clusters)
        ]
    return pieces


def _cut(rows: list[str], box: Box, size: float, style: TextStyle) -> tuple[list[str], bool]:
    """Keep the rows that fit; the last of them ends in an ellipsis if any were left out."""
    count = max(1, _row_count(box, size))
    if len(rows) <= count:
        return rows, False
    clusters = _CLUSTER.findall(rows[count - 1])
    while clusters and _em_width("".join(clusters) + ELLIPSIS, style) * size > box.width:
        clusters.pop()
    return [*rows[: count - 1], "".join(clusters).rstrip() + ELLIPSIS], True


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
