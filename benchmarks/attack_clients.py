"""Connections of attackers."""

import asyncio
import time
from contextlib import suppress
from statistics import median

_AT_ONCE = 200
"""Connections that are opened at the same time; more would be the backlog's test."""

_TO_ONE = 5_000
"""Connections from one address: fewer than it has ports."""

_KEPT = 65_536
"""bytes of the answers that are kept, the last ones."""


class Client:
    """A connection, and when the server ended it."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader = reader
        self.writer = writer
        self.told = b""
        self.opened = time.monotonic()
        self.closed = 0.0
        self._watch = asyncio.create_task(self._read())

    async def _read(self) -> None:
        with suppress(ConnectionError):
            while part := await self._reader.read(_KEPT):
                self.told = (self.told + part)[-_KEPT:]
        self.closed = time.monotonic()

    async def send(self, part: bytes) -> None:
        """Send, unless the server has closed."""
        if not self.closed:
            with suppress(ConnectionError):
                self.writer.write(part)
                await self.writer.drain()

    async def end(self) -> None:
        """Close it."""
        self._watch.cancel()
        self.writer.transport.abort()


async def connect(port: int, amount: int) -> list[Client]:
    """Open connections, from as many addresses as it takes for their ports."""
    gate = asyncio.Semaphore(_AT_ONCE)

    async def one(number: int) -> Client:
        source = f"127.0.0.{2 + number // _TO_ONE}", 0
        async with gate:
            return Client(*await asyncio.open_connection("127.0.0.1", port, local_addr=source))

    return list(await asyncio.gather(*map(one, range(amount))))


def fates(clients: list[Client]) -> str:
    """How many were closed by the server, and after how long."""
    ended = [each.closed - each.opened for each in clients if each.closed]
    after = f" after {median(ended):.0f} s" if ended else ""
    return f"{len(ended)} of {len(clients)} closed by the server{after}"
