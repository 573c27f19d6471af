"""The result store: what is costly to make again, on disk, within a budget of bytes."""

import logging
import os
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import BinaryIO, Protocol, TypeVar

from storage.results.counts import Counts
from storage.results.draft import Bench, Draft
from storage.results.entry import Damaged, Entry, open_body, open_entry, read_body
from storage.results.ledger import Account, Ledger, NotKept
from storage.results.locks import alone, is_at
from storage.results.purge import Purged, purge
from storage.results.room import Room
from storage.results.shelf import Shelf

log = logging.getLogger(__name__)

T = TypeVar("T")

_SHARE = 10  # an entry may take this part of the budget
_LARGEST = 1 << 30  # bytes
_STEP = 1 << 20  # bytes that room is made for at once where the length is not known
_TOUCHED_EVERY = 60 * 10**9  # ns
_COMPLAINED_EVERY = 60.0  # s
_SILENT = (NotKept, FileNotFoundError)  # the latter: all was deleted meanwhile


@dataclass(frozen=True, slots=True)
class Stats:
    """What the store holds and how it was used.

    Args:
        entries: bodies.
        bytes: of them as files, and of what is being written.
        budget: bytes that they may have.
        hits: requests that were answered from the store, since it was made.
        misses: those that were not.
    """

    entries: int
    bytes: int
    budget: int
    hits: int
    misses: int


class Watch(Protocol):
    """Who is told how looks end, beside the counts on disk."""

    def looked_up(self, hits: int, misses: int) -> None:
        """So many more hits and misses; their sum is 0 or 1."""


class ResultStore:
    """Keeps bodies on disk for all processes that share its folder.

    The folder may be deleted, or parts of it, at any time; it may be unwritable, or its disk full:
    then things are not kept, which is logged now and then and is no error.

    Args:
        folder: where; made when something is kept. The store only deletes what is named as its
            own files are.
        budget: bytes of all files of entries, also of those being written; never exceeded. What
            is larger than a tenth of it is not kept.
        watch: who is told how looks end.
    """

    def __init__(self, folder: Path, budget: int, watch: Watch | None = None) -> None:
        self._watch = watch
        self._shelf = Shelf(folder)
        self._budget = budget
        self._largest = min(budget // _SHARE, _LARGEST)
        room = Room(self._shelf, budget)
        ledger = Ledger(self._shelf.usage, room.count)
        self._bench = Bench(self._shelf, ledger, room, self._largest)
        self._counts = Counts(self._shelf.counts)
        self._complained = -_COMPLAINED_EVERY
        self._thread = threading.local()

    def get(self, name: str, key: str, *, again: bool = False) -> bytes | None:
        """Look a body up and count that as a hit or a miss.

        Args:
            name: of the original.
            key: of what was made of it.
            again: whether this request has missed it before, as after having waited for `alone`.
                It is counted once, by how it ends.
        """
        body = self._read(Entry(name, key), read_body)
        hits = 0 if body is None else 1
        misses = 1 - hits - again
        if hits or misses:
            self._quietly(lambda: self._counts.add(hits, misses))
            if self._watch:
                self._watch.looked_up(hits, misses)
        return body

    def open(self, name: str, key: str) -> BinaryIO | None:
        """Open a body for reading, seekable, from its start; whoever calls it closes it.

        It can be read to its end although it is evicted meanwhile. Neither a hit nor a miss.
        """
        return self._read(Entry(name, key), open_body)

    def put(self, name: str, key: str, body: bytes) -> None:
        """Keep a body, unless there was a purge since `alone` was entered for its key."""
        self._keep(Entry(name, key), (body,), 0)

    def keep(self, name: str, key: str, chunks: Iterable[bytes]) -> bool:
        """Keep a body that comes in pieces, unless there was a purge since it began to come.

        Args:
            name: of the original.
            key: of this version of it.
            chunks: its pieces; not read further once it is clear that it cannot be kept.

        Returns:
            Whether it was kept.

        Raises:
            Exception: whatever the chunks raise; nothing is kept then.
        """
        return self._keep(Entry(name, key), chunks, min(_STEP, self._largest))

    @contextmanager
    def alone(self, key: str, wait: float) -> Iterator[bool]:
        """Be the only one of all processes and threads who is inside for a key.

        Args:
            key: of what is to be made.
            wait: seconds to wait for another; 0 or more.

        Returns:
            False when another was inside all the time. True also where there can be no lock.
        """
        with ExitStack() as stack:
            stack.enter_context(self._noted_epoch(key))
            try:
                had = stack.enter_context(alone(self._shelf.lock(key), wait))
            except OSError as error:
                self._complain(error)
                had = True
            yield had

    def purge(self, name: str) -> Purged:
        """Delete what was made of an original, also what is being made of it at the moment.

        Args:
            name: an original's name; or the start of names, if it ends in "/" or is "".

        Raises:
            OSError: not all of it could be deleted.
        """
        return purge(self._bench, name)

    def epoch(self) -> int | None:
        """Give a number that changes with every purge; None while nothing was ever kept.

        Raises:
            OSError: it cannot be read.
        """
        account = self._bench.ledger.read()
        return None if account is None else account.epoch

    def stats(self) -> Stats:
        """Tell what the store holds and how it was used.

        Raises:
            OSError: it cannot be read.
        """
        account = self._bench.ledger.read()
        entries, size = (account.entries, account.bytes) if account else (0, 0)
        return Stats(entries, size, self._budget, *self._counts.total())

    def sweep(self) -> None:
        """Delete what dead writers left, count everything anew, and keep to the budget."""
        self._quietly(self._sweep)

    def _read(self, entry: Entry, read: Callable[[int, Entry, int], T]) -> T | None:
        path = entry.path(self._shelf.root)
        try:
            file = open_entry(path)
        except FileNotFoundError:
            return None
        except OSError as error:
            self._complain(error)
            return None
        try:
            status = os.fstat(file)
            found = read(file, entry, self._plausible(status.st_size))
            self._quietly(partial(_touch, file, status.st_mtime_ns))
        except Damaged:
            self._quietly(partial(self._remove_damaged, file, path))
        except OSError as error:
            self._complain(error)
        else:
            return found
        finally:
            os.close(file)
        return None

    def _plausible(self, size: int) -> int:
        if size > self._largest:
            raise Damaged
        return size

    def _remove_damaged(self, file: int, path: Path) -> None:
        with self._bench.ledger.changing() as account:
            if is_at(file, path):  # and not replaced by a good one
                path.unlink()
                self._bench.room.count(account)

    def _keep(self, entry: Entry, chunks: Iterable[bytes], step: int) -> bool:
        draft = Draft(self._bench, entry, self._epochs().get(entry.key) or self._epoch())
        try:
            for chunk in chunks:
                if not self._quietly(partial(draft.add, chunk, step)):
                    return False
            return self._quietly(draft.finish)
        finally:
            self._quietly(draft.drop)

    def _sweep(self) -> None:
        with self._bench.ledger.changing() as account:
            self._bench.room.count(account)

    @contextmanager
    def _noted_epoch(self, key: str) -> Iterator[None]:
        """Remember for this thread which purges the making of a body knows of."""
        epochs = self._epochs()
        outer = epochs.get(key)
        epochs[key] = self._epoch() if outer is None else outer
        try:
            yield
        finally:
            if outer is None:
                del epochs[key]

    def _epochs(self) -> dict[str, int | None]:
        if not hasattr(self._thread, "epochs"):
            self._thread.epochs = {}
        found: dict[str, int | None] = self._thread.epochs
        return found

    def _epoch(self) -> int | None:
        account: Account | None = None
        try:
            account = self._bench.ledger.read()
            if account is None:
                with self._bench.ledger.changing() as account:
                    pass
        except OSError as error:
            self._complain(error)
        return account.epoch if account else None

    def _quietly(self, step: Callable[[], object]) -> bool:
        """Do it, and say whether it could be done."""
        try:
            step()
        except OSError as error:
            self._complain(error)
            return False
        return True

    def _complain(self, error: OSError) -> None:
        now = time.monotonic()
        if not isinstance(error, _SILENT) and now - self._complained >= _COMPLAINED_EVERY:
            self._complained = now
            log.warning("results are not kept in %s: %s", self._shelf.root, error)


def _touch(file: int, used: int) -> None:
    """Note the use of an entry, not at each of them."""
    now = time.time_ns()
    if not 0 <= now - used < _TOUCHED_EVERY:
        os.utime(file, ns=(now, now))
