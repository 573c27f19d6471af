"""A small WSGI application for real servers, and a worker that loses patience soon."""

import gc
import hashlib
import json
import time
from collections.abc import Iterable, Iterator
from wsgiref.types import StartResponse

from front.bridge import Bridge
from front.connection import Connection
from front.host import Limits
from front.interface import Receive, Scope, Send
from front.worker import Worker
from tests.front.bridged import Environ

MB = 1024 * 1024
QUICK = Limits(head=1, silence=1, stuck=1, linger=1, connections=2500)


class QuickWorker(Worker):
    """The worker, with limits that a test can wait for."""

    limits = QUICK
    tick = 0.1


def wsgi(environ: Environ, start: StartResponse) -> Iterable[bytes]:
    """Do what the path says."""
    return _PATHS.get(environ["PATH_INFO"], _hello)(environ, start)


def _plain(start: StartResponse, body: bytes, status: str = "200 OK") -> list[bytes]:
    start(status, [("Content-Type", "text/plain"), ("Content-Length", str(len(body)))])
    return [body]


def _hello(environ: Environ, start: StartResponse) -> list[bytes]:
    return _plain(start, environ["PATH_INFO"].encode("latin-1"))


def _environ(environ: Environ, start: StartResponse) -> list[bytes]:
    told = {key: value for key, value in environ.items() if isinstance(value, str | bool | tuple)}
    return _plain(start, json.dumps(told).encode())


def _hash(environ: Environ, start: StartResponse) -> list[bytes]:
    digest = hashlib.sha256()
    while piece := environ["wsgi.input"].read(64 * 1024):
        digest.update(piece)
    return _plain(start, digest.hexdigest().encode())


def _refuse(_environ: Environ, start: StartResponse) -> list[bytes]:
    return _plain(start, b"too large", "413 Content Too Large")


def _stream(environ: Environ, start: StartResponse) -> Iterator[bytes]:
    """Send megabytes, and tell in a file when that ends."""
    start("200 OK", [("Content-Type", "application/octet-stream")])
    with open(environ["QUERY_STRING"], "w", encoding="ascii") as told:  # noqa: PTH123
        try:
            for _ in range(2000):
                yield b"x" * MB
            told.write("whole")
        finally:
            told.write("closed")


def _breaking(_environ: Environ, start: StartResponse) -> Iterator[bytes]:
    start("200 OK", [("Content-Type", "text/plain")])
    yield b"begun"
    raise RuntimeError


def _sleep(environ: Environ, start: StartResponse) -> list[bytes]:
    time.sleep(float(environ["QUERY_STRING"]))
    return _plain(start, b"slept")


def _boom(_environ: Environ, _start: StartResponse) -> list[bytes]:
    raise RuntimeError


def _connections(_environ: Environ, start: StartResponse) -> list[bytes]:
    """Tell how many connections are in memory, the one that asks among them."""
    gc.collect()
    held = sum(isinstance(one, Connection) for one in gc.get_objects())
    return _plain(start, str(held).encode())


_PATHS = {
    "/connections": _connections,
    "/environ": _environ,
    "/hash": _hash,
    "/refuse": _refuse,
    "/stream": _stream,
    "/breaking": _breaking,
    "/sleep": _sleep,
    "/boom": _boom,
}
_CACHED = {"/cached": b"/cached", "/large": b"x" * MB}
_bridge = Bridge(wsgi, threads=8)


async def asgi(scope: Scope, receive: Receive, send: Send) -> None:
    """Answer what is cached at once, and all else by the WSGI application."""
    body = _CACHED.get(scope["path"]) if scope["type"] == "http" else None
    if body is not None:
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": body})
    else:
        await _bridge(scope, receive, send)
