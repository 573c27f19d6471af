"""A benchmark's lines: what was measured, what was asked for, and whether it is reached."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Self

TITLES = ("what", "measured", "asked for", "ratio", "scaled", "")


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table.

    Args:
        what: in a few words.
        measured: the figure with its unit, or why there is none.
        asked: the figure to reach, '' where none was named.
        ratio: to the peer or to the figure asked for.
        reached: whether that is enough; None where nothing was asked.
        scaled: the ratio, had this machine the speed of the one that the figure was set on.
    """

    what: str
    measured: str
    asked: str = ""
    ratio: float | None = None
    reached: bool | None = None
    scaled: float | None = None

    @classmethod
    def limited(cls, what: str, value: float, limit: float, unit: str) -> Self:
        """A figure that may not be more than a limit; the ratio is its share of it."""
        measured = f"{number(value)} {unit}"
        asked = f"≤ {number(limit)} {unit}"
        return cls(what, measured, asked, value / limit, value <= limit)

    @classmethod
    def timed(cls, what: str, nanoseconds: float, limit: float, slowness: float | None) -> Self:
        """A time that may not be more than a limit in ms, which another machine has set.

        Args:
            what: in a few words.
            nanoseconds: the time.
            limit: ms.
            slowness: how many times as long as that machine this one takes; None if not known.
        """
        row = cls.limited(what, nanoseconds / 1_000_000, limit, "ms")
        return replace(row, scaled=nanoseconds / 1_000_000 / limit / slowness) if slowness else row

    @classmethod
    def compared(cls, what: str, measured: str, ratio: float, least: float) -> Self:
        """A figure against a peer's; the ratio is how many times better it is.

        Args:
            what: in a few words.
            measured: both figures.
            ratio: over 1 is better than the peer.
            least: the ratio asked for; 0 where none was named.
        """
        if not least:
            return cls(what, measured, ratio=ratio)
        return cls(what, measured, f"≥ {number(least)}×", ratio, ratio >= least)

    @property
    def cells(self) -> tuple[str, ...]:
        """The line as text, column by column."""
        ratios = ("" if each is None else f"{number(each)}×" for each in (self.ratio, self.scaled))
        verdict = {True: "reached", False: "MISSED", None: ""}[self.reached]
        return self.what, self.measured, self.asked, *ratios, verdict


def number(value: float) -> str:
    """Three digits that say something: 0.0714, 3.24, 468, 2301."""
    if value >= 100:
        return f"{value:.0f}"
    text = f"{value:.3g}"
    return text if "e" not in text else f"{value:.6f}".rstrip("0")


def duration(nanoseconds: float) -> str:
    """A time in the unit that it is best read in."""
    if nanoseconds < 100_000:
        return f"{number(nanoseconds / 1000)} µs"
    return f"{number(nanoseconds / 1_000_000)} ms"


def table(rows: Sequence[Row]) -> str:
    """The rows as a Markdown table that is also readable as it stands."""
    lines = [TITLES, *(row.cells for row in rows)]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    written = [_line(cells, widths) for cells in lines]
    rule = "|".join(["", *("-" * (width + 2) for width in widths), ""])
    return "\n".join([written[0], rule, *written[1:]])


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    padded = (cell.ljust(width) for cell, width in zip(cells, widths, strict=True))
    return f"| {' | '.join(padded)} |"
