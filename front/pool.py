"""Threads that wait for work; they are started when they are needed first."""

from collections.abc import Callable
from queue import SimpleQueue
from threading import Thread


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

    def run(self, call: Callable[[], None]) -> None:
        """Run a call, which raises nothing, as soon as a thread is free.

        Whoever hears that it has ended says so with `ended`.
        """
        self.open += 1
        if self._started < min(self.open, self.threads):
            self._started += 1
            Thread(target=self._work, name=f"wsgi-{self._started}", daemon=True).start()
        self._calls.put(call)

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
