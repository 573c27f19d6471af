"""Threads that wait for work, and those that the system has no room for."""

import asyncio
import threading
import time
import weakref
from collections.abc import Iterable
from functools import partial
from typing import Any
from wsgiref.types import StartResponse

import pytest

from front import pool
from front.bridge import Bridge
from tests.front.bridged import END, Client, Environ, lived, piece, scope_of


def app(environ: Environ, start: StartResponse) -> Iterable[bytes]:
    environ["wsgi.input"].read()
    start("200 OK", [("Content-Length", "2")])
    return [b"ok"]


class Room:
    """Lets so many threads begin and no more."""

    def __init__(self, threads: int) -> None:
        self.threads = threads

    def __call__(self, **given: Any) -> threading.Thread:
        thread = threading.Thread(**given)
        if self.threads <= 0:
            thread.start = self.refuse  # type: ignore[method-assign]
        self.threads -= 1
        return thread

    def refuse(self) -> None:
        message = "can't start new thread"
        raise RuntimeError(message)


def test_where_no_more_threads_begin_those_that_are_there_do_the_work(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async def talk() -> list[int]:
        bridge = Bridge(app, threads=4)
        clients = [Client() for _ in range(6)]
        async with lived(bridge):
            await asyncio.gather(*(bridge(scope_of(), c.receive, c.send) for c in clients))
        return [client.status for client in clients]

    monkeypatch.setattr(pool, "Thread", Room(1))
    assert asyncio.run(talk()) == [200] * 6


def test_where_none_begins_it_is_a_503_and_the_next_request_tries_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def upload() -> Client:
        return Client([piece(b"x"), END])

    async def talk() -> list[int]:
        bridge = Bridge(app, threads=2)
        clients = [upload() for _ in range(4)]
        async with lived(bridge):
            for client in clients:
                scope = scope_of("POST", content_length="100000")
                await asyncio.wait_for(bridge(scope, client.receive, client.send), 5)
                monkeypatch.setattr(pool, "Thread", Room(0 if client is clients[0] else 2))
        return [client.status for client in clients]

    monkeypatch.setattr(pool, "Thread", Room(0))
    assert asyncio.run(talk()) == [503, 503, 200, 200]


class Body:
    """What a call has made."""


def test_a_thread_without_work_holds_nothing_of_the_last() -> None:
    async def talk() -> bool:
        waiting = pool.Pool(1)
        done = asyncio.Event()
        loop = asyncio.get_running_loop()

        def call(body: Body) -> None:
            del body
            loop.call_soon_threadsafe(done.set)

        body = Body()
        held = weakref.ref(body)
        waiting.run(partial(call, body))
        del body
        await asyncio.wait_for(done.wait(), 10)
        end = time.monotonic() + 5
        while held() is not None and time.monotonic() < end:
            await asyncio.sleep(0.01)  # until the thread waits again
        waiting.close()
        return held() is None

    assert asyncio.run(talk())
