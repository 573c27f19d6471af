"""What values that several kinds of images have accept: a text, a scale."""

import re
import unicodedata
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator

LONGEST_TEXT = 256
"""Characters of one text."""

LARGEST_SCALE = 4

# What JavaScript's trim() takes off: the field measures its texts without it.
_WHITE = (
    "".join(
        chr(code)
        for code in (*range(9, 14), 32, 0xA0, 0x1680, *range(0x2000, 0x200B), 0x2028, 0x2029)
    )
    + "\u202f\u205f\u3000\ufeff"
)
_DECIMAL = re.compile(r"[0-9](?:\.[0-9]{1,3})?")
# XML cannot hold them, not even escaped.
_UNWRITABLE = frozenset({"Cc", "Cs"})
_NONCHARACTERS = frozenset("\ufffe\uffff")


def _clean_text(text: str) -> str:
    trimmed = text.strip(_WHITE)
    if len(trimmed) > LONGEST_TEXT:
        message = f"at most {LONGEST_TEXT} characters"
        raise ValueError(message)
    if not trimmed.isprintable() and any(
        unicodedata.category(char) in _UNWRITABLE or char in _NONCHARACTERS for char in trimmed
    ):
        message = "text without control characters"
        raise ValueError(message)
    return trimmed


def _read_scale(value: object) -> float:
    """A number as it stands in a path: no exponent, no space, no word that float() knows."""
    text = str(value)
    scale = float(text) if _DECIMAL.fullmatch(text) else 0.0
    if not 1 <= scale <= LARGEST_SCALE:
        message = f"1 to {LARGEST_SCALE}, such as 2 or 1.5"
        raise ValueError(message)
    return scale


Text = Annotated[str, AfterValidator(_clean_text)]
Scale = Annotated[float, BeforeValidator(_read_scale)]
