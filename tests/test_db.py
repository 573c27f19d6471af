"""Transactions, on SQLite and on a real MariaDB."""

import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path
from threading import Barrier, Event

import pytest
from flask import Flask
from sqlalchemy import event, select, text
from sqlalchemy.exc import IntegrityError, OperationalError
from sqlalchemy.orm import Session

from db import db, transact
from tests.apart import APART
from tests.rows import Entry, app_of, at_once, entries, put, table_in


@pytest.fixture
def rows(database_url: str) -> Iterator[Flask]:
    with table_in(database_url) as app:
        yield app


@pytest.fixture
def rows_in_mariadb(mariadb_url: str) -> Iterator[Flask]:
    with table_in(mariadb_url) as app:
        yield app


@pytest.mark.usefixtures("rows")
def test_what_fails_leaves_nothing_and_is_not_done_again() -> None:
    calls = []

    def work(session: Session) -> None:
        calls.append(1)
        session.add(Entry(key="half"))
        session.flush()
        message = "broken on purpose"
        raise ValueError(message)

    with pytest.raises(ValueError, match="on purpose"):
        transact(work)
    assert calls == [1]
    assert entries() == {}


@pytest.mark.usefixtures("rows")
def test_what_it_returns_can_be_used_after_the_commit() -> None:
    def work(session: Session) -> Entry:
        entry = Entry(key="kept", amount=7)
        session.add(entry)
        return entry

    entry = transact(work)
    assert (entry.key, entry.amount) == ("kept", 7)
    assert entry.id > 0


@pytest.mark.usefixtures("rows")
def test_a_key_that_another_made_first_is_found_in_the_next_try() -> None:
    put(Entry(key="shared", amount=1))
    calls = []

    def work(session: Session) -> None:
        calls.append(1)
        session.add(Entry(key=f"only once {len(calls)}"))
        session.flush()
        if len(calls) == 1:
            session.add(Entry(key="shared"))
        else:
            session.scalars(select(Entry).where(Entry.key == "shared")).one().amount += 1

    transact(work)
    assert entries() == {"shared": 2, "only once 2": 0}


@pytest.mark.usefixtures("rows")
def test_a_key_that_is_always_taken_is_an_error_in_the_end(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("db._PAUSES", (0.0, 0.0))
    put(Entry(key="taken"))
    with pytest.raises(IntegrityError):
        put(Entry(key="other"), Entry(key="taken"))
    assert entries() == {"taken": 0}


def test_two_that_find_no_row_make_one(rows_in_mariadb: Flask) -> None:
    both_have_looked = Barrier(2, timeout=30)
    tries = []

    def count(session: Session) -> None:
        entry = session.scalars(select(Entry).where(Entry.key == "first")).one_or_none()
        tries.append(1)
        if len(tries) <= 2:
            both_have_looked.wait()
        if entry is None:
            session.add(Entry(key="first", amount=1))
        else:
            entry.amount += 1

    at_once(rows_in_mariadb, lambda: transact(count), lambda: transact(count))
    assert entries() == {"first": 2}
    assert len(tries) == 3


def test_who_loses_a_deadlock_tries_again(rows_in_mariadb: Flask) -> None:
    put(Entry(key="a"), Entry(key="b"))
    each_has_one = Barrier(2, timeout=30)
    tries = []

    def add(first: str, second: str) -> Callable[[Session], None]:
        def work(session: Session) -> None:
            tries.append(1)
            meets = len(tries) <= 2
            for key in (first, second):
                locked = select(Entry).where(Entry.key == key).with_for_update()
                session.scalars(locked).one().amount += 1
                session.flush()
                if meets and key == first:
                    each_has_one.wait()

        return work

    at_once(rows_in_mariadb, lambda: transact(add("a", "b")), lambda: transact(add("b", "a")))
    assert entries() == {"a": 2, "b": 2}
    assert len(tries) == 3


def test_who_read_what_has_changed_since_tries_again(rows_in_mariadb: Flask) -> None:
    """MariaDB 11.6.2 and newer refuse such a write by themselves; older ones can be told to."""
    put(Entry(key="a"))
    tries = []

    def work(session: Session) -> None:
        session.execute(text("SET SESSION innodb_snapshot_isolation = ON"))
        entry = session.scalars(select(Entry).where(Entry.key == "a")).one()
        tries.append(1)
        if len(tries) == 1:
            at_once(rows_in_mariadb, lambda: transact(add_one))
        entry.amount += 1

    transact(work)
    assert entries() == {"a": 2}
    assert len(tries) == 2


def add_one(session: Session) -> None:
    """Read first and write what follows from it, as rooms do."""
    found = session.scalars(select(Entry).where(Entry.key == "a").with_for_update())
    found.one().amount += 1


def test_two_that_read_before_they_write_lose_nothing(rows: Flask) -> None:
    put(Entry(key="a"))
    started = Barrier(2, timeout=30)
    paused = Event()

    def work(session: Session) -> None:
        entry = session.scalars(select(Entry).where(Entry.key == "a").with_for_update()).one()
        paused.wait(0.2)  # never set: time for the other one to read, if nothing keeps it back
        entry.amount += 1

    def write() -> None:
        started.wait()
        transact(work)

    at_once(rows, write, write)
    assert entries() == {"a": 2}


def test_a_reader_waits_for_no_writer_and_sees_all_of_it_or_nothing(rows: Flask) -> None:
    put(Entry(key="a"), Entry(key="b"))
    half, seen = Event(), Event()

    def work(session: Session) -> None:
        for entry in session.scalars(select(Entry).order_by(Entry.id)):
            entry.amount = 5
            session.flush()
            half.set()
            assert seen.wait(30)

    def read() -> None:
        assert half.wait(30)
        assert entries() == {"a": 0, "b": 0}
        seen.set()

    at_once(rows, lambda: transact(work), read)
    assert entries() == {"a": 5, "b": 5}


def add_in_threads(url: str, threads: int, times: int) -> None:
    """Add 1 to the entry `a`, again and again; this runs in a process of its own."""
    app = app_of(url)

    def add() -> None:
        for _ in range(times):
            transact(add_one)

    at_once(app, *[add] * threads)
    with app.app_context():
        db.engine.dispose()


@pytest.mark.usefixtures("rows")
def test_eight_writers_in_two_processes_lose_nothing(database_url: str) -> None:
    put(Entry(key="a"))
    with ProcessPoolExecutor(2, mp_context=APART) as pool:
        both = [pool.submit(add_in_threads, database_url, 4, 10) for _ in range(2)]
        for done in both:
            done.result(timeout=120)
    assert entries() == {"a": 80}


def test_writers_of_a_process_come_to_sqlite_one_after_the_other(tmp_path: Path) -> None:
    taken, most = 0, 0

    def take(*_: object) -> None:
        nonlocal taken, most
        taken += 1
        most = max(most, taken)

    def give_back(*_: object) -> None:
        nonlocal taken
        taken -= 1

    def work(session: Session) -> None:
        session.add(Entry(key=f"{time.monotonic()}"))
        session.flush()
        time.sleep(0.02)  # meanwhile the others come

    with table_in(f"sqlite:///{tmp_path / 'rows.db'}") as app:
        event.listen(db.engine.pool, "checkout", take)
        event.listen(db.engine.pool, "checkin", give_back)
        at_once(app, *[partial(transact, work)] * 8)
        assert most == 1
        assert len(entries()) == 8


def test_sqlite_writes_to_the_disk_and_checks_what_refers_to_what(
    tmp_path: Path,
) -> None:
    app = app_of(f"sqlite:///{tmp_path / 'easel.db'}")
    with app.app_context():
        with db.engine.connect() as connection:
            told = {
                name: connection.exec_driver_sql(f"PRAGMA {name}").scalar_one()
                for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
            }
        db.engine.dispose()
    assert told == {
        "journal_mode": "wal",
        "synchronous": 2,
        "foreign_keys": 1,
        "busy_timeout": 10_000,
    }


def test_a_database_that_is_away_is_an_error_at_once(mariadb_url: str) -> None:
    away = mariadb_url.rpartition("/")[0] + "/nothing_here"
    with app_of(away).app_context(), pytest.raises(OperationalError, match="Unknown database"):
        put(Entry(key="a"))


def test_a_row_that_somebody_holds_is_waited_for_a_few_seconds_only(mariadb_url: str) -> None:
    with table_in(mariadb_url), db.engine.connect() as connection:
        wait = connection.execute(text("SELECT @@innodb_lock_wait_timeout")).scalar()
    assert wait == 5
