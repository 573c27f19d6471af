"""HTTP spoken by hand, for what no client library would say."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from tests.real_server import Server

SERVER = ("gunicorn", "-c", "tests/front/served_conf.py", "-b", "127.0.0.1:{port}")
ASGI = (*SERVER, "tests.front.served:asgi")
GTHREAD = (*SERVER, "-k", "gthread", "tests.front.served:wsgi")
PATIENCE = 20  # s


@dataclass
class Line:
    """One connection, and what was read of it."""

    socket: socket.socket
    buffer: bytes = b""

    def say(self, *parts: bytes) -> None:
        self.socket.sendall(b"".join(parts))

    def get(self, target: str, *fields: bytes) -> None:
        self.say(b"GET ", target.encode(), b" HTTP/1.1\r\nHost: a\r\n", *fields, b"\r\n")

    def _more(self) -> bool:
        piece = self.socket.recv(256 * 1024)
        self.buffer += piece
        return bool(piece)

    def answer(self) -> tuple[int, dict[str, str], bytes]:
        """Read one response with a Content-Length."""
        while b"\r\n\r\n" not in self.buffer:
            if not self._more():
                raise EOFError(self.buffer)
        head, _, self.buffer = self.buffer.partition(b"\r\n\r\n")
        lines = head.decode("latin-1").split("\r\n")
        pairs = (line.partition(": ") for line in lines[1:])
        fields = {name.lower(): value for name, _, value in pairs}
        length = int(fields.get("content-length", "0"))
        while len(self.buffer) < length:
            if not self._more():
                raise EOFError(self.buffer)
        body, self.buffer = self.buffer[:length], self.buffer[length:]
        return int(lines[0].split()[1]), fields, body

    def rest(self) -> bytes:
        """Read until the server closes."""
        while self._more():
            pass
        return self.buffer


@contextmanager
def line_to(server: Server, window: int | None = None) -> Iterator[Line]:
    """Connect.

    Args:
        window: bytes that wait unread at most; as many as the system likes by default.
    """
    with socket.socket() as connection:
        connection.settimeout(PATIENCE)
        if window is not None:
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, window)
        connection.connect(("127.0.0.1", server.port))
        yield Line(connection)
