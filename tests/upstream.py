"""A real HTTP server on the loopback that answers as badly as a test wants it to."""

import socket
import ssl
import threading
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from socketserver import BaseRequestHandler, ThreadingTCPServer

from source.addresses import Address
from source.network import system_dial

LONGEST_HEAD = 1 << 20


@dataclass(frozen=True)
class Reply:
    """An answer.

    Args:
        body: sent in one piece, or as the pieces that it is made of.
        status: of the status line.
        headers: lines after it; Content-Length joins them where the body is in one piece.
        delay: s before the first byte.
        pause: s before each further piece.
        raw: the body holds the whole answer, its status line too.
    """

    body: bytes | Iterable[bytes] = b""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    delay: float = 0.0
    pause: float = 0.0
    raw: bool = False

    def pieces(self) -> Iterator[bytes]:
        headers = dict(self.headers)
        if isinstance(self.body, bytes):
            headers = {"Content-Length": str(len(self.body))} | headers
        if not self.raw:
            lines = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
            yield f"HTTP/1.1 {self.status} Whatever\r\n{lines}\r\n".encode()
        yield from [self.body] if isinstance(self.body, bytes) else self.body


@dataclass(frozen=True)
class Seen:
    """A request as it came; header names in lower case."""

    target: str
    headers: dict[str, str]


class Upstream(ThreadingTCPServer):
    """Answers each target as `routes` says, others with 404; `requests` is what it was asked."""

    daemon_threads = False
    request_queue_size = 64

    def __init__(self, host: str = "127.0.0.1", tls: ssl.SSLContext | None = None) -> None:
        self.address_family = socket.AF_INET6 if ":" in host else socket.AF_INET
        self.routes: dict[str, Reply] = {}
        self.requests: list[Seen] = []
        self.tls = tls
        self.stopped = threading.Event()
        super().__init__((host, 0), _Handler)

    @property
    def port(self) -> int:
        return int(self.server_address[1])

    @property
    def origin(self) -> str:
        host = str(self.server_address[0])
        host = f"[{host}]" if ":" in host else host
        return f"{'https' if self.tls else 'http'}://{host}:{self.port}"

    def origin_as(self, name: str) -> str:
        """Write its origin with a name; a `World` leads there."""
        return f"{'https' if self.tls else 'http'}://{name}:{self.port}"

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing: clients that leave early are what the tests are about."""


class _Handler(BaseRequestHandler):
    server: Upstream

    def handle(self) -> None:
        with suppress(OSError), self._connection() as connection:
            seen = _read(connection)
            if seen is None:
                return
            self.server.requests.append(seen)
            reply = self.server.routes.get(seen.target, Reply(status=404))
            self.server.stopped.wait(reply.delay)
            for piece in reply.pieces():
                connection.sendall(piece)
                if self.server.stopped.wait(reply.pause):
                    return

    def _connection(self) -> socket.socket:
        self.request.settimeout(30)
        if self.server.tls is None:
            return self.request.dup()  # type: ignore[no-any-return]
        return self.server.tls.wrap_socket(self.request.dup(), server_side=True)


def _read(connection: socket.socket) -> Seen | None:
    head = b""
    while b"\r\n\r\n" not in head:
        came = connection.recv(65536)
        if not came or len(head) > LONGEST_HEAD:
            return None
        head += came
    first, *lines = head.split(b"\r\n\r\n")[0].decode().split("\r\n")
    pairs = (line.partition(": ") for line in lines)
    return Seen(first.split(" ")[1], {name.lower(): value for name, _, value in pairs})


@contextmanager
def serving(host: str = "127.0.0.1", tls: ssl.SSLContext | None = None) -> Iterator[Upstream]:
    """Run a server for the time of the block."""
    with Upstream(host, tls) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.02,))
        thread.start()
        try:
            yield server
        finally:
            server.stopped.set()
            server.shutdown()
            thread.join()


@dataclass
class World:
    """Names and ways of a test's own: any address leads to the loopback, at the same port.

    Args:
        names: the addresses of each name; the next list with each question, the last one stays.
        asked: names in the order in which they were resolved.
        dialled: addresses in the order in which they were connected to.
    """

    names: dict[str, list[list[str]]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    dialled: list[str] = field(default_factory=list)

    def resolve(self, host: str) -> list[str]:
        self.asked.append(host)
        answers = self.names.get(host, [[]])
        return answers.pop(0) if len(answers) > 1 else answers[0]

    def dial(self, address: Address, port: int, seconds: float) -> socket.socket:
        self.dialled.append(str(address))
        loopback = type(address)("127.0.0.1" if address.version == 4 else "::1")
        return system_dial(loopback, port, seconds)
