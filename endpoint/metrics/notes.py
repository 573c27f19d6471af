"""What is told in requests is only noted there, and counted once a second.

Where several processes meet, to count costs writes into files; and that a disk is full, or a file
may not grow, is no reason to fail a request that has done its work.
"""

import logging
from collections import deque
from collections.abc import Callable
from threading import Lock
from typing import Generic, TypeVar

log = logging.getLogger(__name__)

T = TypeVar("T")

MOST = 10_000
"""Notes that wait at most; then they are counted in between, also where nobody reads them."""


class Notes(Generic[T]):
    """Notes that wait to be counted.

    Args:
        count: counts these notes, the oldest first; called by one thread at a time.
    """

    def __init__(self, count: Callable[[list[T]], None]) -> None:
        self._count = count
        self._waiting: deque[T] = deque()
        self._counting = Lock()

    def add(self, note: T) -> None:
        """Take a note; whatever becomes of it, nothing is raised."""
        self._waiting.append(note)
        if len(self._waiting) > MOST:
            try:
                self.settle()
            except Exception:  # of whatever kind: who tells us something is to go on
                log.exception("what was noted could not be counted")

    def settle(self) -> None:
        """Count all that wait. What cannot be counted is forgotten: it would fail again.

        Raises:
            Exception: whatever counting raises.
        """
        with self._counting:
            self._count([self._waiting.popleft() for _ in range(len(self._waiting))])
