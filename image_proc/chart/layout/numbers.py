"""Numbers as people read them: grouped, shortened, with their unit."""

import re
from collections.abc import Sequence
from math import isinf
from typing import NamedTuple

from image_proc.chart.fields import Unit
from image_proc.chart.series import Axis

_SI = ((1e18, "E"), (1e15, "P"), (1e12, "T"), (1e9, "G"), (1e6, "M"), (1e3, "k"))
_BYTES = tuple(
    (1024.0**power, f" {name}B") for power, name in ((4, "Ti"), (3, "Gi"), (2, "Mi"), (1, "Ki"))
)
_TIMES = (
    (86_400.0, " d"),
    (3600.0, " h"),
    (60.0, " min"),
    (1.0, " s"),
    (1e-3, " ms"),
    (1e-6, " µs"),
)
_LONG = 1e7
"""From here on plain numbers are shortened too."""

_HUGE, _TINY = 1e21, 1e-6
_DIGITS = 4
"""Digits that a number has which stands alone."""

_MOST_DECIMALS = 12


_EXPONENT = re.compile(r"e\+?(-?)0*")


class Writing(NamedTuple):
    """How all numbers of an axis are written.

    Args:
        factor: what one of the unit is; numbers are divided by it.
        unit: behind each number, with its space.
        prefix: before each.
        suffix: behind the unit.
    """

    factor: float = 1.0
    unit: str = ""
    prefix: str = ""
    suffix: str = ""

    @classmethod
    def of(cls, axis: Axis, largest: float) -> "Writing":
        """Choose the unit by the greatest magnitude that is written."""
        factor, unit = _unit(axis.unit, abs(largest))
        if isinf(largest / factor):
            factor, unit = 1.0, ""  # no percentage is so large
        return cls(factor, unit, axis.prefix, axis.suffix)

    def write(self, value: float, decimals: int | None = None) -> str:
        """Write a number.

        Args:
            value: the number.
            decimals: how many; None for as many as four digits leave.
        """
        shown = value / self.factor
        text = _plain(shown) if decimals is None else f"{shown:,.{decimals}f}"
        if shown and not _TINY <= abs(shown) < _HUGE:
            text = _EXPONENT.sub(r"e\1", f"{shown:.3g}")
        elif not shown:
            text = "0" if decimals is None or decimals > _DIGITS else text
        if text.startswith("-"):
            # A text of zeros only is no negative number.
            text = "−" + text[1:] if text.strip("-0.,") else text[1:]
            return (
                f"{text[:1] if text[:1] == '−' else ''}{self.prefix}{text.lstrip('−')}{self._end}"
            )
        return f"{self.prefix}{text}{self._end}"

    @property
    def _end(self) -> str:
        return self.unit + self.suffix


def format_number(value: float, axis: Axis) -> str:
    """Write one number of an axis as it stands alone."""
    return Writing.of(axis, value).write(value)


def write_ticks(ticks: Sequence[float], writing: Writing) -> tuple[str, ...]:
    """Write the numbers at ticks, all with as many decimals as tell them apart."""
    enough = (count for count in range(_MOST_DECIMALS) if _true(ticks, writing.factor, count))
    decimals = next(enough, _MOST_DECIMALS)
    return tuple(writing.write(tick, decimals) for tick in ticks)


def _true(ticks: Sequence[float], factor: float, decimals: int) -> bool:
    """Whether so many decimals say what the numbers are."""
    shown = [tick / factor for tick in ticks]
    room = max(map(abs, shown), default=0.0) * 1e-9
    return all(abs(round(each, decimals) - each) <= room for each in shown)


def _unit(unit: Unit, largest: float) -> tuple[float, str]:
    match unit:
        case Unit.PERCENT:
            return 0.01, "%"
        case Unit.BYTES:
            return _fitting(_BYTES, largest, (1.0, " B"))
        case Unit.SECONDS:
            return _fitting(_TIMES, largest, _TIMES[-1] if largest else (1.0, " s"))
        case Unit.SI:
            return _fitting(_SI, largest, (1.0, ""))
        case Unit.PLAIN:
            return _fitting(_SI, largest, (1.0, "")) if _LONG <= largest < _HUGE else (1.0, "")


def _fitting(
    units: Sequence[tuple[float, str]], largest: float, else_: tuple[float, str]
) -> tuple[float, str]:
    return next((each for each in units if largest >= each[0]), else_)


def _plain(shown: float) -> str:
    """As many decimals as four digits leave, without zeros at the end."""
    whole = len(f"{abs(shown):.0f}")
    text = f"{shown:,.{max(0, min(_MOST_DECIMALS, _DIGITS - whole))}f}"
    if 0 < abs(shown) < 1:
        text = f"{shown:.{_DIGITS - 1}g}"
    return text.rstrip("0").rstrip(".") if "." in text and "e" not in text else text
