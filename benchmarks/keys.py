"""Many different badges, known to every worker of a server before they are measured."""

import os
from collections.abc import Iterator
from contextlib import ExitStack, closing, suppress
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path

from benchmarks.server import Server

KEYS = 10_000
BEFORE = "/badge/key-"
AFTER = "-blue"
ONE = "/badge/build-passing-brightgreen"

_TRIES = 200
"""Connections until each worker has accepted one; two workers take a handful."""


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


def ask_all(server: Server) -> list[Badge]:
    """Ask every worker for all badges; return what the last of them answered."""
    with ExitStack() as stack:
        found: list[Badge] = []
        for connection in _to_each_worker(server, stack):
            found = [_ask(connection, target) for target in targets()]
        return found


def _ask(connection: HTTPConnection, target: str) -> Badge:
    connection.request("GET", target)
    response = connection.getresponse()
    return Badge(target, tuple(response.getheaders()), response.read())


def _to_each_worker(server: Server, stack: ExitStack) -> list[HTTPConnection]:
    """A connection to each worker; to any of them where it is not known which one accepted it."""
    found: dict[str, HTTPConnection] = {}
    workers = server.workers()
    for _ in range(_TRIES):
        connection = stack.enter_context(closing(HTTPConnection("127.0.0.1", server.port)))
        _ask(connection, "/healthz")
        found.setdefault(_accepted_by(connection, server, workers), connection)
        if set(workers) <= set(found):
            break
    return list(found.values())


def _accepted_by(connection: HTTPConnection, server: Server, workers: list[str]) -> str:
    """The number of the worker at the other end; '' where it is not known."""
    inode = f"socket:[{_inode(connection.sock.getsockname()[1], server.port)}]"
    for worker in workers:
        for descriptor in Path(f"/proc/{worker}/fd").iterdir():
            with suppress(OSError):  # closed meanwhile
                if os.readlink(descriptor) == inode:  # noqa: PTH115 - a socket is no path
                    return worker
    return ""


def _inode(client: int, server: int) -> str:
    """The server's end of a connection between two ports, as Linux numbers it; '' if unknown."""
    table = Path("/proc/net/tcp")
    lines = table.read_text(encoding="ascii").splitlines()[1:] if table.exists() else []
    ends = f":{server:04X}", f":{client:04X}"
    for fields in map(str.split, lines):
        if fields[1].endswith(ends[0]) and fields[2].endswith(ends[1]):
            return fields[9]
    return ""
