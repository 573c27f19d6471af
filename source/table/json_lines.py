"""JSON Lines: an object a line, whose keys are columns, or an array a line."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from source.table.cells import BadCell, CellReader
from source.table.columns import Shape, cells_of, choose_columns
from source.table.records import RECORD_ACCEPTED, Record, cell_of, keys_of, parse_record
from source.table.rows import Part, Row, Source, nothing
from source.table.snapshot import Snapshot
from source.table.text import label
from source.table.times import parse_time
from source.table.wanted import Wanted

_SAMPLE = 100
_MOST_KEYS = 1000


@dataclass(frozen=True, slots=True)
class _JsonLines:
    snapshot: Snapshot
    reader: CellReader
    columns: tuple[int, ...]

    def rows(self, part: Part) -> Iterator[Row]:
        for start, number, line in _lines(self.snapshot, part):
            try:
                row = self._row(line)
            except BadCell as bad:
                raise self.snapshot.bad_line(start, number, bad.found, bad.accepted) from None
            if row is not None:
                yield row

    def time_of(self, line: bytes) -> float | None:
        column = self.reader.chosen.time
        try:
            record = parse_record(line)
            return parse_time(cell_of(record, self.reader.names[column or 0])) if record else None
        except (BadCell, ValueError):
            return None

    def _row(self, line: bytes) -> Row | None:
        record = parse_record(line)
        if record is None:
            return None
        names = self.reader.names
        cells = [""] * len(names)
        for column in self.columns:
            cells[column] = cell_of(record, names[column])
        return self.reader.row(cells)


def open_json_lines(snapshot: Snapshot, wanted: Wanted) -> Source:
    """Make JSON Lines ready. A last line without its end is read if it is whole.

    Raises:
        BadChoice: none of the first and the last 100 objects has such a key.
        BadTable: no key holds numbers.
        BadLine: no line is what it should be.
    """
    if snapshot.rest and _is_whole(snapshot.rest):
        snapshot.take_rest()
    records = _sample(snapshot)
    if not records:
        return nothing(snapshot)
    shape = _shape(records)
    chosen = choose_columns(shape, wanted)
    read = {chosen.time, chosen.place, chosen.by, *chosen.y}
    columns = tuple(sorted(column for column in read if column is not None))
    table = _JsonLines(snapshot, CellReader(chosen, shape.names), columns)
    x = chosen.x_column
    return Source(
        snapshot,
        snapshot.start,
        table.rows,
        tuple(label(shape.names[i]) for i in chosen.y),
        x=chosen.x,
        x_name="" if x is None else label(shape.names[x]),
        time_of=None if chosen.time is None else table.time_of,
        split=chosen.by is not None,
        unfinished=bool(snapshot.rest),
    )


def _is_whole(rest: bytes) -> bool:
    try:
        return parse_record(rest) is not None
    except BadCell:
        return False


def _lines(snapshot: Snapshot, part: Part) -> Iterator[tuple[int, int, bytes]]:
    for block in snapshot.blocks(part.start, part.end):
        for number, line in enumerate(block.lines.split(b"\n")[:-1], 1):
            yield block.start, number, line


def _sample(snapshot: Snapshot) -> list[Record]:
    """Read the first and the last records; lines that are none are met later, if at all."""
    start, end = snapshot.start, snapshot.end
    parts = Part(start, end), Part(snapshot.tail(_SAMPLE, start, end), end)
    records: list[Record] = []
    bad = None
    for part in parts:
        for start, number, line in islice(_lines(snapshot, part), _SAMPLE):
            try:
                record = parse_record(line)
            except BadCell as error:
                bad = bad or (start, number, error.found)
                continue
            records += [] if record is None else [record]
    if bad and not records:
        raise snapshot.bad_line(*bad, RECORD_ACCEPTED)
    return records


def _shape(records: list[Record]) -> Shape:
    keys = (key for record in records for key in keys_of(record))
    names = tuple(islice(dict.fromkeys(keys), _MOST_KEYS))
    kinds = tuple(
        cells_of(name, [cell_of(record, name) for record in records], first=i == 0)
        for i, name in enumerate(names)
    )
    return Shape(names, kinds)
