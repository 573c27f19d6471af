"""Hits and misses of all processes, kept over restarts.

Every process counts in a file of its own, which it holds the lock of: counting is one write that
waits for nobody. A file whose process has ended is taken over, with what it says, by the next one.
"""

import os
import struct
import threading
import weakref
from pathlib import Path

from storage.results.locks import try_at

_FORM = struct.Struct("<qq")  # a miss that became a hit may have been counted in another file


class Counts:
    """Counts hits and misses.

    Args:
        folder: of the files.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._slot: _Slot | None = None

    def add(self, hits: int, misses: int) -> None:
        """Count some more.

        Raises:
            OSError: it cannot be written down.
        """
        slot = self._slot
        if slot is None or slot.lost():
            slot = self._slot = _claim(self._folder)
        slot.add(hits, misses)

    def total(self) -> tuple[int, int]:
        """Sum up the hits and misses of all.

        Raises:
            OSError: they cannot be read.
        """
        hits = misses = 0
        for path in self._folder.glob("*"):
            try:
                raw = path.read_bytes()
            except FileNotFoundError:
                continue
            if len(raw) == _FORM.size:
                more_hits, more_misses = _FORM.unpack(raw)
                hits, misses = hits + more_hits, misses + more_misses
        return max(0, hits), max(0, misses)


class _Slot:
    """What this process has counted, in a file that is open and locked."""

    def __init__(self, file: int) -> None:
        self._file = file
        self._process = os.getpid()
        self._lock = threading.Lock()
        weakref.finalize(self, os.close, file)
        raw = os.pread(file, _FORM.size, 0)
        self._hits, self._misses = _FORM.unpack(raw) if len(raw) == _FORM.size else (0, 0)

    def lost(self) -> bool:
        """Whether the file was deleted, or belongs to the process that this one was forked from."""
        return os.fstat(self._file).st_nlink == 0 or self._process != os.getpid()

    def add(self, hits: int, misses: int) -> None:
        with self._lock:
            self._hits += hits
            self._misses += misses
            os.pwrite(self._file, _FORM.pack(self._hits, self._misses), 0)


def _claim(folder: Path) -> _Slot:
    """Take the first file that no living process has, or make one."""
    number = 0
    while (file := try_at(folder / str(number))) is None:
        number += 1
    return _Slot(file)
