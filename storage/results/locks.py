"""A lock that processes and threads share: flock on a file that may vanish at any time.

The lock belongs to the open file and so ends with its process, however that ends. Whoever has it
may delete the file, since nobody believes in a lock before having seen that the file is still the
one at its path.
"""

import errno
import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

FILE_MODE = 0o600
"""What is kept may be private."""

_FIRST_PAUSE = 0.0005  # s
_LONGEST_PAUSE = 0.02  # s: a waiter is woken 50 times a second, and sees a result 20 ms late
_ATTEMPTS = 10  # while somebody deletes the folder again and again
_FLAGS = os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW | os.O_NONBLOCK


@contextmanager
def alone(path: Path, wait: float) -> Iterator[bool]:
    """Hold the lock of a path, and delete the file afterwards.

    Args:
        path: a file that is made when it is not there, with its folders.
        wait: seconds, 0 or more.

    Returns:
        False when others had the lock all the time.

    Raises:
        OSError: there can be no such file.
    """
    file = acquire(path, wait)
    try:
        yield file is not None
    finally:
        if file is not None:
            with suppress(OSError):  # it is swept up later
                if is_at(file, path):
                    path.unlink()
            os.close(file)


def acquire(path: Path, wait: float) -> int | None:
    """Open a file and take its lock.

    Args:
        path: made when it is not there, with its folders.
        wait: seconds, 0 or more.

    Returns:
        The descriptor, whose closing gives the lock back; None when others had it all the time.

    Raises:
        OSError: there can be no such file.
    """
    deadline = time.monotonic() + wait
    pause = _FIRST_PAUSE
    while (file := try_at(path)) is None:
        left = deadline - time.monotonic()
        if left <= 0:
            break
        time.sleep(min(pause, left))
        pause = min(2 * pause, _LONGEST_PAUSE)
    return file


def try_lock(file: int) -> bool:
    """Take the lock of an open file unless another has it."""
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def open_lock(path: Path) -> int:
    """Open a file to be locked, made when it is not there, with its folders.

    Raises:
        OSError: there can be no such file.
    """
    for _ in range(_ATTEMPTS):
        with suppress(FileNotFoundError):
            return os.open(path, _FLAGS, FILE_MODE)
        with suppress(FileNotFoundError):
            make_folder(path.parent)
    raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), str(path))


def make_folder(path: Path) -> None:
    """Make a folder and those above it; it may be there."""
    path.mkdir(parents=True, exist_ok=True)


def is_at(file: int, path: Path) -> bool:
    """Whether an open file is the one at a path."""
    try:
        return os.path.samestat(os.fstat(file), path.lstat())
    except FileNotFoundError:
        return False


def try_at(path: Path) -> int | None:
    """Open a file and take its lock, without waiting; see `acquire`.

    Raises:
        OSError: there can be no such file, or no lock.
    """
    file = open_lock(path)
    held = False
    try:
        held = try_lock(file) and is_at(file, path)
    finally:
        if not held:
            os.close(file)
    return file if held else None
