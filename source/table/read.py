"""Read a file, or its end, as points."""

from collections.abc import Iterator
from dataclasses import replace
from typing import BinaryIO

from source.table.access import open_access
from source.table.buckets import Buckets
from source.table.collect import collect
from source.table.delimited import open_delimited
from source.table.errors import BadChoice
from source.table.json_lines import open_json_lines
from source.table.kinds import find_kind
from source.table.lines import open_lines
from source.table.points import Points
from source.table.rows import Part, Row, Source, X
from source.table.seek import find_part, is_ascending, is_small, last_moment, last_rows, moment_at
from source.table.snapshot import Snapshot
from source.table.spans import choose_bucket, write_span
from source.table.wanted import Agg, Between, Bounds, Kind, Wanted

_SECOND = 1.0
_NO_TIMES = "nothing, as the rows do not stand at times"


def read_table(
    file: BinaryIO, wanted: Wanted, path: str = "", bounds: Bounds | None = None
) -> Points:
    """Read what is wanted of a file.

    Args:
        file: open for reading; nothing is written and it is not closed.
        wanted: what of it.
        path: the file's name, whose end tells its kind where that is not wanted.
        bounds: what the reading may take.

    Returns:
        Points without a column where the file has no whole line.

    Raises:
        BadChoice: the file has no such column, or no times for a window or a bucket.
        BadTable: it is not of its kind; a BadLine names the line.
        TooMuch: it takes more than the bounds, or makes more values than the limit.
    """
    snapshot = Snapshot(file, bounds or Bounds())
    kind = find_kind(snapshot, path) if wanted.kind is Kind.AUTO else wanted.kind
    if snapshot.start == snapshot.end and kind is not Kind.JSONL:
        return Points((), unfinished=bool(snapshot.rest))
    source = _open(snapshot, wanted, kind)
    if not source.rows:
        return Points((), unfinished=source.unfinished)
    if wanted.agg is None and wanted.bucket is None and source.names:
        points = collect(_rows(source, _end(source, wanted), wanted), source, wanted.limit)
    else:
        points = _sum_up(source, wanted)
    return replace(points, unfinished=source.unfinished)


def _open(snapshot: Snapshot, wanted: Wanted, kind: Kind) -> Source:
    match kind:
        case Kind.ACCESS:
            return open_access(snapshot, wanted)
        case Kind.JSONL:
            return open_json_lines(snapshot, wanted)
        case Kind.CSV | Kind.TSV:
            return open_delimited(snapshot, wanted, kind)
        case _:
            return open_lines(snapshot, wanted)


def _end(source: Source, wanted: Wanted) -> Part:
    """Find the part that holds the last rows that are kept."""
    part = find_part(source, wanted.window)
    if isinstance(wanted.window, Between) and not is_ascending(source, part):
        return part
    return last_rows(source, part, max(1, wanted.limit // len(source.names)))


def _rows(source: Source, part: Part, wanted: Wanted) -> Iterator[Row]:
    if not isinstance(wanted.window, Between):
        return source.read(part)
    start, end = wanted.window.start, wanted.window.end
    return (row for row in source.read(part) if row[0] is not None and start <= row[0] < end)


def _sum_up(source: Source, wanted: Wanted) -> Points:
    agg = wanted.agg or (Agg.MEAN if source.names else Agg.COUNT)
    timed = source.x is X.TIME
    if not timed and wanted.bucket is not None:
        raise BadChoice(name="bucket", value=write_span(wanted.bucket), accepted=_NO_TIMES)
    if not timed and agg is Agg.RATE:
        raise BadChoice(name="agg", value=agg.value, accepted="another: rows do not stand at times")
    part = find_part(source, wanted.window)
    window = wanted.window if isinstance(wanted.window, Between) else None
    bucket = wanted.bucket or (_bucket(source, part, wanted) if timed else 1.0)
    since = moment_at(source, source.start, source.snapshot.end)
    buckets = Buckets(agg, bucket, window if timed else None, since, wanted.limit)
    if source.tally and timed and agg in {Agg.COUNT, Agg.RATE}:
        return buckets.count(source.tally(part), source)
    return buckets.sum_up(_rows(source, part, wanted), source)


def _bucket(source: Source, part: Part, wanted: Wanted) -> float:
    """Choose a bucket where none is named: by the window, or by the part's times."""
    if isinstance(wanted.window, Between):
        return choose_bucket(wanted.window.end - wanted.window.start, wanted.buckets)
    if is_small(part):
        times = [row[0] for row in source.read(part)]
    else:
        times = [moment_at(source, part.start, part.end), last_moment(source, part)]
    known = [time for time in times if time is not None]
    span = max(known, default=0.0) - min(known, default=0.0)
    shortest = _SECOND if source.whole or not span else 0.0
    return max(shortest, choose_bucket(span, wanted.buckets))
