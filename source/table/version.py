"""Which state of a file it is, without reading it."""

import os
from dataclasses import dataclass
from typing import BinaryIO, Self

from source.files import Files


@dataclass(frozen=True, slots=True)
class Version:
    """A state of a file: another one where it was written to, cut or replaced.

    Args:
        size: bytes.
        mtime_ns: when it was last written to, ns since 1970.
        inode: which file of its file system it is: a log that is rotated within one tick of the
            clock is another.
    """

    size: int
    mtime_ns: int
    inode: int

    @classmethod
    def of(cls, file: BinaryIO) -> Self:
        """Tell the state of a file that is open; what is read from it later is as new or newer."""
        state = os.fstat(file.fileno())
        return cls(state.st_size, state.st_mtime_ns, state.st_ino)


def version(files: Files, path: str) -> Version:
    """Tell the state of a file.

    Raises:
        NotAllowed, Missing, Unreachable: as by `Files.open`.
    """
    with files.open(path) as file:
        return Version.of(file)
