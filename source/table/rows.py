"""Rows as they are read from a file of any kind."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum, auto

from source.table.points import Column, Points
from source.table.snapshot import Snapshot


class X(Enum):
    """What says where a row stands."""

    NOTHING = auto()
    TIME = auto()
    PLACE = auto()
    LABEL = auto()


Place = float | str | None
Values = tuple[float | None, ...]
Row = tuple[float | None, Place, str, Values]
"""Its time, where it stands, the series it belongs to where rows are split, and its values.

The time is None where the file has none or the row misses it, the place where that is the time.
"""


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a file, from one line's begin to another's end.

    Args:
        start: where it begins, bytes.
        end: behind its last line.
    """

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Source:
    """A file that is ready to be read row by row.

    Args:
        snapshot: the file.
        start: where its first row begins, behind a header.
        read: the rows of a part, in the file's order; a part begins where a row does.
        names: of the columns; none where rows are counted.
        x: what the rows' places are.
        x_name: the column that they are of; empty without one.
        time_of: the time of a line; None without one. None where the file has no times.
        tally: for each block of a part, which times it has and how many rows at each: quicker
            than reading them, where nothing else is asked for.
        split: whether rows belong to series of their own.
        whole: whether rows that are missing mean nothing at all, as in a log of all that happens.
        comments: whether lines that begin with # are no rows.
        unfinished: whether a last line without its end is left out.
        rows: whether there may be any.
    """

    snapshot: Snapshot
    start: int
    read: Callable[[Part], Iterator[Row]]
    names: tuple[str, ...]
    x: X = X.NOTHING
    x_name: str = ""
    time_of: Callable[[bytes], float | None] | None = None
    tally: Callable[[Part], Iterator[list[tuple[float, int]]]] | None = None
    split: bool = False
    whole: bool = False
    comments: bool = False
    unfinished: bool = False
    rows: bool = True


def nothing(snapshot: Snapshot) -> Source:
    """Make a file without any row ready: it has no columns."""
    return Source(
        snapshot, snapshot.end, lambda _: iter(()), (), unfinished=bool(snapshot.rest), rows=False
    )


def placed(columns: tuple[Column, ...], places: Sequence[Place], source: Source) -> Points:
    """Put columns where their rows stand, one place for each."""
    numbers = tuple(place for place in places if isinstance(place, float | int))
    match source.x:
        case X.TIME:
            return Points(columns, times=numbers, x=source.x_name)
        case X.PLACE:
            return Points(columns, places=numbers, x=source.x_name)
        case X.LABEL:
            labels = tuple(place for place in places if isinstance(place, str))
            return Points(columns, labels=labels, x=source.x_name)
        case _:
            return Points(columns)
