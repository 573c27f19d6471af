"""The connection that a body comes over, as far as the server shows it.

Gunicorn's threaded worker waits for a body for ever, and for as many bytes as it was asked for:
a sender of a byte a second would hold a thread for hours. It shows the socket, though.
"""

import socket
import struct
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from threading import Lock, Timer
from typing import TYPE_CHECKING, Any

from flask import Response, after_this_request

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIEnvironment

_LINGER = 1.0  # s
_LINGER_BYTES = 1024 * 1024
_PIECE = 64 * 1024
_RESET = struct.pack("ii", 1, 0)  # on close, and at once


class Wire:
    """A connection of gunicorn or of front.bridge; with any other server all this does nothing.

    Args:
        environ: of the request.
    """

    def __init__(self, environ: "WSGIEnvironment") -> None:
        # Over HTTP/2 the socket belongs to other requests, too.
        single = environ.get("SERVER_PROTOCOL", "").startswith("HTTP/1")
        self._socket: socket.socket | None = environ.get("gunicorn.socket") if single else None
        self._input: Any = environ["wsgi.input"]
        # Behind the asgi worker: there a body that is not read ends its connection anyway.
        self._limit: Callable[[float, float], None] | None = environ.get("front.limit_body")

    @contextmanager
    def timed(self, seconds: float, silence: float) -> Iterator[None]:
        """Bound what is read within a block.

        Args:
            seconds: s for all of it; then the body is as good as at its end.
            silence: s for each piece; then reading it raises TimeoutError.
        """
        if self._socket is None:
            if self._limit is not None:
                self._limit(seconds, silence)
            yield
            return
        before = self._socket.gettimeout()
        self._socket.settimeout(min(silence, seconds))
        try:
            with _cut_after(self._socket, seconds):
                yield
        finally:
            with suppress(OSError):
                self._socket.settimeout(before)

    def abandon(self) -> None:
        """Let the connection end with the answer, since the rest of the body is not read.

        What is left of it would be taken for the next request. No header can say that: RFC 3875
        and PEP 3333 leave `Connection` to the server.
        """
        if self._socket is None:
            return
        self._input.failed = True  # gunicorn's own mark of a connection not to be used again
        after_this_request(self._hung_up_after)

    def _hung_up_after(self, response: Response) -> Response:
        response.call_on_close(self._hang_up)
        return response

    def _hang_up(self) -> None:
        """Say that nothing more comes, and listen a little longer.

        Who closes while bytes come in resets the connection, and some clients forget the answer
        then. Gunicorn would wait too, but in the thread that serves all connections.

        Source: https://datatracker.ietf.org/doc/html/rfc9112#section-9.6
        """
        if self._socket is None:
            return
        end = time.monotonic() + _LINGER
        left = _LINGER_BYTES
        with suppress(OSError):
            self._socket.shutdown(socket.SHUT_WR)
            while left > 0 and (wait := end - time.monotonic()) > 0:
                self._socket.settimeout(wait)
                piece = self._socket.recv(_PIECE)
                if not piece:
                    break
                left -= len(piece)
            if left <= 0:
                # Without a reset, one who still sends may wait for room in the window of a closed
                # connection until the system forgets it: seen for a minute on Linux.
                self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET)
        with suppress(OSError):
            self._socket.shutdown(socket.SHUT_RD)


@contextmanager
def _cut_after(connection: socket.socket, seconds: float) -> Iterator[None]:
    """End what is read from a socket if the block takes longer; it can still be written to."""
    lock = Lock()
    reading = True

    def cut() -> None:
        with lock, suppress(OSError):
            if reading:
                # Of the base class: that of TLS would let the answer go out in plain text.
                socket.socket.shutdown(connection, socket.SHUT_RD)

    timer = Timer(seconds, cut)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
        with lock:
            reading = False
