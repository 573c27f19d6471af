"""Now and then, in one of all workers: what nobody needs is taken away."""

import atexit
import fcntl
import logging
import random
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict
from pathlib import Path
from threading import Event, Lock, Thread

from flask import Flask
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from db import db
from endpoint.image.install import EXTENSION
from endpoint.image.service import Images
from storage.errors import StorageError

EVERY = 600.0
"""Seconds from one time to the next, of all workers together; about."""

_FAREWELL = 5.0  # s that the end of a worker waits for a collector to stop

log = logging.getLogger(__name__)


class _Ended(Exception):  # noqa: N818 - a state
    """The worker ends; what is not done yet is done by the next."""


class House:
    """Keeps a repository clean while requests are answered.

    Its thread begins with the first request: one that was begun before would not outlive the fork
    of a worker, and commands need none.

    Args:
        app: its requests begin the thread.
        every: s from one time to the next.
    """

    def __init__(self, app: Flask, every: float = EVERY) -> None:
        self._app = app
        self._every = every
        self._ended = Event()
        self._lock = Lock()
        self._thread: Thread | None = None

    def begin(self) -> None:
        """Begin the thread of this process, if there is none."""
        if self._thread is not None:
            return
        with self._lock:
            if self._thread is None:
                thread = Thread(target=self._run, name="easel-housekeeping", daemon=True)
                with suppress(RuntimeError):  # no room for a thread: the next request tries again
                    thread.start()
                    self._thread = thread
                    atexit.register(self.end)

    def end(self) -> None:
        """Stop as soon as what is begun is done, at the latest in five seconds."""
        self._ended.set()
        if self._thread is not None:
            self._thread.join(_FAREWELL)

    def _run(self) -> None:
        # Each process begins at another moment, or all would wake at once and one work in vain.
        while not self._ended.wait(self._every * random.uniform(0.2, 1)):  # noqa: S311 - no secret
            with suppress(_Ended):
                self._clean()

    def _clean(self) -> None:
        """Collect unless another process does, and let nobody else do so for a while."""
        try:
            with self._app.app_context(), alone() as is_alone:
                if is_alone:
                    self._collect()
                    self._ended.wait(self._every * 0.8)
        except (StorageError, DBAPIError, OSError) as error:
            log.warning("what nobody needs could not be collected: %s", error)
        except _Ended:
            raise
        except Exception:
            log.exception("what nobody needs could not be collected")

    def _collect(self) -> None:
        images: Images = self._app.extensions[EXTENSION]
        done = asdict(images.collector.collect(self._go_on))
        if any(done.values()):
            counts = ", ".join(f"{number} {name}" for name, number in done.items() if number)
            log.info("collected what nobody needs: %s", counts)

    def _go_on(self, name: str, number: int) -> None:
        del name, number
        if self._ended.is_set():
            raise _Ended


def keep_house(app: Flask, every: float = EVERY) -> House | None:
    """Let an app's workers take away what nobody needs; none does where nothing may be changed.

    Args:
        app: of a server, not of a command or a test.
        every: s from one time to the next, of all workers together.
    """
    images: Images = app.extensions[EXTENSION]
    if images.read_only:
        return None
    house = House(app, every)
    app.before_request(house.begin)
    return house


@contextmanager
def alone() -> Iterator[bool]:
    """Tell whether no other process is in such a block, until its end; wait for none.

    Whoever dies in it is out of it. Two at a time would do no harm, but the same work.
    """
    with _file_lock() if db.engine.name == "sqlite" else _database_lock() as is_alone:
        yield is_alone


@contextmanager
def _file_lock() -> Iterator[bool]:
    with Path(f"{db.engine.url.database}.housekeeping").open("w", encoding="ascii") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
        else:
            yield True


@contextmanager
def _database_lock() -> Iterator[bool]:
    name = {"name": f"easel housekeeping {db.engine.url.database}"[:64]}
    with db.engine.connect() as connection:
        taken = connection.execute(text("SELECT GET_LOCK(:name, 0)"), name).scalar() == 1
        connection.commit()
        try:
            yield taken
        finally:
            if taken:
                with suppress(DBAPIError):  # it was closed meanwhile, and the lock with it
                    connection.execute(text("SELECT RELEASE_LOCK(:name)"), name)
