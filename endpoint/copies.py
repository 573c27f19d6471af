"""Local copies of pictures from elsewhere, kept with the results and made once for all."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from tempfile import TemporaryFile
from typing import BinaryIO

from flask import Flask

from source.bounds import Deadline
from source.errors import Overloaded
from source.flight import Flights
from storage.results import ResultStore

RESULTS = "easel-results"
"""The app's extension."""

Bring = Callable[[], Iterator[bytes]]

_WAIT = 30.0  # s for one that somebody else is bringing
_AT_ONCE = 4
_WAITING = 12


def results(app: Flask) -> ResultStore:
    """The app's store of results."""
    found: ResultStore = app.extensions[RESULTS]
    return found


class Copies:
    """Opens local copies, and brings what there is none of; once for a process and all threads.

    Args:
        store: where they are kept.
    """

    def __init__(self, store: ResultStore) -> None:
        self.store = store
        self._flights: Flights[str, None] = Flights(_AT_ONCE, _WAITING)

    def open(self, name: str, key: str, bring: Bring) -> BinaryIO:
        """Open a copy; where there is none it is brought, by one of all processes and threads.

        Args:
            name: of the original, for whoever purges.
            key: of this version of it.
            bring: gives its bytes from the start, each time that it is called.

        Returns:
            Seekable, at its start; to be closed by the caller.

        Raises:
            Overloaded: as many as may are being brought, or the disk is full.
            TooSlow: another thread takes too long to bring it.
            Exception: whatever `bring` raises.
        """
        found = self.store.open(name, key)
        if found is None:
            work = partial(self._bring, name, key, bring)
            self._flights.share(key, Deadline.after(_WAIT), work)
            found = self.store.open(name, key)
        return found or _without_store(name, bring)

    def has(self, name: str, key: str) -> bool:
        """Tell whether there is a copy at the moment."""
        found = self.store.open(name, key)
        if found is not None:
            found.close()
        return found is not None

    def _bring(self, name: str, key: str, bring: Bring) -> None:
        with self.store.alone(key, _WAIT) as had:
            if not had:
                message = f"'{name}' is being fetched for longer than {_WAIT:g} s"
                raise Overloaded(message)
            found = self.store.open(name, key)  # by another process meanwhile
            if found is None:
                self.store.keep(name, key, bring())
            else:
                found.close()


def _without_store(name: str, bring: Bring) -> BinaryIO:
    """Hold what the store has no room for: too large, or its folder was just deleted."""
    chunks = bring()
    with _room_for(name):
        file = TemporaryFile()  # noqa: SIM115 - whoever asked closes it
    try:
        for chunk in chunks:
            with _room_for(name):
                file.write(chunk)
        with _room_for(name):
            file.seek(0)  # writes what is left, too
    except BaseException:
        with suppress(OSError):  # it tries once more to write what there was no room for
            file.close()
        raise
    return file


@contextmanager
def _room_for(name: str) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        message = f"there is no room left to hold '{name}'"
        raise Overloaded(message) from error
