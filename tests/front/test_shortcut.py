"""Answers at hand: which requests take the short way, and that it gives what the long one gives."""

import asyncio
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pytest
from gunicorn.config import Config
from hypothesis import given
from hypothesis import strategies as st

from front.connection import Connection
from front.forwarded import Forwarded
from front.heads import ready_of, write_ready
from front.host import Limits
from front.interface import Application, Headers
from front.ready import AtHand, Given, Plain
from front.shortcut import Shortcut
from tests.front.caching import Behind, Told

KEEPALIVE = 7
BODY = b"<svg>a picture</svg>"
KEPT = {
    "cache-control": "max-age=60",
    "content-type": "image/svg+xml",
    "content-length": str(len(BODY)),
    "vary": "Accept",
}
LINE = b"GET /a HTTP/1.1\r\nHost: h\r\n"
NAMED = b"X-Request-Id: a-request-0001\r\n"


@dataclass
class Transport:
    """What was written, as long as the client reads."""

    written: bytes = b""
    ended: bool = False

    def get_extra_info(self, name: str) -> Any:
        return ("192.0.2.1", 4711) if name in ("sockname", "peername") else None

    def set_write_buffer_limits(self, *, high: int) -> None:
        """Have no limit."""

    def get_write_buffer_size(self) -> int:
        return len(self.written)

    def can_write_eof(self) -> bool:
        return False

    def write(self, data: bytes) -> None:
        self.written += data

    def close(self) -> None:
        self.ended = True


@dataclass
class Log:
    """The arguments of each line."""

    access_log_enabled: bool = True
    lines: list[tuple[Any, Any, Any, Any]] = field(default_factory=list)

    def access(self, *line: Any) -> None:
        self.lines.append(line)


class Worker:
    """Who has one connection; time stands still."""

    def __init__(self, app: Application, *, short: bool) -> None:
        self.asgi = app
        self.loop = asyncio.get_running_loop()
        self.cfg = Config()
        self.log = Log()
        self.limits = Limits()
        self.alive, self.keepalive, self.clock = True, float(KEEPALIVE), 100.0
        whole: object = app
        assert isinstance(whole, AtHand)
        self.shortcut = Shortcut(self.cfg, whole) if short else None
        self.requests = 0

    def busy(self, _connection: object) -> None:
        self.requests += 1

    def idle(self, _connection: object) -> None:
        """Keep no list."""

    opened = leaving = lost = idle


def connected(worker: Worker) -> tuple[Connection, Transport]:
    connection, transport = Connection(worker), Transport()
    connection.connection_made(transport)  # type: ignore[arg-type]
    return connection, transport


async def exchanged(app: Application, *pieces: bytes, short: bool) -> tuple[bytes, Worker]:
    """Say pieces over one connection, and give what comes back; the log is as it would be."""
    worker = Worker(app, short=short)
    connection, transport = connected(worker)
    for piece in pieces:
        connection.data_received(piece)
        await asyncio.sleep(0)
    return transport.written, worker


def kept() -> Behind:
    return Behind(Told(headers=KEPT, body=BODY, etag='"1"'))


def shown(written: bytes) -> bytes:
    """Leave out the time, and the names that were made for requests."""
    return re.sub(rb"(date: |x-request-id: )([^\r]*GMT|[0-9a-f]{12}-[0-9a-f]+)", rb"\1", written)


PLAIN = {
    "a GET": LINE + b"\r\n",
    "a HEAD": b"HEAD /a HTTP/1.1\r\nHost: h\r\n\r\n",
    "what browsers say": LINE + b"Accept: image/avif,*/*\r\nAccept-Encoding: gzip, br\r\n\r\n",
    "a condition that holds": LINE + b'If-None-Match: "1"\r\n\r\n',
    "a condition that does not": LINE + b'If-None-Match: "2"\r\n\r\n',
    "a list of tags": LINE + b'If-None-Match: "2", W/"1"\r\n\r\n',
    "a name for it": LINE + NAMED + b"\r\n",
    "a name that no log shows": LINE + b"X-Request-Id: a b\r\n\r\n",
    "an old date": LINE + b"If-Modified-Since: Sun, 06 Nov 1994 08:49:37 GMT\r\n\r\n",
    "keep-alive, as proxies say": LINE + b"Connection: keep-alive\r\n\r\n",
    "a query": b"GET /a?b=1 HTTP/1.1\r\nHost: h\r\n\r\n",
    "an empty query": b"GET /a? HTTP/1.1\r\nHost: h\r\n\r\n",
}
LONG = {
    "close": LINE + b"Connection: close\r\n\r\n",
    "HTTP/1.0": b"GET /a HTTP/1.0\r\nHost: h\r\n\r\n",
    "no host": b"GET /a HTTP/1.1\r\n\r\n",
    "two hosts": LINE + b"Host: h\r\n\r\n",
    "a field twice": LINE + b"Accept: a\r\nAccept: b\r\n\r\n",
    "an underscore": LINE + b"If_None_Match: a\r\n\r\n",
    "a folded line": LINE + b"Accept: a\r\n b\r\n\r\n",
    "a token": LINE + b"Authorization: Bearer x\r\n\r\n",
    "a range": LINE + b"Range: bytes=0-1\r\n\r\n",
    "a wish": LINE + b"Cache-Control: no-cache\r\n\r\n",
    "a body of nothing": LINE + b"Content-Length: 0\r\n\r\n",
    "a body": LINE + b"Content-Length: 4\r\n\r\n\r\n\r\n",
    "chunks": LINE + b"Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    "an upgrade": LINE + b"Connection: upgrade\r\nUpgrade: h2c\r\n\r\n",
    "an expectation": LINE + b"Expect: 100-continue\r\n\r\n",
    "a POST": b"POST /a HTTP/1.1\r\nHost: h\r\n\r\n",
    "an absolute target": b"GET http://h/a HTTP/1.1\r\nHost: h\r\n\r\n",
    "a control character": b"GET /a\x01 HTTP/1.1\r\nHost: h\r\n\r\n",
    "a byte beyond ASCII": b"GET /\xe4 HTTP/1.1\r\nHost: h\r\n\r\n",
    "two at once": LINE + b"\r\n" + LINE + b"\r\n",
    "a half": LINE,
    "lines that end oddly": b"GET /a HTTP/1.1\nHost: h\n\r\n\r\n",
    "another behind an odd end": b"GET /a HTTP/1.1\nHost: h\n\n" + LINE + b"\r\n",
    "a long head": LINE + b"Accept: " + b"a" * 9000 + b"\r\n\r\n",
    "too long a line": LINE + b"Accept: " + b"a" * 70000 + b"\r\n\r\n",
    "another address": b"GET /b HTTP/1.1\r\nHost: h\r\n\r\n",
    "another host": b"GET /a HTTP/1.1\r\nHost: g\r\n\r\n",
    "what it varies by": LINE + b"Accept: text/html\r\n\r\n",
}


async def filled() -> Behind:
    """Keep an answer to /a, with and without a query, for who accepts anything or pictures."""
    behind = kept()
    for target in ("/a", "/a?b=1"):
        await behind.ask(target)
    await behind.ask(accept="image/avif,*/*")
    return behind


def played(scene: Callable[[], Any]) -> None:
    asyncio.run(scene())


@pytest.mark.parametrize("request_", PLAIN.values(), ids=PLAIN)
def test_what_is_plain_is_answered_with_the_bytes_of_the_long_way(request_: bytes) -> None:
    async def scene() -> None:
        behind = await filled()
        long, _ = await exchanged(behind.cache, request_, short=False)
        before = behind.cache.counts.hits
        short, worker = await exchanged(behind.cache, request_, short=True)
        assert shown(short) == shown(long)
        assert long.startswith(b"HTTP/1.1 ")
        assert behind.cache.counts.hits == before + 1
        assert worker.requests == 1
        assert worker.shortcut
        assert worker.shortcut.find(request_, "192.0.2.1")

    played(scene)


@pytest.mark.parametrize("request_", LONG.values(), ids=LONG)
def test_what_is_not_takes_the_long_way(request_: bytes) -> None:
    async def scene() -> None:
        long, _ = await exchanged((await filled()).cache, request_, short=False)
        behind = await filled()
        before = behind.cache.counts.hits
        shortcut = Shortcut(Config(), behind.cache)
        assert shortcut.find(request_, "192.0.2.1") is None
        assert behind.cache.counts.hits == before
        assert shortcut.find(PLAIN["a GET"], "192.0.2.1"), "the next one is read as before"
        short, _ = await exchanged(behind.cache, request_, short=True)
        assert shown(short) == shown(long)

    played(scene)


def test_requests_follow_each_other_on_either_way() -> None:
    async def scene() -> None:
        behind = await filled()
        pieces = (
            PLAIN["a GET"], LONG["a wish"], PLAIN["a HEAD"], LONG["two at once"], LONG["a body"],
            LINE[:9], LINE[9:] + b"\r\n", LINE + b"\r\n" + LINE[:5], LINE[5:] + b"\r\n",
            PLAIN["a GET"],
        )  # fmt: skip
        short, worker = await exchanged(behind.cache, *pieces, short=True)
        long, _ = await exchanged(behind.cache, *pieces, short=False)
        assert shown(short) == shown(long)
        assert short.count(b"HTTP/1.1 200 OK\r\n") == worker.requests == 10

    played(scene)


FIELDS = st.sampled_from(
    [
        b"Accept: image/avif,*/*", b"Accept: text/html", b"accept-encoding: gzip",
        b'If-None-Match: "1"', b"If-None-Match: *", b"Cookie: a=b", b"Connection: keep-alive",
        b"Connection: close", b"Cache-Control: max-age=0", b"X-Request-Id: a-request-0001",
        b"Range: bytes=0-2", b"Content-Length: 0", b"X_Odd: 1", b"Expect: 100-continue", b"a",
        b"X-Forwarded-For: 203.0.113.7", b"Host: h", b": nameless", b"B: \x00", b"C: \xe4",
    ]
)  # fmt: skip


@given(
    st.sampled_from([b"GET", b"HEAD", b"OPTIONS"]),
    st.sampled_from([b"/a", b"/a?b=1", b"/a?", b"/%61", b"*", b"//a", b"/a#b"]),
    st.sampled_from([b"HTTP/1.1", b"HTTP/1.0", b"HTTP/2"]),
    st.lists(FIELDS, max_size=5),
)
def test_whatever_is_asked_is_answered_as_on_the_long_way(
    method: bytes, target: bytes, version: bytes, fields: list[bytes]
) -> None:
    async def scene() -> None:
        lines = [b"%b %b %b" % (method, target, version), b"Host: h", *fields, b"", b""]
        request = b"\r\n".join(lines)
        answers = []
        for short in (False, True):
            behind = await filled()
            answers.append(shown((await exchanged(behind.cache, request, short=short))[0]))
        assert answers[0] == answers[1]

    played(scene)


def test_the_log_shows_what_it_shows_of_the_long_way() -> None:
    async def scene() -> None:
        behind = await filled()
        request = b"HEAD /a?b=1 HTTP/1.1\r\nHost: h\r\nX-Forwarded-For: 203.0.113.7\r\n\r\n"
        forwarded = Forwarded(behind.cache, 1)
        for app, client in ((behind.cache, "192.0.2.1"), (forwarded, "203.0.113.7")):
            seen = []
            for short in (False, True):
                _, worker = await exchanged(app, request, short=short)
                ((served, _, environ, took),) = worker.log.lines
                ids = [text for name, text in served.headers if name == b"x-request-id"]
                assert len(ids) == 1
                assert took.seconds == 0
                seen.append((served.status, served.sent, environ))
            assert seen[0] == seen[1]
            assert seen[0][2]["REMOTE_ADDR"] == client

    played(scene)


def test_who_is_stopping_says_so_and_closes() -> None:
    async def scene() -> None:
        behind = await filled()
        worker = Worker(behind.cache, short=True)
        connection, transport = connected(worker)
        worker.alive = False
        connection.data_received(PLAIN["a GET"])
        assert b"\r\nconnection: close\r\n" in transport.written
        assert transport.ended

    played(scene)


def test_who_does_not_read_gets_no_more_and_is_watched_again_afterwards() -> None:
    async def scene() -> None:
        behind = await filled()
        worker = Worker(behind.cache, short=True)
        connection, transport = connected(worker)
        connection.data_received(PLAIN["a GET"])
        assert connection.deadline == worker.clock + KEEPALIVE
        connection.pause_writing()
        assert connection.deadline == worker.clock + worker.limits.stuck
        one = len(transport.written)
        for _ in range(3):
            connection.data_received(PLAIN["a GET"])
        assert len(transport.written) <= 2 * one
        connection.resume_writing()
        await asyncio.sleep(0.01)
        assert len(transport.written) >= 4 * one - 10
        assert connection.deadline == worker.clock + KEEPALIVE

    played(scene)


@pytest.mark.parametrize(
    "odd",
    [
        [(b"Etag", b'"1"')],
        [(b"etag", b"1"), (b"etag", b"2")],
        [(b"connection", b"close")],
        [(b"transfer-encoding", b"chunked")],
        [(b"server", b"other")],
        [(b"etag", b"1\r\nset-cookie: a")],
        [(b"etag", b"1\n")],
        [(b"etag", b"\0")],
    ],
)
def test_an_answer_that_needs_another_head_is_not_at_hand(odd: Headers) -> None:
    fields = [(b"date", b"now"), (b"content-length", b"4")]
    assert ready_of(200, fields, b"body")
    assert ready_of(200, [*fields, *odd], b"body") is None


@pytest.mark.parametrize(
    ("status", "fields", "body"),
    [
        (200, [(b"date", b"now")], b"body"),
        (200, [(b"content-length", b"4")], b"body"),
        (200, [(b"date", b"now"), (b"content-length", b"5")], b"body"),
        (304, [(b"date", b"now"), (b"content-length", b"0")], b""),
        (204, [(b"date", b"now"), (b"content-length", b"0")], b""),
    ],
)
def test_nor_is_one_whose_length_is_told_in_another_way(
    status: int, fields: Headers, body: bytes
) -> None:
    assert ready_of(status, fields, body) is None


def test_an_application_without_answers_at_hand_is_asked_as_ever() -> None:
    asked = Plain(b"/a", {b"host": b"h"}, head=False, client="192.0.2.1")
    assert Forwarded(Told(), 1).at_hand(asked) is None


def test_an_answer_at_hand_is_one_write() -> None:
    ready = ready_of(200, [(b"date", b"now"), (b"content-length", b"1")], b"x")
    assert ready
    assert write_ready(Given(ready, 3, b"an-id-of-it"), body=True, close=False) == (
        b"HTTP/1.1 200 OK\r\ndate: now\r\ncontent-length: 1\r\nage: 3\r\n"
        b"x-request-id: an-id-of-it\r\nserver: gunicorn\r\n\r\nx"
    )
