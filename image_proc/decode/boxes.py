"""Where in an AVIF that lies which is coded: the items of a still, the samples of an animation.

Source: ISO/IEC 14496-12, 8.7 (samples) and 8.11.3 (items).
"""

from collections.abc import Iterator
from itertools import islice, pairwise
from typing import BinaryIO, NamedTuple

from image_proc.errors import BrokenPicture

_HOLDERS = {b"moov": 0, b"trak": 0, b"mdia": 0, b"minf": 0, b"stbl": 0, b"meta": 4}
"""Boxes of boxes, and the bytes before the first of them."""

_TABLES = frozenset({b"stco", b"co64", b"stsz", b"stsc"})
_MOST_BOXES = 10_000
_MOST = 100_000
_LONGEST_TABLE = 8 * 1024 * 1024
_DEEPEST = 8
_HEAD, _LARGE_HEAD = 8, 16
_IN_IDAT = 1

Span = tuple[int, int]
"""Where something starts and ends in the file."""


class Box(NamedTuple):
    """A box: its name, where its head is, where its body starts and ends."""

    name: bytes
    head: int
    start: int
    end: int


def coded_parts(file: BinaryIO, length: int) -> list[Span]:
    """Find each item and each sample, whatever it holds.

    Args:
        file: open, seekable.
        length: bytes of the file.

    Raises:
        BrokenPicture: its tables do not add up, or have more entries than any writer makes.
    """
    boxes = [*islice(_boxes(file, 0, length, 0), _MOST_BOXES + 1)]
    if len(boxes) > _MOST_BOXES:
        raise _odd()
    idat = next((box.start for box in boxes if box.name == b"idat"), 0)
    parts: list[Span] = []
    tables: dict[bytes, bytes] = {}
    # The tables of a track stand inside of it, in any order.
    for name, _, start, end in [*boxes, Box(b"trak", 0, 0, 0)]:
        if name in _TABLES:
            tables[name] = body_of(file, start, end)
        elif name == b"iloc":
            parts += [span for _, span in items(body_of(file, start, end), idat, length)]
        elif name == b"trak":
            parts += _samples(tables)
            tables = {}
        _few(len(parts))
    return parts


class Numbers:
    """Whole numbers, one after the other, highest byte first."""

    def __init__(self, body: bytes) -> None:
        self._body = body
        self._at = 0

    def take(self, size: int) -> int:
        """Give the next one of `size` bytes; 0 bytes are 0."""
        self._at += size
        if self._at > len(self._body):
            raise _odd()
        return int.from_bytes(self._body[self._at - size : self._at])


def children(file: BinaryIO, at: int, end: int) -> Iterator[Box]:
    """Give the boxes in a row, up to the first one that is longer than what holds it.

    Args:
        file: open, seekable.
        at: where the first one begins.
        end: of what holds them.
    """
    while at + _HEAD <= end:
        file.seek(at)
        head = file.read(_LARGE_HEAD)
        size, name, start = int.from_bytes(head[:4]), head[4:8], at + _HEAD
        if size == 1:
            size, start = int.from_bytes(head[8:]), at + _LARGE_HEAD
        stop = at + size if size else end
        if stop < start or stop > end:
            return
        yield Box(name, at, start, stop)
        at = stop


def _boxes(file: BinaryIO, at: int, end: int, depth: int) -> Iterator[Box]:
    """Give each box, those inside after their holder."""
    for box in children(file, at, end):
        yield box
        if box.name in _HOLDERS and depth < _DEEPEST:
            yield from _boxes(file, box.start + _HOLDERS[box.name], box.end, depth + 1)


def body_of(file: BinaryIO, start: int, end: int) -> bytes:
    """Read a box's body.

    Raises:
        BrokenPicture: it is longer than any writer makes.
    """
    if end - start > _LONGEST_TABLE:
        raise _odd()
    file.seek(start)
    return file.read(end - start)


def items(table: bytes, idat: int, length: int) -> Iterator[tuple[int, Span]]:
    """Follow a table of items (iloc).

    Args:
        table: its body.
        idat: where the body of its neighbour idat starts; 0 where it has none.
        length: bytes of the file.

    Returns:
        Each item's number, and where it lies.

    Raises:
        BrokenPicture: the table is cut short, or an item is made of several pieces.
    """
    numbers = Numbers(table)
    version = numbers.take(4) >> 24
    sizes = numbers.take(2)
    offset_size, length_size, base_size = sizes >> 12, sizes >> 8 & 15, sizes >> 4 & 15
    index_size = sizes & 15 if version else 0
    id_size = 4 if version > 1 else 2
    for _ in range(_few(numbers.take(id_size))):
        item = numbers.take(id_size)
        method = numbers.take(2) & 15 if version else 0
        numbers.take(2)
        base = numbers.take(base_size) + (idat if method == _IN_IDAT else 0)
        # What is put together of several pieces could hide how it begins; no AVIF writer does.
        if numbers.take(2) != 1 or method > _IN_IDAT:
            raise _odd()
        numbers.take(index_size)
        start = base + numbers.take(offset_size)
        size = numbers.take(length_size)
        yield item, (start, start + size if size else length)


def _samples(tables: dict[bytes, bytes]) -> Iterator[Span]:
    """Follow a track's tables: where its chunks are, how many samples each has, how long."""
    chunks = [*_chunks(tables)]
    if not chunks:
        return
    sizes = Numbers(tables.get(b"stsz", b""))
    sizes.take(4)
    same, left = sizes.take(4), _few(sizes.take(4))
    counts = _samples_of_chunks(Numbers(tables.get(b"stsc", b"")), len(chunks))
    for start, count in zip(chunks, counts, strict=False):
        at = start
        for _ in range(min(count, left)):
            size = same or sizes.take(4)
            yield at, at + size
            at += size
        left -= min(count, left)


def _chunks(tables: dict[bytes, bytes]) -> Iterator[int]:
    for name, size in ((b"stco", 4), (b"co64", 8)):
        if name in tables:
            numbers = Numbers(tables[name])
            numbers.take(4)
            for _ in range(_few(numbers.take(4))):
                yield numbers.take(size)


def _samples_of_chunks(numbers: Numbers, chunks: int) -> list[int]:
    """Spell out a table of runs: from which chunk on each has how many samples."""
    numbers.take(4)
    runs = []
    for _ in range(_few(numbers.take(4))):
        runs.append((numbers.take(4) - 1, _few(numbers.take(4))))
        numbers.take(4)
    counts: list[int] = []
    for (first, count), (end, _) in pairwise([*runs, (chunks, 0)]):
        if not len(counts) == first < end <= chunks:
            raise _odd()
        counts += [count] * (end - first)
    return counts


def _few(count: int) -> int:
    if count > _MOST:
        raise _odd()
    return count


def _odd() -> BrokenPicture:
    return BrokenPicture("its tables do not add up")
