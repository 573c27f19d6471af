"""Raw values, written for readers: 1234 as 1.2k, 0.5 s as 500ms, a date as "3 days ago"."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal, InvalidOperation
from enum import StrEnum
from typing import NamedTuple

from image_proc.fields import in_utc

MOST_DECIMALS = 6
LARGEST_EXPONENT = 21
NUMBER = "a number such as 1234, -0.5 or 93.4%"
MOMENT = "a date such as 2026-11-21, a time such as 2026-11-21T09:30:00Z, or seconds since 1970"

_METRIC_UNITS = ("", "k", "M", "G", "T", "P", "E")
_BYTE_UNITS = (" B", " kB", " MB", " GB", " TB", " PB", " EB")
_DURATION_UNITS = (("d", 86_400), ("h", 3_600), ("m", 60), ("s", 1))
_AGES = (
    (365 * 86_400, "year"),
    (30 * 86_400, "month"),
    (7 * 86_400, "week"),
    (86_400, "day"),
    (3_600, "hour"),
    (60, "minute"),
)
_NUMBER = re.compile(r"[-+−]?(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)?(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?")
# Fewer digits are a date without dashes: 20261121.
_SECONDS = re.compile(r"[0-9]{9,11}(?:\.[0-9]+)?")
_VERSION = re.compile(r"[0-9]")


class ValueFormat(StrEnum):
    """How a raw value is written."""

    METRIC = "metric"
    BYTES = "bytes"
    PERCENT = "percent"
    DURATION = "duration"
    DATE = "date"
    RELATIVE = "relative"
    VERSION = "version"
    EXACT = "exact"


class Notation(NamedTuple):
    """How to write a value.

    Args:
        format: what kind of value it is; None leaves the text as it is.
        precision: decimals, 0 to 6; None takes what suits the format.
        prefix: put before it.
        suffix: put behind it.
    """

    format: ValueFormat | None = None
    precision: int | None = None
    prefix: str = ""
    suffix: str = ""


def write_value(text: str, notation: Notation, now: datetime) -> str:
    """Write a value for readers.

    Args:
        text: the raw value.
        notation: how.
        now: what `relative` counts from, with a time zone.

    Raises:
        ValueError: what the format accepts.
    """
    written = text
    if notation.format is not None:
        written = _WRITERS[notation.format](text, notation.precision, now)
    return f"{notation.prefix}{written}{notation.suffix}"


def parse_number(text: str) -> Decimal:
    """Read a number; commas between thousands and a percent sign at the end are passed over.

    Raises:
        ValueError: what is accepted.
    """
    bare = text.strip().removesuffix("%").rstrip()
    if not bare or not _NUMBER.fullmatch(bare):
        raise ValueError(NUMBER)
    try:
        value = Decimal(bare.replace(",", "").replace("−", "-"))
    except InvalidOperation as error:
        raise ValueError(NUMBER) from error
    if value and abs(value.adjusted()) > LARGEST_EXPONENT:
        message = f"a number between 1e-{LARGEST_EXPONENT} and 1e{LARGEST_EXPONENT}"
        raise ValueError(message)
    return value


def parse_moment(text: str) -> datetime:
    """Read a date, a time (in UTC when it names no zone) or seconds since 1970.

    Raises:
        ValueError: what is accepted.
    """
    bare = text.strip()
    try:
        if _SECONDS.fullmatch(bare):
            return datetime.fromtimestamp(float(bare), UTC)
        # Programs write it who know nothing of badges: 20261121T1800Z, or nine decimals, will do.
        return in_utc(datetime.fromisoformat(bare))
    except (ValueError, OverflowError, OSError) as error:
        raise ValueError(MOMENT) from error


def _metric(text: str, precision: int | None, _now: datetime) -> str:
    return _scaled(parse_number(text), precision, _METRIC_UNITS)


def _bytes(text: str, precision: int | None, _now: datetime) -> str:
    return _scaled(parse_number(text), precision, _BYTE_UNITS)


def _scaled(value: Decimal, precision: int | None, units: tuple[str, ...]) -> str:
    """Divide by thousands until the number is short: one decimal below 10, none above."""
    size = abs(value)
    step = 0
    while step < len(units) - 1 and _rounded(size, precision) >= 1000:  # noqa: PLR2004
        size /= 1000
        step += 1
    number = _rounded(size, precision)
    written = f"{number:f}" if precision is not None else _plain(number)
    return f"{'-' if value < 0 and number else ''}{written}{units[step]}"


def _rounded(size: Decimal, precision: int | None) -> Decimal:
    if precision is not None:
        return _round(size, precision)
    one_decimal = _round(size, 1)
    return one_decimal if one_decimal < 10 else _round(size, 0)  # noqa: PLR2004


def _percent(text: str, precision: int | None, _now: datetime) -> str:
    """Write a share of 100; what is not all, or not nothing, is not rounded to it."""
    value = parse_number(text)
    places = 1 if precision is None else precision
    number = _round(value, places)
    if number == 100 and value < 100:  # noqa: PLR2004 - all of it
        number = value.quantize(Decimal(1).scaleb(-places), ROUND_DOWN)
    if number == 0 and value > 0:
        number = Decimal(1).scaleb(-places)
    return f"{_plain(number) if precision is None else f'{number:f}'}%"


def _duration(text: str, precision: int | None, _now: datetime) -> str:
    """Write seconds by their two largest units; below a minute with decimals."""
    value = parse_number(text)
    sign, seconds = ("-" if value < 0 else ""), abs(value)
    milliseconds = _round(seconds * 1000, 0)
    if 0 < milliseconds < 1000 and precision is None:  # noqa: PLR2004
        return f"{sign}{milliseconds:f}ms"
    short = _round(seconds, 1 if precision is None else precision)
    if short < 60:  # noqa: PLR2004 - a minute
        return f"{sign if short else ''}{_plain(short) if precision is None else f'{short:f}'}s"
    rest = int(_round(seconds, 0))
    counts = []
    for unit, length in _DURATION_UNITS:
        count, rest = divmod(rest, length)
        counts.append((count, unit))
    first = next(index for index, (count, _) in enumerate(counts) if count)
    return sign + " ".join(f"{count}{unit}" for count, unit in counts[first : first + 2] if count)


def _date(text: str, _precision: int | None, _now: datetime) -> str:
    return parse_moment(text).date().isoformat()


def _relative(text: str, _precision: int | None, now: datetime) -> str:
    """Say how long ago, or how far ahead, by the largest unit that fits."""
    away = now - parse_moment(text)
    seconds = abs(away) // timedelta(seconds=1)
    for length, unit in _AGES:
        if seconds >= length:
            count = seconds // length
            several = f"{count} {unit}{'s' if count > 1 else ''}"
            return f"{several} ago" if away > timedelta(0) else f"in {several}"
    return "just now"


def _version(text: str, _precision: int | None, _now: datetime) -> str:
    bare = text.strip()
    return f"v{bare}" if _VERSION.match(bare) else bare


def _exact(text: str, precision: int | None, _now: datetime) -> str:
    """Write every digit, in groups of three."""
    value = parse_number(text)
    number = value if precision is None else _round(value, precision)
    return f"{number or abs(number):,f}"


def _round(value: Decimal, places: int) -> Decimal:
    return value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


def _plain(number: Decimal) -> str:
    """Write a number without zeros that say nothing."""
    written = f"{number:f}"
    return written.rstrip("0").rstrip(".") if "." in written else written


_WRITERS: dict[ValueFormat, Callable[[str, int | None, datetime], str]] = {
    ValueFormat.METRIC: _metric,
    ValueFormat.BYTES: _bytes,
    ValueFormat.PERCENT: _percent,
    ValueFormat.DURATION: _duration,
    ValueFormat.DATE: _date,
    ValueFormat.RELATIVE: _relative,
    ValueFormat.VERSION: _version,
    ValueFormat.EXACT: _exact,
}
