"""One request and its response, between a connection and an ASGI application."""

import asyncio
from collections import deque
from typing import Protocol

from front.heads import Asked, Ends, Head, write_head
from front.inflow import ClientGoneError
from front.interface import Headers, Message, Scope

_JOINED = 64 * 1024
"""Bytes; what is larger is handed to the transport beside its head, not copied behind it."""


class Carrier(Protocol):
    """What an exchange needs of its connection."""

    def write(self, *parts: bytes) -> None:
        """Send bytes."""

    async def drain(self) -> None:
        """Wait while too much waits to be sent; raise ClientGoneError when it never will."""

    def taken(self) -> None:
        """Hear that the application has taken a piece of the body."""

    def closes(self) -> bool:
        """Tell whether the connection ends with the response that begins now."""


class Exchange:
    """Messages of ASGI for one request.

    Args:
        scope: what the application is told.
        carrier: the connection.
        asked: what the framing of the response depends on.
        waits: the client sends no body before it is told to go on.
    """

    __slots__ = (
        "_asked",
        "_carrier",
        "_head",
        "_pieces",
        "_told",
        "_waiter",
        "_waits",
        "arrived",
        "broken",
        "closed",
        "gone",
        "headers",
        "held",
        "left",
        "refused",
        "scope",
        "sent",
        "status",
        "whole",
    )

    def __init__(self, scope: Scope, carrier: Carrier, asked: Asked, *, waits: bool) -> None:
        self.scope = scope
        self._carrier = carrier
        self._asked = asked
        self._waits = waits
        self._pieces: deque[bytes] | None = None
        self._waiter: asyncio.Future[None] | None = None
        self._told = False
        self._head: Head | None = None
        self.held = 0
        """Bytes of the body that the application has not taken yet."""
        self.arrived = False
        """All of the body is here."""
        self.gone = False
        self.broken = 0
        """What the server would answer to a body that breaks off; 0 for one that does not."""
        self.status = 0
        """Of the response; 0 before it."""
        self.headers: Headers = []
        self.sent = 0
        """Bytes of the body that were sent."""
        self.left = 0
        """Bytes that the head has promised and that were not sent yet."""
        self.refused = False
        """The server has answered."""
        self.whole = False
        """The response is complete: all that its head has promised."""
        self.closed = False
        """The response was the last of its connection."""

    @property
    def begun(self) -> bool:
        """Bytes of the response have been sent."""
        return self._head is not None

    @property
    def waits(self) -> bool:
        """The client waits for `100 Continue`."""
        return self._waits

    def feed(self, piece: bytes) -> None:
        """Take a piece of the body from the connection."""
        if self._pieces is None:
            self._pieces = deque()
        self._waits = False
        self._pieces.append(piece)
        self.held += len(piece)
        self._wake()

    def end(self) -> None:
        """Hear that all of the body is here."""
        self.arrived = True
        self._wake()

    def leave(self) -> None:
        """Hear that the client has left, or is as good as gone."""
        self.gone = True
        self._wake()

    def _wake(self) -> None:
        if self._waiter is not None and not self._waiter.done():
            self._waiter.set_result(None)

    def break_off(self, status: int) -> None:
        """Hear that no more of the body comes, while the client may still hear an answer."""
        self.broken = status
        self._wake()

    def refuse(self, status: int) -> bool:
        """Hear that the server answers in the application's stead; tell whether it still can."""
        self.gone = True
        self._wake()
        if self.begun:
            return False
        self.status = status
        self.refused = True
        return True

    async def receive(self) -> Message:
        """Return the next piece of the body; after its end wait until the client leaves.

        A body that breaks off ends with `http.disconnect`, too, though the client may still listen:
        its `status` is then 400 for one that is broken and 408 for one that came too slowly.
        """
        while not self.gone:
            if self._pieces:
                return self._piece()
            if self.broken:
                return {"type": "http.disconnect", "status": self.broken}
            if self.arrived and not self._told:
                self._told = True
                return {"type": "http.request", "body": b"", "more_body": False}
            if self._waits:
                self._waits = False
                self._carrier.write(b"HTTP/1.1 100 Continue\r\n\r\n")
                self._carrier.taken()
            self._waiter = asyncio.get_running_loop().create_future()
            await self._waiter
        return {"type": "http.disconnect"}

    def _piece(self) -> Message:
        assert self._pieces is not None  # noqa: S101  # receive() has looked
        piece = self._pieces.popleft()
        self.held -= len(piece)
        self._carrier.taken()
        self._told = self.arrived and not self._pieces
        return {"type": "http.request", "body": piece, "more_body": not self._told}

    async def send(self, message: Message) -> None:
        """Send the head with the first piece of the body, and each other piece.

        Raises:
            ClientGoneError: there is nobody to send to (ASGI 2.4).
            ValueError: a head that would break the response.
            RuntimeError: messages in an order that no response has.
        """
        if self.gone:
            raise ClientGoneError
        kind = message["type"]
        if kind == "http.response.body" and self.status and not self.whole:
            body = message.get("body", b"")
            self._send(bytes(body), more=message.get("more_body", False))
            await self._carrier.drain()
        elif kind == "http.response.start" and not self.status:
            self.status = message["status"]
            self.headers = message.get("headers", [])
        else:
            order = f"{kind} does not belong here"
            raise RuntimeError(order)

    def _send(self, body: bytes, *, more: bool) -> None:
        head, first = self._head, b""
        if head is None:
            close = self._carrier.closes()
            whole = None if more else len(body)
            head = write_head(self.status, self.headers, self._asked, whole, close=close)
            self._head = head
            self.closed = close
            first = head.raw
            self.left = head.length
        if head.ends is Ends.NO_BODY:
            body = b""
        elif head.ends is Ends.LENGTH:
            body = body[: self.left] if len(body) > self.left else body
            self.left -= len(body)
        self.sent += len(body)
        if not more:
            self.whole = head.ends is not Ends.LENGTH or not self.left
            self.closed |= head.ends is Ends.CLOSE
        self._write(first, body, head.ends)

    def _write(self, first: bytes, body: bytes, ends: Ends) -> None:
        if ends is Ends.CHUNKS:
            size = b"%x\r\n" % len(body) if body else b""
            last = b"0\r\n\r\n" if self.whole else b""
            parts = (first + size, body, (b"\r\n" if body else b"") + last)
        else:
            parts = (first, body, b"")
        if len(body) < _JOINED:
            parts = (b"".join(parts), b"", b"")
        self._carrier.write(*parts)
