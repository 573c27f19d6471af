"""The readers that a process keeps: taken, given back, and left behind by a fork."""

import os
import threading
import weakref
from collections.abc import Iterator
from contextlib import contextmanager

from source.errors import TooSlow
from source.query.reader import Reader


class Pool:
    """Readers, started when they are needed.

    Args:
        most: readers at one time.
        max_wait: seconds that a caller waits for one when all are busy.
    """

    def __init__(self, most: int, max_wait: float) -> None:
        self._most = most
        self._max_wait = max_wait
        self._begin()
        _POOLS.add(self)

    def _begin(self) -> None:
        self._freed = threading.Condition()
        self._busy = 0
        self._idle: list[Reader] = []
        self._started: set[Reader] = set()

    @contextmanager
    def hold(self) -> Iterator[Reader]:
        """Have a reader for the time of the block; one whose block fails is ended.

        Raises:
            TooSlow: all were busy for too long, or no process can be started.
        """
        reader = self._take()
        try:
            yield reader
        except BaseException:
            self._leave(reader, ended=True)
            raise
        self._leave(reader, ended=False)

    def end(self) -> None:
        """End the readers that nobody holds."""
        with self._freed:
            idle, self._idle = self._idle, []
            self._started.difference_update(idle)
        for reader in idle:
            reader.end()

    def leave_behind(self) -> None:
        """After a fork, in the child: the readers are the parent's, and so is the lock."""
        inherited = self._started
        self._begin()
        for reader in inherited:
            reader.forget()

    def _take(self) -> Reader:
        with self._freed:
            if not self._freed.wait_for(lambda: self._busy < self._most, self._max_wait):
                message = f"other queries were not done within {self._max_wait:g} s; try again"
                raise TooSlow(message)
            self._busy += 1
            if self._idle:
                return self._idle.pop()
        try:
            reader = Reader()
        except OSError:
            self._free()
            message = "no process could be started to answer the query; try again"
            raise TooSlow(message) from None
        with self._freed:
            self._started.add(reader)
        return reader

    def _leave(self, reader: Reader, *, ended: bool) -> None:
        if ended:
            reader.end()
        with self._freed:
            if ended:
                self._started.discard(reader)
            else:
                self._idle.append(reader)
        self._free()

    def _free(self) -> None:
        with self._freed:
            self._busy -= 1
            self._freed.notify()


_POOLS: "weakref.WeakSet[Pool]" = weakref.WeakSet()


def _leave_all_behind() -> None:
    for pool in list(_POOLS):
        pool.leave_behind()


os.register_at_fork(after_in_child=_leave_all_behind)
