"""One row of a table: what its chosen cells say."""

from collections.abc import Sequence
from dataclasses import dataclass

from source.table.columns import Chosen
from source.table.errors import shown
from source.table.numbers import MISSING, NUMBER_ACCEPTED, parse_number
from source.table.rows import Place, Row, X
from source.table.text import label
from source.table.times import TIME_ACCEPTED, parse_time


class BadCell(Exception):  # noqa: N818 - caught where the line is known
    """A cell is not what its column is.

    Args:
        found: which, and what it is, to follow "line 3".
        accepted: what it may be.
    """

    def __init__(self, found: str, accepted: str) -> None:
        super().__init__(found)
        self.found = found
        self.accepted = accepted


@dataclass(frozen=True, slots=True)
class CellReader:
    """Reads rows that are texts.

    Args:
        chosen: the columns that are read.
        names: of all columns.
    """

    chosen: Chosen
    names: tuple[str, ...]

    def row(self, cells: Sequence[str]) -> Row | None:
        """Read a row.

        Args:
            cells: as many as there are names.

        Returns:
            None where it has no place.

        Raises:
            BadCell: a cell holds something else than its column.
        """
        chosen = self.chosen
        time = None if chosen.time is None else self._time(cells, chosen.time)
        if time is None and chosen.x is X.TIME:
            return None
        place: Place = None
        if chosen.place is not None:
            text = cells[chosen.place]
            place = label(text) if chosen.x is X.LABEL else self._number(cells, chosen.place)
            if place is None:
                return None
        series = "" if chosen.by is None else label(cells[chosen.by])
        if chosen.present:
            return time, place, series, tuple(_presence(cells[i]) for i in chosen.y)
        return time, place, series, tuple([self._number(cells, i) for i in chosen.y])

    def _time(self, cells: Sequence[str], column: int) -> float | None:
        try:
            return parse_time(cells[column])
        except ValueError as error:
            raise self._bad(column, error, f"{TIME_ACCEPTED}, or nothing") from None

    def _number(self, cells: Sequence[str], column: int) -> float | None:
        try:
            return parse_number(cells[column])
        except ValueError as error:
            raise self._bad(column, error, f"{NUMBER_ACCEPTED}, or nothing") from None

    def _bad(self, column: int, error: ValueError, accepted: str) -> BadCell:
        return BadCell(f"has in column {shown(self.names[column])} {error}", accepted)


def _presence(cell: str) -> float | None:
    return None if cell.strip().lower() in MISSING else 1.0
