"""A line of JSON as a record: its keys, dotted, and what they hold."""

import json
from collections.abc import Iterator
from typing import Any

from source.table.cells import BadCell
from source.table.errors import shown
from source.table.text import decode

Record = dict[str, Any] | list[Any]

RECORD_ACCEPTED = 'an object such as {"time": "2026-11-21", "load": 0.5}, or an array of numbers'

_DEEPEST = 8
"""Objects within objects whose keys are columns, and dots in such a key."""

_DIGITS = 6
_LONGEST_KEY = 200
"""Characters of a dotted key that is a column."""


def parse_record(line: bytes) -> Record | None:
    """Read a line.

    Returns:
        None for one that is empty.

    Raises:
        BadCell: it is neither an object nor an array.
    """
    text = decode(line).strip()
    if not text:
        return None
    try:
        record = _DECODER.decode(text)
    except (ValueError, RecursionError):
        record = None
    if isinstance(record, dict | list):
        return record
    found = f"is {shown(text)}"
    raise BadCell(found, RECORD_ACCEPTED)


def cell_of(record: Record, key: str) -> str:
    """Write what a record holds under a dotted key, or at a place from 1, as a table's cell.

    Returns:
        Empty where there is nothing, or an object or an array.
    """
    value: object = None
    if isinstance(record, list):
        value = _at(record, key)
    elif key in record:
        value = record[key]
    elif "." in key:
        value = _inside(record, key)
    if isinstance(value, bool):
        return str(int(value))
    if isinstance(value, float | int):
        return repr(value)
    return value if isinstance(value, str) else ""


def keys_of(record: Record) -> Iterator[str]:
    """List the keys under which a record holds texts, numbers or nothing."""
    if isinstance(record, list):
        yield from map(str, range(1, len(record) + 1))
    else:
        yield from _keys(record, "", _DEEPEST)


def _at(record: list[Any], key: str) -> object:
    number = int(key) if key.isascii() and key.isdigit() and len(key) <= _DIGITS else 0
    return record[number - 1] if 1 <= number <= len(record) else None


def _keys(record: dict[str, Any], before: str, deepest: int) -> Iterator[str]:
    for key, value in record.items():
        if isinstance(value, dict):
            if deepest > 1:
                yield from _keys(value, f"{before}{key}.", deepest - 1)
        elif not isinstance(value, list) and _is_column(before + key):
            yield before + key


def _is_column(key: str) -> bool:
    return len(key) <= _LONGEST_KEY and key.count(".") <= _DEEPEST


def _inside(record: dict[str, Any], key: str) -> object:
    """Find a dotted key, whose parts may hold dots themselves."""
    parts = key.split(".")
    for cut in range(1, len(parts)):
        below, rest = record.get(".".join(parts[:cut])), ".".join(parts[cut:])
        if isinstance(below, dict):
            found = below[rest] if rest in below else _inside(below, rest)
            if found is not None:
                return found
    return None


def _constant(name: str) -> None:
    """NaN is a missing value; Infinity is none at all."""
    if name != "NaN":
        raise ValueError(name)


_DECODER = json.JSONDecoder(parse_constant=_constant)
