"""Bytes read as a file of a folder would be."""

from io import BytesIO
from typing import Any

from source.table import Points, Wanted, read_table


def read(file: bytes | str, path: str = "", **wanted: Any) -> Points:
    """Read a file's bytes as points."""
    body = file.encode() if isinstance(file, str) else file
    return read_table(BytesIO(body), Wanted(**wanted), path)


def columns(points: Points) -> dict[str, list[float | None]]:
    """Give the values by their columns' names."""
    return {column.name: list(column.values) for column in points.columns}


def only(points: Points) -> list[float | None]:
    """Give the values of the one column there is."""
    (values,) = columns(points).values()
    return values
