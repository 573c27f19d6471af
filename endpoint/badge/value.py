"""A message that is a value: how it is written, and the colour that follows from it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from endpoint.query import Sent
from image_proc.badge.thresholds import Thresholds
from image_proc.badge.values import MOST_DECIMALS, Notation, ValueFormat, write_value
from image_proc.errors import InvalidParameter

FIELDS = ("value_format", "precision", "prefix", "suffix", "thresholds")

_DATED = frozenset({ValueFormat.DATE, ValueFormat.RELATIVE})
_WITHOUT_DECIMALS = _DATED | {ValueFormat.VERSION}
_DECIMALS_ACCEPTED = f"0 to {MOST_DECIMALS} with format=metric, bytes, percent, duration or exact"


@dataclass(frozen=True, slots=True)
class Reading:
    """A value as it is drawn.

    Args:
        message: written for readers.
        color: the colour that its thresholds give it; None without thresholds.
        timed: whether it is another at another time.
    """

    message: Sent
    color: Sent | None
    timed: bool


def read_value(sent: Mapping[str, Sent], now: datetime) -> Reading:
    """Write the message as its format says, and find its colour.

    Args:
        sent: what path and query say.
        now: with a time zone.

    Raises:
        InvalidParameter: names format, precision, thresholds or the message.
    """
    message = sent.get("message", Sent("message", ""))
    raw = str(message.value)
    notation = _notation(sent)
    thresholds = _thresholds(sent.get("thresholds"))
    try:
        written = write_value(raw, notation, now)
        color = thresholds and thresholds.color(raw, notation.format, now)
    except ValueError as error:
        raise InvalidParameter(message.name, raw, str(error)) from error
    dated = thresholds is not None and (notation.format in _DATED or thresholds.rule == "age")
    return Reading(
        Sent(message.name, written),
        Sent(sent["thresholds"].name, color) if color else None,
        timed=dated or notation.format is ValueFormat.RELATIVE,
    )


def _notation(sent: Mapping[str, Sent]) -> Notation:
    format_ = _format(sent.get("value_format"))
    return Notation(
        format_,
        _precision(sent.get("precision"), format_),
        _text(sent.get("prefix")),
        _text(sent.get("suffix")),
    )


def _format(sent: Sent | None) -> ValueFormat | None:
    if sent is None:
        return None
    try:
        return ValueFormat(str(sent.value))
    except ValueError as error:
        *names, last = ValueFormat
        raise InvalidParameter(sent.name, sent.value, f"{', '.join(names)} or {last}") from error


def _precision(sent: Sent | None, format_: ValueFormat | None) -> int | None:
    if sent is None:
        return None
    text = str(sent.value)
    known = {str(number): number for number in range(MOST_DECIMALS + 1)}
    if text not in known or format_ is None or format_ in _WITHOUT_DECIMALS:
        raise InvalidParameter(sent.name, text, _DECIMALS_ACCEPTED)
    return known[text]


def _thresholds(sent: Sent | None) -> Thresholds | None:
    if sent is None:
        return None
    try:
        return Thresholds.parse(str(sent.value))
    except ValueError as error:
        raise InvalidParameter(sent.name, sent.value, str(error)) from error


def _text(sent: Sent | None) -> str:
    return "" if sent is None else str(sent.value)
