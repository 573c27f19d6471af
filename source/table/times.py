"""Moments as they stand in files, as seconds since 1970 in UTC."""

import re
from datetime import date
from functools import lru_cache

from source.table.errors import shown
from source.table.numbers import MISSING

TIME_ACCEPTED = "a time such as 2026-11-21 22:09:11, 2026-11-21T22:09:11Z or 1795298951"

_DAY = 86_400
_EPOCH = date(1970, 1, 1).toordinal()
EARLIEST = (1 - _EPOCH) * _DAY
LATEST = (date(9999, 12, 31).toordinal() + 1 - _EPOCH) * _DAY
"""s: the years 1 to 9999, of which the latter is outside."""

_ISO = re.compile(
    r"([0-9]{4})([-/])([0-9]{2})(?:\2([0-9]{2})"
    r"(?:[Tt ]([0-9]{2}):([0-9]{2})(?::([0-9]{2})([.,][0-9]{1,12})?)?"
    r" ?(Z|z|UTC|GMT|[+-][0-9]{2}(?::?[0-9]{2})?)?)?)?"
)
_ACCESS = re.compile(
    r"\[?([0-9]{2})/([A-Z][a-z]{2})/([0-9]{4}):([0-9]{2}):([0-9]{2}):([0-9]{2})"
    r"(?: ([+-][0-9]{4}))?\]?"
)
_MONTHS = {
    name: number
    for number, name in enumerate(
        ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"), 1
    )
}
_EPOCHS = ((1e11, 1.0), (1e14, 1e3), (1e17, 1e6), (1e20, 1e9))
"""Up to which number they are s, ms, µs, ns."""


def parse_time(text: str) -> float | None:
    """Read a moment.

    Args:
        text: ISO 8601 or RFC 3339, a day or a month alone, the form of access logs, or a number
            since 1970: s below 1e11, then ms, µs, ns. Without a zone it is UTC.

    Returns:
        s since 1970, of the years 1 to 9999; None for what stands for a missing one.

    Raises:
        ValueError: what it is instead, to follow "is".
    """
    text = text.strip()
    try:
        moment = _read(text)
    except ValueError:
        moment = None
    if moment is not None and EARLIEST <= moment < LATEST:
        return moment
    if text.lower() in MISSING:
        return None
    message = f"{shown(text)}, which is no time"
    raise ValueError(message)


def is_written_time(text: str) -> bool:
    """Tell whether a text is a moment, and not just a number."""
    if not (_ISO.fullmatch(text) or _ACCESS.fullmatch(text)):
        return False
    try:
        return parse_time(text) is not None
    except ValueError:
        return False


def from_epoch(number: float) -> float:
    """Read a number since 1970 by its size.

    Raises:
        ValueError: it is beyond all of them.
    """
    for most, a_second in _EPOCHS:
        if abs(number) < most:
            return number / a_second
    message = "beyond 1e20"
    raise ValueError(message)


def from_access(day: str, clock: str, zone: str) -> float:
    """Read the parts of an access log's time.

    Args:
        day: 10/Oct/2000.
        clock: 13:55:36.
        zone: -0700, or nothing.

    Raises:
        ValueError: there is no such time.
    """
    number, month, year = day.split("/")
    hour, minute, second = map(int, clock.split(":"))
    begin = _begin(int(year), _MONTHS.get(month, 0), int(number))
    return float(begin + _clock(hour, minute, second) - _offset(zone))


def _read(text: str) -> float:
    if found := _ISO.fullmatch(text):
        year, _, month, day, hour, minute, second, fraction, zone = found.groups()
        begin = _begin(int(year), int(month), int(day or 1))
        clock = _clock(int(hour or 0), int(minute or 0), int(second or 0))
        part = float(f"0.{fraction[1:]}") if fraction else 0.0
        return begin + clock + part - _offset(zone or "")
    if found := _ACCESS.fullmatch(text):
        day, month, year, hour, minute, second, zone = found.groups()
        return from_access(f"{day}/{month}/{year}", f"{hour}:{minute}:{second}", zone or "")
    if "_" in text or not text.isascii():
        raise ValueError
    return from_epoch(float(text))


@lru_cache(maxsize=4096)
def _begin(year: int, month: int, day: int) -> int:
    return (date(year, month, day).toordinal() - _EPOCH) * _DAY


def _clock(hour: int, minute: int, second: int) -> int:
    if hour > 23 or minute > 59 or second > 60:  # noqa: PLR2004 - a clock, with leap seconds
        raise ValueError
    return hour * 3600 + minute * 60 + second


def _offset(zone: str) -> int:
    if zone[:1] not in {"+", "-"}:
        return 0
    digits = zone[1:].replace(":", "")
    seconds = _clock(int(digits[:2]), int(digits[2:] or 0), 0)
    return -seconds if zone[0] == "-" else seconds
