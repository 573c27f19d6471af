"""Ticks along a range of time, and the words for them: all in UTC, months in English."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from math import floor
from typing import NamedTuple

from image_proc.chart.layout.ticks import nice_ticks

EARLIEST, LATEST = -62_135_596_800, 253_402_300_799
"""Unix seconds: what a calendar with years 1 to 9999 holds."""

_MINUTE, _HOUR, _DAY = 60, 3600, 86_400
_CLOCK = (1, 2, 5, 10, 15, 30)
_FIXED = (
    *_CLOCK,
    *(step * _MINUTE for step in _CLOCK),
    *(step * _HOUR for step in (1, 2, 3, 6, 12)),
    *(step * _DAY for step in (1, 2, 7)),
)
_WEEK = 7 * _DAY
_MONDAY = 4 * _DAY
"""Unix seconds of a Monday, from which weeks are counted."""

_MONTH = 30.4 * _DAY
_MONTHS = (1, 2, 3, 6, 12)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_YEAR = 12


class TimeTick(NamedTuple):
    """A tick on a time axis.

    Args:
        at: Unix seconds.
        label: what changes from tick to tick: 14:05, Nov 21, November, 2026.
        context: what it belongs to, where that begins: a date below hours, a year below months.
    """

    at: float
    label: str
    context: str


def time_ticks(low: float, high: float, most: int) -> tuple[TimeTick, ...]:
    """Give ticks at round times.

    Args:
        low: Unix seconds.
        high: Unix seconds.
        most: pieces at most, 1 or more.
    """
    if not EARLIEST <= low < high <= LATEST:
        return tuple(TimeTick(tick, f"{tick:g} s", "") for tick in nice_ticks(low, high, most))
    rough = (high - low) / max(1, most)
    if rough < 1:
        return _told([(at, _fraction(at), _date(at)) for at in nice_ticks(low, high, most)])
    fixed = next((step for step in _FIXED if step >= rough), None)
    if fixed is not None:
        return _told([_named(at, fixed) for at in _evenly(low, high, fixed)])
    months = next((step for step in _MONTHS if step * _MONTH >= rough), None)
    if months is not None and months < _YEAR:
        return _told([(at, f"{when:%b}", f"{when:%Y}") for at, when in _monthly(low, high, months)])
    return tuple(TimeTick(at, str(when.year), "") for at, when in _yearly(low, high, most))


def _moment(at: float) -> datetime:
    return _EPOCH + timedelta(seconds=at)


def _evenly(low: float, high: float, step: int) -> Iterator[float]:
    start = _MONDAY if step == _WEEK else 0
    for count in range(-floor((start - low) / step), floor((high - start) / step) + 1):
        yield float(start + count * step)


def _named(at: float, step: int) -> tuple[float, str, str]:
    when = _moment(at)
    if step >= _DAY:
        return at, f"{when:%b} {when.day}", f"{when:%Y}"
    return at, f"{when:%H:%M:%S}" if step < _MINUTE else f"{when:%H:%M}", _date(at)


def _fraction(at: float) -> str:
    return f"{_moment(at):%H:%M:%S.%f}".rstrip("0").rstrip(".")


def _date(at: float) -> str:
    when = _moment(at)
    return f"{when:%b} {when.day}, {when.year}"


def _monthly(low: float, high: float, step: int) -> Iterator[tuple[float, datetime]]:
    start = _moment(low)
    for month in range(start.year * 12 + (start.month - 1) // step * step, 10_000 * 12, step):
        when = datetime(month // 12, month % 12 + 1, 1, tzinfo=UTC)
        at = (when - _EPOCH).total_seconds()
        if at > high:
            return
        if at >= low:
            yield at, when


def _yearly(low: float, high: float, most: int) -> Iterator[tuple[float, datetime]]:
    first, last = _moment(low).year, _moment(high).year
    for year in nice_ticks(first, last, most):
        if year != int(year) or not 1 <= year <= datetime.max.year:
            continue
        when = datetime(int(year), 1, 1, tzinfo=UTC)
        at = (when - _EPOCH).total_seconds()
        if low <= at <= high:
            yield at, when


def _told(named: list[tuple[float, str, str]]) -> tuple[TimeTick, ...]:
    """Tell what ticks belong to only where that begins."""
    ticks: list[TimeTick] = []
    told = ""
    for at, label, context in named:
        ticks.append(TimeTick(at, label, "" if context == told else context))
        told = context
    return tuple(ticks)
