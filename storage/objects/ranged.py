"""A file that is read from afar, in parts that grow while they are read one after the other."""

import io
import os
from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from typing_extensions import Buffer

FIRST = 256 * 1024
"""Bytes of the first part: what tells a picture's size is at its start, or at its end."""

LARGEST = 4 * 1024 * 1024
"""Bytes of the largest part, and so of what is held in memory."""


class Ranged(io.RawIOBase):
    """Reads a file by ranges; give it to a BufferedReader.

    Args:
        fetch: gives the bytes from a start, 0 or more, of a length, 1 or more, all within the
            file; whatever it raises is passed on.
        size: of the file, in bytes.
    """

    def __init__(self, fetch: Callable[[int, int], bytes], size: int) -> None:
        self._fetch = fetch
        self._size = size
        self._at = 0
        self._part = b""
        self._begin = 0
        self._ahead = FIRST

    def readable(self) -> bool:
        """Say yes."""
        return True

    def seekable(self) -> bool:
        """Say yes."""
        return True

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        """Go somewhere; nothing is fetched yet."""
        self._check_open()
        origins = {os.SEEK_SET: 0, os.SEEK_CUR: self._at, os.SEEK_END: self._size}
        at = origins.get(whence, -1) + offset
        if whence not in origins or at < 0:
            msg = f"offset={offset} with whence={whence} is nowhere in a file"
            raise ValueError(msg)
        self._at = at
        return at

    def tell(self) -> int:
        """Tell where the next byte is read."""
        self._check_open()
        return self._at

    def readinto(self, buffer: "Buffer", /) -> int:
        """Read some bytes: what is at hand, or the next part."""
        self._check_open()
        target = memoryview(buffer).cast("B")
        if not target or self._at >= self._size:
            return 0
        if not self._begin <= self._at < self._begin + len(self._part):
            self._fill()
        start = self._at - self._begin
        piece = self._part[start : start + len(target)]
        target[: len(piece)] = piece
        self._at += len(piece)
        return len(piece)

    def _fill(self) -> None:
        """Fetch a part, twice as long as the one before if it follows that one."""
        onward = bool(self._part) and self._at == self._begin + len(self._part)
        self._ahead = min(2 * self._ahead, LARGEST) if onward else FIRST
        self._part = b""  # before the next one is there: memory holds one of them
        self._part = self._fetch(self._at, min(self._ahead, self._size - self._at))
        self._begin = self._at

    def _check_open(self) -> None:
        if self.closed:
            msg = "the file is closed"
            raise ValueError(msg)
