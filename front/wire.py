"""The transport of one connection: reading and writing at the client's pace, and ending well."""

import asyncio
import socket
import struct
from contextlib import suppress
from math import inf
from typing import Any

from front.host import Host
from front.inflow import ClientGoneError

HELD = 64 * 1024
"""Bytes that wait to be used, or to be sent, past which nothing more is read, or written."""

_DISCARDED = 1024 * 1024
_RESET = struct.pack("ii", 1, 0)  # on close, and at once


class Wire(asyncio.Protocol):
    """A connection without the requests on it.

    Args:
        host: the worker.
    """

    def __init__(self, host: Host) -> None:
        self._host = host
        self.deadline = inf
        """s of the loop's time after which `expire` is called."""
        self._transport: Any = None
        self._reads = True
        self._closing = False
        self._lost = False
        self._discarded = 0
        self._unsent: int | None = None
        self._writable: asyncio.Future[None] | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Begin."""
        self._transport = transport
        self._transport.set_write_buffer_limits(high=HELD)
        self._host.opened(self)

    def connection_lost(self, exc: Exception | None) -> None:
        """Tell everybody who waits for the client."""
        self._lost = self._closing = True
        self.deadline = inf
        self._host.lost(self)
        self._wake_writer()

    def pause_writing(self) -> None:
        """Hear that the client reads slowly."""
        self._unsent = self._transport.get_write_buffer_size()
        self._writable = self._host.loop.create_future()
        self.deadline = self._host.clock + self._host.limits.stuck

    def resume_writing(self) -> None:
        """Hear that the client has read."""
        self._unsent = None
        self.deadline = inf
        self._wake_writer()

    def _wake_writer(self) -> None:
        if self._writable is not None and not self._writable.done():
            self._writable.set_result(None)
        self._writable = None

    def write(self, *parts: bytes) -> None:
        """Send bytes, one part after the other."""
        if not self._lost:
            for part in parts:
                if part:
                    self._transport.write(part)

    async def drain(self) -> None:
        """Wait while much waits to be sent.

        Raises:
            ClientGoneError: it never will be.
        """
        while self._writable is not None:
            await self._writable
        if self._lost:
            raise ClientGoneError

    def _read(self, *, on: bool) -> None:
        if on is self._reads or self._lost:
            return
        self._reads = on
        if on:
            self._transport.resume_reading()
        else:
            self._transport.pause_reading()

    def abort(self) -> None:
        """End the connection at once, whatever is under way.

        Without a reset, one who still sends may wait for room in the window of a closed connection
        until the system forgets it: seen for a minute on Linux.
        """
        own = self._transport.get_extra_info("socket")
        if own is not None:
            with suppress(OSError):
                own.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET)
        self._transport.abort()

    def _finish(self, *, unread: bool) -> None:
        """Close, once all is sent; a client that still sends first hears that nobody listens.

        Who closes while bytes come in resets the connection, and some clients forget the answer
        then.

        Args:
            unread: the client has sent, or is sending, what nobody reads.

        Source: https://datatracker.ietf.org/doc/html/rfc9112#section-9.6
        """
        if self._closing:
            return
        self._closing = True
        self._host.leaving(self)
        self.deadline = self._host.clock + self._host.limits.linger
        if unread and self._transport.can_write_eof():
            self._read(on=True)
            self._transport.write_eof()
        else:
            self._transport.close()

    def _discard(self, size: int) -> None:
        self._discarded += size
        if self._discarded > _DISCARDED:
            self.abort()

    def _abort_if_stuck(self) -> None:
        """Give a client that reads, however slowly, more time."""
        unsent = self._transport.get_write_buffer_size()
        if unsent and (self._unsent is None or unsent < self._unsent):
            self._unsent = unsent
            self.deadline = self._host.clock + self._host.limits.stuck
        else:
            self.abort()

    def expire(self) -> None:
        """Do what is due once the deadline is over."""
        raise NotImplementedError

    def close_if_idle(self) -> None:
        """End the connection unless a request is under way, or on its way."""
        raise NotImplementedError

    def close(self) -> None:
        """End the connection, which serves no request, to make room for another."""
        raise NotImplementedError
