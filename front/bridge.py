"""A WSGI application as an ASGI application, in threads (ADR 0031)."""

import asyncio
from functools import partial
from io import BufferedReader, BytesIO
from typing import Any
from wsgiref.types import WSGIApplication

from front.call import Answer, Call
from front.environ import environ_of
from front.inflow import ClientGoneError, Inflow
from front.interface import Receive, Scope, Send
from front.pool import Pool

SMALL = 64 * 1024
"""Bytes of a body that is read before a thread is taken, so that who sends slowly holds none."""

_SILENCE = 30.0  # s
_BUFFER = 64 * 1024


class Bridge:
    """Run a WSGI application in a pool of threads.

    A body of at most SMALL bytes is read before its request takes a thread. Larger ones, and those
    whose sender waits for `100 Continue`, are read by the application while they arrive; half
    of the threads at most serve such requests, the others wait without being read from.

    What the application raises is logged, and answered with a 500 that names nothing. A response
    that breaks off is left without its end: the server closes the connection then.

    Args:
        wsgi: the application.
        threads: 2 to 10,000; as many calls as run at a time.
        waiting: requests that may wait for a thread; more get a 503 at once.
    """

    def __init__(self, wsgi: WSGIApplication, threads: int, waiting: int = 1000) -> None:
        self._wsgi = wsgi
        self._pool = Pool(threads)
        self._most_waiting = waiting
        self._arriving = asyncio.Semaphore(max(1, threads // 2))
        self._held_back = 0
        self._quiet: asyncio.Event | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve a request, or the start and the end of the server."""
        if scope["type"] == "lifespan":
            await self._live(receive, send)
        elif scope["type"] == "http":
            await self._serve(scope, receive, send)
        else:
            message = f"Not served: {scope['type']}"
            raise ValueError(message)

    async def _live(self, receive: Receive, send: Send) -> None:
        while True:
            message = await receive()
            if message["type"] == "lifespan.shutdown":
                self._quiet = asyncio.Event()
                if self._pool.open:
                    await self._quiet.wait()
                self._pool.close()
                await send({"type": "lifespan.shutdown.complete"})
                return
            await send({"type": "lifespan.startup.complete"})

    async def _serve(self, scope: Scope, receive: Receive, send: Send) -> None:
        if max(self._pool.waiting, self._held_back) >= self._most_waiting:
            await _refuse(send)
            return
        environ = environ_of(scope)
        inflow = None
        try:
            inflow = await self._open_body(environ, receive)
        except ClientGoneError:
            return
        call = Call(self._wsgi, environ, inflow, partial(self._ended, inflow))
        self._pool.run(call.run)
        try:
            await _send(await call.answer, send)
        except OSError:  # the client left: ASGI 2.4 lets `send` say so
            pass
        finally:
            call.leave()

    def _ended(self, inflow: Inflow | None) -> None:
        self._pool.ended()
        if inflow is not None:
            inflow.settle()
        if self._quiet is not None and not self._pool.open:
            self._quiet.set()

    async def _open_body(self, environ: dict[str, Any], receive: Receive) -> Inflow | None:
        """Put `wsgi.input` into the environ; return what still arrives, if anything.

        Raises:
            ClientGoneError: the client left before a small body was whole.
        """
        length = int(environ.get("CONTENT_LENGTH", "0"))
        chunked = "HTTP_TRANSFER_ENCODING" in environ
        body, more = b"", length > 0 or chunked
        waits = environ.get("HTTP_EXPECT", "").lower() == "100-continue"
        if more and length <= SMALL and not waits:
            body, more = await _read(receive)
        if not more:
            environ["wsgi.input"] = BytesIO(body)
            return None
        return await self._open_inflow(environ, receive, body)

    async def _open_inflow(self, environ: dict[str, Any], receive: Receive, body: bytes) -> Inflow:
        self._held_back += 1
        try:
            await self._arriving.acquire()
        finally:
            self._held_back -= 1
        inflow = Inflow(receive, _SILENCE, self._arriving.release)
        inflow.feed(body, more=True)
        environ["wsgi.input"] = BufferedReader(inflow, _BUFFER)
        environ["front.limit_body"] = inflow.limit
        return inflow


async def _read(receive: Receive) -> tuple[bytes, bool]:
    pieces = []
    size, more = 0, True
    while more and size <= SMALL:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise ClientGoneError
        pieces.append(message.get("body", b""))
        size += len(pieces[-1])
        more = message.get("more_body", False)
    return b"".join(pieces), more


async def _send(answer: Answer | None, send: Send) -> None:
    if answer is None:
        await _fail(send)
        return
    head = answer.head
    await send({"type": "http.response.start", "status": head.status, "headers": head.headers})
    outflow = answer.outflow
    if outflow is None:
        await send({"type": "http.response.body", "body": answer.body})
        return
    more = True
    while more:
        try:
            body, more = await outflow.take()
        except EOFError:  # it was logged; without its end nobody takes the response for whole
            return
        await send({"type": "http.response.body", "body": body, "more_body": more})


async def _fail(send: Send) -> None:
    await _say(send, 500, b"Internal Server Error\n")


async def _refuse(send: Send) -> None:
    await _say(send, 503, b"Too many requests wait for their turn.\n", (b"retry-after", b"2"))


async def _say(send: Send, status: int, body: bytes, *more: tuple[bytes, bytes]) -> None:
    headers = [
        (b"content-type", b"text/plain; charset=utf-8"),
        (b"content-length", b"%d" % len(body)),
        (b"cache-control", b"no-store"),
        *more,
    ]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
