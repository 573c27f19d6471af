"""Folders and files that survive a power cut, reached without following a symbolic link."""

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from storage.errors import Full, Missing, Taken, Unavailable

FILE_MODE = 0o600
"""What people upload may be private."""

_FOLDER_MODE = 0o700

_FOLDER = os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC
_NO_ROOM = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_NOT_THERE = {errno.ENOENT, errno.ENOTDIR, errno.ELOOP}  # the latter: a link, never followed


class Tree:
    """The folder of a store and those in it.

    Args:
        root: may itself be a link; nothing below it is followed.
    """

    def __init__(self, root: Path) -> None:
        self._root = root.absolute()
        self._durable: set[str] = set()  # folders whose own names are known to be on the disk

    def open(self, *names: str) -> int:
        """Open a folder below the root; whoever calls it closes the descriptor.

        Args:
            names: one in the other.

        Raises:
            OSError: there is none, or one of them is a link.
        """
        file = os.open(self._root, _FOLDER)
        for name in names:
            file = _inside(file, name)
        return file

    def make(self, *names: str) -> int:
        """Open a folder below the root, made where it is not there, for good.

        A folder that another process has just made may be lost with all that is put into it, as
        long as nobody has synced the one above: so whoever sees a folder first does it.

        Raises:
            OSError: it cannot be made, or one of them is a link.
        """
        if "" not in self._durable:
            make_folder(self._root)
            _sync_above(self._root)
            self._durable.add("")
        file = os.open(self._root, _FOLDER)
        for depth, name in enumerate(names, 1):
            try:
                self._make_inside(file, name, "/".join(names[:depth]))
            except OSError:
                os.close(file)
                raise
            file = _inside(file, name)
        return file

    def _make_inside(self, above: int, name: str, path: str) -> None:
        made = True
        try:
            os.mkdir(name, _FOLDER_MODE, dir_fd=above)
        except FileExistsError:
            made = False
        if made or path not in self._durable:
            os.fsync(above)
            self._durable.add(path)


def make_folder(path: Path) -> None:
    """Make a folder and those above it, for ourselves only; they may be there.

    Raises:
        OSError: it cannot be made.
    """
    for folder in (*reversed(path.parents), path):
        folder.mkdir(_FOLDER_MODE, exist_ok=True)


def _inside(above: int, name: str) -> int:
    """Open a folder in another, whose descriptor it closes."""
    try:
        return os.open(name, _FOLDER | os.O_NOFOLLOW, dir_fd=above)
    finally:
        os.close(above)


def _sync_above(folder: Path) -> None:
    """Sync each folder that a path leads through: any of them may be new."""
    for above in folder.parents:
        with suppress(PermissionError), opened(above, _FOLDER) as file:  # then it is not ours
            os.fsync(file)


def free_at(path: Path) -> int:
    """Tell how many bytes there is room for at a path, for those who are not root.

    Args:
        path: a folder, which may not be there yet.

    Raises:
        OSError: the system does not tell.
    """
    while not path.exists():
        path = path.parent
    found = os.statvfs(path)
    return found.f_bavail * found.f_frsize


@contextmanager
def opened(path: Path | str, flags: int, folder: int | None = None) -> Iterator[int]:
    """Open something for the length of a block.

    Args:
        path: what to open.
        flags: as for `os.open`.
        folder: descriptor of the folder that the path begins at.
    """
    file = os.open(path, flags | os.O_CLOEXEC, dir_fd=folder)
    try:
        yield file
    finally:
        os.close(file)


@contextmanager
def held(file: int) -> Iterator[int]:
    """Hold a descriptor, and close it in the end."""
    try:
        yield file
    finally:
        os.close(file)


@contextmanager
def explained() -> Iterator[None]:
    """Tell what the system says in our errors.

    Raises:
        Full, Missing, Taken, Unavailable: for any OSError.
    """
    try:
        yield
    except FileExistsError as error:
        msg = "there is something of that name already"
        raise Taken(msg) from error
    except OSError as error:
        if error.errno in _NO_ROOM:
            msg = "there is no room left"
            raise Full(msg) from error
        if error.errno in _NOT_THERE:
            msg = "there is no such object"
            raise Missing(msg) from error
        msg = f"the folder does not answer as it should: {error.strerror}"
        raise Unavailable(msg) from error
