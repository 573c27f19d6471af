"""A text of a design in its room: as large as it may be, wrapped, shrunk, at last cut."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, floor

from image_proc.card.design import TextBox
from image_proc.text import TextStyle
from image_proc.text.wrap import Paragraph, balanced, broken, cut, paragraphs_of, widest_word, wrap

# px between the sizes that are tried.
_STEP = 0.5


@dataclass(frozen=True, slots=True)
class Fitted:
    """A text that has found its place.

    Args:
        rows: from the top; at least one, which may be empty.
        size: px an em at scale 1.
    """

    rows: Sequence[str]
    size: float


def fit(text: str, box: TextBox, style: TextStyle, room: float) -> Fitted:
    """Keep a text's size where it fits, shrink it as far as its box allows, cut what is left.

    Args:
        text: may hold line breaks.
        box: what it may be shrunk and wrapped to.
        style: the font.
        room: px at scale 1, the longest line.
    """
    paragraphs = paragraphs_of(text, style)
    least = box.min_size or box.size
    # Halving finds it in ten steps where sizes run from 512 to 4; a size that fits is not lost.
    low, high = 0, ceil((box.size - least) / _STEP)
    while low < high:
        middle = (low + high) // 2
        if _fits(paragraphs, box, room, _shrunk(box, least, middle)):
            high = middle
        else:
            low = middle + 1
    size = _shrunk(box, least, low)
    if _fits(paragraphs, box, room, size):
        return Fitted(balanced(paragraphs, room / size), size)
    return Fitted(_cut(paragraphs, room / size, style, row_count(box, size)), size)


def row_count(box: TextBox, size: float) -> int:
    """How many rows of a size in px have room, 1 or more."""
    if box.height is None:
        return box.lines
    return max(1, min(box.lines, floor((box.height / size - 1) / box.line_height) + 1))


def _shrunk(box: TextBox, least: float, steps: int) -> float:
    return max(least, box.size - steps * _STEP)


def _fits(paragraphs: list[Paragraph], box: TextBox, room: float, size: float) -> bool:
    width = room / size
    return widest_word(paragraphs) <= width and len(wrap(paragraphs, width)) <= row_count(box, size)


def _cut(paragraphs: list[Paragraph], room: float, style: TextStyle, lines: int) -> list[str]:
    rows = wrap(broken(paragraphs, room, style), room)
    return rows if len(rows) <= lines else [*rows[: lines - 1], cut(rows[lines - 1], room, style)]
