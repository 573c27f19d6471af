"""A WSGI application behind the bridge: calls, answers, mistakes."""

import asyncio
import threading
from collections.abc import Callable, Coroutine, Iterable, Iterator
from typing import Any
from wsgiref.types import StartResponse

import pytest

from front.bridge import Bridge
from front.eager import run_eagerly
from tests.front.bridged import App, Client, Environ, ask, lived, piece, scope_of

PLAIN = [("Content-Type", "text/plain")]


def answering(status: str, headers: list[tuple[str, str]], chunks: Iterable[bytes]) -> App:
    def app(_environ: Environ, start: StartResponse) -> Iterable[bytes]:
        start(status, headers)
        return chunks

    return app


class Closing:
    """Chunks that tell when they were closed."""

    def __init__(self, chunks: Iterable[bytes], closed: Callable[[], None]) -> None:
        self._chunks = chunks
        self._closed = closed

    def __iter__(self) -> Iterator[bytes]:
        return iter(self._chunks)

    def close(self) -> None:
        self._closed()


def test_an_answer_of_known_length_is_one_body() -> None:
    got = ask(answering("200 OK", [*PLAIN, ("Content-Length", "5")], [b"hello"]), scope_of())
    assert (got.status, got.body, len(got.sent)) == (200, b"hello", 2)
    assert got.sent[0]["headers"] == [(b"content-type", b"text/plain"), (b"content-length", b"5")]


@pytest.mark.parametrize(
    ("headers", "chunks", "body"),
    [
        (PLAIN, [b"hello"], b"hello"),
        (PLAIN, [b"a", b"", b"b"], b"ab"),
        (PLAIN, [], b""),
        (PLAIN, [b""], b""),
        (PLAIN, iter([b"a", b"b"]), b"ab"),
        ([("Content-Length", "2")], [b"a", b"b"], b"ab"),
        ([("Content-Length", "2")], [b"abc"], b"ab"),
        ([("Content-Length", "2")], iter([b"ab", b"cd"]), b"ab"),
        ([("Content-Length", "2")], iter([b"a", b"bcd", b"e"]), b"ab"),
    ],
)
def test_chunks_become_a_body_of_at_most_the_length_announced(
    headers: list[tuple[str, str]], chunks: Iterable[bytes], body: bytes
) -> None:
    got = ask(answering("200 OK", headers, chunks), scope_of())
    assert got.status == 200
    assert got.body == body
    assert got.whole


@pytest.mark.parametrize(
    ("method", "status"),
    [("HEAD", "200 OK"), ("GET", "204 No Content"), ("GET", "304 Not Modified")],
)
def test_a_response_without_body_draws_little_of_what_there_is(method: str, status: str) -> None:
    def endless() -> Iterator[bytes]:
        while True:
            yield b"x"

    got = ask(answering(status, [("ETag", '"a"')], endless()), scope_of(method))
    assert (got.status, got.body, got.whole) == (int(status[:3]), b"", True)
    assert got.header(b"etag") == b'"a"'


def test_head_keeps_the_length_of_get() -> None:
    got = ask(answering("200 OK", [("Content-Length", "5")], [b"hello"]), scope_of("HEAD"))
    assert got.header(b"content-length") == b"5"
    assert got.body == b""


def test_what_write_is_given_comes_before_what_is_returned() -> None:
    def app(_environ: Environ, start: StartResponse) -> Iterable[bytes]:
        write = start("200 OK", PLAIN)
        write(b"first ")
        return [b"second"]

    assert ask(app, scope_of()).body == b"first second"


def test_headers_of_the_connection_are_the_servers() -> None:
    fields = [("Connection", "close"), ("Date", "today"), ("Server", "me"), ("X-A", " b ")]
    got = ask(answering("200 OK", fields, [b"x"]), scope_of())
    assert got.sent[0]["headers"] == [(b"x-a", b"b")]


@pytest.mark.parametrize(
    ("status", "fields"),
    [
        ("200 OK", [("X-A", "a\r\nSet-Cookie: b")]),
        ("200 OK", [("X A", "a")]),
        ("200 OK", [("X-A", "€")]),
        ("OK", []),
        ("200 O\r\nK", []),
    ],
)
def test_a_head_that_would_break_the_response_is_refused(
    status: str, fields: list[tuple[str, str]], caplog: pytest.LogCaptureFixture
) -> None:
    got = ask(answering(status, fields, [b"x"]), scope_of())
    assert got.status == 500
    assert "ValueError" in caplog.text


def boom(environ: Environ, _start: StartResponse) -> Iterable[bytes]:
    raise RuntimeError(environ["PATH_INFO"])


def silent(_environ: Environ, _start: StartResponse) -> Iterable[bytes]:
    return [b"no head"]


def nothing(_environ: Environ, _start: StartResponse) -> Iterable[bytes]:
    return []


def twice(_environ: Environ, start: StartResponse) -> Iterable[bytes]:
    start("200 OK", PLAIN)
    start("200 OK", PLAIN)
    return [b"x"]


def text(_environ: Environ, start: StartResponse) -> Iterable[bytes]:
    start("200 OK", PLAIN)
    return ["text"]  # type: ignore[list-item]


def leaving(_environ: Environ, _start: StartResponse) -> Iterable[bytes]:
    raise SystemExit


@pytest.mark.parametrize("app", [boom, silent, nothing, twice, text, leaving])
def test_a_mistake_of_the_application_is_logged_and_named_to_nobody(
    app: App, caplog: pytest.LogCaptureFixture
) -> None:
    got = ask(app, scope_of(target="/broken?a=b"))
    assert (got.status, got.body) == (500, b"Internal Server Error\n")
    assert [record.getMessage() for record in caplog.records] == [
        "error in the application at /broken?a=b"
    ]
    assert caplog.records[0].exc_info


def test_an_application_may_think_better_of_its_status() -> None:
    def app(_environ: Environ, start: StartResponse) -> Iterable[bytes]:
        start("200 OK", [("X-First", "1")])
        try:
            raise LookupError  # noqa: TRY301
        except LookupError as error:
            start("404 Not Found", PLAIN, (LookupError, error, error.__traceback__))  # type: ignore[arg-type]
        return [b"none"]

    got = ask(app, scope_of())
    assert (got.status, got.body, got.header(b"x-first")) == (404, b"none", None)


def test_a_stream_that_breaks_is_left_without_its_end(caplog: pytest.LogCaptureFixture) -> None:
    def breaking() -> Iterator[bytes]:
        yield b"begun"
        raise RuntimeError

    got = ask(answering("200 OK", PLAIN, breaking()), scope_of())
    assert got.status == 200
    assert not got.whole or len(got.sent) == 1
    assert "error in the application at /" in caplog.text


@pytest.mark.parametrize("chunks", [[b"x"], [b"x", b"y"], []])
def test_what_can_be_closed_is_closed_once(chunks: list[bytes]) -> None:
    closed: list[str] = []
    body = Closing(chunks, lambda: closed.append(threading.current_thread().name))
    assert ask(answering("200 OK", PLAIN, body), scope_of()).status == 200
    assert closed == ["wsgi-1"]


def failing() -> None:
    raise RuntimeError


def test_a_mistake_while_closing_is_logged_and_the_answer_given(
    caplog: pytest.LogCaptureFixture,
) -> None:
    body = Closing([b"hello"], failing)
    got = ask(answering("200 OK", [("Content-Length", "5")], body), scope_of())
    assert (got.status, got.body) == (200, b"hello")
    assert "error while a response was closed at /" in caplog.text


def test_calls_beyond_the_queue_are_told_to_come_again() -> None:
    go = threading.Event()

    def app(_environ: Environ, start: StartResponse) -> Iterable[bytes]:
        go.wait(20)
        start("200 OK", PLAIN)
        return [b"done"]

    async def talk() -> list[Client]:
        bridge = Bridge(app, threads=2, waiting=3)
        clients = [Client() for _ in range(8)]
        async with lived(bridge):
            tasks = [
                asyncio.create_task(bridge(scope_of(), one.receive, one.send)) for one in clients
            ]
            await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
            go.set()
            await asyncio.gather(*tasks)
        return clients

    clients = asyncio.run(talk())
    assert [one.status for one in clients] == [200] * 5 + [503] * 3
    assert clients[-1].header(b"retry-after") == b"2"


def test_stopping_waits_for_calls_whose_client_has_left() -> None:
    begun, go, ended = threading.Event(), threading.Event(), threading.Event()

    def app(_environ: Environ, start: StartResponse) -> Iterable[bytes]:
        begun.set()
        go.wait(20)
        ended.set()
        start("200 OK", PLAIN)
        return [b"done"]

    async def talk() -> None:
        bridge, client = Bridge(app, threads=2), Client()
        async with lived(bridge):
            task = asyncio.create_task(bridge(scope_of(), client.receive, client.send))
            await asyncio.to_thread(begun.wait)
            task.cancel()
            asyncio.get_running_loop().call_later(0.1, go.set)
        assert ended.is_set()

    asyncio.run(talk())


def test_a_request_that_nobody_waits_for_is_not_begun() -> None:
    begun: list[str] = []
    go = threading.Event()

    def app(environ: Environ, start: StartResponse) -> Iterable[bytes]:
        begun.append(environ["PATH_INFO"])
        go.wait(20)
        start("200 OK", PLAIN)
        return [b""]

    async def talk() -> None:
        bridge, client = Bridge(app, threads=1), Client()
        async with lived(bridge):
            tasks = [
                asyncio.create_task(bridge(scope_of(target=path), client.receive, client.send))
                for path in ("/a", "/b")
            ]
            while not begun:
                await asyncio.sleep(0.01)
            tasks[1].cancel()
            await asyncio.wait([tasks[1]])
            go.set()

    asyncio.run(talk())
    assert begun == ["/a"]


def test_a_limit_is_set_within_a_task_as_python_312_demands(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    within = []
    limited = asyncio.wait_for

    async def strict(awaited: Coroutine[Any, Any, None], limit: float) -> None:
        within.append(asyncio.current_task() is not None)
        await limited(awaited, limit)

    async def talk() -> Client:
        client = Client([piece(b"hello", more=False)])
        bridge = Bridge(answering("200 OK", PLAIN, [b"a"]), 2)
        async with lived(bridge):
            scope = scope_of("POST", content_length="5")
            loop = asyncio.get_running_loop()
            task = run_eagerly(bridge(scope, client.receive, client.send), loop)
            assert task is not None
            monkeypatch.setattr(asyncio, "wait_for", strict)
            await task
            monkeypatch.undo()
        return client

    assert asyncio.run(talk()).status == 200
    assert within == [True]
