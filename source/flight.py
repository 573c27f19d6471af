"""Single flight and admission: the same is brought once at a time, and only so much at once."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from copy import copy
from typing import Generic, TypeVar

from source.bounds import Deadline
from source.errors import Overloaded, TooSlow, Unreachable

K = TypeVar("K")
V = TypeVar("V")

_FULL = "too much is being fetched at the moment"


class _Flight(Generic[V]):
    """Work under way; whoever wants the same meanwhile waits for its outcome."""

    __slots__ = ("done", "outcome")

    def __init__(self) -> None:
        self.done = threading.Event()
        # What those who wait see when the process ends in the middle of the work.
        self.outcome: V | Exception = Unreachable("the fetch was broken off")


class Flights(Generic[K, V]):
    """Does the same work once at a time, and a bounded amount of different work.

    Args:
        at_once: how much is done at one time.
        waiting: how many callers may wait, for their turn or for another's outcome; one more is
            told so at once.
    """

    def __init__(self, at_once: int, waiting: int) -> None:
        self._slots = threading.BoundedSemaphore(at_once)
        self._chairs = threading.BoundedSemaphore(waiting)
        self._lock = threading.Lock()
        self._flights: dict[K, _Flight[V]] = {}

    def share(self, key: K, deadline: Deadline, work: Callable[[], V]) -> V:
        """Do the work, or share the outcome of the same under way.

        Args:
            key: what is the same.
            deadline: how long to wait; the work has to keep to it by itself.
            work: called in this thread, by one caller at a time for each key.

        Raises:
            Overloaded: too many wait already, or the turn did not come by the deadline.
            TooSlow: another's outcome did not come by the deadline.
            Exception: whatever the work raises; others get a copy of it.
        """
        with self._lock:
            flight = self._flights.get(key)
            leads = flight is None
            if flight is None:
                flight = self._flights[key] = _Flight()
        return self._lead(key, flight, deadline, work) if leads else self._follow(flight, deadline)

    def _lead(self, key: K, flight: _Flight[V], deadline: Deadline, work: Callable[[], V]) -> V:
        try:
            with self._slot(deadline):
                outcome = flight.outcome = work()
        except Exception as error:
            flight.outcome = copy(error)
            raise
        finally:
            with self._lock:
                del self._flights[key]
            flight.done.set()
        return outcome

    def _follow(self, flight: _Flight[V], deadline: Deadline) -> V:
        with self._chair():
            if not flight.done.wait(_left(deadline)):
                msg = f"the same fetch, under way already, took longer than {deadline.seconds:g} s"
                raise TooSlow(msg)
        if isinstance(flight.outcome, Exception):
            raise copy(flight.outcome)
        return flight.outcome

    @contextmanager
    def _slot(self, deadline: Deadline) -> Iterator[None]:
        if not self._slots.acquire(blocking=False):
            with self._chair():
                if not self._slots.acquire(timeout=_left(deadline)):
                    raise Overloaded(_FULL)
        try:
            yield
        finally:
            self._slots.release()

    @contextmanager
    def _chair(self) -> Iterator[None]:
        if not self._chairs.acquire(blocking=False):
            raise Overloaded(_FULL)
        try:
            yield
        finally:
            self._chairs.release()


def _left(deadline: Deadline) -> float:
    try:
        return deadline.left()
    except TimeoutError:
        return 0
