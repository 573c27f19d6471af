"""The symbol: how large it must be for a text, and its modules.

Source: ISO/IEC 18004:2015
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import cast

import segno
from segno import consts

from image_proc.qr.fields import Level

_LARGEST = 40
_LEVELS = {
    Level.L: consts.ERROR_LEVEL_L,
    Level.M: consts.ERROR_LEVEL_M,
    Level.Q: consts.ERROR_LEVEL_Q,
    Level.H: consts.ERROR_LEVEL_H,
}
_CAPACITY = cast("Mapping[int, Mapping[int, int]]", consts.SYMBOL_CAPACITY)
_MODE_BITS = 4
# From version 10 and from version 27 on, a text's length is written with more bits.
_LONGER = (10, 27)


@dataclass(frozen=True, slots=True)
class _Mode:
    """One way of writing a text.

    Args:
        unit: what its text is made of, in the plural.
        letters: what it can write.
        length_bits: of the length, for small, middle and large versions.
        group: so many letters …
        group_bits: … take so many bits together, and
        rest_bits: 0, 1, … letters more than whole groups take these.
    """

    unit: str
    letters: re.Pattern[str]
    length_bits: tuple[int, int, int]
    group: int
    group_bits: int
    rest_bits: tuple[int, ...]

    def bits(self, length: int, version: int) -> int:
        """The bits that so many letters take in a symbol of a version."""
        groups, rest = divmod(length, self.group)
        header = _MODE_BITS + self.length_bits[sum(version >= first for first in _LONGER)]
        return header + groups * self.group_bits + self.rest_bits[rest]


_MODES = (
    _Mode("digits", re.compile(r"[0-9]*"), (10, 12, 14), 3, 10, (0, 4, 7)),
    _Mode("characters", re.compile(r"[0-9A-Z $%*+./:-]*"), (9, 11, 13), 2, 11, (0, 6)),
    _Mode("bytes", re.compile(r".*", re.DOTALL), (8, 16, 16), 1, 8, (0,)),
)


def symbol_side(text: str, level: Level) -> int:
    """Find how many modules wide the smallest symbol is that holds a text.

    Raises:
        ValueError: how much text the largest one holds.
    """
    mode = next(mode for mode in _MODES if mode.letters.fullmatch(text))
    length = len(text.encode()) if mode is _MODES[-1] else len(text)
    for version in range(1, _LARGEST + 1):
        if mode.bits(length, version) <= _capacity(version, level):
            return 17 + 4 * version
    message = f"at most {_most(mode, level)} {mode.unit} at ecc={level}, and these are {length}" + (
        ", in UTF-8" if mode is _MODES[-1] else ""
    )
    raise ValueError(message)


def _capacity(version: int, level: Level) -> int:
    """The bits of a symbol that are not for correction."""
    return _CAPACITY[version][_LEVELS[level]]


def _most(mode: _Mode, level: Level) -> int:
    room = _capacity(_LARGEST, level)
    length = room // mode.group_bits * mode.group
    while mode.bits(length, _LARGEST) > room:
        length -= 1
    return length


@lru_cache(maxsize=64)
def modules(text: str, level: Level) -> tuple[bytes, ...]:
    """Make the symbol.

    The level is raised where that takes no larger symbol. All that is not ASCII is UTF-8: readers
    guess it first, and more of them guess right than know the marks for other codings.

    Returns:
        Rows of modules, a byte each: 1 is dark.

    Raises:
        ValueError: as `symbol_side`.
    """
    symbol_side(text, level)
    if text.isascii():
        return tuple(map(bytes, segno.make_qr(text, error=level.lower()).matrix))
    code = segno.make_qr(text, error=level.lower(), mode="byte", encoding="utf-8")
    return tuple(map(bytes, code.matrix))
