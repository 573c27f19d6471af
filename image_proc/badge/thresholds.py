"""A colour that follows from a value: steps of one's own, or a rule by name.

50:red,80:yellow,100:green         below 50 red, below 80 yellow, from there on green
80:yellow,90:yellowgreen,blue      a last colour without a step: for all that is left
coverage                           a rule by name
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from itertools import pairwise
from typing import Self

from image_proc.badge.lists import split_items
from image_proc.badge.values import ValueFormat, parse_moment, parse_number
from image_proc.color import parse_badge_color

MOST_STEPS = 16
ACCEPTED = (
    "steps such as 50:red,80:yellow,100:green, each higher than the one before, "
    f"at most {MOST_STEPS}; or coverage, version, age or downloads"
)
_STEP = re.compile(r"(?:(-?[0-9]{1,15}(?:\.[0-9]{1,6})?):)?([^:]+)")
_UNFINISHED = re.compile(r"alpha|beta|snapshot|dev|pre|rc", re.IGNORECASE)
_AGES = (
    (7, "brightgreen"),
    (30, "green"),
    (180, "yellowgreen"),
    (365, "yellow"),
    (730, "orange"),
)


@dataclass(frozen=True, slots=True)
class Step:
    """Below a value, a colour.

    Args:
        below: the value that this colour does not reach; None in a last step for all the rest.
        color: as it was typed; `parse_badge_color` knows it.
    """

    below: Decimal | None
    color: str


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Which colour a value has.

    Args:
        steps: in ascending order; the last colour holds for all that no step is above.
        rule: the name of a rule, in place of steps.
    """

    steps: tuple[Step, ...] = ()
    rule: str = ""

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read a query value.

        Raises:
            ValueError: what is accepted.
        """
        if text in _RULES:
            return cls(rule=text)
        steps = tuple(_parse_step(item) for item in split_items(text))
        limits = [step.below for step in steps]
        rising = [limit for limit in limits if limit is not None]
        if (
            not rising
            or None in limits[:-1]
            or len(steps) > MOST_STEPS
            or any(low >= high for low, high in pairwise(rising))
        ):
            raise ValueError(ACCEPTED)
        return cls(steps)

    def __str__(self) -> str:
        """Write the query value; `parse` is the inverse."""
        items = (
            step.color if step.below is None else f"{step.below:f}:{step.color}"
            for step in self.steps
        )
        return self.rule or ",".join(items)

    def color(self, text: str, format_: ValueFormat | None, now: datetime) -> str:
        """Find a value's colour.

        Args:
            text: the raw value.
            format_: what kind of value it is: of a date the age in days is compared.
            now: with a time zone.

        Raises:
            ValueError: what values these thresholds can compare.
        """
        if self.rule:
            return _RULES[self.rule](text, now)
        dated = format_ in {ValueFormat.DATE, ValueFormat.RELATIVE}
        return self._at(_days_since(text, now) if dated else parse_number(text))

    def _at(self, value: Decimal) -> str:
        for step in self.steps:
            if step.below is None or value < step.below:
                return step.color
        return self.steps[-1].color


def _parse_step(item: str) -> Step:
    match = _STEP.fullmatch(item)
    if match is None:
        raise ValueError(ACCEPTED)
    parse_badge_color(match[2])
    return Step(Decimal(match[1]) if match[1] is not None else None, match[2])


def _days_since(text: str, now: datetime) -> Decimal:
    return Decimal((now - parse_moment(text)) // timedelta(days=1))


def _coverage(text: str, _now: datetime) -> str:
    return _rising(parse_number(text), 80, 90, 100)


def _downloads(text: str, _now: datetime) -> str:
    return _rising(parse_number(text), 10, 100, 1000)


def _rising(value: Decimal, yellow: int, yellowgreen: int, green: int) -> str:
    if value <= 0:
        return "red"
    steps = ((yellow, "yellow"), (yellowgreen, "yellowgreen"), (green, "green"))
    return next((color for limit, color in steps if value < limit), "brightgreen")


def _age(text: str, now: datetime) -> str:
    """A date, or a number of days."""
    try:
        days = _days_since(text, now)
    except ValueError:
        days = parse_number(text)
    return next((color for limit, color in _AGES if days < limit), "red")


def _version(text: str, _now: datetime) -> str:
    bare = text.strip().lower().removeprefix("v")
    return "orange" if bare.startswith("0") or _UNFINISHED.search(bare) else "blue"


_RULES: dict[str, Callable[[str, datetime], str]] = {
    "coverage": _coverage,
    "version": _version,
    "age": _age,
    "downloads": _downloads,
}
