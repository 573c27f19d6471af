"""One connection of HTTP/1.1 to an ASGI application, with a time limit on whatever it waits for."""

import asyncio
import logging
import time
from math import inf

from front.access import note, note_given
from front.eager import run_eagerly
from front.exchange import Exchange
from front.heads import write_ready
from front.host import Host
from front.reader import STEP, Reader
from front.wire import HELD

log = logging.getLogger(__name__)

_IN_A_ROW = 32
"""Requests of one connection that are answered before others have their turn."""


class Connection(Reader):
    """Serve what comes over one connection, a request at a time and in order.

    Args:
        host: the worker.
    """

    def __init__(self, host: Host) -> None:
        super().__init__(host)
        self._task: asyncio.Task[None] | None = None
        self._since = 0.0
        self._stalled = False
        self._ended_early = False

    def data_received(self, data: bytes) -> None:
        """Take bytes: of a head, of a body, or of the next request, which waits for its turn."""
        if self._closing:
            self._discard(len(data))
        elif not (self._rests() and self._answer_at_once(data)):
            self._take(data)

    def _take(self, data: bytes) -> None:
        if self._exchange is not None and self._exchange.broken:
            pass
        elif self._exchange is not None and self._exchange.arrived:
            self._tail += data
            if len(self._tail) > HELD:
                self._read(on=False)
        elif len(data) <= STEP or self._exchange is not None:
            if self._feed(data):
                self._serve()
        else:
            self._tail = data
            if self._feed_tail():
                self._serve()

    def eof_received(self) -> bool:
        """Hear that the client says no more; tell whether it may still listen."""
        exchange = self._exchange
        if self._closing or exchange is None:
            return False
        self._ended_early = True
        if not exchange.arrived:
            self._break_off(400)
        return True

    def connection_lost(self, exc: Exception | None) -> None:
        """Tell everybody who waits for the client."""
        super().connection_lost(exc)
        if self._exchange is not None:
            self._exchange.leave()
        if self._task is not None:
            # As gunicorn does: what is begun may end, but nobody waits for it for ever.
            grace = self._host.cfg.asgi_disconnect_grace_period
            self._host.loop.call_later(grace, self._task.cancel)

    def resume_writing(self) -> None:
        """Hear that the client has read."""
        super().resume_writing()
        if self._rests():
            self.deadline = self._host.clock + self._host.keepalive
        self._watch_body()
        if self._stalled:
            self._stalled = False
            self._go_on()

    # What an exchange calls.

    def closes(self) -> bool:
        """Tell whether the connection ends with the response that begins now."""
        return (
            self._closing
            or not self._host.alive
            or not self._host.keepalive
            or self._exchange is None
            or not self._exchange.arrived
            or self._request is None
            or (self._ended_early and not self._tail and not self._parser.remaining())
            or self._request.should_close()
        )

    # The short way.

    def _rests(self) -> bool:
        """Tell whether nothing is under way, in either direction."""
        began = self._exchange is not None or self._in_head or self._tail
        return not began and self._writable is None

    def _answer_at_once(self, data: bytes) -> bool:
        """Answer a request with what is at hand, if it is; tell whether it was."""
        host = self._host
        if host.shortcut is None or not host.keepalive:
            return False
        since = time.monotonic()
        found = host.shortcut.find(data, self._client[0] if self._client else "")
        if found is None:
            return False
        asked, given = found
        host.busy(self)
        host.idle(self)
        self.deadline = host.clock + host.keepalive
        self.write(write_ready(given, body=not asked.head, close=not host.alive))
        if not host.alive:
            self._finish(unread=False)
        if host.log.access_log_enabled:
            note_given(host.log, asked, given, since)
        return True

    # From requests to responses.

    def _serve(self) -> None:
        """Serve the request that has come, and those behind it that have come already."""
        for _ in range(_IN_A_ROW):
            assert self._exchange is not None  # noqa: S101  # whoever calls has seen one
            if self._host.log.access_log_enabled:
                self._since = time.monotonic()
            self._task = run_eagerly(self._answer(self._exchange), self._host.loop)
            if self._task is not None:
                self._task.add_done_callback(self._ended)
                return
            if not self._next():
                return
        self._host.loop.call_soon(self._serve_on)

    def _serve_on(self) -> None:
        if not self._closing:
            self._serve()

    def _ended(self, task: asyncio.Task[None]) -> None:
        self._task = None
        if not task.cancelled() and (error := task.exception()) is not None:
            log.error("error in a connection", exc_info=error)
        self._go_on()

    def _go_on(self) -> None:
        if self._next():
            self._serve()

    async def _answer(self, exchange: Exchange) -> None:
        request = self._request
        assert request is not None  # noqa: S101  # it came with the exchange
        try:
            await self._host.asgi(exchange.scope, exchange.receive, exchange.send)
            if not (exchange.whole or exchange.gone or exchange.broken):
                log.error("a response without its end at %s", request.uri)
        except Exception:
            if not exchange.gone:
                log.exception("error in the application at %s", request.uri)
        finally:
            if not exchange.begun and not exchange.gone:
                self._refuse(exchange.broken or 500)
            if self._host.log.access_log_enabled:
                note(self._host.log, request, exchange, self._since)

    def _next(self) -> bool:
        """Finish with a request that was answered; tell whether the next one is there."""
        exchange = self._exchange
        if exchange is None or self._closing:
            return False
        if exchange.begun and not exchange.whole:
            self.abort()  # so that nobody takes what went out for all
            return False
        if exchange.closed or self.closes():
            self._finish(unread=self._unread)
            return False
        if self._writable is not None:  # who does not read its answers gets no more of them
            self._stalled = True
            return False
        rest = self._parser.remaining()
        self._parser.reset()
        self._exchange = self._request = None
        self._host.idle(self)
        self.deadline = self._host.clock + self._host.keepalive
        self._read(on=len(self._tail) <= HELD)
        come = bool(rest) and self._feed(rest)
        return self._feed_tail() or come

    # Limits and ends.

    def expire(self) -> None:
        """End what has taken too long, or give it more time."""
        exchange = self._exchange
        self.deadline = inf
        if self._writable is not None or self._closing:
            self._abort_if_stuck()
        elif exchange is None and not self._in_head:
            self._finish(unread=False)
        elif exchange is None:
            self._refuse(408)
        elif not exchange.arrived:
            self._break_off(408)

    def close_if_idle(self) -> None:
        """End the connection unless a request is under way, or on its way."""
        if self._exchange is None and not self._in_head:
            self._finish(unread=False)

    def close(self) -> None:
        """End the connection, which serves no request, to make room for another."""
        self._finish(unread=False)
