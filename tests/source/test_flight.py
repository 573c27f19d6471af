import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from source.bounds import Deadline
from source.errors import NoMatch, Overloaded, TooSlow
from source.flight import Flights


class Work:
    """Something that is under way until the test lets it go."""

    def __init__(self, error: BaseException | None = None) -> None:
        self.begun = threading.Event()
        self.go_on = threading.Event()
        self.done = 0
        self.most = 0
        self._under_way = 0
        self._error = error
        self._lock = threading.Lock()

    def __call__(self) -> str:
        with self._lock:
            self._under_way += 1
            self.most = max(self.most, self._under_way)
        self.begun.set()
        assert self.go_on.wait(10)
        with self._lock:
            self._under_way -= 1
            self.done += 1
        if self._error is not None:
            raise self._error
        return "outcome"


@contextmanager
def asked_for(keys: list[int], flights: Flights[int, str], work: Work) -> Iterator[list[object]]:
    """Ask for each key in a thread of its own; all have their answers after the block."""
    answers: list[object] = []

    def ask(key: int) -> None:
        try:
            answers.append(flights.share(key, Deadline.after(10), work))
        except BaseException as error:
            answers.append(error)

    threads = [threading.Thread(target=ask, args=(key,)) for key in keys]
    for thread in threads:
        thread.start()
    assert work.begun.wait(10)
    time.sleep(0.1)
    yield answers
    work.go_on.set()
    for thread in threads:
        thread.join(10)


def test_the_same_is_done_once() -> None:
    work = Work()
    with asked_for([1] * 20, Flights(at_once=8, waiting=19), work) as answers:
        pass
    assert answers == ["outcome"] * 20
    assert work.done == 1


def test_different_work_is_done_so_much_at_once() -> None:
    work = Work()
    with asked_for(list(range(7)), Flights(at_once=3, waiting=4), work) as answers:
        pass
    assert answers == ["outcome"] * 7
    assert work.done == 7
    assert work.most == 3


def test_one_more_than_may_wait_is_told_so_at_once() -> None:
    flights = Flights[int, str](at_once=1, waiting=2)
    work = Work()
    with asked_for([1, 1, 2], flights, work):
        for key in (1, 2, 3):
            with pytest.raises(Overloaded, match="too much"):
                flights.share(key, Deadline.after(60), work)
    assert flights.share(3, Deadline.after(10), lambda: "later") == "later"


def test_a_turn_that_does_not_come_in_time_is_told() -> None:
    flights = Flights[int, str](at_once=1, waiting=2)
    work = Work()
    with asked_for([1], flights, work):
        with pytest.raises(Overloaded):
            flights.share(2, Deadline.after(0.05), work)
        with pytest.raises(Overloaded):
            flights.share(2, Deadline.after(-1), work)
    assert work.done == 1


def test_an_outcome_that_does_not_come_in_time_is_told() -> None:
    flights = Flights[int, str](at_once=1, waiting=2)
    work = Work()
    with asked_for([1], flights, work), pytest.raises(TooSlow, match=r"longer than 0\.05 s"):
        flights.share(1, Deadline.after(0.05), work)


def test_an_error_reaches_all_who_wait_and_is_not_kept() -> None:
    flights = Flights[int, str](at_once=1, waiting=2)
    work = Work(NoMatch("nothing there"))
    with asked_for([1] * 3, flights, work) as answers:
        pass
    assert [(type(answer), str(answer)) for answer in answers] == [(NoMatch, "nothing there")] * 3
    assert len({id(answer) for answer in answers}) == 3
    assert flights.share(1, Deadline.after(10), lambda: "later") == "later"


def test_work_that_is_ended_from_outside_does_not_end_those_who_wait() -> None:
    work = Work(SystemExit())
    with asked_for([1] * 3, Flights(at_once=1, waiting=2), work) as answers:
        pass
    assert sorted(type(answer).__name__ for answer in answers) == [
        "SystemExit",
        "Unreachable",
        "Unreachable",
    ]
