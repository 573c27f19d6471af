"""Costly readings are few at a time, and each of them is done once."""

from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest

from endpoint.chart.readings import CHEAP, Readings
from image_proc.chart.spec import ChartSpec
from image_proc.errors import Busy
from image_proc.limits import Limits
from image_proc.spec import ImageSpec

SPEC = ChartSpec()
COSTLY = CHEAP + 1


class Slow:
    """A reading that goes on until it is let go."""

    def __init__(self) -> None:
        self.begun = Event()
        self.let_go = Event()
        self.count = 0

    def read(self) -> ImageSpec:
        self.count += 1
        self.begun.set()
        assert self.let_go.wait(10)
        return SPEC


def limits(queue: int = 16, wait: float = 5.0) -> Limits:
    return Limits(renders=1, queue=queue, max_wait=wait)


def test_who_asks_for_the_same_waits_for_the_first_one() -> None:
    readings, slow = Readings(limits()), Slow()
    with ThreadPoolExecutor(8) as pool:
        first = pool.submit(readings.share, "a", COSTLY, slow.read)
        assert slow.begun.wait(10)
        others = [pool.submit(readings.share, "a", COSTLY, slow.read) for _ in range(7)]
        slow.let_go.set()
        assert all(each.result(10) is SPEC for each in [first, *others])
    # One that came after the first had ended reads anew.
    assert slow.count <= 8
    assert readings.share("a", COSTLY, slow.read) is SPEC


def test_one_reading_too_many_is_told_to_come_back_and_cheap_ones_pass() -> None:
    readings, slow = Readings(limits(queue=0)), Slow()
    with ThreadPoolExecutor(1) as pool:
        first = pool.submit(readings.share, "a", COSTLY, slow.read)
        assert slow.begun.wait(10)
        with pytest.raises(Busy) as refusal:
            readings.share("b", COSTLY, _must_not_read)
        assert refusal.value.retry_after >= 1
        assert readings.share("c", CHEAP, lambda: SPEC) is SPEC
        slow.let_go.set()
        assert first.result(10) is SPEC
    with readings.admit(COSTLY):
        pass


def test_nobody_waits_for_a_reading_without_end() -> None:
    readings, slow = Readings(limits(wait=0.01)), Slow()
    with ThreadPoolExecutor(1) as pool:
        pool.submit(readings.share, "a", COSTLY, slow.read)
        assert slow.begun.wait(10)
        for key in ("a", "b"):
            with pytest.raises(Busy):
                readings.share(key, COSTLY, _must_not_read)
        slow.let_go.set()


@pytest.mark.parametrize("cost", [0, COSTLY])
def test_a_reading_that_fails_leaves_nothing_behind(cost: int) -> None:
    readings = Readings(limits(queue=0))
    for _ in range(2):
        with pytest.raises(ZeroDivisionError):
            readings.share("a", cost, _fail)
    assert readings.share("a", cost, lambda: SPEC) is SPEC


def test_who_waits_is_told_what_went_wrong() -> None:
    readings, slow = Readings(limits()), Slow()

    def fail() -> ImageSpec:
        slow.read()
        return _fail()

    with ThreadPoolExecutor(2) as pool:
        first = pool.submit(readings.share, "a", COSTLY, fail)
        assert slow.begun.wait(10)
        second = pool.submit(readings.share, "a", COSTLY, _fail)
        slow.let_go.set()
        for each in (first, second):
            assert isinstance(each.exception(10), ZeroDivisionError)


def _fail() -> ImageSpec:
    raise ZeroDivisionError


def _must_not_read() -> ImageSpec:
    raise AssertionError
