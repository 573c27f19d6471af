"""Rows as they stand in a file: the last of them, in the order of their times."""

from collections import deque
from collections.abc import Iterable
from operator import itemgetter

from source.table.points import Column, Points
from source.table.rows import Row, Source, X


def collect(rows: Iterable[Row], source: Source, most: int) -> Points:
    """Make points of rows.

    Args:
        rows: in the file's order.
        source: what they are of.
        most: how many are kept, the last ones.
    """
    kept = list(deque(rows, maxlen=most))
    if source.x is X.TIME:
        kept.sort(key=itemgetter(0))
    columns = _columns([row[2] for row in kept], source.names)
    return place(columns, [row[0] for row in kept], source)


def place(columns: tuple[Column, ...], places: list[object], source: Source) -> Points:
    """Put columns where they stand."""
    where = tuple(places)
    match source.x:
        case X.TIME:
            return Points(columns, times=where, x=source.x_name)  # type: ignore[arg-type]
        case X.PLACE:
            return Points(columns, places=where, x=source.x_name)  # type: ignore[arg-type]
        case X.LABEL:
            return Points(columns, labels=where, x=source.x_name)  # type: ignore[arg-type]
        case _:
            return Points(columns)


def _columns(rows: list[tuple[float | None, ...]], names: tuple[str, ...]) -> tuple[Column, ...]:
    turned = list(zip(*rows, strict=True)) or [()] * len(names)
    return tuple(Column(name, values) for name, values in zip(names, turned, strict=True))
