"""Connections of one listener, taken by several processes."""

import asyncio
import errno
import os
import socket
import ssl
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Any

import pytest

from front import listening
from front.listening import Listening
from tests.certificates import Authority


class Echo(asyncio.Protocol):
    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        self._transport.write(data)
        self._transport.close()


def listener() -> socket.socket:
    made = socket.socket()
    made.bind(("127.0.0.1", 0))
    made.listen(64)
    return made


@asynccontextmanager
async def served(own: Any, context: ssl.SSLContext | None = None) -> AsyncIterator[Listening]:
    server = Listening(asyncio.get_running_loop(), own, Echo, context, shared=True)
    server.begin()
    try:
        yield server
    finally:
        server.close()


async def echoed(address: Any) -> bytes:
    reader, writer = await asyncio.open_connection(*address)
    writer.write(b"hello")
    answer = await reader.read()
    writer.close()
    return answer


def test_connections_are_taken_until_it_is_closed() -> None:
    async def scene() -> None:
        own = listener()
        address = own.getsockname()
        async with served(own):
            assert await asyncio.gather(*(echoed(address) for _ in range(20))) == [b"hello"] * 20
        with pytest.raises(ConnectionRefusedError):
            await echoed(address)

    asyncio.run(scene())


def test_two_loops_share_what_comes_at_once() -> None:
    taken = {0: 0, 1: 0}
    own = listener()
    done, both = threading.Event(), threading.Barrier(2)

    def one(number: int) -> None:
        class Counted(Echo):
            def connection_made(self, transport: asyncio.BaseTransport) -> None:
                super().connection_made(transport)
                taken[number] += 1

        async def scene() -> None:
            server = Listening(asyncio.get_running_loop(), own.dup(), Counted, None, shared=True)
            both.wait()
            server.begin()
            while not done.is_set():
                await asyncio.sleep(0.01)
            server.close()

        asyncio.run(scene())

    clients = [socket.create_connection(own.getsockname()) for _ in range(32)]
    threads = [threading.Thread(target=one, args=(number,)) for number in taken]
    for thread in threads:
        thread.start()
    for client in clients:
        client.sendall(b"hello")
        assert client.recv(9) == b"hello"
        client.close()
    done.set()
    for thread in threads:
        thread.join()
    own.close()
    assert sum(taken.values()) == 32
    assert min(taken.values()) >= 1, "one has taken all"


def test_want_of_files_is_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    class Short:
        """A listener in a process that may open no more files, at first."""

        def __init__(self) -> None:
            self.own = listener()
            self.refusals = 2

        def __getattr__(self, name: str) -> Any:
            return getattr(self.own, name)

        def accept(self) -> Any:
            if self.refusals:
                self.refusals -= 1
                raise OSError(errno.EMFILE, os.strerror(errno.EMFILE))
            return self.own.accept()

    async def scene() -> None:
        own = Short()
        async with served(own):
            assert await echoed(own.getsockname()) == b"hello"
        assert own.refusals == 0

    monkeypatch.setattr(listening, "_PAUSE", 0.01)
    asyncio.run(scene())


def test_it_stays_closed_although_it_waited_for_files(monkeypatch: pytest.MonkeyPatch) -> None:
    async def scene() -> None:
        own = listener()
        async with served(own) as server:
            pass
        server.begin()
        assert own.fileno() == -1

    monkeypatch.setattr(listening, "_PAUSE", 0.01)
    asyncio.run(scene())


def test_who_speaks_no_tls_disturbs_nobody(tmp_path: Path) -> None:
    authority = Authority.make(tmp_path)

    async def scene() -> None:
        own = listener()
        address = own.getsockname()
        async with served(own, authority.server("IP:127.0.0.1")):
            reader, writer = await asyncio.open_connection(*address)
            writer.write(b"GET / HTTP/1.1\r\n\r\n")
            with suppress(ConnectionResetError):
                await reader.read()
            writer.close()
            reader, writer = await asyncio.open_connection(*address, ssl=authority.client())
            writer.write(b"hello")
            assert await reader.read() == b"hello"
            writer.close()

    asyncio.run(scene())
