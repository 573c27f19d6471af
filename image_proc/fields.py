"""What values of several kinds of images accept: a text, a number, a moment, a switch, a theme."""

import re
import unicodedata
from datetime import UTC, datetime
from enum import StrEnum
from typing import Annotated, Literal

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
_SCALE = re.compile(r"[0-9](?:\.[0-9]{1,3})?")
_WHOLE = re.compile(r"[0-9]{1,9}")
# As many decimals as JavaScript writes: 0.1 + 0.2 is 0.30000000000000004 there.
_DECIMAL = re.compile(r"(?=\.?[0-9])[0-9]{0,9}(?:\.[0-9]{1,20})?")
_KEPT_DECIMALS = 4
_ISO_MOMENT = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}"
    r"(?:[T ][0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]{1,6})?)?(?:Z|[+-][0-9]{2}:?[0-9]{2})?)?"
)
MOMENT_ACCEPTED = "a date or a moment of ISO 8601, such as 2026-11-21 or 2026-11-21T18:00:00Z"
_SWITCH = {"true": True, "1": True, "false": False, "0": False}
SWITCH_ACCEPTED = "true or false"
RATIO_ACCEPTED = "1, 2 or 3"
# XML cannot hold them, not even escaped.
_UNWRITABLE = frozenset({"Cc", "Cs"})
_NONCHARACTERS = frozenset("\ufffe\uffff")


class Theme(StrEnum):
    """The page behind an image: light, dark, or whichever its reader prefers."""

    LIGHT = "light"
    DARK = "dark"
    AUTO = "auto"


def clean_text(text: str) -> str:
    """Trim a text, and refuse what nothing can show.

    Raises:
        ValueError: what is accepted.
    """
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
    scale = float(text) if _SCALE.fullmatch(text) else 0.0
    if not 1 <= scale <= LARGEST_SCALE:
        message = f"1 to {LARGEST_SCALE}, such as 2 or 1.5"
        raise ValueError(message)
    return scale


def parse_whole(value: object, least: int, most: int, accepted: str) -> int:
    """Read a whole number; Python itself would take "1_0" and " 5" too.

    Args:
        value: digits, or the number.
        least: the smallest one that is accepted.
        most: the largest.
        accepted: what to say of everything else.

    Raises:
        ValueError: what is accepted.
    """
    if _WHOLE.fullmatch(str(value)) and least <= int(str(value)) <= most:
        return int(str(value))
    raise ValueError(accepted)


def parse_decimal(value: object, least: float, most: float, accepted: str) -> float:
    """Read a number with or without decimals; Python itself would take "1e3" and "nan" too.

    Args:
        value: digits, or the number.
        least: the smallest one that is accepted, 0 or more.
        most: the largest.
        accepted: what to say of everything else.

    Returns:
        The number to four decimals, so that no two of them differ by what nobody sees.

    Raises:
        ValueError: what is accepted.
    """
    if _DECIMAL.fullmatch(str(value)) and least <= float(str(value)) <= most:
        return round(float(str(value)), _KEPT_DECIMALS)
    raise ValueError(accepted)


def parse_iso_moment(text: str) -> datetime:
    """Read a date or a moment; Python itself would take "20261121" and "2026-W47" too.

    Returns:
        In UTC, which is also meant where no offset is named; from the year 1 to 9999.

    Raises:
        ValueError: what is accepted.
    """
    if not _ISO_MOMENT.fullmatch(text):
        raise ValueError(MOMENT_ACCEPTED)
    try:
        return in_utc(datetime.fromisoformat(text))
    except (ValueError, OverflowError) as error:
        raise ValueError(MOMENT_ACCEPTED) from error


def in_utc(moment: datetime) -> datetime:
    """Give a moment in UTC, which is also meant where it names no offset.

    Raises:
        OverflowError: it is before the year 1 there, or after 9999.
    """
    return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)


def lowered(value: object) -> object:
    """Take a text in small letters: words are known in any case."""
    return value.lower() if isinstance(value, str) else value


def parse_switch(value: object) -> bool:
    """Read `true`, `1`, `false` or `0`.

    Raises:
        ValueError: what is accepted.
    """
    if (known := _SWITCH.get(str(value).lower())) is None:
        raise ValueError(SWITCH_ACCEPTED)
    return known


def _ratio(value: object) -> int:
    return parse_whole(value, 1, 3, RATIO_ACCEPTED)


Text = Annotated[str, AfterValidator(clean_text)]
Scale = Annotated[float, BeforeValidator(_read_scale)]
SwitchField = Annotated[bool, BeforeValidator(parse_switch)]
RatioField = Annotated[Literal[1, 2, 3], BeforeValidator(_ratio)]
"""Pixels for each px of a page."""
