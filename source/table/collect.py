"""Rows as they stand in a file: the last of them, in the order of their times."""

from collections import deque
from collections.abc import Iterable

from source.table.points import Column, Points
from source.table.rows import Place, Row, Source, Values, X, placed
from source.table.series import check_series, column_name, in_order

_Placed = tuple[Place, str, Values]


def collect(rows: Iterable[Row], source: Source, most: int) -> Points:
    """Make points of rows.

    Args:
        rows: in the file's order.
        source: what they are of.
        most: values that are kept, the last ones.

    Raises:
        TooMuch: there are more series than a chart can show.
    """
    wide = max(1, len(source.names))
    timed = source.x is X.TIME
    kept = [
        (time if timed else place, series, values)
        for time, place, series, values in deque(rows, maxlen=max(1, most // wide))
    ]
    if timed:
        kept.sort(key=_time)
    if source.split:
        return _split(kept, source, most)
    turned = list(zip(*(values for _, _, values in kept), strict=True))
    columns = zip(source.names, turned or [()] * len(source.names), strict=True)
    return placed(tuple(Column(*each) for each in columns), [row[0] for row in kept], source)


def _split(kept: list[_Placed], source: Source, most: int) -> Points:
    """Put the rows of each series into columns of their own, those of one place side by side."""
    series = in_order({row[1] for row in kept})
    check_series(len(series))
    wide = len(source.names)
    rows = _side_by_side(kept)[-max(1, most // max(1, len(series) * wide)) :]
    columns = tuple(
        Column(
            column_name(each, name, wide),
            tuple(row[each][i] if each in row else None for _, row in rows),
        )
        for each in series
        for i, name in enumerate(source.names)
    )
    return placed(columns, [place for place, _ in rows], source)


def _side_by_side(kept: list[_Placed]) -> list[tuple[Place, dict[str, Values]]]:
    rows: list[tuple[Place, dict[str, Values]]] = []
    latest: dict[Place, dict[str, Values]] = {}
    for place, series, values in kept:
        row = latest.get(place)
        if row is None or place is None or series in row:
            row = latest[place] = {}
            rows.append((place, row))
        row[series] = values
    return rows


def _time(row: _Placed) -> float:
    return row[0] if isinstance(row[0], float) else 0.0
