"""Which state of a file it is, without reading it."""

import os
import time
from dataclasses import dataclass
from typing import BinaryIO, Self

from source.files import Files

_TICK = 20_000_000
"""ns: within them a file may be written to twice and bear the same time; kernels count in 10 ms."""

_COARSE_TICK = 2_000_000_000
"""ns, of file systems that keep whole seconds, or every other one."""


@dataclass(frozen=True, slots=True)
class Version:
    """A state of a file: another one where it was written to, cut or replaced.

    Args:
        size: bytes.
        mtime_ns: when it was last written to, ns since 1970.
        inode: which file of its file system it is: a log that is rotated within one tick of the
            clock is another.
        looked: ns since 1970 when it was looked at, if it was written to a moment before: the
            next writing may leave the other three as they are. Else 0.
    """

    size: int
    mtime_ns: int
    inode: int
    looked: int = 0

    @classmethod
    def of(cls, file: BinaryIO) -> Self:
        """Tell the state of a file that is open; what is read from it later is as new or newer."""
        state = os.fstat(file.fileno())
        written, now = state.st_mtime_ns, time.time_ns()
        tick = _TICK if written % 1_000_000_000 else _COARSE_TICK
        looked = now if abs(now - written) < tick else 0
        return cls(state.st_size, written, state.st_ino, looked)


def version(files: Files, path: str) -> Version:
    """Tell the state of a file.

    Raises:
        NotAllowed, Missing, Unreachable: as by `Files.open`.
    """
    with files.open(path) as file:
        return Version.of(file)
