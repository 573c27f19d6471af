"""What a chart is made of: columns of numbers, and where each row stands."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Column:
    """Numbers under one name.

    Args:
        name: at most 200 characters that can be shown; empty where the file has none.
        values: finite; None where one is missing.
    """

    name: str
    values: tuple[float | None, ...]


@dataclass(frozen=True, slots=True)
class Points:
    """Rows of a file, the oldest first. At most one of times, places and labels says where.

    Args:
        columns: each as long as the others.
        times: s since 1970, ascending; None where the file holds no times.
        places: finite, in the order of the file; None where x is no number.
        labels: as many as rows, each at most 200 characters that can be shown; else none.
        x: the name of the column that times, places or labels are of; empty without one.
        bucket: s that each row sums up; None where rows are as they stand in the file.
        unfinished: whether a last line without its end was left out.
    """

    columns: tuple[Column, ...]
    times: tuple[float, ...] | None = None
    places: tuple[float, ...] | None = None
    labels: tuple[str, ...] = ()
    x: str = ""
    bucket: float | None = None
    unfinished: bool = False

    @property
    def rows(self) -> int:
        """How many there are."""
        return len(self.columns[0].values) if self.columns else 0
