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


class Listening:
    """Takes one connection each time the loop comes round.

    asyncio and uvloop take all that wait at once. A process that was woken a moment before the
    others then has all connections of a client that opens several, and serves them with one
    processor while the others rest.

    Args:
        loop: of the process.
        listener: a bound and listening socket, which belongs to this object from now on.
        make: makes what serves a connection.
        ssl: how connections are encrypted, if they are.
    """

    def __init__(
        self,
        loop: asyncio.AbstractEventLoop,
        listener: socket.socket,
        make: Callable[[], asyncio.Protocol],
        ssl: SSLContext | None,
    ) -> None:
        self._loop = loop
        self._listener = listener
        self._make = make
        self._ssl = ssl
        self._beginning: set[asyncio.Task[object]] = set()
        self._ended = False

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
            self._loop.remove_reader(self._listener.fileno())
            self._loop.call_later(_PAUSE, self.begin)
            return
        own.setblocking(False)
        serving = self._loop.create_task(self._serve(own))
        self._beginning.add(serving)
        serving.add_done_callback(self._beginning.discard)

    async def _serve(self, own: socket.socket) -> None:
        try:
            await self._loop.connect_accepted_socket(self._make, own, ssl=self._ssl)
        except OSError as error:  # ssl.SSLError is one: who speaks no TLS, or another
            log.debug("a connection has not begun: %s", error)
            own.close()
