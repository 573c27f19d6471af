"""Requests out of the bytes of one connection: heads by gunicorn's rules, bodies at their pace."""

import asyncio
import logging
from math import inf
from typing import Any

from gunicorn.asgi.parser import CallbackRequest

from front.exchange import Exchange
from front.heads import refusal
from front.host import Host
from front.parsed import address_of, asked_of, parser_of, request_of, scope_of, status_of
from front.wire import HELD, Wire

log = logging.getLogger(__name__)

STEP = 16 * 1024
"""Bytes that are parsed at a time."""

_LONGEST_HEAD = 160 * 1024
"""Bytes; a line of 64 kB is allowed, and fields that together are as long."""


class Reader(Wire):
    """A connection that reads requests, one at a time.

    Args:
        host: the worker.
    """

    def __init__(self, host: Host) -> None:
        super().__init__(host)
        self._parser: Any = None
        self._exchange: Exchange | None = None
        self._request: CallbackRequest | None = None
        self._tail = b""
        self._in_head = 0
        self._scheme = "http"
        self._server: tuple[str, Any] | None = None
        self._client: tuple[str, Any] | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Begin to wait for a request."""
        super().connection_made(transport)
        self._server = address_of(transport.get_extra_info("sockname"))
        self._client = address_of(transport.get_extra_info("peername"))
        if transport.get_extra_info("ssl_object") is not None:
            self._scheme = "https"
        self.deadline = self._host.clock + self._host.limits.head

    def connection_lost(self, exc: Exception | None) -> None:
        """Let go of the parser, which calls this connection back.

        The one in C takes no part in the collection of garbage: a connection and its parser would
        hold each other for ever, 9.5 kB of them.
        """
        super().connection_lost(exc)
        self._parser = None

    def _feed(self, data: bytes) -> bool:
        """Parse bytes; tell whether a request is to be served."""
        before = self._exchange
        if before is None:
            self._begin_head(len(data))
        try:
            self._parser.feed(data)
        except Exception as error:
            self._misread(error)
            return before is None and self._exchange is not None
        exchange = self._exchange
        if exchange is None:
            if self._in_head > _LONGEST_HEAD:
                self._refuse(431)
            return False
        if not exchange.arrived:
            if exchange.held > HELD:
                self._read(on=False)
            self._watch_body()
        return before is None

    def _feed_tail(self) -> bool:
        """Parse what has come meanwhile, up to the end of a request; tell whether one begins.

        Piece by piece: the parser copies what it does not need yet.
        """
        come = False
        while self._tail and not self._closing:
            if self._exchange is not None and self._exchange.arrived:
                break
            piece, self._tail = self._tail[:STEP], self._tail[STEP:]
            come |= self._feed(piece)
        return come

    def _begin_head(self, size: int) -> None:
        if self._parser is None:
            self._parser = parser_of(self._host.cfg, self._on_head, self._on_body, self._on_end)
        if not self._in_head:
            self.deadline = self._host.clock + self._host.limits.head
        self._in_head += size

    def _on_head(self) -> bool:
        request = self._request = request_of(self._parser, self._scheme)
        scope = scope_of(request, self._server, self._client)
        waits = request._expect_100_continue  # noqa: SLF001  # gunicorn's own workers read it
        self._exchange = Exchange(scope, self, asked_of(request), waits=waits)
        self._in_head = 0
        self.deadline = inf
        self._host.busy(self)
        return False  # the body is not to be skipped

    def _on_body(self, piece: bytes) -> None:
        if self._exchange is not None:
            self._exchange.feed(piece)

    def _on_end(self) -> None:
        if self._exchange is not None:
            self._exchange.end()
            if self._writable is None:
                self.deadline = inf

    def taken(self) -> None:
        """Read on, now that the application has taken a piece."""
        exchange = self._exchange
        if exchange is not None and exchange.held <= HELD // 2 and not exchange.broken:
            self._read(on=True)
        self._watch_body()

    def _watch_body(self) -> None:
        """Limit how long a body may be silent, unless it is us who let it wait."""
        exchange = self._exchange
        if self._closing or self._writable is not None or exchange is None or exchange.broken:
            return
        waits = exchange.arrived or exchange.waits or not self._reads
        self.deadline = inf if waits else self._host.clock + self._host.limits.silence

    def _misread(self, error: Exception) -> None:
        status = status_of(error)
        if status is None:
            log.error("error in reading a request", exc_info=error)
        if self._exchange is None:
            self._refuse(status or 500)
        else:
            self._break_off(status or 500)

    def _break_off(self, status: int) -> None:
        """Read no more of a body; the application may still answer."""
        self._read(on=False)
        self.deadline = inf
        if self._exchange is not None:
            self._exchange.break_off(status)

    def _refuse(self, status: int) -> None:
        """Answer what is no request, or has none, and end the connection."""
        exchange = self._exchange
        if exchange is None or exchange.refuse(status):
            self.write(refusal(status))
        self._finish(unread=self._unread)

    @property
    def _unread(self) -> bool:
        exchange = self._exchange
        waits = exchange is not None and not exchange.arrived
        return bool(self._in_head or self._tail or waits)

    def closes(self) -> bool:
        """Tell whether the connection ends with the response that begins now."""
        raise NotImplementedError
