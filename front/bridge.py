"""A WSGI application as an ASGI application, in threads (ADR 0031)."""

import asyncio
from functools import partial
from http import HTTPStatus
from io import BufferedReader, BytesIO
from typing import Any
from wsgiref.types import WSGIApplication

from front.call import Answer, Call
from front.environ import environ_of
from front.inflow import Inflow, Start
from front.interface import Receive, Scope, Send
from front.pool import Pool

SMALL = 64 * 1024
"""Bytes of a body that is read before a thread is taken, so that who sends slowly holds none."""

_SILENCE = 30.0  # s
_BUFFER = 64 * 1024


class Bridge:
    """Run a WSGI application in a pool of threads.

    A body of at most SMALL bytes is read before its request takes a thread; of one that breaks off
    the application reads the beginning, and then gets the error. Larger ones, and those
    whose sender waits for `100 Continue`, are read by the application while they arrive; half
    of the threads at most serve such requests, the others wait without being read from.

    What the application raises is logged, and answered with a 500 that names nothing. A response
    that breaks off is left without its end: the server closes the connection then.

    Args:
        wsgi: the application.
        threads: 2 to 10,000; as many calls as run at a time.
        waiting: requests that may wait for a thread; more get a 503 at once.
        patience: s for a small body.
    """

    def __init__(
        self, wsgi: WSGIApplication, threads: int, waiting: int = 1000, patience: float = 60
    ) -> None:
        self._wsgi = wsgi
        self._pool = Pool(threads)
        self._most_waiting = waiting
        self._patience = patience
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
        inflow = await self._open_body(environ, receive)
        call = Call(self._wsgi, environ, inflow, partial(self._ended, inflow))
        if not self._pool.run(call.run):
            if inflow is not None:
                inflow.settle()
            await _refuse(send)
            return
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
        """Put `wsgi.input` into the environ; return what still arrives, if anything."""
        length = int(environ.get("CONTENT_LENGTH", "0"))
        start = Start()
        if length == 0 and "HTTP_TRANSFER_ENCODING" not in environ:
            start.ended = True
        elif length <= SMALL and environ.get("HTTP_EXPECT", "").lower() != "100-continue":
            await start.read(receive, SMALL, self._patience)
        if start.ended:
            environ["wsgi.input"] = BytesIO(b"".join(start.pieces))
            return None
        return await self._open_inflow(environ, receive, start)

    async def _open_inflow(self, environ: dict[str, Any], receive: Receive, start: Start) -> Inflow:
        """Let the application read what is not small, or what went wrong, once it may."""
        self._held_back += 1
        try:
            await self._arriving.acquire()
        finally:
            self._held_back -= 1
        inflow = Inflow(receive, _SILENCE, self._arriving.release)
        inflow.feed(b"".join(start.pieces), more=True)
        if start.broken or start.late:
            inflow.lose(late=start.late)
        environ["wsgi.input"] = BufferedReader(inflow, _BUFFER)
        environ["front.limit_body"] = inflow.limit
        return inflow


async def _send(answer: Answer | HTTPStatus, send: Send) -> None:
    if isinstance(answer, HTTPStatus):
        await _say(send, answer, answer.phrase)
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


async def _refuse(send: Send) -> None:
    text = "Too many requests wait for their turn."
    await _say(send, HTTPStatus.SERVICE_UNAVAILABLE, text, (b"retry-after", b"2"))


async def _say(send: Send, status: HTTPStatus, text: str, *more: tuple[bytes, bytes]) -> None:
    body = f"{text}\n".encode("ascii")
    headers = [
        (b"content-type", b"text/plain; charset=utf-8"),
        (b"content-length", b"%d" % len(body)),
        (b"cache-control", b"no-store"),
        *more,
    ]
    await send({"type": "http.response.start", "status": status.value, "headers": headers})
    await send({"type": "http.response.body", "body": body})
