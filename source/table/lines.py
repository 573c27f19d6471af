"""One number a line: an empty line is a gap, one that begins with # a comment."""

from collections.abc import Iterator

from source.table.errors import BadChoice
from source.table.numbers import NUMBER_ACCEPTED, parse_number
from source.table.rows import Part, Row, Source
from source.table.snapshot import Snapshot
from source.table.text import decode
from source.table.wanted import Wanted

_ACCEPTED = f"{NUMBER_ACCEPTED}, nothing for a gap, or # and a comment"
_NO_COLUMNS = "nothing: the file holds one number a line"


def open_lines(snapshot: Snapshot, wanted: Wanted) -> Source:
    """Make a file of numbers ready.

    Raises:
        BadChoice: a column is wanted; it has none but "1".
    """
    for name, value in (("x", wanted.x), ("by", wanted.by)):
        if value is not None:
            raise BadChoice(name, value, _NO_COLUMNS)
    for each in wanted.y:
        if each != "1":
            raise BadChoice(name="y", value=each, accepted=_NO_COLUMNS)

    def read(part: Part) -> Iterator[Row]:
        return _rows(snapshot, part)

    return Source(
        snapshot,
        snapshot.start,
        read,
        ("",),
        comments=True,
        unfinished=bool(snapshot.rest),
    )


def _rows(snapshot: Snapshot, part: Part) -> Iterator[Row]:
    for block in snapshot.blocks(part.start, part.end):
        for number, line in enumerate(block.lines.split(b"\n")[:-1], 1):
            if line.startswith(b"#"):
                continue
            try:
                value = parse_number(decode(line))
            except ValueError as error:
                found = f"is {error}"
                raise snapshot.bad_line(block.start, number, found, _ACCEPTED) from None
            yield None, None, "", (value,)
