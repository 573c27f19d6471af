"""What a file is: its name's end says it, or its first lines."""

from source.table.access_lines import ANY_TIME
from source.table.cells import BadCell
from source.table.delimited import DELIMITERS
from source.table.numbers import parse_number
from source.table.records import parse_record
from source.table.snapshot import Snapshot
from source.table.text import decode
from source.table.wanted import Kind

_SUFFIXES = {
    "csv": Kind.CSV,
    "tsv": Kind.TSV,
    "tab": Kind.TSV,
    "jsonl": Kind.JSONL,
    "ndjson": Kind.JSONL,
}
_FIRST = 10
"""Lines that are looked at."""


def find_kind(snapshot: Snapshot, path: str) -> Kind:
    """Find a file's kind.

    Args:
        snapshot: the file.
        path: its name.

    Returns:
        One number a line where nothing says otherwise: its reader tells what is wrong.
    """
    _, dot, suffix = path.rpartition(".")
    known = _SUFFIXES.get(suffix.lower()) if dot else None
    if known:
        return known
    head = next(snapshot.blocks(snapshot.start, snapshot.end), None)
    texts = decode(head.lines if head else snapshot.rest).split("\n", 1000)
    lines = [text for text in texts if text.strip() and not text.startswith("#")][:_FIRST]
    return _kind(lines) if lines else Kind.LINES


def _kind(lines: list[str]) -> Kind:
    if sum(map(_is_number, lines)) > len(lines) / 2:
        return Kind.LINES
    if any(map(ANY_TIME.search, lines)):
        return Kind.ACCESS
    if any(map(_is_record, lines)):
        return Kind.JSONL
    if any(delimiter in lines[0] for delimiter in DELIMITERS):
        return Kind.CSV
    return Kind.LINES


def _is_number(line: str) -> bool:
    try:
        return "\t" not in line and parse_number(line) is not None
    except ValueError:
        return False


def _is_record(line: str) -> bool:
    try:
        return parse_record(line.encode()) is not None
    except BadCell:
        return False
