"""How wide text is in the fonts that badges are laid out with.

Verdana and Helvetica cannot be shipped; their advance widths are facts, and with them a badge has
the size that the rest of the field gives it.

Source: https://github.com/metabolize/anafanafo (the tables), assets/widths
"""

import gzip
from array import array
from bisect import bisect_right
from enum import StrEnum
from functools import lru_cache
from itertools import accumulate
from pathlib import Path
from typing import NamedTuple

_FOLDER = Path(__file__).parent.parent.parent / "assets" / "widths"
_UNKNOWN = 0xFFFF
_DELETE = 0x7F
# Latin letters, punctuation and currency signs: what nearly every badge is made of.
_QUICK = 0x250


class Metric(StrEnum):
    """A font at a size, named as its table's file."""

    VERDANA_11 = "verdana-11"
    VERDANA_10 = "verdana-10"
    VERDANA_BOLD_10 = "verdana-bold-10"
    HELVETICA_BOLD_11 = "helvetica-bold-11"


class _Table(NamedTuple):
    """Advance widths: those of the first characters by number, of all by ranges.

    Args:
        quick: px, of the code points below `_QUICK`.
        starts: the first code point of each range.
        widths: hundredths of a px, of each range; `_UNKNOWN` where the table has no width.
        missing: px, stands for a character without a width.
    """

    quick: tuple[float, ...]
    starts: "array[int]"
    widths: "array[int]"
    missing: float

    def advance(self, code: int) -> float:
        """The width of any character, in px."""
        if code < _QUICK:
            return self.quick[code]
        width = self.widths[bisect_right(self.starts, code) - 1]
        return self.missing if width == _UNKNOWN else width / 100


@lru_cache(maxsize=8192)
def text_width(text: str, metric: Metric) -> float:
    """Sum the advance widths of a text; no kerning, controls count nothing.

    Args:
        text: one line.
        metric: the font.

    Returns:
        px, 0 or more.
    """
    table = _table(metric)
    width = 0.0
    # One by one and from the left: `sum` rounds otherwise from Python 3.12 on, and a width just
    # below a whole number would become another one than in every browser's JavaScript.
    for char in text:
        width += table.advance(ord(char))
    return width


@lru_cache(maxsize=len(Metric))
def _table(metric: Metric) -> _Table:
    lines = gzip.decompress((_FOLDER / f"{metric}.txt.gz").read_bytes()).decode().split()
    widths = array("H", (_UNKNOWN if width == "-" else int(width) for width in lines[1::2]))
    ends = list(accumulate(map(int, lines[::2])))
    starts = array("I", [0, *ends])
    widths.append(_UNKNOWN)
    ranges = _Table((), starts, widths, 0.0)
    missing = widths[bisect_right(starts, ord("m")) - 1] / 100
    ranges = ranges._replace(missing=missing)
    return ranges._replace(quick=tuple(_quick_width(ranges, code) for code in range(_QUICK)))


def _quick_width(table: _Table, code: int) -> float:
    if code < ord(" ") or code == _DELETE:
        return 0.0
    width = table.widths[bisect_right(table.starts, code) - 1]
    return table.missing if width == _UNKNOWN else width / 100
