"""Values from elsewhere, kept in SQLite and in a real MariaDB."""

import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Barrier, Event, Lock

import pytest
from flask import Flask
from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from app import create_app
from db import db, transact
from endpoint.badge.sources import readings as module
from endpoint.badge.sources.models import ReadingRow
from endpoint.badge.sources.readings import LEASE, REST, Readings, Taken, Wanted
from source.errors import NoMatch, Unreachable
from tests.apart import APART
from tests.conftest import settings_for

KEY = "0123456789abcdef" * 2
TTL, STALE_FOR = timedelta(minutes=5), timedelta(hours=1)
START = datetime(2026, 11, 21, 12, tzinfo=UTC)
SECOND = timedelta(seconds=1)


@dataclass
class Clock:
    now: datetime = START

    def __call__(self) -> datetime:
        return self.now


@dataclass
class Source:
    """Gives its answers one after the other, the last one again and again."""

    answers: list[str | Exception]
    calls: int = 0
    lock: Lock = field(default_factory=Lock)

    def __call__(self) -> str:
        with self.lock:
            answer = self.answers[min(self.calls, len(self.answers) - 1)]
            self.calls += 1
        if isinstance(answer, Exception):
            raise answer
        return answer


def wanted(source: Source) -> Wanted:
    return Wanted(KEY, TTL, STALE_FOR, source)


@pytest.fixture
def app(tmp_path: Path, database_url: str) -> Iterator[Flask]:
    app = create_app(settings_for(tmp_path, DATABASE_URL=database_url))
    with app.app_context():
        yield app
        db.engine.dispose()


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def readings(app: Flask, clock: Clock) -> Readings:
    del app
    return Readings(clock)


def test_it_is_read_once_in_its_time_to_live(readings: Readings, clock: Clock) -> None:
    source = Source(["1", "2"])
    assert readings.take(wanted(source)) == Taken("1", START)
    clock.now += TTL - SECOND
    assert readings.take(wanted(source)) == Taken("1", START)
    clock.now += SECOND
    assert readings.take(wanted(source)) == Taken("2", START + TTL)
    assert source.calls == 2


def test_anew_reads_what_is_not_old_yet(readings: Readings) -> None:
    source = Source(["1", "2"])
    readings.take(wanted(source))
    assert readings.take(wanted(source), anew=True).value == "2"
    assert readings.take(wanted(source)).value == "2"


def test_it_is_the_last_good_one_while_the_source_fails_and_an_error_later(
    readings: Readings, clock: Clock
) -> None:
    source = Source(["1", Unreachable("the host does not answer")])
    readings.take(wanted(source))
    clock.now += TTL
    assert readings.take(wanted(source)) == Taken("1", START, stale=True)
    clock.now = START + TTL + STALE_FOR - SECOND
    assert readings.take(wanted(source)) == Taken("1", START, stale=True)
    clock.now += SECOND
    with pytest.raises(Unreachable, match=r"^the host does not answer$"):
        readings.take(wanted(source))


def test_what_failed_rests_before_it_is_asked_again(readings: Readings, clock: Clock) -> None:
    source = Source([NoMatch("nothing is at $.a"), "2"])
    for _ in range(3):
        with pytest.raises(NoMatch, match=r"^nothing is at \$\.a$"):
            readings.take(wanted(source))
        clock.now += REST / 4
    assert source.calls == 1
    clock.now = START + REST
    assert readings.take(wanted(source)) == Taken("2", clock.now)
    assert source.calls == 2


def test_an_error_of_ours_ends_the_lease(readings: Readings) -> None:
    source = Source([ZeroDivisionError("on purpose"), "1"])
    with pytest.raises(ZeroDivisionError):
        readings.take(wanted(source))
    assert readings.take(wanted(source)).value == "1"


def test_a_leader_that_died_is_followed_by_another_when_its_lease_is_over(
    readings: Readings, clock: Clock
) -> None:
    source = Source(["1", "2"])
    readings.take(wanted(source))
    clock.now += TTL
    dead = update(ReadingRow).values(leased_until=clock.now + LEASE)
    transact(lambda session: session.execute(dead))
    assert readings.take(wanted(source)) == Taken("1", START)
    assert source.calls == 1
    clock.now += LEASE
    assert readings.take(wanted(source)) == Taken("2", clock.now)


def test_a_leader_that_died_with_nothing_is_waited_for_and_followed(
    readings: Readings, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = ReadingRow(key=KEY, tried_at=START, leased_until=START + LEASE / 2)
    transact(lambda session: session.add(row))

    def pass_on(seconds: float) -> None:
        clock.now += timedelta(seconds=seconds)

    monkeypatch.setattr("time.sleep", pass_on)
    source = Source(["1"])
    assert readings.take(wanted(source)).value == "1"
    assert clock.now >= START + LEASE / 2


def test_others_are_shown_the_old_one_while_one_reads(app: Flask) -> None:
    readings = Readings()
    old = datetime.now(UTC) - TTL - SECOND
    row = ReadingRow(key=KEY, value="1", taken_at=old, tried_at=old)
    transact(lambda session: session.add(row))
    asked, answer = Event(), Event()

    def bring() -> str:
        asked.set()
        assert answer.wait(30)
        return "2"

    def lead() -> str:
        with app.app_context():
            return readings.take(Wanted(KEY, TTL, STALE_FOR, bring)).value

    with ThreadPoolExecutor(1) as pool:
        leader = pool.submit(lead)
        assert asked.wait(30)
        try:
            assert readings.take(wanted(Source(["3"]))).value == "1"
        finally:
            answer.set()
        assert leader.result(30) == "2"


def test_twenty_threads_are_one_reading(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_AT_ONCE", 20)
    readings = Readings()
    source = Source(["1", "2"])
    barrier = Barrier(20)

    def take() -> str:
        with app.app_context():
            barrier.wait(30)
            return readings.take(wanted(source)).value

    with ThreadPoolExecutor(20) as pool:
        found = [each.result(60) for each in [pool.submit(take) for _ in range(20)]]
    assert found == ["1"] * 20
    assert source.calls == 1


def _take_in_a_process(folder: str, url: str, number: int) -> tuple[str, int]:
    app = create_app(settings_for(folder, DATABASE_URL=url))
    source = Source([str(number)])
    with app.app_context():
        try:
            (Path(folder) / f"ready-{number}").touch()
            while len([*Path(folder).glob("ready-*")]) < 2:
                time.sleep(0.005)
            return Readings().take(wanted(source)).value, source.calls
        finally:
            db.engine.dispose()


def test_two_processes_are_one_reading(app: Flask, tmp_path: Path, database_url: str) -> None:
    del app
    with ProcessPoolExecutor(2, mp_context=APART) as pool:
        both = [
            pool.submit(_take_in_a_process, str(tmp_path), database_url, number)
            for number in range(2)
        ]
        (one, calls), (other, more) = (each.result(120) for each in both)
    assert one == other
    assert calls + more == 1


def test_rows_that_nobody_asks_for_are_forgotten(readings: Readings, clock: Clock) -> None:
    readings.take(wanted(Source(["1"])))
    clock.now += timedelta(days=41)
    readings.take(Wanted(KEY[::-1], TTL, STALE_FOR, Source(["2"])))
    with Session(db.engine) as session:
        assert session.scalar(select(func.count()).select_from(ReadingRow)) == 1
