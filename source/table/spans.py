"""Lengths of time as people write them: `90m`, `24h`, `7d`."""

import re

from source.table.wanted import Rows

_UNITS = {"ms": 0.001, "s": 1, "m": 60, "h": 3600, "d": 86_400, "w": 604_800, "y": 31_536_000}
_SPAN = re.compile(r"([0-9]{1,9}(?:\.[0-9]{1,3})?)(ms|[smhdwy])")
_ROWS = re.compile(r"[0-9]{1,6}")
_SHORTEST = 0.001
_LONGEST = 100 * _UNITS["y"]
_MOST_ROWS = 100_000

SPAN_ACCEPTED = "a number and ms, s, m, h, d, w or y, such as 90m or 24h, from 1ms to 100y"
WINDOW_ACCEPTED = f"{SPAN_ACCEPTED}; or a number of rows, 1 to {_MOST_ROWS}"

_STEPS = (
    *(0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5),
    *(1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800),
    *(3600, 7200, 10_800, 21_600, 43_200, 86_400, 172_800, 604_800),
)
"""s: lengths that people count in, and which stand on full minutes, hours and days."""


def parse_span(text: str) -> float:
    """Read a length of time.

    Args:
        text: a number with up to 3 decimals and a unit; `m` are minutes, `y` 365 days.

    Returns:
        s, 0.001 to 100 years.

    Raises:
        ValueError: what is accepted.
    """
    found = _SPAN.fullmatch(text)
    seconds = float(found[1]) * _UNITS[found[2]] if found else 0.0
    if not _SHORTEST <= seconds <= _LONGEST:
        raise ValueError(SPAN_ACCEPTED)
    return seconds


def parse_window(text: str) -> float | Rows:
    """Read a window: a length of time before now, or a number of rows.

    Returns:
        s as `parse_span`, or rows.

    Raises:
        ValueError: what is accepted.
    """
    if _ROWS.fullmatch(text) and 1 <= int(text) <= _MOST_ROWS:
        return Rows(int(text))
    try:
        return parse_span(text)
    except ValueError:
        raise ValueError(WINDOW_ACCEPTED) from None


def choose_bucket(span: float, most: int) -> float:
    """Choose the bucket for a length of time.

    Args:
        span: s, 0 or more.
        most: how many buckets there may be, 1 or more.

    Returns:
        s: the shortest that people count in; past a week whole weeks.
    """
    least = span / most
    for step in _STEPS:
        if step >= least:
            return step
    week = _UNITS["w"]
    return -(-least // week) * week


def write_span(seconds: float) -> str:
    """Write a length of time in its largest unit that it is a whole number of, `d` at most."""
    for unit in ("d", "h", "m", "s"):
        if seconds >= _UNITS[unit] and seconds % _UNITS[unit] == 0:
            return f"{seconds / _UNITS[unit]:.0f}{unit}"
    return f"{seconds * 1000:g}ms"
