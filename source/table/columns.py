"""Which columns of a table are shown, and what is in them."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, auto

from source.table.errors import BadChoice, BadTable
from source.table.numbers import MISSING, parse_number
from source.table.rows import X
from source.table.text import label
from source.table.times import is_written_time, parse_time
from source.table.wanted import MOST_COLUMNS, Agg, Wanted

_MOST_NAMED = 12
"""Columns that a message lists."""

_LONGEST_SHOWN = 60

_MOMENTS = frozenset({"timestamp", "@timestamp", "ts", "epoch", "unix", "unixtime", "unix_time"})
"""Names of columns whose numbers are seconds since 1970."""

_PERHAPS_MOMENTS = frozenset({"time", "date", "datetime", "created_at", "updated_at", "t"})
"""Names of columns whose numbers are that where they are large enough."""

_PLACES = frozenset({"x", "year"})
_LARGE = 1e8
_RECENT = (946_684_800.0, 4_102_444_800.0)
"""s: the years 2000 to 2100."""


class Cells(Enum):
    """What the cells of a column are."""

    NOTHING = auto()
    NUMBERS = auto()
    TIMES = auto()
    MOMENTS = auto()
    """Numbers that are times."""
    TEXTS = auto()
    CODES = auto()
    """Numbers that are names: of a status, say."""


_TIMES = frozenset({Cells.TIMES, Cells.MOMENTS})


@dataclass(frozen=True, slots=True)
class Shape:
    """A table's columns.

    Args:
        names: not empty, in the table's order.
        cells: what they hold, as far as its first rows tell.
    """

    names: tuple[str, ...]
    cells: tuple[Cells, ...]

    def find(self, field: str, wanted: str) -> int:
        """Find a column by its name, or by its number from 1.

        Raises:
            BadChoice: there is none.
        """
        if wanted in self.names:
            return self.names.index(wanted)
        if wanted.isascii() and wanted.isdigit() and 1 <= int(wanted[:9]) <= len(self.names):
            return int(wanted[:9]) - 1
        raise BadChoice(field, wanted, self.listed())

    def listed(self) -> str:
        """Name the columns in a message."""
        return f"one of {_listed(self.names)}, or a number from 1 to {len(self.names)}"


@dataclass(frozen=True, slots=True)
class Chosen:
    """The columns that are read, by their place in the table.

    Args:
        time: whose cells are times; None without one.
        place: that says where rows stand, where that is not the time.
        by: that splits rows into series.
        y: of numbers; none where rows are counted.
        x: what the places are.
        present: whether it only matters that a cell of y is there.
    """

    time: int | None
    place: int | None
    by: int | None
    y: tuple[int, ...]
    x: X
    present: bool

    @property
    def x_column(self) -> int | None:
        """The column that rows stand by; None without one."""
        return self.time if self.x is X.TIME else self.place


def choose_columns(shape: Shape, wanted: Wanted) -> Chosen:
    """Choose the columns that are read.

    Raises:
        BadChoice: there is no such column.
        BadTable: no column holds numbers.
    """
    by = None if wanted.by is None else shape.find("by", wanted.by)
    x = _x(shape, wanted, by)
    kind = _kind(shape, x)
    timed = (i for i, each in enumerate(shape.cells) if each in _TIMES)
    time, place = (x, None) if kind is X.TIME else (next(timed, None), x)
    y = tuple(shape.find("y", each) for each in wanted.y)
    for i in () if wanted.agg is Agg.COUNT else y:
        _check_numbers(shape, i)
    if not y and not _counted(wanted):
        y = _numbers(shape, (x, by, time))
    return Chosen(time, place, by, y, kind, present=wanted.agg is Agg.COUNT)


def cells_of(name: str, cells: Sequence[str], *, first: bool) -> Cells:
    """Tell what the cells of a column are.

    Args:
        name: of the column.
        cells: some of them.
        first: whether it is the table's first column.
    """
    there = [cell.strip() for cell in cells if cell.strip().lower() not in MISSING]
    if not there:
        return Cells.MOMENTS if name.lower() in _MOMENTS | _PERHAPS_MOMENTS else Cells.NOTHING
    half = len(there) / 2  # what the lesser half is instead, is an error that names its line
    if sum(map(is_written_time, there)) >= half:
        return Cells.TIMES
    numbers = [number for cell in there if (number := _number(cell)) is not None]
    if len(numbers) < half:
        return Cells.TEXTS
    return Cells.MOMENTS if _are_moments(name.lower(), numbers, first) else Cells.NUMBERS


def _number(cell: str) -> float | None:
    try:
        return parse_number(cell)
    except ValueError:
        return None


def _are_moments(name: str, numbers: list[float], first: bool) -> bool:
    if name in _MOMENTS:
        return True
    if name in _PERHAPS_MOMENTS:
        return any(abs(number) >= _LARGE for number in numbers)
    try:
        moments = [parse_time(repr(number)) or 0 for number in numbers]
    except ValueError:
        return False
    low, high = _RECENT
    return first and moments == sorted(moments) and all(low <= each < high for each in moments)


def _listed(names: Sequence[str]) -> str:
    """Name columns in a message, as many and as much of each as it can hold."""
    shown = [label(name[:_LONGEST_SHOWN]) for name in names[:_MOST_NAMED]]
    return ", ".join(shown) + (", …" if len(names) > _MOST_NAMED else "")


def _x(shape: Shape, wanted: Wanted, by: int | None) -> int | None:
    if wanted.x is not None:
        return shape.find("x", wanted.x)
    timed = next((i for i, each in enumerate(shape.cells) if each in _TIMES), None)
    if timed is not None:
        return timed
    first = shape.cells[0] is Cells.TEXTS or shape.names[0].lower() in _PLACES
    named = shape.names[0] in wanted.y or "1" in wanted.y
    return 0 if first and not named and by != 0 else None


def _kind(shape: Shape, x: int | None) -> X:
    if x is None:
        return X.NOTHING
    if shape.cells[x] in _TIMES:
        return X.TIME
    return X.PLACE if shape.cells[x] is Cells.NUMBERS else X.LABEL


def _check_numbers(shape: Shape, column: int) -> None:
    if shape.cells[column] in {Cells.TEXTS, Cells.TIMES}:
        numbers = [
            name
            for name, cells in zip(shape.names, shape.cells, strict=True)
            if cells in {Cells.NUMBERS, Cells.CODES}
        ]
        accepted = f"a column of numbers: {_listed(numbers)}" if numbers else "agg=count with it"
        raise BadChoice(name="y", value=shape.names[column], accepted=accepted)


def _counted(wanted: Wanted) -> bool:
    return wanted.agg in {Agg.COUNT, Agg.RATE}


def _numbers(shape: Shape, taken: tuple[int | None, ...]) -> tuple[int, ...]:
    """Choose the columns of numbers; those without any cell only where there is no other."""
    free = [i for i in range(len(shape.names)) if i not in taken]
    for cells in (Cells.NUMBERS, Cells.NOTHING):
        found = tuple(i for i in free if shape.cells[i] is cells)
        if found:
            return found[:MOST_COLUMNS]
    message = (
        f"no column holds numbers; there are {_listed(shape.names)}, which agg=count can count"
    )
    raise BadTable(message)
