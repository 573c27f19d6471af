"""A response's body on its way from the thread that writes it to the loop that sends it."""

import asyncio
from threading import Condition

from front.inflow import HELD, ClientGoneError


class Outflow:
    """Chunks of a response, of which HELD bytes wait before the thread does.

    Args:
        loop: that sends them.
    """

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self._loop = loop
        self._room = Condition()
        self._chunks: list[bytes] = []
        self._held = 0
        self._ended = False
        self._whole = False
        self._gone = False
        self._news = asyncio.Event()

    def put(self, chunk: bytes) -> None:
        """Hand a chunk over, in the thread; wait while there is no room.

        Raises:
            ClientGoneError: nobody reads any longer.
        """
        with self._room:
            while self._held >= HELD and not self._gone:
                self._room.wait()
            if self._gone:
                message = "The client left before its response ended."
                raise ClientGoneError(message)
            self._chunks.append(chunk)
            self._held += len(chunk)
            first = len(self._chunks) == 1
        if first:
            self._loop.call_soon_threadsafe(self._news.set)

    def end(self, *, whole: bool) -> None:
        """Say in the loop that no more comes, and whether that is all of it."""
        self._ended = True
        self._whole = whole
        self._news.set()

    def leave(self) -> None:
        """Say in the loop that nobody sends any longer."""
        with self._room:
            self._gone = True
            self._room.notify()
        self._news.set()

    async def take(self) -> tuple[bytes, bool]:
        """Return what waits, and whether more may come; called in the loop.

        Raises:
            ClientGoneError: the client left.
            EOFError: the application broke off.
        """
        if not self._ended:
            await self._news.wait()
        self._news.clear()
        if self._gone:
            raise ClientGoneError
        with self._room:
            chunks, self._chunks, self._held = self._chunks, [], 0
            self._room.notify()
        if self._ended and not self._whole:
            raise EOFError
        return (chunks[0] if len(chunks) == 1 else b"".join(chunks)), not self._ended
