"""A request's body on its way from the loop to the thread that reads it."""

import asyncio
import math
import time
from collections import deque
from collections.abc import Callable
from http import HTTPStatus
from io import RawIOBase
from threading import Condition
from typing import TYPE_CHECKING

from front.interface import Receive

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

HELD = 256 * 1024
"""Bytes of one body that may wait, in either direction."""


_LATE = "The body did not arrive in time."
_EARLY = "The body broke off."
_TIMEOUT = HTTPStatus.REQUEST_TIMEOUT


class ClientGoneError(ConnectionResetError):
    """The client closed the connection before all of its request or its response went over it."""


class LateBodyError(TimeoutError):
    """A body did not arrive in time."""


class Inflow(RawIOBase):
    """A body that arrives while a thread reads it; nothing is asked for before the first read.

    So a client that waits for `100 Continue` gets it when the application wants the body, and
    not otherwise.

    Args:
        receive: of ASGI; called in the loop.
        silence: s without a byte after which reading raises LateBodyError.
        arrived: called in the loop, once, when the body ends or is not wanted any longer.
    """

    def __init__(self, receive: Receive, silence: float, arrived: Callable[[], None]) -> None:
        self._receive = receive
        self._arrived = arrived
        self._loop = asyncio.get_running_loop()
        self._news = Condition()
        self._pieces: deque[memoryview] = deque()
        self._held = 0
        self._ended = False
        self._lost: OSError | None = None
        self._asked = False
        self._pump: asyncio.Task[None] | None = None
        self._room: asyncio.Future[None] | None = None
        self._silence = silence
        self._end = math.inf

    def limit(self, seconds: float, silence: float) -> None:
        """Bound what is read from now on; past either bound reading raises LateBodyError.

        Args:
            seconds: s for all of it.
            silence: s without a byte.
        """
        self._silence = silence
        self._end = time.monotonic() + seconds

    def readable(self) -> bool:
        """Say that it can be read."""
        return True

    def readinto(self, buffer: "WriteableBuffer", /) -> int:
        """Fill a buffer with what has come, waiting for the first byte; 0 at the end.

        Raises:
            ClientGoneError: the body broke off.
            LateBodyError: it did not come in time.
        """
        with self._news:
            self._wait()
            if not self._pieces:
                return 0
            room = memoryview(buffer).cast("B")
            piece = self._pieces.popleft()
            count = min(len(room), len(piece))
            room[:count] = piece[:count]
            if count < len(piece):
                self._pieces.appendleft(piece[count:])
            self._held -= count
            if self._room is not None and self._held <= HELD // 2:
                self._loop.call_soon_threadsafe(self._go_on)
        return count

    def _wait(self) -> None:
        if not self._asked and self._lost is None:
            self._asked = True
            self._loop.call_soon_threadsafe(self._start)
        end = min(time.monotonic() + self._silence, self._end)
        while not self._ended and (not self._pieces or time.monotonic() > self._end):
            if self._lost is not None:
                raise self._lost
            left = end - time.monotonic()
            if left <= 0:
                raise LateBodyError(_LATE)
            self._news.wait(left)

    def _start(self) -> None:
        if self._lost is None:
            self._pump = self._loop.create_task(self._fetch())

    def _go_on(self) -> None:
        if self._room is not None and not self._room.done():
            self._room.set_result(None)

    async def _fetch(self) -> None:
        while True:
            message = await self._receive()
            if message["type"] == "http.disconnect":
                self.lose(late=message.get("status") == _TIMEOUT)
                return
            if self.feed(message.get("body", b""), more=message.get("more_body", False)):
                return
            with self._news:
                self._room = self._loop.create_future() if self._held > HELD else None
            if self._room is not None:
                await self._room

    def feed(self, piece: bytes, *, more: bool) -> bool:
        """Take what has come, in the loop; tell whether that is all."""
        with self._news:
            if piece:
                self._pieces.append(memoryview(piece))
                self._held += len(piece)
            self._ended = not more
            self._news.notify()
        if not more:
            self.settle()
        return not more

    def settle(self) -> None:
        """Say in the loop, once, that the body has ended or that nobody reads it any longer."""
        arrived, self._arrived = self._arrived, _nothing
        arrived()

    def leave(self) -> None:
        """End what waits for more, in the loop: nothing comes any longer."""
        self.lose(late=False)
        if self._pump is not None:
            self._pump.cancel()

    def lose(self, *, late: bool) -> None:
        """Hear in the loop that no more comes.

        Args:
            late: it came too slowly; else the client left, or sent what cannot be read.
        """
        with self._news:
            if self._lost is None:
                self._lost = LateBodyError(_LATE) if late else ClientGoneError(_EARLY)
            self._news.notify()


def _nothing() -> None:
    """Do nothing: it was done."""


class Start:
    """The beginning of a body, read without a thread; all of it where it is small."""

    def __init__(self) -> None:
        self.pieces: list[bytes] = []
        self.ended = False
        self.broken = False
        self.late = False

    async def read(self, receive: Receive, most: int, patience: float) -> None:
        """Read to the end of a body, or until there is more than a small one has.

        Args:
            receive: of ASGI.
            most: bytes of a small body.
            patience: s.
        """
        await asyncio.sleep(0)  # from Python 3.12 on a limit needs a task: see run_eagerly()
        try:
            await asyncio.wait_for(self._read(receive, most), patience)
        except TimeoutError:
            self.late = True

    async def _read(self, receive: Receive, most: int) -> None:
        while not self.ended and most >= 0:
            message = await receive()
            if message["type"] == "http.disconnect":
                self.late = message.get("status") == _TIMEOUT
                self.broken = True
                return
            self.pieces.append(message.get("body", b""))
            most -= len(self.pieces[-1])
            self.ended = not message.get("more_body", False)
