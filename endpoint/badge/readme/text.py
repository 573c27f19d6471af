"""A README as text: its lines, the parts that show no images, and where images are."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum, auto
from itertools import accumulate
from typing import NamedTuple

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")
_VISIBLE = re.compile(r"[^\r\n]")
_TAB = 4


class Notation(Enum):
    """How an address is written where it stands."""

    PLAIN = auto()
    HTML = auto()
    MARKDOWN = auto()


class Image(NamedTuple):
    """Where the address of an image stands: `text[start:end]`."""

    start: int
    end: int
    notation: Notation


class Hidden(NamedTuple):
    """A part that shows no images: `text[start:end]`.

    Args:
        start: of the first character.
        end: behind the last one.
        why: what it is, as in "in a code block".
    """

    start: int
    end: int
    why: str


@dataclass(frozen=True, slots=True)
class Line:
    """One line.

    Args:
        start: where it begins in its text.
        text: with its end.
    """

    start: int
    text: str

    @property
    def end(self) -> int:
        """Where the next one begins."""
        return self.start + len(self.text)

    @property
    def blank(self) -> bool:
        """Whether there is nothing on it."""
        return not self.text.strip()

    @property
    def indent(self) -> int:
        """Columns before its first word; a tab goes to the next multiple of four."""
        columns = 0
        for char in self.text:
            if char == "\t":
                columns += _TAB - columns % _TAB
            elif char == " ":
                columns += 1
            else:
                break
        return columns

    def hidden(self, why: str) -> Hidden:
        """The whole line, hidden."""
        return Hidden(self.start, self.end, why)


def lines_of(text: str) -> Iterator[Line]:
    """Cut a text at CR LF, LF or CR."""
    for match in _LINE.finditer(text):
        yield Line(match.start(), match[0])


def blanked(text: str, parts: Iterable[Hidden]) -> str:
    """Put spaces in place of parts that do not overlap, so that every other offset stays."""
    pieces: list[str] = []
    at = 0
    for part in sorted(parts):
        pieces += text[at : part.start], _VISIBLE.sub(" ", text[part.start : part.end])
        at = part.end
    return "".join([*pieces, text[at:]])


class LineNumbers:
    """Which line an offset is on, from 1.

    Args:
        text: all of it.
    """

    def __init__(self, text: str) -> None:
        self._starts = [0, *accumulate(len(line.text) for line in lines_of(text))]

    def at(self, offset: int) -> int:
        """The line of an offset."""
        return min(bisect_right(self._starts, offset), len(self._starts))
