"""Where bytes wait while they arrive and are looked at: drafts, which nobody else sees."""

import fcntl
import hashlib
import os
import re
import secrets
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from storage.errors import Unavailable
from storage.objects.disk import FILE_MODE, explained, free_at, make_folder, opened

_NAME = re.compile("[0-9a-f]{32}")
_FLAGS = os.O_RDWR | os.O_NOFOLLOW | os.O_CLOEXEC
_ATTEMPTS = 20  # to make a draft before a sweeper takes it; one sweep is in the way of one at most


class Draft:
    """A file being written, which is hashed on the way.

    Args:
        path: where it lies.
        file: its descriptor; closed with the draft.
    """

    def __init__(self, path: Path, file: int) -> None:
        self.path = path
        self.size = 0
        self._file = file
        self._hash = hashlib.sha256()
        self._finished = False

    @property
    def sha256(self) -> str:
        """The hash of what was written so far, as 64 hex digits."""
        return self._hash.hexdigest()

    def write(self, chunk: bytes) -> None:
        """Write some more.

        Raises:
            Full: there is no room for it.
            Unavailable: it cannot be written.
            ValueError: it is finished.
        """
        if self._finished:
            msg = "the draft is finished"
            raise ValueError(msg)
        left = memoryview(chunk)
        at = self.size  # and not where a write that failed stopped
        with explained():
            while left:
                written = os.pwrite(self._file, left, at)
                left, at = left[written:], at + written
        self._hash.update(chunk)
        self.size = at

    def finish(self) -> None:
        """Say that this was all: nothing more is written.

        Raises:
            Unavailable: the file is not what was written.
        """
        self._finished = True
        with explained():
            found = os.fstat(self._file).st_size
        if found != self.size:
            msg = f"the draft has {found} bytes instead of {self.size}"
            raise Unavailable(msg)

    def open(self) -> BinaryIO:
        """Open what was written so far for reading; whoever calls it closes it.

        Raises:
            Missing: it is not there any more.
        """
        with explained():
            return os.fdopen(os.open(self.path, os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC), "rb")

    def close(self) -> None:
        """Delete it, and give its lock back; an object made of it stays."""
        with suppress(OSError):  # it is swept up later
            self.path.unlink(missing_ok=True)
        os.close(self._file)


class Staging:
    """A folder of drafts, shared by all processes.

    Args:
        folder: made when it is needed.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder.absolute()

    @contextmanager
    def draft(self) -> Iterator[Draft]:
        """Begin a draft; at the end of the block it is deleted; an object made of it stays.

        Raises:
            Full: there is no room for it.
            Unavailable: it cannot be made.
        """
        with explained():
            make_folder(self.folder)
            made = self._made()
        with closing(made) as draft:
            yield draft

    def free(self) -> int:
        """Tell how many bytes there is room for.

        Raises:
            Unavailable: the system does not tell.
        """
        with explained():
            return free_at(self.folder)

    def sweep(self) -> int:
        """Delete the drafts of processes that have ended.

        Returns:
            How many.

        Raises:
            Unavailable: the folder cannot be read.
        """
        paths: list[Path] = []
        with explained(), suppress(FileNotFoundError):
            paths.extend(self.folder.iterdir())
        return sum(_swept(path) for path in paths if _NAME.fullmatch(path.name))

    def _made(self) -> Draft:
        """Make a file and lock it.

        In between a sweeper may see the file, believe that its writer is dead, and have its lock,
        or have deleted it already. So a lock counts only if it was had at once and the file is
        still at its path afterwards; otherwise the next name is tried. This needs no lock of the
        folder, which a stalled process would keep from all, and no unnamed file (O_TMPFILE),
        which network file systems do not have.
        """
        for _ in range(_ATTEMPTS):
            path = self.folder / secrets.token_hex(16)
            file = os.open(path, _FLAGS | os.O_CREAT | os.O_EXCL, FILE_MODE)
            good = False
            try:
                good = _locked(file, path)
            finally:
                if not good:
                    os.close(file)
            if good:
                return Draft(path, file)
        msg = "every draft was swept up at once"
        raise Unavailable(msg)


def _swept(path: Path) -> bool:
    with suppress(OSError), opened(path, _FLAGS | os.O_NONBLOCK) as file:
        if _locked(file, path):
            path.unlink()
            return True
    return False


def _locked(file: int, path: Path) -> bool:
    """Take the lock of a file, and tell whether that is worth something.

    The lock belongs to the open file and so ends with its process, however that ends.
    """
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        return os.path.samestat(os.fstat(file), path.lstat())
    except (BlockingIOError, FileNotFoundError):
        return False
