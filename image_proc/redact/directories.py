"""TIFF's directories, of which EXIF is made: what of one stays, and where that lies.

Source: https://www.itu.int/itudoc/itu-t/com16/tiff-fx/docs/tiff6.pdf, section 2;
https://www.awaresystems.be/imaging/tiff/bigtiff.html
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Literal as OneOf

from image_proc.errors import BrokenPicture
from image_proc.redact.spans import Span

Read = Callable[[int, int], bytes]
"""Reads (start, length); raises BrokenPicture where there is less."""

SIZES = {1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 6: 1, 7: 1, 8: 2, 9: 4, 10: 8, 11: 4, 12: 8, 13: 4}
SIZES |= {16: 8, 17: 8, 18: 8, 129: 1}
"""Bytes of a value, by its type."""

_MOST_ENTRIES = 512


@dataclass(frozen=True, slots=True)
class Form:
    """How numbers are written.

    Args:
        order: of a number's bytes.
        count: bytes of a directory's count of entries.
        place: bytes of a place in the file, and of a value that needs no place.
    """

    order: OneOf["little", "big"]
    count: int = 2
    place: int = 4

    @property
    def entry(self) -> int:
        """Bytes of an entry."""
        return 4 + 2 * self.place

    def number(self, body: bytes) -> int:
        """Read a number."""
        return int.from_bytes(body, self.order)

    def written(self, number: int, size: int) -> bytes:
        """Write a number."""
        return number.to_bytes(size, self.order)


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of a directory.

    Args:
        tag: its field.
        kind: type of its values.
        count: how many there are.
        value: the values, or their place.
        body: the entry itself.
    """

    tag: int
    kind: int
    count: int
    value: bytes
    body: bytes

    @property
    def size(self) -> int:
        """Bytes of its values; 0 for a type that nobody knows."""
        return SIZES.get(self.kind, 0) * self.count

    @property
    def inline(self) -> bool:
        """Whether its values stand in it."""
        return self.size <= len(self.value)

    def span(self, form: Form) -> Span:
        """Tell where its values lie that do not stand in it."""
        start = form.number(self.value)
        return start, start + self.size


@dataclass(frozen=True, slots=True)
class Directory:
    """A directory.

    Args:
        start: where it lies.
        entries: in their order.
        next: the place of the next one, 0 for none.
        form: of its numbers.
    """

    start: int
    entries: tuple[Entry, ...]
    next: int
    form: Form

    @property
    def span(self) -> Span:
        """Where it lies, its values elsewhere not counted."""
        return self.start, self.start + self._size(len(self.entries))

    def written(self, entries: Iterable[Entry], next_: int) -> bytes:
        """Write it anew with some of its entries, zeros behind them."""
        form = self.form
        kept = [entry.body for entry in entries]
        body = (
            form.written(len(kept), form.count) + b"".join(kept) + form.written(next_, form.place)
        )
        return body.ljust(self._size(len(self.entries)), b"\x00")

    def _size(self, entries: int) -> int:
        return self.form.count + entries * self.form.entry + self.form.place


def read_directory(read: Read, form: Form, start: int) -> Directory:
    """Read a directory.

    Args:
        read: reads what it lies in.
        form: of its numbers.
        start: where it lies.

    Raises:
        BrokenPicture: it is cut short, or has none or more entries than any writer makes.
    """
    count = form.number(read(start, form.count))
    if not 0 < count <= _MOST_ENTRIES:
        message = f"a directory has {count:,} entries"
        raise BrokenPicture(message)
    at = start + form.count
    body = read(at, count * form.entry + form.place)
    entries = [
        _entry(body[at : at + form.entry], form) for at in range(0, count * form.entry, form.entry)
    ]
    return Directory(start, tuple(entries), form.number(body[count * form.entry :]), form)


def _entry(body: bytes, form: Form) -> Entry:
    value = 4 + form.place
    return Entry(
        tag=form.number(body[:2]),
        kind=form.number(body[2:4]),
        count=form.number(body[4:value]),
        value=body[value:],
        body=body,
    )
