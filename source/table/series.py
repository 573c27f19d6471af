"""Series that rows are split into by the values of a column."""

from collections.abc import Iterable

from source.table.errors import TooMuch
from source.table.wanted import MOST_SERIES


def check_series(count: int) -> None:
    """Refuse more series than a chart can show.

    Raises:
        TooMuch: says so.
    """
    if count > MOST_SERIES:
        message = f"by splits rows into more than {MOST_SERIES} series; another column has fewer"
        raise TooMuch(message)


def in_order(series: Iterable[str]) -> list[str]:
    """Put series in an order that does not depend on which comes first in a file.

    Numbers stand before words, the smaller ones first.
    """
    return sorted(series, key=_rank)


def column_name(series: str, name: str, columns: int) -> str:
    """Name a column of a series.

    Args:
        series: its value; empty where rows are not split, or the row has none.
        name: of the column.
        columns: how many each series has.
    """
    shown = series or "-"
    return f"{shown} {name}" if columns > 1 else shown


def _rank(series: str) -> tuple[bool, float, str]:
    digits = series.isascii() and series.isdigit()
    return not digits, float(series[:18]) if digits else 0.0, series
