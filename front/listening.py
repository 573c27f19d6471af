"""Taking connections from a listener that several processes share."""

import asyncio
import errno
import logging
import socket
from collections.abc import Callable
from ssl import SSLContext

log = logging.getLogger(__name__)

_SCARCE = frozenset({errno.EMFILE, errno.ENFILE, errno.ENOBUFS, errno.ENOMEM})
_PAUSE = 1.0
"""s until one that could not be taken for want of files or memory is tried again."""

_COURTESY = 0.001
"""s that a process waits between the first connections of a burst: another may have to wake up."""

_COURTEOUS = 8
"""Connections of a burst that are taken so; behind them it is a flood, and haste is better."""

_APART = 0.05
"""s without a connection, after which the next one begins a burst."""


class Listening:
    """Takes one connection at a time, and leaves some to the other processes.

    asyncio and uvloop take all that wait at once. A process that was woken a moment before the
    others then has all connections of a client that opens several, and serves them with one
    processor while the others rest.

    Args:
        loop: of the process.
        listener: a bound and listening socket, which belongs to this object from now on.
        make: makes what serves a connection.
        ssl: how connections are encrypted, if they are.
        shared: other processes take connections of this listener, too.
    """

    def __init__(
        self,
        loop: asyncio.AbstractEventLoop,
        listener: socket.socket,
        make: Callable[[], asyncio.Protocol],
        ssl: SSLContext | None,
        *,
        shared: bool,
    ) -> None:
        self._loop = loop
        self._listener = listener
        self._make = make
        self._ssl = ssl
        self._shared = shared
        self._beginning: set[asyncio.Task[object]] = set()
        self._ended = False
        self._last = -_APART
        self._burst = 0

    def begin(self) -> None:
        """Take connections from now on."""
        if not self._ended:
            self._listener.setblocking(False)
            self._loop.add_reader(self._listener.fileno(), self._take)

    def close(self) -> None:
        """Take no more; where no other process listens, the next one hears so at once."""
        self._ended = True
        self._loop.remove_reader(self._listener.fileno())
        self._listener.close()

    def _take(self) -> None:
        try:
            own, _ = self._listener.accept()
        except (BlockingIOError, InterruptedError, ConnectionAbortedError):
            return  # another process was quicker, or the client has left
        except OSError as error:
            if error.errno not in _SCARCE:
                raise
            log.warning("no connection can be taken: %s", error)
            self._wait(_PAUSE)
            return
        if self._shared:
            self._be_courteous()
        own.setblocking(False)
        serving = self._loop.create_task(self._serve(own))
        self._beginning.add(serving)
        serving.add_done_callback(self._beginning.discard)

    def _be_courteous(self) -> None:
        now = self._loop.time()
        self._burst = self._burst + 1 if now - self._last < _APART else 1
        self._last = now
        if self._burst <= _COURTEOUS:
            self._wait(_COURTESY)

    def _wait(self, seconds: float) -> None:
        self._loop.remove_reader(self._listener.fileno())
        self._loop.call_later(seconds, self.begin)

    async def _serve(self, own: socket.socket) -> None:
        try:
            await self._loop.connect_accepted_socket(self._make, own, ssl=self._ssl)
        except OSError as error:  # ssl.SSLError is one: who speaks no TLS, or another
            log.debug("a connection has not begun: %s", error)
            own.close()
