"""Where in a file a window begins and ends: found without reading what lies before it."""

from itertools import pairwise

from source.table.errors import BadChoice
from source.table.rows import Part, Source
from source.table.spans import write_span
from source.table.wanted import Between, Rows

_SMALL = 4 << 20
"""Bytes: files up to here are read whole, whatever order their times are in."""

_NEAR = 256 * 1024
"""Bytes: a place is not searched any closer."""

_DISORDER = 600.0
"""s: how much later than those behind it a line may say it is: a log is written when a request
ends, and tells when it began."""

_LOOK = 8 * 1024
_FAR_LOOK = 2 << 20
_NO_TIMES = "a number of rows, such as 500, as the file holds no times"


def find_part(source: Source, window: Between | Rows | None) -> Part:
    """Find the part of a file that holds a window; rows outside of it may be in it, too.

    Where the times of a large file do not ascend all of it is read.

    Raises:
        BadChoice: a window of time of a file without times.
        TooMuch: as by `Snapshot.read`.
    """
    snapshot = source.snapshot
    whole = Part(source.start, snapshot.end)
    if isinstance(window, Rows):
        return last_rows(source, whole, window.count)
    if window is None:
        return whole
    if source.time_of is None:
        value = write_span(window.end - window.start)
        raise BadChoice(name="window", value=value, accepted=_NO_TIMES)
    if not is_ascending(source, whole):
        return whole
    start = _first(source, whole, window.start - _DISORDER)
    return Part(start, _first(source, Part(start, whole.end), window.end + _DISORDER, behind=True))


def last_rows(source: Source, part: Part, count: int) -> Part:
    """Keep the last rows of a part."""
    start = source.snapshot.tail(count, part.start, part.end, comments=source.comments)
    return Part(start, part.end)


def is_small(part: Part) -> bool:
    """Tell whether a part may be read whole, to be sure."""
    return part.end - part.start <= _SMALL


def is_ascending(source: Source, part: Part) -> bool:
    """Tell whether a large part can be searched: at a few places times do not descend."""
    length = part.end - part.start
    if is_small(part):
        return False
    places = [part.start + length * i // 8 for i in range(8)]
    moments = [moment_at(source, place, part.end) for place in places]
    known = [moment for moment in moments if moment is not None]
    return known == moments and all(one <= other + _DISORDER for one, other in pairwise(known))


def last_moment(source: Source, part: Part) -> float | None:
    """Tell the time of the last line of a part that has one, if that is near."""
    if source.time_of is None:
        return None
    start = max(part.start, part.end - _FAR_LOOK)
    lines = source.snapshot.read(start, part.end - start).split(b"\n")
    moments = map(source.time_of, reversed(lines))
    return next((moment for moment in moments if moment is not None), None)


def moment_at(source: Source, offset: int, end: int) -> float | None:
    """Tell the time of the first line from a place on that has one, if that is near."""
    if source.time_of is None:
        return None
    start = source.snapshot.next_line(offset)
    for length in (_LOOK, _FAR_LOOK):
        lines = source.snapshot.read(start, max(0, min(length, end - start)))
        for line in lines.split(b"\n")[:-1]:
            moment = source.time_of(line)
            if moment is not None:
                return moment
        if len(lines) < length:
            return None
    return None


def _first(source: Source, part: Part, moment: float, *, behind: bool = False) -> int:
    """Find a place near to the first line that is not before a moment.

    Args:
        source: the file, its times ascending.
        part: where to search.
        moment: s.
        behind: whether the place may be behind that line, instead of before.
    """
    low, high = part.start, part.end
    while high - low > _NEAR:
        middle = source.snapshot.next_line((low + high) // 2)
        if middle >= high:
            break
        there = moment_at(source, middle, part.end)
        if there is None:
            break
        if there < moment:
            low = middle
        else:
            high = middle
    return high if behind else low
