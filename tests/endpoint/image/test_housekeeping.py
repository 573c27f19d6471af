"""What nobody needs is taken away by one worker of all, now and then, and never in a test."""

import logging
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from app import create_app
from db import db, transact
from endpoint.image.housekeeping import House, alone, keep_house
from endpoint.image.keeping import Collector
from endpoint.image.models import Trash
from storage.errors import Unavailable
from storage.objects import new_key
from tests.arrivals import count
from tests.conftest import settings_for
from tests.repository import Repository

NAME = "easel-housekeeping"


def names() -> list[str]:
    return [thread.name for thread in threading.enumerate()]


def soon(true: Callable[[], bool]) -> bool:
    end = time.monotonic() + 20
    while time.monotonic() < end and not true():
        time.sleep(0.02)
    return true()


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    return Repository(create_app(settings_for(tmp_path)), tmp_path)


@pytest.fixture
def house(repository: Repository) -> Iterator[House]:
    found = keep_house(repository.app, every=0.1)
    assert found is not None
    yield found
    found.end()
    assert NAME not in names()


def waste(repository: Repository) -> None:
    repository.within(lambda: transact(lambda session: session.add(Trash(key=new_key()))))


def wasted(repository: Repository) -> int:
    return repository.within(lambda: count(Trash))


def test_it_begins_with_the_first_request_and_logs_what_it_took(
    repository: Repository, house: House, caplog: pytest.LogCaptureFixture
) -> None:
    del house
    caplog.set_level(logging.INFO)
    waste(repository)
    assert NAME not in names()
    for _ in range(3):
        repository.app.test_client().get("/healthz")
    assert names().count(NAME) == 1
    assert soon(lambda: wasted(repository) == 0)
    assert soon(lambda: "collected what nobody needs: 1 objects" in caplog.text)
    waste(repository)
    assert soon(lambda: wasted(repository) == 0)


def test_where_no_thread_can_begin_no_request_fails_and_the_next_one_tries_again(
    repository: Repository, house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_: threading.Thread) -> None:
        message = "can't start new thread"
        raise RuntimeError(message)

    waste(repository)
    never = House(repository.app)
    with monkeypatch.context() as crowded:
        crowded.setattr(threading.Thread, "start", refuse)
        for each in (never, house):
            each.begin()
    never.end()
    assert NAME not in names()
    house.begin()
    assert soon(lambda: wasted(repository) == 0)


def test_nobody_cleans_where_it_was_not_asked_for(repository: Repository) -> None:
    repository.app.test_client().get("/healthz")
    assert NAME not in names()


def test_nothing_is_collected_where_nothing_may_be_changed(tmp_path: Path) -> None:
    app = create_app(settings_for(tmp_path, READ_ONLY="1"))
    assert keep_house(app) is None
    app.test_client().get("/healthz")
    assert NAME not in names()


@pytest.mark.parametrize(
    "error", [Unavailable("no answer"), OSError("no disk"), ValueError("a mistake")], ids=repr
)
def test_an_error_is_logged_and_the_next_time_comes(
    repository: Repository,
    house: House,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    error: Exception,
) -> None:
    def fail(*_: object) -> None:
        raise error

    waste(repository)
    with monkeypatch.context() as patch:
        patch.setattr(Collector, "collect", fail)
        house.begin()
        assert soon(lambda: str(error) in caplog.text)
    assert soon(lambda: wasted(repository) == 0)


def test_it_ends_within_a_long_collection(
    repository: Repository, house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun = threading.Event()

    def collect(_: Collector, progress: Callable[[str, int], None]) -> None:
        begun.set()
        while True:
            progress("objects", 1)
            time.sleep(0.01)

    monkeypatch.setattr(Collector, "collect", collect)
    repository.app.test_client().get("/healthz")
    assert begun.wait(20)
    house.end()
    assert soon(lambda: NAME not in names())


def test_one_at_a_time_on_each_database(database_url: str, tmp_path: Path) -> None:
    app = create_app(settings_for(tmp_path, DATABASE_URL=database_url))

    def ask() -> None:
        with app.app_context(), alone() as is_alone:
            found.append(is_alone)

    found: list[bool] = []
    with app.app_context():
        for expected in (True, True):
            with alone() as is_alone:
                assert is_alone is expected
                thread = threading.Thread(target=ask)
                thread.start()
                thread.join()
        with pytest.raises(KeyError), alone():
            raise KeyError
        ask()
        db.engine.dispose()
    assert found == [False, False, True]
