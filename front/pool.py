"""Threads that wait for work; they are started when they are needed first."""

import logging
from collections.abc import Callable
from queue import SimpleQueue
from threading import Thread

log = logging.getLogger(__name__)


class Pool:
    """Run calls in threads. All but the calls themselves belongs to one thread: the loop's.

    A ThreadPoolExecutor makes a future, a condition and a weak reference for each call, which
    costs more than many an answer; and it has no bound for what waits.

    Args:
        threads: 1 to 10,000, as many calls as run at a time.
    """

    def __init__(self, threads: int) -> None:
        self.threads = threads
        self.open = 0
        """Calls that run or wait for a thread."""
        self._started = 0
        self._calls: SimpleQueue[Callable[[], None] | None] = SimpleQueue()

    @property
    def waiting(self) -> int:
        """Calls that wait for a thread."""
        return max(0, self.open - self.threads)

    def run(self, call: Callable[[], None]) -> bool:
        """Run a call, which raises nothing, as soon as a thread is free; tell whether one will be.

        Where the system has no room for another thread, those that are there do its work; where
        there is none at all the call is not run. Whoever hears that a call has ended says so with
        `ended`.
        """
        if self._started <= self.open and self._started < self.threads:
            self._begin_thread()
        if not self._started:
            return False
        self.open += 1
        self._calls.put(call)
        return True

    def _begin_thread(self) -> None:
        name = f"wsgi-{self._started + 1}"
        try:
            Thread(target=self._work, name=name, daemon=True).start()
        except RuntimeError as error:
            log.warning("no thread beside %d: %s", self._started, error)
        else:
            self._started += 1

    def ended(self) -> None:
        """Count a call as ended."""
        self.open -= 1

    def close(self) -> None:
        """Let the threads end, each after its call; nothing may be run any longer."""
        for _ in range(self._started):
            self._calls.put(None)

    def _work(self) -> None:
        while (call := self._calls.get()) is not None:
            call()
            del call  # with its request and its answer, until the next one comes
