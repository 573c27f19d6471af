"""Whether requests should be sent here: each part that they need is looked at now and then.

A look may hang for as long as what it looks at. So it has a thread of its own, one at a time for
each part; nobody waits for it longer than `PATIENCE`, and only a few do. What it found is good for
a while, so a flood of questions asks nobody anything.
"""

import logging
import time
from collections.abc import Callable
from threading import BoundedSemaphore, Event, Lock, Thread

from flask import Flask

from storage.errors import StorageError

log = logging.getLogger(__name__)

PATIENCE = 2.0
"""s that an answer waits for a look."""

KEPT = 3.0
"""s that what was found is good for."""

_EXTENSION = "easel-readiness"
_CHAIRS = 4  # how many may wait for the first look of all
_SILENT = f"does not answer within {PATIENCE:g} s"
_CROWDED = "cannot be looked at: there is no room for another thread"
_FAILED = "does not answer as it should"

Look = Callable[[], None]


class NotReadyError(Exception):
    """A part is not as it must be; the message is a sentence that anybody may read."""


class Part:
    """Something that requests need.

    Args:
        name: of the part.
        look: returns when all is well; raises NotReadyError, StorageError, or anything else.
        patience: s that an answer waits for it.
        kept: s that what it found is good for.
    """

    def __init__(
        self, name: str, look: Look, patience: float = PATIENCE, kept: float = KEPT
    ) -> None:
        self.name = name
        self._look = look
        self._patience = patience
        self._kept = kept
        self._lock = Lock()
        self._chairs = BoundedSemaphore(_CHAIRS)
        self._found: str | None = None
        self._until = 0.0
        self._done: Event | None = None

    def ask(self) -> Callable[[], str]:
        """Begin a look, if one is due.

        Returns:
            What says what is wrong, "" when nothing is, at the latest when the patience since
            now is over. It must be called, or it keeps its place.
        """
        with self._lock:
            found = self._found
            if time.monotonic() < self._until:
                return lambda: found or ""
            leads = self._done is None
            try:
                done = self._done or self._begin()
            except RuntimeError:
                return lambda: _CROWDED
        if (leads or found is None) and self._chairs.acquire(blocking=False):
            until = time.monotonic() + self._patience
            return lambda: self._wait(done, until)
        return lambda: "is being looked at" if found is None else found

    def _wait(self, done: Event, until: float) -> str:
        try:
            if not done.wait(max(0.0, until - time.monotonic())):
                self._note(_SILENT)
        finally:
            self._chairs.release()
        return self._found or ""

    def _begin(self) -> Event:
        done = Event()
        Thread(target=self._run, args=(done,), name=f"easel-ready-{self.name}", daemon=True).start()
        self._done = done  # who looks needs the lock, which is held here, to take it away
        return done

    def _run(self, done: Event) -> None:
        try:
            self._look()
            found = ""
        except (NotReadyError, StorageError) as error:
            found = str(error)
        except Exception as error:
            log.debug("%s: %r", self.name, error)
            found = _FAILED
        self._note(found)
        with self._lock:
            self._done = None
        done.set()

    def _note(self, found: str) -> None:
        with self._lock:
            before, self._found = self._found, found
            self._until = time.monotonic() + self._kept
        if found and found != before:
            log.warning("not ready: %s %s", self.name, found)
        elif before and not found:
            log.warning("ready again: %s", self.name)


class Readiness:
    """All parts that requests need."""

    def __init__(self) -> None:
        self._parts: list[Part] = []

    def add(self, name: str, look: Look) -> None:
        """Let a part be looked at; see Part."""
        self._parts.append(Part(name, look))

    def troubles(self) -> dict[str, str]:
        """Say of each part what is wrong with it; "" when nothing is.

        All are looked at together, so it takes `PATIENCE` at most, however many hang.
        """
        asked = [(part.name, part.ask()) for part in self._parts]
        return {name: tell() for name, tell in asked}


def install_readiness(app: Flask) -> None:
    """Let parts be named; nothing is looked at before somebody asks."""
    app.extensions[_EXTENSION] = Readiness()


def readiness(app: Flask) -> Readiness:
    """The app's parts."""
    found: Readiness = app.extensions[_EXTENSION]
    return found
