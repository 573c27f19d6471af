"""Many different badges, known to every worker of a server before they are measured."""

import os
import signal
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection

from benchmarks.runner import AbsentError
from benchmarks.server import Server

KEYS = 10_000
BEFORE = "/badge/key-"
AFTER = "-blue"
ONE = "/badge/build-passing-brightgreen"


_PATIENCE = 10.0
"""seconds until all workers are there."""


@dataclass(frozen=True, slots=True)
class Badge:
    """An answer as it came."""

    target: str
    headers: tuple[tuple[str, str], ...]
    body: bytes


def targets() -> Iterator[str]:
    """One badge that all ask for, then the others."""
    yield ONE
    for number in range(KEYS):
        yield f"{BEFORE}{number}{AFTER}"


def ask_all(server: Server, amount: int) -> list[Badge]:
    """Ask every worker for all badges.

    Args:
        server: that is asked.
        amount: of its workers.

    Returns:
        What the last worker answered.

    Raises:
        AbsentError: it has not as many workers.
    """
    with ExitStack() as stack:
        found: list[Badge] = []
        for connection in _to_each(_workers(server, amount), server.port, stack):
            found = [_ask(connection, target) for target in targets()]
        return found


def _ask(connection: HTTPConnection, target: str) -> Badge:
    # As wrk does it: with the header that http.client adds it would be another variant.
    connection.putrequest("GET", target, skip_accept_encoding=True)
    connection.endheaders()
    response = connection.getresponse()
    return Badge(target, tuple(response.getheaders()), response.read())


def _workers(server: Server, amount: int) -> list[int]:
    """The numbers of its workers; the first one answers before the others are there."""
    end = time.monotonic() + _PATIENCE
    while len(workers := server.workers()) != amount:
        if time.monotonic() > end:
            message = f"it has {len(workers)} workers and not {amount}"
            raise AbsentError(message)
        time.sleep(0.05)
    return list(map(int, workers))


def _to_each(workers: Sequence[int], port: int, stack: ExitStack) -> Iterator[HTTPConnection]:
    """A connection to each worker: the others are stopped while it is accepted."""
    for worker in workers:
        connection = stack.enter_context(closing(HTTPConnection("127.0.0.1", port)))
        with _stopped(set(workers) - {worker}):
            _ask(connection, "/healthz")
        yield connection


@contextmanager
def _stopped(processes: set[int]) -> Iterator[None]:
    for process in processes:
        os.kill(process, signal.SIGSTOP)
    try:
        yield
    finally:
        for process in processes:
            os.kill(process, signal.SIGCONT)
