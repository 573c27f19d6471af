"""The counts of one process."""

import sys
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from time import sleep
from types import FrameType
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from limits import parse
from limits.storage import storage_from_string
from limits.strategies import FixedWindowRateLimiter

from app import create_app
from endpoint.rates import windows
from endpoint.rates.windows import IN_MEMORY, FixedWindows
from tests.conftest import settings_for

LENGTHS = {"a": 1, "b": 1, "c": 10, "d": 10, "e": 60}  # s
EPOCH = 1.7e9  # s since 1970 at which the tests' clock stands at 0


class Clock:
    """Stands still but when it is told."""

    def __init__(self) -> None:
        self.now = 0.0

    def monotonic(self) -> float:
        return self.now

    def time(self) -> float:
        return EPOCH + self.now


@contextmanager
def clock() -> Iterator[Clock]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(windows, "time", found := Clock())
        yield found


class Naive:
    """What is counted, by all hits there ever were."""

    def __init__(self) -> None:
        self.begun: dict[str, tuple[float, int]] = {}

    def look(self, key: str, now: float) -> tuple[int, float]:
        began, count = self.begun.get(key, (now, 0))
        ends = began + LENGTHS[key]
        return (count, ends) if count and now < ends else (0, now)

    def hit(self, key: str, now: float, amount: int) -> int:
        count, ends = self.look(key, now)
        self.begun[key] = (ends - LENGTHS[key] if count else now, count + amount)
        return count + amount


STEPS = st.lists(
    st.one_of(
        st.tuples(st.sampled_from(sorted(LENGTHS)), st.integers(1, 3)),
        st.tuples(st.just("later"), st.sampled_from([0.25, 0.5, 1.0, 3.0, 9.0, 10.0, 59.0])),
        st.tuples(st.just("clear"), st.sampled_from(sorted(LENGTHS))),
    ),
    max_size=60,
)


@given(STEPS)
def test_counts_are_those_of_a_naive_model(steps: list[tuple[str, Any]]) -> None:
    naive, storage = Naive(), FixedWindows()
    with clock() as at:
        for what, much in steps:
            if what == "later":
                at.now += much
            elif what == "clear":
                storage.clear(much)
                naive.begun.pop(much, None)
            else:
                assert storage.incr(what, LENGTHS[what], much) == naive.hit(what, at.now, much)
            for key in LENGTHS:
                count, ends = naive.look(key, at.now)
                assert (storage.get(key), storage.get_expiry(key)) == (count, EPOCH + ends)


def test_a_clock_that_is_set_moves_no_window() -> None:
    storage = FixedWindows()
    with clock() as at:
        storage.incr("a", 60)
        at.time = lambda: 0.0  # type: ignore[method-assign]
        at.now += 20
        assert (storage.get("a"), storage.get_expiry("a")) == (1, 40)


def test_a_key_whose_window_ended_may_have_one_of_another_length() -> None:
    storage = FixedWindows()
    with clock() as at:
        storage.incr("a", 10)
        at.now = 10
        assert storage.incr("a", 60) == 1
        assert storage.get_expiry("a") == EPOCH + 70
        assert storage.reset() == 1


def test_a_rate_is_counted_in_them_by_address_of_the_storage() -> None:
    counter = FixedWindowRateLimiter(storage_from_string(IN_MEMORY))
    rate = parse("2/minute")
    assert [counter.hit(rate, "read", each) for each in "aabaaab"] == [
        *(True, True, True),
        *(False, False, False),
        True,
    ]
    assert counter.storage.check()
    assert counter.storage.reset() == 2
    assert counter.get_window_stats(rate, "read", "a").remaining == 2


def test_no_more_than_the_bound_are_kept_and_what_began_first_goes_first(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(windows, "MOST_WINDOWS", 50)
    storage = FixedWindows()
    with clock() as at:
        for number in range(500):
            at.now += 0.01
            storage.incr(str(number), 3600 if number % 3 else 1000)
        assert [number for number in range(500) if storage.get(str(number))] == [*range(450, 500)]
        assert storage.reset() == 50


def test_what_has_ended_goes_before_what_has_not(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(windows, "MOST_WINDOWS", 50)
    storage = FixedWindows()
    with clock() as at:
        storage.incr("long", 3600)
        for number in range(1000):
            at.now += 0.1  # ten of them at once
            storage.incr(str(number), 1)
        assert storage.get("long") == 1
        assert storage.reset() <= 13


def test_who_comes_again_is_last_in_order() -> None:
    storage = FixedWindows()
    with clock() as at:
        for key in "abcde":
            storage.incr(key, 60)
        at.now = 60
        storage.incr("c", 60)  # takes a and b away, and its own
        storage.incr("f", 60)  # takes d and e away
        assert storage.reset() == 2


def test_a_known_client_does_not_push_others_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(windows, "MOST_WINDOWS", 2)
    storage = FixedWindows()
    assert [storage.incr(key, 60) for key in "abaab"] == [1, 1, 2, 3, 2]


def steps_of(storage: FixedWindows, key: str) -> int:
    """Count the lines and calls that a hit takes, each turn of a loop anew."""
    found = 0

    def look(_frame: FrameType, _event: str, _argument: object) -> Any:
        nonlocal found
        found += 1
        return look

    before = sys.gettrace()
    sys.settrace(look)
    try:
        storage.incr(key, 60)
    finally:
        sys.settrace(before)
    return found


@pytest.mark.parametrize("later", [0, 59, 60, 3600])
def test_a_hit_takes_as_many_steps_whoever_else_came(
    later: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(windows, "MOST_WINDOWS", 3000)
    found = []
    for others in (10, 2900, 3100):
        storage = FixedWindows()
        with clock() as at:
            for number in range(others):
                storage.incr(str(number), 60)
            at.now += later
            found.append(max(steps_of(storage, key) for key in ("new", "new", "newer", "9")))
    assert max(found) <= 150


def test_they_start_no_thread() -> None:
    before = {*threading.enumerate()}
    storage = FixedWindows()
    for number in range(100):
        storage.incr(str(number), 1)
    assert {*threading.enumerate()} <= before


class Slow(str):
    """Lets other threads run whenever it is looked for."""

    __slots__ = ()

    def __hash__(self) -> int:
        sleep(0.001)
        return super().__hash__()


def test_no_hit_of_several_threads_is_lost() -> None:
    storage = FixedWindows()
    storage.incr("other", 60)
    with ThreadPoolExecutor(8) as pool:
        counts = [*pool.map(lambda _: storage.incr(Slow("a"), 60), range(16))]
    assert sorted(counts) == [*range(1, 17)]
    assert storage.get("a") == 16


def test_while_redis_is_silent_the_same_windows_are_counted_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(windows, "MOST_WINDOWS", 1)
    away = settings_for(tmp_path, READ_RATE="1/hour", REDIS_URL="redis://127.0.0.1:1/0")
    client = create_app(away).test_client()
    statuses = [
        client.get("/badge/a-b-red.svg", environ_base={"REMOTE_ADDR": address}).status_code
        for address in ("192.0.2.1", "192.0.2.1", "192.0.2.2", "192.0.2.1")
    ]
    assert statuses == [200, 429, 200, 200]
