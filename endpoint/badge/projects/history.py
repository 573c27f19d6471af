"""What a metric's value was: its history, its trend, its change."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal

from sqlalchemy import select

from db import db
from endpoint.badge.projects.models import ValueRow
from endpoint.query import Sent
from image_proc.badge.values import parse_moment, parse_number
from image_proc.errors import InvalidParameter

MOST_VALUES = 10_000
USUAL_VALUES = 100
POINTS = 60
"""Of a trend: its window is cut into so many pieces of time."""

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class NoNumberError(ValueError):
    """A value that nothing can be counted with; the message is the value."""


@dataclass(frozen=True, slots=True)
class Value:
    """A value and its time."""

    at: datetime
    text: str


@dataclass(frozen=True, slots=True)
class Range:
    """Which values are asked for.

    Args:
        first: the earliest time; None from the beginning.
        last: the latest time; None up to now.
        limit: at most so many, the newest ones.
    """

    first: datetime | None = None
    last: datetime | None = None
    limit: int = USUAL_VALUES

    @classmethod
    def read(cls, sent: Mapping[str, Sent]) -> "Range":
        """Read a query.

        Raises:
            InvalidParameter: names from, to or limit.
        """
        limit = sent.get("limit")
        return cls(
            _moment(sent.get("first")),
            _moment(sent.get("last")),
            USUAL_VALUES if limit is None else read_limit(limit, MOST_VALUES),
        )


def read_limit(sent: Sent, most: int) -> int:
    """Read how many are wanted.

    Raises:
        InvalidParameter: no whole number from 1 on.
    """
    text = str(sent.value)
    count = int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0  # noqa: PLR2004
    if not 1 <= count <= most:
        raise InvalidParameter(sent.name, text, f"1 to {most}")
    return count


def values(metric_id: int, wanted: Range) -> list[Value]:
    """Read values of a metric, the oldest first; of too many the newest."""
    chosen = select(ValueRow.taken_at, ValueRow.value).where(ValueRow.metric_id == metric_id)
    if wanted.first is not None:
        chosen = chosen.where(ValueRow.taken_at >= wanted.first)
    if wanted.last is not None:
        chosen = chosen.where(ValueRow.taken_at <= wanted.last)
    chosen = chosen.order_by(ValueRow.taken_at.desc(), ValueRow.id.desc()).limit(wanted.limit)
    return [Value(*row) for row in db.session.execute(chosen)][::-1]


def value_at(metric_id: int, moment: datetime) -> Value | None:
    """Give the value that held at a time; None where the history begins later."""
    found = values(metric_id, Range(last=moment, limit=1))
    return found[0] if found else None


def trend(metric_id: int, window: timedelta, now: datetime) -> tuple[float, ...]:
    """Give the values that held at even steps of time, the latest last.

    Args:
        metric_id: whose.
        window: how far back.
        now: where it ends.

    Returns:
        At most 61 values, fewer where the history is shorter; none where it is but one value.

    Raises:
        NoNumberError: one of the values is none.
    """
    step = window / POINTS
    end = _EPOCH - (_EPOCH - now) // step * step  # a trend changes with its values, or each step
    start = end - window
    before = value_at(metric_id, start)
    inside = values(metric_id, Range(start, end, MOST_VALUES))
    known = ([before] if before else []) + [each for each in inside if each.at > start]
    numbers = [(each.at, float(_number(each.text))) for each in known]
    if len(numbers) <= 1:
        return ()
    return tuple(_held(numbers, [start + step * count for count in range(POINTS + 1)]))


def change(value: str, earlier: Value | None) -> str:
    """Write what a value has changed by: ▲ 1.2, ▼ 0.5, ±0; empty where nothing was before.

    Raises:
        NoNumberError: one of the two is none.
    """
    if earlier is None:
        return ""
    difference = _number(value) - _number(earlier.text)
    if not difference:
        return "±0"
    size = f"{abs(difference).normalize():f}"
    return f"{'▲' if difference > 0 else '▼'} {size}"


def _held(numbers: Sequence[tuple[datetime, float]], moments: Sequence[datetime]) -> list[float]:
    """Give the number that held at each moment, from the first one on."""
    held: list[float] = []
    at = -1
    for moment in moments:
        while at + 1 < len(numbers) and numbers[at + 1][0] <= moment:
            at += 1
        if at >= 0:
            held.append(numbers[at][1])
    if len(held) == 1:
        return [numbers[0][1], numbers[-1][1]]
    return held


def _number(text: str) -> Decimal:
    try:
        return parse_number(text)
    except ValueError as error:
        raise NoNumberError(text) from error


def _moment(sent: Sent | None) -> datetime | None:
    if sent is None:
        return None
    try:
        return parse_moment(str(sent.value))
    except ValueError as error:
        raise InvalidParameter(sent.name, sent.value, str(error)) from error
