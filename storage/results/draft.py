"""An entry on its way into the store: room, a temporary file, fsync, rename."""

import os
import secrets
import time
from dataclasses import dataclass

from isal.isal_zlib import crc32

from storage.results.entry import Entry
from storage.results.ledger import Account, Ledger, NotKept
from storage.results.locks import FILE_MODE, make_folder, try_lock
from storage.results.room import Room
from storage.results.shelf import Shelf, size_of

_CLOSED = -1
_FLAGS = os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC | os.O_NOFOLLOW


@dataclass(frozen=True, slots=True)
class Bench:
    """Where drafts are made.

    Args:
        shelf: the store's folder.
        ledger: its account.
        room: makes room in it.
        largest: bytes of the largest file that is kept.
    """

    shelf: Shelf
    ledger: Ledger
    room: Room
    largest: int


class Draft:
    """A file being written.

    It is as large as the room that was made for it before anything is written, and its lock is
    held until it is an entry: so those who count see what is reserved, and who still lives.

    Args:
        bench: where.
        entry: what it becomes.
        epoch: when the making of its content began; now, if None.
    """

    def __init__(self, bench: Bench, entry: Entry, epoch: int | None) -> None:
        self._bench = bench
        self._entry = entry
        self._epoch = epoch
        self._path = bench.shelf.drafts / secrets.token_hex(16)
        self._file = _CLOSED
        self._reserved = 0
        self._length = 0
        self._checksum = 0

    def add(self, chunk: bytes, step: int = 0) -> None:
        """Write a piece of the body.

        Args:
            chunk: the piece.
            step: bytes; room is made for a multiple of it where that is allowed.

        Raises:
            NotKept: there was a purge, it is too large, or too much else is being written.
            OSError: it cannot be written.
        """
        size = self._length + len(chunk) + self._entry.overhead
        if size > self._bench.largest:
            message = f"over {self._bench.largest} bytes are not kept"
            raise NotKept(message)
        if size > self._reserved:
            stepped = -(-size // step) * step if step else size
            self._reserve(min(stepped, self._bench.largest))
        self._write(chunk, self._length)
        self._length += len(chunk)
        self._checksum = crc32(chunk, self._checksum)

    def finish(self) -> None:
        """Make it an entry.

        Raises:
            NotKept: there was a purge.
            OSError: it cannot be written.
        """
        if self._file == _CLOSED:
            self.add(b"")
        trailer = self._entry.trailer(self._length, self._checksum)
        self._write(trailer, self._length)
        if self._reserved != self._length + len(trailer):
            self._reserve(self._length + len(trailer))
        now = time.time_ns()  # finer than what the system would note
        os.utime(self._file, ns=(now, now))
        # The folder is not synced: an entry that a power cut takes away is only made again.
        os.fsync(self._file)
        with self._bench.ledger.changing() as account:
            self._check(account)
            self._move(account)

    def drop(self) -> None:
        """Close it, and delete what did not become an entry.

        Raises:
            OSError: it cannot be deleted; it is swept up later.
        """
        if self._file == _CLOSED:
            return
        try:
            if self._reserved:
                with self._bench.ledger.changing() as account:
                    self._path.unlink()
                    account.bytes -= self._reserved
        finally:
            os.close(self._file)  # and with it goes the lock
            self._file = _CLOSED

    def _reserve(self, size: int) -> None:
        """Let the file have this size, more or less than before, and account for it."""
        with self._bench.ledger.changing() as account:
            self._check(account)
            self._bench.room.tidy(account)
            self._bench.room.make(account, size - self._reserved)
            if self._file == _CLOSED:
                make_folder(self._path.parent)
                self._file = os.open(self._path, _FLAGS, FILE_MODE)
                try_lock(self._file)  # nobody else knows its name
            os.ftruncate(self._file, size)
            account.bytes += size - self._reserved
            self._reserved = size

    def _check(self, account: Account) -> None:
        if self._epoch is None:
            self._epoch = account.epoch
        if account.epoch != self._epoch:
            message = "there was a purge meanwhile"
            raise NotKept(message)

    def _write(self, piece: bytes, offset: int) -> None:
        rest = memoryview(piece)
        while rest:
            written = os.pwrite(self._file, rest, offset)
            rest, offset = rest[written:], offset + written

    def _move(self, account: Account) -> None:
        target = self._entry.path(self._bench.shelf.root)
        make_folder(target.parent)
        replaced = size_of(target)
        self._path.rename(target)
        self._reserved = 0
        account.bytes -= replaced or 0
        account.entries += replaced is None
