"""Read a file, or its end, as points."""

from dataclasses import replace
from typing import BinaryIO

from source.table.collect import collect
from source.table.errors import BadChoice
from source.table.lines import open_lines
from source.table.points import Points
from source.table.rows import Part, Source, X
from source.table.snapshot import Snapshot
from source.table.wanted import Between, Bounds, Rows, Wanted

_NO_TIMES = "a number of rows, such as 500: the file holds no times"


def read_table(
    file: BinaryIO, wanted: Wanted, path: str = "", bounds: Bounds | None = None
) -> Points:
    """Read what is wanted of a file.

    Args:
        file: open for reading; nothing is written and it is not closed.
        wanted: what of it.
        path: the file's name, whose end tells its kind where that is not wanted.
        bounds: what the reading may take.

    Raises:
        BadChoice: the file has no such column, or no times for a window or a bucket.
        BadTable: it is not of its kind; a BadLine names the line.
        TooMuch: it takes more than the bounds, or makes more values than the limit.
    """
    snapshot = Snapshot(file, bounds or Bounds())
    source = open_lines(snapshot, wanted)
    points = _rows(source, wanted)
    return replace(points, unfinished=bool(snapshot.rest))


def _rows(source: Source, wanted: Wanted) -> Points:
    most = max(1, wanted.limit // len(source.names))
    if isinstance(wanted.window, Rows):
        most = min(most, wanted.window.count)
    if isinstance(wanted.window, Between) and source.x is not X.TIME:
        raise BadChoice(name="window", value="a time", accepted=_NO_TIMES)
    end = source.snapshot.end
    start = max(source.start, source.snapshot.tail(most, end))
    return collect(source.read(Part(start, end)), source, most)
