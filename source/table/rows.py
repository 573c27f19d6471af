"""Rows as they are read from a file of any kind."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import Enum, auto

from source.table.snapshot import Snapshot


class X(Enum):
    """What says where a row stands."""

    NOTHING = auto()
    TIME = auto()
    PLACE = auto()
    LABEL = auto()


Place = float | str | None
Row = tuple[Place, str, tuple[float | None, ...]]
"""Where it stands, the series it belongs to where rows are split, and its values."""


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
        x: what the rows' places are.
        x_name: the column that they are of; empty without one.
        names: of the columns.
        comments: whether lines that begin with # are no rows.
    """

    snapshot: Snapshot
    start: int
    read: Callable[[Part], Iterator[Row]]
    x: X
    x_name: str
    names: tuple[str, ...]
    comments: bool = False
