"""What the single values of a QR code accept."""

import re
from enum import StrEnum
from typing import Annotated

from pydantic import BeforeValidator

from image_proc.fields import parse_whole

WIDEST_MARGIN = 100
"""Modules."""

TEXT_ACCEPTED = "1 character or more, no lone surrogates"
_SURROGATE = re.compile(r"[\ud800-\udfff]")


class Level(StrEnum):
    """How much of a code may be damaged and still be read: 7, 15, 25 or 30 percent."""

    L = "L"
    M = "M"
    Q = "Q"
    H = "H"


def _text(value: object) -> object:
    """Take a text as it is: to whatever reads the code, a space at its end may matter."""
    if isinstance(value, str) and (not value or _SURROGATE.search(value)):
        raise ValueError(TEXT_ACCEPTED)
    return value


def _level(value: object) -> object:
    return value.upper() if isinstance(value, str) else value


def _margin(value: object) -> int:
    return parse_whole(value, 0, WIDEST_MARGIN, f"0 to {WIDEST_MARGIN} modules")


TextField = Annotated[str, BeforeValidator(_text)]
LevelField = Annotated[Level, BeforeValidator(_level)]
MarginField = Annotated[int, BeforeValidator(_margin)]
