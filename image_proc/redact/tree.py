"""TIFF's directories that hang on one another: what stays of them, and what of all bytes goes.

Source: https://www.itu.int/itudoc/itu-t/com16/tiff-fx/docs/tiff6.pdf, section 2.
"""

from collections.abc import Iterable, Iterator
from itertools import pairwise

from image_proc.errors import BrokenPicture
from image_proc.redact.assembly import Edit
from image_proc.redact.directories import (
    Directory,
    Entry,
    Form,
    Read,
    read_directory,
)
from image_proc.redact.pieces import Blank, Literal
from image_proc.redact.spans import Span, check_apart, overlaps
from image_proc.redact.tags import (
    EXIF_IFD,
    EXIF_TAGS,
    GPS_IFD,
    INTEROPERABILITY_IFD,
    INTEROPERABILITY_TAGS,
    PLACES,
    WINDOWS_TEXTS,
)
from image_proc.redact.texts import LONGEST_TEXT, may_stay

_POINTERS = {EXIF_IFD: EXIF_TAGS, INTEROPERABILITY_IFD: INTEROPERABILITY_TAGS}
_POINTER_KINDS = frozenset({4, 13, 18})
_TEXT_KINDS = frozenset({2, 129})
_DEEPEST = 2
_MOST_GONE = 20_000


class Tree:
    """What of a TIFF structure is reached through fields that stay.

    Args:
        read: reads the structure.
        form: of its numbers.
        length: its bytes.
    """

    def __init__(self, read: Read, form: Form, length: int) -> None:
        self._read = read
        self._form = form
        self._length = length
        self._visited: dict[int, tuple[frozenset[int], Directory | None] | None] = {}
        self._tables: dict[Span, bytes] = {}
        self._values: list[Span] = []
        self._gone: list[Span] = []

    def visit(
        self, start: int, tags: frozenset[int], *, depth: int = 0, chained: bool = False
    ) -> Directory | None:
        """Note what stays of a directory.

        Args:
            start: where it lies.
            tags: the fields that stay.
            depth: pointers that were followed to it.
            chained: whether the one that follows it stays.

        Returns:
            The directory with the entries that stay; None where none does.

        Raises:
            BrokenPicture: it is broken, or is within itself.
        """
        if start in self._visited:
            # Pages may share a directory of EXIF.
            visited = self._visited[start]
            if visited is None or visited[0] != tags or chained:
                message = "its directories go round in a circle"
                raise BrokenPicture(message)
            return visited[1]
        self._visited[start] = None
        found = self._read_kept(start, tags, depth, chained)
        self._visited[start] = tags, found
        return found

    def _read_kept(
        self, start: int, tags: frozenset[int], depth: int, chained: bool
    ) -> Directory | None:
        directory = read_directory(self._read, self._form, start)
        said: set[int] = set()
        kept: list[Entry] = []
        for entry in directory.entries:
            # Readers differ in which of two they believe.
            if entry.tag in tags and entry.tag not in said and self._stays(entry, depth):
                kept.append(entry)
            elif entry.tag in PLACES:
                self._gone += self._spans(entry)
            said.add(entry.tag)
        if len(self._gone) > _MOST_GONE:
            message = "it tells too many places"
            raise BrokenPicture(message)
        if not kept:
            return None
        self._tables[directory.span] = directory.written(kept, directory.next if chained else 0)
        return Directory(start, tuple(kept), directory.next, self._form)

    def edits(self, others: Iterable[Span]) -> Iterator[Edit]:
        """Write the directories that stay, and blank all that is not reached.

        Args:
            others: what stays beside directories and values: the head, pixels.

        Raises:
            BrokenPicture: one thing lies over another.
        """
        end = self._length
        spans = check_apart([*others, *self._tables, *self._values, (end, end)])
        if any(overlaps((start, min(stop, end)), spans) for start, stop in self._gone):
            message = "what goes lies over what stays"
            raise BrokenPicture(message)
        for (start, stop), (following, _) in pairwise(spans):
            if (start, stop) in self._tables:
                yield Edit(start, Literal(self._tables[start, stop]))
            if stop < following:
                yield Edit(stop, Blank(following - stop))

    def _stays(self, entry: Entry, depth: int) -> bool:
        tags = _POINTERS.get(entry.tag)
        if tags is not None:
            whole = entry.kind in _POINTER_KINDS and entry.count == 1 and depth < _DEEPEST
            place = self._form.number(entry.value)
            return whole and self.visit(place, tags, depth=depth + 1) is not None
        if not entry.size or entry.inline:
            return bool(entry.size)
        start, end = entry.span(self._form)
        # The few fields of interoperability stand in their entries; longer ones would be of GPS.
        if depth == _DEEPEST or end > self._length or self._tells_place(entry, start):
            return False
        self._values.append((start, end))
        return True

    def _tells_place(self, entry: Entry, start: int) -> bool:
        if entry.kind not in _TEXT_KINDS and entry.tag not in WINDOWS_TEXTS:
            return False
        return entry.size > LONGEST_TEXT or not may_stay(self._read(start, entry.size))

    def _spans(self, entry: Entry) -> Iterator[Span]:
        """Find where a field lies that goes; what is broken there may lie anywhere."""
        if entry.tag != GPS_IFD:
            if not entry.inline:
                yield entry.span(self._form)
            return
        try:
            directory = read_directory(self._read, self._form, self._form.number(entry.value))
        except BrokenPicture:
            return
        yield directory.span
        for each in directory.entries:
            if not each.inline:
                yield each.span(self._form)
