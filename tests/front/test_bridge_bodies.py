"""Bodies on their way through the bridge, in both directions, and those that never arrive."""

import asyncio
import hashlib
import threading
import tracemalloc
from collections.abc import Iterable, Iterator
from wsgiref.types import StartResponse

import pytest
from hypothesis import given
from hypothesis import strategies as st

from front.bridge import SMALL, Bridge
from front.inflow import HELD, LateBodyError
from tests.front.bridged import END, GONE, Client, Environ, ask, lived, piece, scope_of

PLAIN = [("Content-Type", "text/plain")]
LARGE = {"content_length": str(10 * HELD)}
MB = 1024 * 1024


def reading(environ: Environ, start: StartResponse) -> Iterable[bytes]:
    """Answer what was read, in one read."""
    body = environ["wsgi.input"].read()
    start("200 OK", PLAIN)
    return [body]


@given(st.lists(st.binary(max_size=200), max_size=8), st.integers(1, 300))
def test_what_is_read_is_what_was_sent(pieces: list[bytes], size: int) -> None:
    def app(environ: Environ, start: StartResponse) -> Iterable[bytes]:
        start("200 OK", PLAIN)
        return list(iter(lambda: environ["wsgi.input"].read(size), b""))

    scope = scope_of("POST", transfer_encoding="chunked")
    got = ask(app, scope, *(piece(each) for each in pieces), END)
    assert got.body == b"".join(pieces)


@pytest.mark.parametrize("length", [1, SMALL, SMALL + 1, 3 * HELD])
def test_bodies_of_every_size_arrive(length: int) -> None:
    body = bytes(range(251)) * (length // 251 + 1)
    pieces = [piece(body[at : at + 50_000]) for at in range(0, length, 50_000)]
    pieces[-1]["body"] = body[(len(pieces) - 1) * 50_000 : length]
    pieces[-1]["more_body"] = False
    got = ask(reading, scope_of("POST", content_length=str(length)), *pieces)
    assert got.body == body[:length]


def test_lines_can_be_read() -> None:
    def app(environ: Environ, start: StartResponse) -> Iterable[bytes]:
        start("200 OK", PLAIN)
        first = environ["wsgi.input"].readline()
        return [first, b"|".join(environ["wsgi.input"])]

    scope = scope_of("POST", content_length=str(SMALL + 1))
    assert ask(app, scope, piece(b"a\nb"), piece(b"c\nd", more=False)).body == b"a\nbc\n|d"


def test_a_small_body_holds_no_thread_before_it_is_whole() -> None:
    seen: list[str] = []

    def app(environ: Environ, start: StartResponse) -> Iterable[bytes]:
        seen.append(environ["PATH_INFO"])
        return reading(environ, start)

    async def talk() -> Client:
        bridge, slow, quick = Bridge(app, threads=2), [Client() for _ in range(9)], Client()
        scope = scope_of("POST", "/slow", content_length="3")
        async with lived(bridge):
            tasks = [asyncio.create_task(bridge(scope, each.receive, each.send)) for each in slow]
            await asyncio.sleep(0)
            await bridge(scope_of(target="/quick"), quick.receive, quick.send)
            assert seen == ["/quick"]
            for each in slow:
                each.say(piece(b"abc", more=False))
            await asyncio.gather(*tasks)
        assert {each.body for each in slow} == {b"abc"}
        return quick

    assert asyncio.run(talk()).status == 200


def test_large_bodies_under_way_leave_half_of_the_threads_to_others() -> None:
    async def talk() -> None:
        bridge = Bridge(reading, threads=4)
        slow, quick = [Client() for _ in range(6)], Client()
        scope = scope_of("POST", **LARGE)
        async with lived(bridge):
            tasks = [asyncio.create_task(bridge(scope, each.receive, each.send)) for each in slow]
            await bridge(scope_of(), quick.receive, quick.send)
            for each in slow:
                each.say(piece(b"x"))
            while sum(each.received for each in slow) < 2:
                await asyncio.sleep(0.01)
            await bridge(scope_of(), quick.receive, quick.send)
            assert [each.received for each in slow] == [1, 1, 0, 0, 0, 0]
            for each in slow:
                each.say(END)
            await asyncio.gather(*tasks)
        assert {each.body for each in slow} == {b"x"}

    asyncio.run(talk())


def test_a_body_that_nobody_reads_is_not_asked_for() -> None:
    def app(_environ: Environ, start: StartResponse) -> Iterable[bytes]:
        start("413 Content Too Large", PLAIN)
        return [b"no"]

    got = ask(app, scope_of("POST", **LARGE), piece(b"x"))
    assert (got.status, got.received) == (413, 0)
    waits = scope_of("POST", content_length="3", expect="100-continue")
    assert ask(app, waits, piece(b"x")).received == 0


def test_refusals_give_their_place_back() -> None:
    def app(_environ: Environ, start: StartResponse) -> Iterable[bytes]:
        start("413 Content Too Large", PLAIN)
        return [b"no"]

    async def talk() -> None:
        bridge, client = Bridge(app, threads=2), Client()
        async with lived(bridge):
            for _ in range(5):
                await asyncio.wait_for(
                    bridge(scope_of("POST", **LARGE), client.receive, client.send), 20
                )

    asyncio.run(talk())


@pytest.mark.parametrize("length", ["100", str(10 * HELD)])
@pytest.mark.parametrize(("end", "status"), [(GONE, 400), ({**GONE, "status": 408}, 408)])
def test_a_body_that_breaks_off_is_no_mistake_of_ours(
    length: str, end: dict[str, object], status: int, caplog: pytest.LogCaptureFixture
) -> None:
    got = ask(reading, scope_of("POST", content_length=length), piece(b"abc"), dict(end))
    assert got.status == status
    assert not caplog.records


def test_of_a_body_that_breaks_off_the_application_reads_the_beginning() -> None:
    read: list[bytes] = []

    def app(environ: Environ, start: StartResponse) -> Iterable[bytes]:
        read.append(environ["wsgi.input"].read(3))
        with pytest.raises(ConnectionError):
            environ["wsgi.input"].read(1)
        start("400 Bad Request", PLAIN)
        return [b"broken"]

    got = ask(app, scope_of("POST", content_length="100"), piece(b"abc"), dict(GONE))
    assert (got.body, read) == (b"broken", [b"abc"])


@pytest.mark.parametrize(("seconds", "silence"), [(0.05, 30.0), (30.0, 0.05)])
def test_an_application_can_limit_how_long_it_waits(seconds: float, silence: float) -> None:
    def app(environ: Environ, start: StartResponse) -> Iterable[bytes]:
        environ["front.limit_body"](seconds, silence)
        with pytest.raises(LateBodyError):
            environ["wsgi.input"].read()
        start("408 Request Timeout", PLAIN)
        return [b"late"]

    assert ask(app, scope_of("POST", **LARGE), piece(b"abc")).body == b"late"


def test_a_small_body_that_drips_is_given_up() -> None:
    async def talk() -> Client:
        bridge, client = Bridge(reading, threads=2, patience=0.05), Client([piece(b"a")])
        async with lived(bridge):
            await bridge(scope_of("POST", content_length="9"), client.receive, client.send)
        return client

    assert asyncio.run(talk()).status == 408


def test_an_upload_of_20_mb_is_never_in_memory() -> None:
    block = b"x" * 64 * 1024
    blocks = 320

    def app(environ: Environ, start: StartResponse) -> Iterable[bytes]:
        digest = hashlib.sha256()
        while got := environ["wsgi.input"].read(len(block)):
            digest.update(got)
        start("200 OK", PLAIN)
        return [digest.hexdigest().encode()]

    class Sender(Client):
        async def receive(self) -> dict[str, object]:
            self.received += 1
            return {**piece(bytes(block), more=self.received < blocks)}

    async def talk() -> Client:
        bridge, client = Bridge(app, threads=2), Sender()
        async with lived(bridge):
            scope = scope_of("POST", content_length=str(blocks * len(block)))
            await bridge(scope, client.receive, client.send)
        return client

    tracemalloc.start()
    got = asyncio.run(talk())
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert got.body.decode() == hashlib.sha256(block * blocks).hexdigest()
    assert peak < 4 * HELD


def test_a_stream_waits_for_its_reader_and_ends_with_it() -> None:
    drawn: list[int] = []
    closed = threading.Event()

    def app(_environ: Environ, start: StartResponse) -> Iterator[bytes]:
        start("200 OK", PLAIN)
        try:
            for number in range(1000):
                drawn.append(number)
                yield b"x" * 64 * 1024
        finally:
            closed.set()

    async def talk() -> None:
        bridge, client = Bridge(app, threads=2), Client(slow=asyncio.Event())
        async with lived(bridge):
            task = asyncio.create_task(bridge(scope_of(), client.receive, client.send))
            while not client.sent:
                await asyncio.sleep(0.01)
            await asyncio.sleep(0.2)
            assert len(drawn) * 64 * 1024 <= 2 * HELD
            assert client.slow is not None
            client.leaves = True
            client.slow.set()
            await task
            assert await asyncio.to_thread(closed.wait, 20)

    asyncio.run(talk())


def test_a_slow_stream_is_sent_as_it_comes() -> None:
    go = threading.Event()

    def app(_environ: Environ, start: StartResponse) -> Iterator[bytes]:
        start("200 OK", PLAIN)
        yield b"first"
        go.wait(20)
        yield b"second"

    async def talk() -> None:
        bridge, client = Bridge(app, threads=2), Client()
        async with lived(bridge):
            task = asyncio.create_task(bridge(scope_of(), client.receive, client.send))
            while client.body != b"first" if client.sent else True:
                await asyncio.sleep(0.01)
            go.set()
            await task
        assert client.body == b"firstsecond"

    asyncio.run(talk())
