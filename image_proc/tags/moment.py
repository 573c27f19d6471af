"""Times as metadata writes them, checked and as ISO 8601."""

import re
from datetime import datetime

_EXIF = re.compile(r"(\d{4})[:-](\d\d)[:-](\d\d)[ T](\d\d):(\d\d):(\d\d)", re.ASCII)
_XMP = re.compile(
    r"(\d{4}-\d\d-\d\dT\d\d:\d\d)(?::(\d\d))?(?:\.(\d+))?(Z|[+-]\d\d:\d\d)?", re.ASCII
)
_DAY = re.compile(r"(\d{4})[:-](\d\d)[:-](\d\d)", re.ASCII)
_OFFSET = re.compile(r"(?:[+-](?:0\d|1[0-4]):[0-5]\d)|Z", re.ASCII)
_PARTS = re.compile(r"\d+", re.ASCII)
_MOST_DIGITS = 6


def exif_moment(text: str, parts: str = "", offset: str = "") -> str | None:
    """Read EXIF's way to write a time.

    Args:
        text: "2026:02:03 04:05:06".
        parts: digits behind the second; anything else is left away.
        offset: from UTC, "+01:00"; anything else is left away.

    Returns:
        "2026-02-03T04:05:06.12+01:00"; None where it is no day of the calendar or no time of it.
    """
    found = _EXIF.fullmatch(text.strip())
    if found is None:
        return None
    year, month, day, *time = found.groups()
    return _real(f"{year}-{month}-{day}T{':'.join(time)}", parts, offset)


def xmp_moment(text: str) -> str | None:
    """Read XMP's way to write a time, which is ISO 8601's; a day alone says none."""
    found = _XMP.fullmatch(text.strip())
    if found is None:
        return None
    minute, second, parts, offset = found.groups("")
    return _real(f"{minute}:{second or '00'}", parts, offset)


def utc_moment(day: str, seconds: float | None) -> str | None:
    """Read the time of GPS.

    Args:
        day: "2026:02:03".
        seconds: of that day; None where it says none.

    Returns:
        "2026-02-03T04:05:06Z"; None where it is none.
    """
    found = _DAY.fullmatch(day.strip())
    if found is None or seconds is None or not 0 <= seconds < 24 * 60 * 60:
        return None
    minutes, second = divmod(int(seconds), 60)
    time = f"{minutes // 60:02}:{minutes % 60:02}:{second:02}"
    return _real(f"{'-'.join(found.groups())}T{time}", "", "Z")


def _real(moment: str, parts: str, offset: str) -> str | None:
    try:
        datetime.fromisoformat(moment)
    except ValueError:
        return None
    digits = parts.strip()
    fraction = f".{digits[:_MOST_DIGITS]}" if _PARTS.fullmatch(digits) else ""
    zone = offset.strip()
    return moment + fraction + (zone if _OFFSET.fullmatch(zone) else "")
