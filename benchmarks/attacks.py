"""Clients that mean harm, in a process of their own.

`python -m benchmarks.attacks NAME PORT SECONDS` prints at the end what it saw.
"""

import asyncio
import os
import random
import socket
import struct
import sys
import time
from collections.abc import Callable, Coroutine, Mapping
from contextlib import suppress

from benchmarks.attack_clients import connect, fates
from benchmarks.attack_once import judge
from benchmarks.keys import ONE

Attack = Callable[[int, float], Coroutine[None, None, str]]
"""(port, seconds) → what was seen, in a few words."""

IDLE, SLOW, READERS, ANYTHING, HANG_UPS = 10_000, 500, 100, 300, 2_000
"""connections."""

PIPELINED = 1_000
"""requests in one write."""

LARGE = "LARGE_TARGET"
"""The variable that names the target of the largest answer."""

_GIGABYTE = 1_000_000_000
_PIECE = b"a" * 1_000_000
_HEAD = f"GET {ONE} HTTP/1.1\r\nHost: 127.0.0.1\r\n".encode()
_ASK = _HEAD + b"\r\n"
_POST = b"POST /captcha/verify HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 1000\r\n\r\n"


async def _held(port: int, seconds: float, first: bytes, each_second: bytes, amount: int) -> str:
    """Open connections, say something, then a little each second."""
    clients = await connect(port, amount)
    end = time.monotonic() + seconds
    for client in clients:
        await client.send(first)
    while time.monotonic() < end:
        await asyncio.sleep(1)
        if each_second:
            await asyncio.gather(*(client.send(each_second) for client in clients))
    told = fates(clients)
    await asyncio.gather(*(client.end() for client in clients))
    return told


async def _readers(port: int, seconds: float) -> str:
    """Ask for what is large, and read 1 kB a second of it."""
    question = f"GET {os.environ[LARGE]} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".encode()
    loop = asyncio.get_running_loop()
    sockets = []
    for _ in range(READERS):
        client = socket.socket()
        client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        client.setblocking(False)
        await loop.sock_connect(client, ("127.0.0.1", port))
        await loop.sock_sendall(client, question)
        sockets.append(client)
    end = time.monotonic() + seconds
    got = 0
    while time.monotonic() < end:
        await asyncio.sleep(1)
        for client in sockets:
            with suppress(BlockingIOError, ConnectionError):
                got += len(client.recv(1000))
    for client in sockets:
        client.close()
    return f"{got / READERS / 1000:.0f} kB read by each"


async def _body(port: int, seconds: float, line: str, chunked: bool) -> str:
    """Send a body of 1 GB for as long as it is taken."""
    length = "Transfer-Encoding: chunked" if chunked else f"Content-Length: {_GIGABYTE}"
    [client] = await connect(port, 1)
    await client.send(f"{line} HTTP/1.1\r\nHost: 127.0.0.1\r\n{length}\r\n\r\n".encode())
    sent, end = 0, time.monotonic() + max(30, seconds)
    frame = f"{len(_PIECE):x}\r\n".encode(), b"\r\n"
    while sent < _GIGABYTE and not client.closed and time.monotonic() < end:
        with suppress(TimeoutError):
            piece = frame[0] + _PIECE + frame[1] if chunked else _PIECE
            await asyncio.wait_for(client.send(piece), end - time.monotonic())
        sent += len(_PIECE)
    await asyncio.sleep(1)
    status = client.told[9:12].decode() or "nothing"
    await client.end()
    return f"{sent // 1_000_000} MB sent, answered {status}"


async def _pipelined(port: int, seconds: float) -> str:
    """Send many requests in one write, and read all answers; then many that are never read."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(_ASK * PIPELINED)
    answers, rest = 0, b""
    with suppress(TimeoutError):
        while answers < PIPELINED and (part := await asyncio.wait_for(reader.read(65_536), 10)):
            whole = rest + part
            answers += whole.count(b"HTTP/1.1 200 ")
            rest = whole[-12:]  # shorter than what is counted
    writer.transport.abort()
    unread = [await asyncio.open_connection("127.0.0.1", port) for _ in range(READERS)]
    for stream, talk in unread:
        stream._transport.pause_reading()  # type: ignore[attr-defined]  # noqa: SLF001 - never read
        talk.write(_ASK * PIPELINED)
    await asyncio.sleep(seconds)
    for _, talk in unread:
        talk.transport.abort()
    return f"{answers} of {PIPELINED} answered; then {READERS} such clients that read nothing"


async def _half_closed(port: int, seconds: float) -> str:
    """Say that nothing more will come, after a whole request and in the middle of one."""
    end = time.monotonic() + seconds
    answered = asked = 0
    while time.monotonic() < end:
        whole, half = await connect(port, 2)
        for client, question in ((whole, _ASK), (half, _HEAD)):
            await client.send(question)
            with suppress(OSError):
                client.writer.write_eof()
        await asyncio.sleep(0.1)
        asked += 1
        answered += whole.told.startswith(b"HTTP/1.1 200 ")
        await asyncio.gather(whole.end(), half.end())
    return f"{answered} of {asked} whole requests answered"


async def _anything(port: int, seconds: float) -> str:
    """Random bytes, some of them behind a good beginning."""
    chance = random.Random(1)  # noqa: S311 - no secret
    end = time.monotonic() + seconds
    sent = 0
    while time.monotonic() < end:
        clients = await connect(port, ANYTHING)
        for client in clients:
            begin = chance.choice((b"", b"GET / HTTP/1.1\r\n", _HEAD, b"POST / HTTP/1.1\r\nHost: "))
            await client.send(begin + chance.randbytes(chance.randrange(1, 2000)) + b"\r\n\r\n")
        await asyncio.sleep(0.3)
        sent += len(clients)
        await asyncio.gather(*(client.end() for client in clients))
    return f"{sent} connections"


async def _hang_ups(port: int, seconds: float) -> str:
    """Ask, and reset the connection before the answer."""
    end = time.monotonic() + seconds
    done = 0
    while time.monotonic() < end:
        for number in range(HANG_UPS // 20):
            with suppress(OSError), socket.create_connection(("127.0.0.1", port), 5) as client:
                client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
                client.sendall(f"GET /badge/gone{done}.{number}-b-blue HTTP/1.1\r\n".encode())
                client.sendall(b"Host: 127.0.0.1\r\n\r\n")
        done += HANG_UPS // 20
        await asyncio.sleep(0.05)
    return f"{done} requests without a reader"


async def _shapes(port: int, _seconds: float) -> str:
    return await judge(port)


ATTACKS: Mapping[str, Attack] = {
    f"{IDLE} connections that say nothing": lambda port, s: _held(port, s, b"", b"", IDLE),
    f"{IDLE} connections, idle after a request": lambda port, s: _held(port, s, _ASK, b"", IDLE),
    f"{SLOW} heads, a byte a second": lambda port, s: _held(port, max(s, 20), _HEAD, b"X", SLOW),
    f"{SLOW} bodies, a byte a second": lambda port, s: _held(
        port, s, _POST, b" ", SLOW
    ),
    f"{READERS} readers of 1 kB/s": _readers,
    "1 GB to an upload": lambda port, s: _body(port, s, "POST /image/upload", False),
    "1 GB to an upload, in chunks": lambda port, s: _body(port, s, "POST /image/upload", True),
    "1 GB to a GET": lambda port, s: _body(port, s, f"GET {ONE}", False),
    "1 GB to a GET, in chunks": lambda port, s: _body(port, s, f"GET {ONE}", True),
    "1 GB of values": lambda port, s: _body(port, s, "PUT /api/badge/soak/large", False),
    f"{PIPELINED} requests in one write": _pipelined,
    "half-closed": _half_closed,
    "random bytes": _anything,
    "hanging up": _hang_ups,
    "odd, wrong and evil requests": _shapes,
}  # fmt: skip
"""name → what it does."""


if __name__ == "__main__":
    print(asyncio.run(ATTACKS[sys.argv[1]](int(sys.argv[2]), float(sys.argv[3]))))
