"""How much the store holds: one file, changed by one process and thread at a time.

What is counted is the sizes of all entries and drafts, as they are after every change. Who begins
a change marks the account as torn and who ends it takes the mark away: so the next one sees that
somebody was killed in between, and counts file by file.
"""

import os
import secrets
import struct
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from storage.results.locks import acquire, is_at

PATIENCE = 2.0
"""Seconds to wait for those who are changing the store; it takes them microseconds."""

_FORM = struct.Struct("<8s?QQQd")
_MAGIC = b"easel\x00u1"
_COUNTED_EVERY = 3600.0  # s


class NotKept(OSError):  # noqa: N818 - nothing failed
    """Something is not kept although nothing is wrong with the disk or with the account."""


@dataclass(slots=True)
class Account:
    """What the store holds.

    Args:
        epoch: changes with every purge.
        entries: how many.
        bytes: of the entries and of what is being written.
        counted: when that was last counted file by file, on the machine's monotonic clock.
    """

    epoch: int
    entries: int = 0
    bytes: int = 0
    counted: float = float("inf")

    @property
    def due(self) -> bool:
        """Whether to count anew: after an hour, and after the machine's clock began again."""
        return not 0 <= time.monotonic() - self.counted < _COUNTED_EVERY


class Ledger:
    """The account of a store.

    Args:
        path: its file.
        count: counts the files, and sweeps up what the dead have left; called with the lock.
    """

    def __init__(self, path: Path, count: Callable[[Account], None]) -> None:
        self._path = path
        self._count = count

    @contextmanager
    def changing(self, patience: float = PATIENCE) -> Iterator[Account]:
        """Lock all others out and change the account, or what it is about.

        Raises:
            TimeoutError: others did not let go of it in time.
            OSError: the store cannot be changed.
        """
        file = acquire(self._path, patience)
        if file is None:
            message = f"{self._path} was locked for {patience:g} s"
            raise TimeoutError(message)
        try:
            with self._changing(file) as account:
                yield account
        finally:
            os.close(file)

    @contextmanager
    def _changing(self, file: int) -> Iterator[Account]:
        account, torn = _read(file) or (Account(secrets.randbits(62)), True)
        _write(file, account, torn=True)
        if torn or account.due:
            self._count(account)
        try:
            yield account
        except NotKept:
            _write(file, account, torn=False)
            raise
        _write(file, account, torn=False)
        if not is_at(file, self._path):
            self._distrust()

    def _distrust(self) -> None:
        """Let the next one count: the file was deleted while this one was changing the store."""
        file = acquire(self._path, PATIENCE)
        if file is not None:
            os.ftruncate(file, 0)
            os.close(file)

    def read(self) -> Account | None:
        """Look at the account as it is, without waiting; None where there is none.

        Raises:
            OSError: it cannot be read.
        """
        try:
            file = os.open(self._path, os.O_RDONLY | os.O_CLOEXEC | os.O_NOFOLLOW | os.O_NONBLOCK)
        except FileNotFoundError:
            return None
        try:
            found = _read(file)
        finally:
            os.close(file)
        return found[0] if found else None


def _read(file: int) -> tuple[Account, bool] | None:
    raw = os.pread(file, _FORM.size, 0)
    if len(raw) != _FORM.size:
        return None
    magic, torn, *numbers = _FORM.unpack(raw)
    return (Account(*numbers), torn) if magic == _MAGIC else None


def _write(file: int, account: Account, *, torn: bool) -> None:
    entries, size = max(0, account.entries), max(0, account.bytes)
    # Less than nothing: an entry was changed by somebody else.
    torn = torn or (entries, size) != (account.entries, account.bytes)
    os.pwrite(file, _FORM.pack(_MAGIC, torn, account.epoch, entries, size, account.counted), 0)
