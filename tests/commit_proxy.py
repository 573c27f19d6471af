"""A way to MariaDB on which a COMMIT's answer gets lost, and perhaps the COMMIT too."""

import socket
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from enum import Enum, auto
from threading import Thread

LATE = 0.5  # s; more than a client waits before it asks on another connection


class Cut(Enum):
    """What becomes of the next COMMIT, whose client sees a lost connection each time."""

    BEFORE = auto()  # the server never hears of it
    AFTER = auto()  # the server has done it
    LATE = auto()  # the server will do it when the client is asking already


def _nothing() -> None:
    pass


class CommitProxy:
    """Passes connections on to a server of this machine.

    Args:
        port: of the server.
    """

    def __init__(self, port: int) -> None:
        self._target = port
        self._server = socket.create_server(("127.0.0.1", 0))
        self._sockets = [self._server]
        self._muted: set[socket.socket] = set()
        self._threads: list[Thread] = []
        self.port: int = self._server.getsockname()[1]
        self.next: Cut | None = None
        self.then: Callable[[], None] = _nothing

    def run(self) -> None:
        with suppress(OSError):
            while True:
                client, _ = self._server.accept()
                server = socket.create_connection(("127.0.0.1", self._target))
                self._sockets += client, server
                self._start(self._requests, client, server)
                self._start(self._answers, server, client)

    def close(self) -> None:
        for each in self._sockets:
            _cut(each)
        for thread in self._threads:
            thread.join(10)
        for each in self._sockets:
            each.close()

    def _start(self, work: Callable[..., None], *arguments: object) -> None:
        thread = Thread(target=work, args=arguments)
        self._threads.append(thread)
        thread.start()

    def _requests(self, client: socket.socket, server: socket.socket) -> None:
        with suppress(OSError):
            while sent := client.recv(65536):
                if self.next and b"COMMIT" in sent:
                    self._end(client, server, sent)
                    return
                server.sendall(sent)
        _cut(server)

    def _end(self, client: socket.socket, server: socket.socket, sent: bytes) -> None:
        cut, self.next = self.next, None
        self._muted.add(server)
        if cut is Cut.AFTER:
            server.sendall(sent)
            time.sleep(LATE)
        _cut(client)
        if cut is Cut.LATE:
            time.sleep(LATE)
            server.sendall(sent)
            time.sleep(LATE)
        _cut(server)
        self.then()

    def _answers(self, server: socket.socket, client: socket.socket) -> None:
        with suppress(OSError):
            while sent := server.recv(65536):
                if server not in self._muted:
                    client.sendall(sent)
        _cut(client)


def _cut(each: socket.socket) -> None:
    with suppress(OSError):
        each.shutdown(socket.SHUT_RDWR)


@contextmanager
def commit_proxy(port: int) -> Iterator[CommitProxy]:
    """Be between a server of this machine and its clients."""
    proxy = CommitProxy(port)
    thread = Thread(target=proxy.run)
    thread.start()
    try:
        yield proxy
    finally:
        proxy.close()
        thread.join(10)
