"""Words wrapped into rows, measured in em so that one measuring serves every size."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import regex

from image_proc.text.line import TextStyle, advance_of
from image_proc.text.runs import direction_mark

ELLIPSIS = "…"
_REFERENCE_SIZE = 64.0
_IDEOGRAPH = r"\p{Han}\p{Hiragana}\p{Katakana}"
# What a line break may not separate: a word, or one ideograph with the punctuation that closes it.
_WORD = regex.compile(rf"[{_IDEOGRAPH}][\p{{Pe}}\p{{Pf}}\p{{Po}}ー]*|[^\s{_IDEOGRAPH}]+")
_CLUSTER = regex.compile(r"\X")
# Finer than a pixel at any size that is drawn.
_BALANCED_TO = 0.01


@dataclass(frozen=True, slots=True)
class Word:
    """What stays together on a row.

    Args:
        text: without white space.
        width: em.
        spaced: whether a space stands before it, unless it starts a row.
    """

    text: str
    width: float
    spaced: bool


@dataclass(frozen=True, slots=True)
class Paragraph:
    """The words between two line breaks.

    Args:
        words: in logical order; none in an empty paragraph.
        space: em, the width of a space.
        mark: what every row starts with, so that all read in the direction of the first.
    """

    words: tuple[Word, ...]
    space: float
    mark: str


def em_width(text: str, style: TextStyle) -> float:
    """The advance of a text in em; the style's size does not matter."""
    return advance_of(text, replace(style, size=_REFERENCE_SIZE)) / _REFERENCE_SIZE


def paragraphs_of(text: str, style: TextStyle) -> list[Paragraph]:
    """Measure the words of a text, paragraph by paragraph."""
    space = em_width(" ", style)
    return [
        Paragraph(_words(line, style), space, direction_mark(line)) for line in text.split("\n")
    ]


def _words(line: str, style: TextStyle) -> tuple[Word, ...]:
    found = []
    for match in _WORD.finditer(line):
        spaced = line[: match.start()][-1:].isspace()
        found.append(Word(match.group(), em_width(match.group(), style), spaced))
    return tuple(found)


def widest_word(paragraphs: Sequence[Paragraph]) -> float:
    """The width in em below which no row can be."""
    return max((word.width for each in paragraphs for word in each.words), default=0.0)


def wrap(paragraphs: Sequence[Paragraph], room: float) -> list[str]:
    """Fill rows greedily.

    Args:
        paragraphs: at least one; each starts a row.
        room: em, the width of a row; a word that is wider still gets a row.
    """
    rows: list[str] = []
    for paragraph in paragraphs:
        row, width = paragraph.mark, 0.0
        for word in paragraph.words:
            gap = paragraph.space if word.spaced and width else 0.0
            if width and width + gap + word.width > room:
                rows.append(row)
                row, width, gap = paragraph.mark, 0.0, 0.0
            row += " " + word.text if gap else word.text
            width += gap + word.width
        rows.append(row)
    return rows


def balanced(paragraphs: Sequence[Paragraph], room: float) -> list[str]:
    """Wrap into as few rows as the room allows, and those as even as they can be."""
    rows = wrap(paragraphs, room)
    if len(rows) == len(paragraphs):
        return rows
    narrow, wide = widest_word(paragraphs), room
    while wide - narrow > _BALANCED_TO:
        middle = (narrow + wide) / 2
        if len(wrap(paragraphs, middle)) == len(rows):
            wide = middle
        else:
            narrow = middle
    return wrap(paragraphs, wide)


def broken(paragraphs: Sequence[Paragraph], room: float, style: TextStyle) -> list[Paragraph]:
    """Take words that are wider than a row apart, cluster by cluster."""

    def pieces(word: Word) -> list[Word]:
        if word.width <= room:
            return [word]
        return [
            Word(cluster, em_width(cluster, style), word.spaced and not index)
            for index, cluster in enumerate(_CLUSTER.findall(word.text))
        ]

    return [
        replace(each, words=tuple(piece for word in each.words for piece in pieces(word)))
        for each in paragraphs
    ]


def cut(row: str, room: float, style: TextStyle) -> str:
    """End a row in an ellipsis, for which its last clusters make room."""
    clusters = _CLUSTER.findall(row)
    while clusters and em_width("".join(clusters) + ELLIPSIS, style) > room:
        clusters.pop()
    return "".join(clusters).rstrip() + ELLIPSIS
