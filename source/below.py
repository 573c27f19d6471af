"""Opening what lies below a folder, and never anything outside of it.

Each part of a path is opened from the folder before it and without following a link. Where one is
a link, the path is resolved first, has to stay below the root, and is opened the same way: a link
that is put there meanwhile leads nowhere.
"""

import errno
import os
import stat
from collections.abc import Callable, Sequence
from pathlib import Path

from source.errors import NotAllowed

_ROOT = os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC
_FOLDER = _ROOT | os.O_NOFOLLOW
# A FIFO would let its opener wait for a writer.
_FILE = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_NOCTTY | os.O_CLOEXEC

NO_FILE = frozenset({errno.ELOOP, errno.ENOTDIR, errno.ENXIO})
"""Errors of what is there and is not of the kind that was looked for; links among them."""


def open_file(root: Path, path: str) -> int:
    """Open a regular file for reading.

    Args:
        root: the folder; where it is a link, what that leads to now.
        path: as `check_path` lets it pass.

    Returns:
        A descriptor, to be closed by the caller.

    Raises:
        NotAllowed: a link leads out of the root.
        OSError: not there, not readable, or (one of NO_FILE) no regular file.
    """
    return _open(root, path, _regular)


def open_folder(root: Path, path: str) -> int:
    """Open a folder, to be listed; the same as `open_file` else. An empty path is the root."""
    return _open(root, path, _folder)


def _open(root: Path, path: str, last: Callable[[str, int], int]) -> int:
    try:
        return _walk(root, [part for part in path.split("/") if part not in ("", ".")], last)
    except OSError as error:
        if error.errno not in NO_FILE:
            raise
    return _walk(root, _resolved(root, path), last)


def _walk(root: Path, parts: Sequence[str], last: Callable[[str, int], int]) -> int:
    folder = os.open(root, _ROOT)
    try:
        for part in parts[:-1]:
            below = os.open(part, _FOLDER, dir_fd=folder)
            os.close(folder)
            folder = below
        return last(parts[-1] if parts else ".", folder)
    finally:
        os.close(folder)


def _folder(name: str, folder: int) -> int:
    return os.open(name, _FOLDER, dir_fd=folder)


def _regular(name: str, folder: int) -> int:
    # Looked at first, since for some devices to be opened is an order already.
    _check_regular(os.stat(name, dir_fd=folder, follow_symlinks=False))
    file = os.open(name, _FILE, dir_fd=folder)
    try:
        _check_regular(os.fstat(file))
    except BaseException:
        os.close(file)
        raise
    return file


def _check_regular(found: os.stat_result) -> None:
    if not stat.S_ISREG(found.st_mode):
        raise OSError(errno.ELOOP, "no regular file")


def _resolved(root: Path, path: str) -> tuple[str, ...]:
    real = Path(os.path.realpath(root))
    leads_to = Path(os.path.realpath(real / path))
    if not leads_to.is_relative_to(real):
        message = f"{path!r} leads out of the root"
        raise NotAllowed(message)
    return leads_to.relative_to(real).parts
