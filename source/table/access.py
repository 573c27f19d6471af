"""Access logs of web servers: the common and the combined form, with or without a request time.

A line of one holds a time in brackets; what else cannot be read on it is missing there.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from re import Pattern

from source.table.access_cells import Found, numbers_at, presence_at, words_at
from source.table.access_lines import ANY_TIME, FIELDS, REQUEST, BadStamp, Stamps, line_pattern
from source.table.columns import Chosen, Shape, choose_columns
from source.table.errors import BadLine, shown
from source.table.rows import Part, Place, Row, Source, X
from source.table.snapshot import Block, Snapshot
from source.table.text import decode
from source.table.wanted import Agg, Wanted

_ACCEPTED = "a time such as [10/Oct/2000:13:55:36 -0700]"


class _Clock:
    """Reads the times of lines, also of those that are not of the form."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot
        self._stamps = Stamps()

    def read(self, block: Block, stamps: list[str]) -> dict[str, float]:
        """Read the times of a block.

        Args:
            block: its lines, for messages.
            stamps: their times; those of empty lines are not looked at.

        Returns:
            Each time with its s since 1970.

        Raises:
            BadLine: there is no such time.
        """
        try:
            return self._stamps.read({*stamps} - {""})
        except BadStamp as bad:
            found = f"has the time {shown(bad.stamp)}"
            raise self._bad(block, stamps.index(bad.stamp), found) from None

    def complete(self, block: Block, stamps: list[str]) -> list[str]:
        """Find the times of lines that are not of the form.

        Args:
            block: the lines.
            stamps: their times, those of odd lines empty.

        Returns:
            All times; those of empty lines stay empty.

        Raises:
            BadLine: a line holds no time.
        """
        if "" not in stamps:
            return stamps
        whole = list(stamps)
        for number, raw in enumerate(block.lines.split(b"\n")[:-1]):
            line = raw.decode("latin-1").strip()
            if not line or stamps[number]:
                continue
            stamp = ANY_TIME.search(line)
            if not stamp:
                raise self._bad(block, number, f"is {shown(decode(raw))}")
            whole[number] = stamp[1]
        return whole

    def _bad(self, block: Block, number: int, found: str) -> BadLine:
        return self._snapshot.bad_line(block.start, number + 1, found, _ACCEPTED)


@dataclass(frozen=True, slots=True)
class _Access:
    """An access log, of which some fields are read.

    Args:
        snapshot: the file.
        clock: of this log.
        pattern: of its lines.
        time: the group that holds the time.
        place: reads where rows stand; None where that is their time.
        by: reads their series; None where there is but one.
        y: read their values.
    """

    snapshot: Snapshot
    clock: _Clock
    pattern: Pattern[str]
    time: int
    place: Callable[[list[Found]], Sequence[Place]] | None
    by: Callable[[list[Found]], list[str]] | None
    y: tuple[Callable[[list[Found]], list[float | None]], ...]

    def rows(self, part: Part) -> Iterator[Row]:
        for block in self.snapshot.blocks(part.start, part.end):
            found = self.pattern.findall(block.lines.decode("latin-1"))
            if self.pattern.groups == 1:  # findall then gives texts, not tuples of them
                found = list(zip(found, strict=True))
            stamps = self.clock.complete(block, [groups[self.time] for groups in found])
            moments = self.clock.read(block, stamps)
            if "" in stamps:  # an empty line
                found = [each for each, stamp in zip(found, stamps, strict=True) if stamp]
            yield from self._rows([moments[stamp] for stamp in stamps if stamp], found)

    def tally(self, part: Part) -> Iterator[list[tuple[float, int]]]:
        for block in self.snapshot.blocks(part.start, part.end):
            found = self.pattern.findall(block.lines.decode("latin-1"))
            stamps = self.clock.complete(block, found)
            moments = self.clock.read(block, stamps)
            counts = Counter(stamps)
            yield [(moment, counts[stamp]) for stamp, moment in moments.items()]

    def time_of(self, line: bytes) -> float | None:
        stamp = ANY_TIME.search(line.decode("latin-1"))
        try:
            return Stamps().read((stamp[1],))[stamp[1]] if stamp else None
        except BadStamp:
            return None

    def _rows(self, times: list[float], found: list[Found]) -> Iterable[Row]:
        places = self.place(found) if self.place else (None,) * len(found)
        series = self.by(found) if self.by else ("",) * len(found)
        columns = [read(found) for read in self.y]
        values = zip(*columns, strict=True) if columns else ((),) * len(found)
        rows = zip(times, places, series, values, strict=True)
        return (row for row in rows if row[1] is not None) if self.place else rows


def open_access(snapshot: Snapshot, wanted: Wanted) -> Source:
    """Make an access log ready.

    Without columns to show its lines are counted.

    Raises:
        BadChoice: it has no such field.
    """
    shape = Shape(tuple(FIELDS), tuple(FIELDS.values()))
    counted = not wanted.y and wanted.agg is None
    chosen = choose_columns(shape, replace(wanted, agg=Agg.COUNT) if counted else wanted)
    names = tuple(shape.names[i] for i in chosen.y)
    access = _access(snapshot, chosen)
    alone = not names and chosen.by is None and chosen.x is X.TIME
    return Source(
        snapshot,
        snapshot.start,
        access.rows,
        names,
        x=chosen.x,
        x_name=shape.names[chosen.x_column or 0],
        time_of=access.time_of,
        tally=access.tally if alone else None,
        split=chosen.by is not None,
        whole=True,
        unfinished=bool(snapshot.rest),
    )


def _access(snapshot: Snapshot, chosen: Chosen) -> _Access:
    names = tuple(FIELDS)
    read = {names[i] for i in (chosen.place, chosen.by, *chosen.y) if i is not None}
    groups = {name: "request" if name in REQUEST else name for name in read}
    pattern, kept = line_pattern(frozenset(groups.values()))

    def words(column: int) -> Callable[[list[Found]], list[str]]:
        return words_at(kept.index(groups[names[column]]), names[column])

    def value(column: int) -> Callable[[list[Found]], list[float | None]]:
        make = presence_at if chosen.present else numbers_at
        return make(kept.index(groups[names[column]]))

    place = chosen.place
    return _Access(
        snapshot,
        _Clock(snapshot),
        pattern,
        time=kept.index("time"),
        place=None if place is None else (value if chosen.x is X.PLACE else words)(place),
        by=None if chosen.by is None else words(chosen.by),
        y=tuple(map(value, chosen.y)),
    )
