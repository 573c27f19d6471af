"""A file as long as it was when its reading began, read in blocks of whole lines."""

import os
import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from source.table.errors import BadLine, BadTable, TooMuch
from source.table.wanted import Bounds

BLOCK = 256 * 1024
LONGEST_LINE = 1_000_000
"""Bytes, without its end."""

_LENGTH_ACCEPTED = f"lines of at most {LONGEST_LINE} bytes"
_LOOK = 8 * 1024
_PATIENCE = 3
"""How many times as long as its work a reading may take on a machine that does other work too."""

_COUNTED = 64 << 20
"""Bytes that are read once more to tell a line's number."""

_BOM = b"\xef\xbb\xbf"
_WIDE_BOMS = (b"\xff\xfe", b"\xfe\xff")


@dataclass(frozen=True, slots=True)
class Block:
    """Whole lines, each with its end.

    Args:
        start: where they stand in the file.
        lines: their bytes.
    """

    start: int
    lines: bytes


class Snapshot:
    """What a file holds when its reading begins.

    What is appended later is not read, and neither is a last line that has no end yet. Where a
    file becomes shorter meanwhile it ends there.

    Args:
        file: open for reading, at any place.
        bounds: what all reading together may take.

    Attributes:
        start: where its first line begins, behind a byte order mark.
        end: behind the last line that has an end.
        rest: the bytes after it; empty where the file ends with a line's end.

    Raises:
        BadTable: it is no UTF-8.
        BadLine: its last line is longer than 1 MB.
    """

    def __init__(self, file: BinaryIO, bounds: Bounds) -> None:
        self._file = file
        self._bounds = bounds
        self._left = bounds.bytes
        self._begun = time.thread_time(), time.monotonic()
        self.size = file.seek(0, os.SEEK_END)
        head = self.read(0, len(_BOM))
        if head.startswith(_WIDE_BOMS):
            message = "the file is UTF-16; accepted: UTF-8"
            raise BadTable(message)
        self.start = len(_BOM) if head == _BOM else 0
        self._taken = False
        self.end, self.rest = self._finished()

    def take_rest(self) -> None:
        """Read the last line although it has no end."""
        self.end, self.rest, self._taken = self.size, b"", True

    def read(self, start: int, length: int) -> bytes:
        """Read some bytes, fewer where the file ends.

        Raises:
            TooMuch: that is more than the bounds allow.
        """
        length = min(length, self.size - start)
        self._left -= length
        if self._left < 0:
            message = f"this would read more than {self._bounds.bytes} bytes"
            raise _less(message)
        self._check_time()
        self._file.seek(start)
        return self._file.read(length)

    def blocks(self, start: int, end: int) -> Iterator[Block]:
        """Read the whole lines of a part.

        Args:
            start: where a line begins.
            end: where a line ended, at most; as far as a block reaches past it, it is read too.

        Raises:
            BadLine: a line is longer than 1 MB.
            TooMuch: as by `read`.
        """
        begun = b""
        while start + len(begun) < end:
            at = start + len(begun)
            more = self.read(at, min(BLOCK, end - at))
            if not more:
                return  # it was cut meanwhile
            cut = more.rfind(b"\n") + 1
            if begun:
                self._check_length(start, len(begun) + (more.find(b"\n") if cut else len(more)))
            if not cut:
                begun += more
                continue
            yield Block(start, begun + more[:cut])
            start, begun = at + cut, more[cut:]
        if begun and self._taken:
            yield Block(start, begun + b"\n")

    def tail(self, rows: int, start: int, end: int, *, comments: bool = False) -> int:
        """Tell where the last lines of a part begin.

        Args:
            rows: how many, 1 or more.
            start: where its first line begins.
            end: where its last one ended.
            comments: whether lines that begin with # do not count.
        """
        behind, found = end - 1, 0  # the last line's own end begins no other
        while behind > start:
            at = max(start, behind - BLOCK)
            block = self.read(at, behind + 1 - at)  # with what the last line begins with
            found += block.count(b"\n", 0, behind - at)
            found -= block.count(b"\n#") if comments else 0
            if found >= rows:
                return at + _nth_line(block, found - rows, comments=comments)
            behind = at
        return start

    def next_line(self, offset: int) -> int:
        """Tell where the first line begins that begins at or behind a place, at most the end."""
        if offset <= self.start:
            return self.start
        at = offset - 1
        while at < self.end:
            block = self.read(at, min(_LOOK, self.end - at))
            cut = block.find(b"\n")
            if cut >= 0 or not block:
                return at + cut + 1 if block else self.end
            at += len(block)
        return self.end

    def bad_line(self, start: int, number: int, found: str, accepted: str) -> BadLine:
        """Say which line is bad, and how.

        Args:
            start: where a line begins.
            number: which of the lines from there it is, from 1.
            found: what is wrong, to follow "line 3".
            accepted: what may stand there.
        """
        return BadLine(self._place(start, number), found, accepted)

    def _place(self, start: int, number: int) -> str:
        if start <= _COUNTED:
            return f"line {self._count(0, start) + number}"
        if self.end - start <= _COUNTED:
            lines = self._count(start, self.end) + self._taken
            return f"line {lines - number + 1} from the end"
        return f"line {number} behind byte {start}"

    def _count(self, start: int, end: int) -> int:
        return sum(
            self.read(at, min(BLOCK, end - at)).count(b"\n") for at in range(start, end, BLOCK)
        )

    def _finished(self) -> tuple[int, bytes]:
        """Find the end of the last line that has one, and what stands behind it."""
        rest = b""
        at = self.size
        while at > self.start and len(rest) <= LONGEST_LINE:
            begin = max(self.start, at - BLOCK)
            more = self.read(begin, at - begin)
            cut = more.rfind(b"\n") + 1
            rest = more[cut:] + rest
            at = begin + cut
            if cut:
                break
        if len(rest) > LONGEST_LINE:
            raise BadLine(place="the last line", found="is longer", accepted=_LENGTH_ACCEPTED)
        return at, rest

    def _check_time(self) -> None:
        worked = time.thread_time() - self._begun[0]
        passed = time.monotonic() - self._begun[1]
        if max(worked, passed / _PATIENCE) > self._bounds.seconds:
            message = f"this would take longer than {self._bounds.seconds:g} s"
            raise _less(message)

    def _check_length(self, start: int, length: int) -> None:
        if length > LONGEST_LINE:
            raise self.bad_line(start, 1, "is longer", _LENGTH_ACCEPTED)


def _less(message: str) -> TooMuch:
    return TooMuch(f"{message}; a shorter window is less, such as window=1h or window=500")


def _nth_line(block: bytes, line_ends: int, *, comments: bool) -> int:
    """Tell where a line begins, behind so many others."""
    at = -1
    while line_ends >= 0:
        at = block.index(b"\n", at + 1)
        if not comments or not block.startswith(b"#", at + 1):
            line_ends -= 1
    return at + 1
