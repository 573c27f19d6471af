"""Tables whose cells are delimited: CSV, TSV and their kin, with or without a header."""

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import StringIO

from source.table.cells import BadCell, CellReader
from source.table.columns import Cells, Shape, cells_of, choose_columns
from source.table.rows import Part, Row, Source, nothing
from source.table.snapshot import Block, Snapshot
from source.table.text import decode, label
from source.table.times import parse_time
from source.table.wanted import Kind, Wanted

DELIMITERS = ("\t", ";", ",", "|")
_ACCEPTED = "cells as RFC 4180 has them, of at most 131072 characters"
_SAMPLE = 100
"""Rows that tell what columns hold."""


@dataclass(frozen=True, slots=True)
class _Delimited:
    snapshot: Snapshot
    delimiter: str
    reader: CellReader

    def rows(self, part: Part) -> Iterator[Row]:
        lines = csv.reader(_texts(self.snapshot, part), delimiter=self.delimiter, strict=True)
        width = len(self.reader.names)
        line = 1  # where a row begins: one with a quoted line break has several
        try:
            for cells in lines:
                if cells and (row := self.reader.row(_fitting(cells, width))) is not None:
                    yield row
                line = lines.line_num + 1
        except BadCell as bad:
            raise self.snapshot.bad_line(part.start, line, bad.found, bad.accepted) from None
        except csv.Error as error:
            found = f"is no row of a table: {error}"
            raise self.snapshot.bad_line(part.start, line, found, _ACCEPTED) from None

    def time_of(self, line: bytes) -> float | None:
        column = self.reader.chosen.time
        try:
            cells = next(csv.reader([decode(line)], delimiter=self.delimiter, strict=True))
            return parse_time(cells[column or 0])
        except (csv.Error, ValueError, IndexError, StopIteration):
            return None


def open_delimited(snapshot: Snapshot, wanted: Wanted, kind: Kind) -> Source:
    """Make a table ready.

    The first row is a header where one of its cells is neither a number nor a time nor empty;
    without one columns are called by their numbers.

    Raises:
        BadChoice: there is no such column.
        BadTable: no column holds numbers.
        BadLine: its first rows are none.
    """
    head = next(snapshot.blocks(snapshot.start, snapshot.end), None)
    texts = decode(head.lines).split("\n")[:-1] if head else []
    if head is None or not any(map(str.strip, texts)):
        return nothing(snapshot)
    delimiter = "\t" if kind is Kind.TSV else find_delimiter(texts)
    sample = _sample(texts, delimiter)
    if not sample:
        raise snapshot.bad_line(snapshot.start, 1, "is no row of a table", _ACCEPTED)
    shape, has_header = _shape(sample)
    reader = CellReader(choose_columns(shape, wanted), shape.names)
    table = _Delimited(snapshot, delimiter, reader)
    chosen = reader.chosen
    x = chosen.x_column
    return Source(
        snapshot,
        snapshot.start + (_header(texts, head, delimiter) if has_header else 0),
        table.rows,
        tuple(shape.names[i] for i in chosen.y),
        x=chosen.x,
        x_name="" if x is None else shape.names[x],
        time_of=None if chosen.time is None else table.time_of,
        split=chosen.by is not None,
        unfinished=bool(snapshot.rest),
    )


def find_delimiter(texts: Sequence[str]) -> str:
    """Find what stands between cells: what parts the first lines into the same number of them.

    Args:
        texts: the first lines.
    """
    best, most = ",", 1
    for delimiter in DELIMITERS:
        counts = {len(cells) for cells in _sample(texts[:20], delimiter)}
        if len(counts) == 1 and (count := counts.pop()) > most:
            best, most = delimiter, count
    if most > 1:
        return best
    return max(DELIMITERS, key=texts[0].count) if texts else best


def _texts(snapshot: Snapshot, part: Part) -> Iterator[str]:
    for block in snapshot.blocks(part.start, part.end):
        yield from StringIO(decode(block.lines), newline="\n")


def _sample(texts: Sequence[str], delimiter: str) -> list[list[str]]:
    """Read the first rows, as far as they are rows: the rest is read later, with its errors."""
    rows: list[list[str]] = []
    try:
        for cells in csv.reader(texts, delimiter=delimiter, strict=True):
            rows += [cells] if cells else []
            if len(rows) > _SAMPLE:
                break
    except csv.Error:
        return rows
    return rows


def _shape(sample: list[list[str]]) -> tuple[Shape, bool]:
    head = sample[0]
    has_header = any(cells_of("", [cell], first=False) is Cells.TEXTS for cell in head)
    names = tuple(
        (label(cell) if has_header else "") or str(number) for number, cell in enumerate(head, 1)
    )
    rows = sample[has_header:]
    kinds = tuple(
        cells_of(name, [row[i] for row in rows if i < len(row)], first=i == 0)
        for i, name in enumerate(names)
    )
    return Shape(names, kinds), has_header


def _header(texts: list[str], head: Block, delimiter: str) -> int:
    """Tell how long the header is, in bytes."""
    lines = csv.reader(texts, delimiter=delimiter)
    while not next(lines):
        pass
    return sum(len(line) + 1 for line in head.lines.split(b"\n")[: lines.line_num])


def _fitting(cells: list[str], width: int) -> list[str]:
    """Fill a short row up; a long one may only end in empty cells."""
    if len(cells) < width:
        return cells + [""] * (width - len(cells))
    if any(map(str.strip, cells[width:])):
        found = f"has {len(cells)} cells"
        raise BadCell(found, f"at most {width}, as in the first row")
    return cells
