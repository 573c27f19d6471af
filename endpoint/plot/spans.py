"""Which of many values are shown, and what several of them become: window, bucket, agg."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from math import floor
from typing import Self, TypeVar

from pydantic import BaseModel, ConfigDict, Field

from endpoint.query import Sent
from image_proc.errors import InvalidParameter
from source.table import Agg, Between, Rows, parse_span, parse_window

SPAN_NAMES = {"window": "window", "bucket": "bucket", "agg": "agg"}
"""Public name → field."""

ALL = "all"
_STEPS = 500
"""A window without buckets moves on by such a part of its length."""

Read = TypeVar("Read")


class SpanQuery(BaseModel):
    """What a query may say of values over time, as the documentation shows it."""

    model_config = ConfigDict(frozen=True)

    window: str | None = Field(
        None,
        description="How far back: 90m, 24h, 30d, 1y; or the number of the last rows; or `all`.",
        examples=["200"],
    )
    bucket: str | None = Field(
        None,
        description="How long a time becomes one value, where rows stand at times: 1m, 1h, 1d.",
    )
    agg: Agg | None = Field(
        None,
        description="What several values become: `mean` by default. `rate` is the sum a second.",
        examples=["max"],
    )


@dataclass(frozen=True, slots=True)
class Spans:
    """Which values are wanted.

    Args:
        window: s before now, or the last rows; None for all.
        bucket: s that become one value; None where nobody says.
        agg: what several values become; None where nobody says.
    """

    window: float | Rows | None = None
    bucket: float | None = None
    agg: Agg | None = None

    @classmethod
    def read(cls, sent: Mapping[str, Sent]) -> Self:
        """Read what was sent.

        Raises:
            InvalidParameter: names window, bucket or agg.
        """
        window = sent.get("window")
        return cls(
            None if window is None or window.value == ALL else _read(window, _window),
            _read(sent["bucket"], parse_span) if "bucket" in sent else None,
            _read(sent["agg"], _agg) if "agg" in sent else None,
        )

    def until(self, now: float) -> Between | Rows | None:
        """Say from when to when the window is.

        It ends with the last whole bucket; without buckets it moves on in small steps, so that
        an answer can be kept for a while, and holds the newest values.

        Args:
            now: s since 1970.
        """
        if self.window is None or isinstance(self.window, Rows):
            return self.window
        if self.bucket is not None and self.bucket <= self.window:
            end = floor(now / self.bucket) * self.bucket
        else:
            step = self.window / _STEPS
            end = (floor(now / step) + 1) * step
        return Between(end - self.window, end)


def _read(sent: Sent, parse: Callable[[str], Read]) -> Read:
    try:
        return parse(str(sent.value))
    except ValueError as error:
        raise InvalidParameter(sent.name, sent.value, str(error)) from error


def _window(text: str) -> float | Rows:
    try:
        return parse_window(text)
    except ValueError as error:
        message = f"{error}; or {ALL}"
        raise ValueError(message) from error


def _agg(text: str) -> Agg:
    try:
        return Agg(text)
    except ValueError as error:
        raise ValueError(", ".join(Agg)) from error
