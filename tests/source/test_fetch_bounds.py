"""How long a fetch takes at most, and how much it reads."""

import gzip
import socket
import threading
import time
import tracemalloc
from collections.abc import Iterator
from contextlib import contextmanager
from ipaddress import IPv4Address
from itertools import repeat

import pytest

from source.addresses import Address
from source.errors import TooSlow, Unreadable
from source.fetch import Fetcher, FetchLimits, Request
from source.network import Network, system_dial
from source.origin import AllowList
from tests.upstream import Reply, Upstream

SOON = 0.4  # s
MOST = 1_000_000  # bytes
CHUNKED = {"Transfer-Encoding": "chunked"}


def fetched(upstream: Upstream, reply: Reply, seconds: float = 20) -> bytes:
    upstream.routes["/x"] = reply
    fetcher = Fetcher(AllowList.parse(upstream.origin), FetchLimits(seconds=seconds))
    return fetcher.fetch(Request(f"{upstream.origin}/x")).body


@contextmanager
def soon() -> Iterator[None]:
    """Expect the end of the time, close to when it was announced."""
    begin = time.monotonic()
    with pytest.raises(TooSlow, match=rf"within {SOON} s$"):
        yield
    assert SOON - 0.05 <= time.monotonic() - begin < SOON + 2


@pytest.mark.parametrize(
    "reply",
    [
        Reply(b"x", delay=30),
        Reply([b"HTTP/1.1 200 OK\r\n", *([b"A: b\r\n"] * 9)], pause=0.1, raw=True),
        Reply([bytes([byte]) for byte in b"HTTP/1.1 200 OK\r\n\r\nx"], pause=0.1, raw=True),
        Reply([b"HTTP/1.1 100 Continue\r\n\r\n"] * 99, pause=0.1, raw=True),
        Reply([b"x"] * 30, pause=0.1),
        Reply([b"1\r\nx\r\n"] * 30, headers=CHUNKED, pause=0.1),
        Reply([b"x"], headers={"Content-Length": "2"}, pause=30),
        Reply([b"0\r\n", *([b"A: b\r\n"] * 30)], headers=CHUNKED, pause=0.1),
    ],
    ids=[
        "nothing",
        "headers",
        "head byte by byte",
        "interim answers",
        "body",
        "chunks",
        "the rest",
        "trailers",
    ],
)
def test_the_whole_is_bounded_and_not_each_wait(upstream: Upstream, reply: Reply) -> None:
    with soon():
        fetched(upstream, reply, SOON)


def test_connecting_counts() -> None:
    def dial(_address: object, _port: int, seconds: float) -> socket.socket:
        time.sleep(seconds)
        raise TimeoutError

    network = Network(lambda _: ["10.0.0.1", "10.0.0.2", "10.0.0.3"], dial)
    fetcher = Fetcher(AllowList.parse("http://a.example"), FetchLimits(SOON), network)
    with soon():
        fetcher.fetch(Request("http://a.example"))


def test_an_address_that_swallows_packets_leaves_time_for_the_next(upstream: Upstream) -> None:
    def dial(address: Address, port: int, seconds: float) -> socket.socket:
        if str(address) == "10.0.0.1":
            time.sleep(seconds)
            raise TimeoutError
        return system_dial(IPv4Address("127.0.0.1"), port, seconds)

    origin = upstream.origin_as("a.example")
    network = Network(lambda _: ["10.0.0.1", "10.0.0.2"], dial)
    upstream.routes["/x"] = Reply(b"93.4")
    fetcher = Fetcher(AllowList.parse(origin), FetchLimits(seconds=2), network)
    assert fetcher.fetch(Request(f"{origin}/x")).body == b"93.4"


def test_resolving_counts() -> None:
    over = threading.Event()

    def resolve(_: str) -> list[str]:
        over.wait(30)
        return []

    fetcher = Fetcher(AllowList.parse("http://a.example"), FetchLimits(SOON), Network(resolve))
    with soon():
        fetcher.fetch(Request("http://a.example"))
    over.set()


def test_the_time_runs_over_all_hops(upstream: Upstream) -> None:
    for number in range(3):
        headers = {"Location": f"/{number + 1}"}
        upstream.routes[f"/{number}"] = Reply(status=302, headers=headers, delay=SOON / 2.5)
    fetcher = Fetcher(AllowList.parse(upstream.origin), FetchLimits(SOON))
    with soon():
        fetcher.fetch(Request(f"{upstream.origin}/0"))
    assert len(upstream.requests) == 3


def test_tls_that_never_answers_counts() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        port = silent.getsockname()[1]
        fetcher = Fetcher(AllowList.parse(f"https://127.0.0.1:{port}"), FetchLimits(SOON))
        with soon():
            fetcher.fetch(Request(f"https://127.0.0.1:{port}"))


def test_what_a_connection_waits_by_itself_does_not_count() -> None:
    def dial(address: Address, port: int, seconds: float) -> socket.socket:
        connection = system_dial(address, port, seconds)
        connection.settimeout(10)
        return connection

    with socket.create_server(("127.0.0.1", 0)) as silent:
        origin = f"https://127.0.0.1:{silent.getsockname()[1]}"
        network = Network(dial=dial)
        with soon():
            Fetcher(AllowList.parse(origin), FetchLimits(SOON), network).fetch(Request(origin))


def test_the_largest_document_is_read(upstream: Upstream) -> None:
    body = bytes(MOST)
    assert fetched(upstream, Reply(body)) == body
    assert fetched(upstream, Reply([body])) == body
    packed = gzip.compress(body)
    assert fetched(upstream, Reply(packed, headers={"Content-Encoding": "gzip"})) == body


@pytest.mark.parametrize(
    "reply",
    [
        Reply(bytes(MOST + 1)),
        Reply(b"x", headers={"Content-Length": "10000000000"}, pause=30),
        Reply(repeat(bytes(9999))),
        Reply(repeat(b"a\r\n0123456789\r\n" * 999), headers=CHUNKED),
        Reply(repeat(b"1\r\nx\r\n" * 999), headers=CHUNKED),
        Reply(repeat(b"1;" + b"e" * 60000 + b"\r\nx\r\n"), headers=CHUNKED),
        Reply([b"fffffffff\r\n", *([bytes(9999)] * 1000)], headers=CHUNKED),
        Reply([b"0\r\n", *([b"A: b\r\n" * 9999] * 1000)], headers=CHUNKED),
        Reply([b"HTTP/1.1 200 OK\r\n", *([b"A: " + b"b" * 9999 + b"\r\n"] * 99)], raw=True),
        Reply(repeat(b"HTTP/1.1 100 Continue\r\nA: b\r\n\r\n"), raw=True),
        Reply(gzip.compress(bytes(100_000_000)), headers={"Content-Encoding": "gzip"}),
        Reply(repeat(gzip.compress(b"") * 999), headers={"Content-Encoding": "gzip"}),
    ],
    ids=[
        "one byte more",
        "announced",
        "endless",
        "chunked",
        "small chunks",
        "chunk extensions",
        "one large chunk",
        "trailers",
        "headers",
        "interim answers",
        "gzip bomb",
        "empty members",
    ],
)
def test_what_is_too_large_is_refused_while_it_comes(upstream: Upstream, reply: Reply) -> None:
    with pytest.raises(Unreadable, match=rf"^{upstream.origin} sends more than may be read"):
        fetched(upstream, reply)


def test_a_gzip_bomb_is_not_unpacked(upstream: Upstream) -> None:
    packed = gzip.compress(bytes(100_000_000))
    assert len(packed) < 100_000
    tracemalloc.start()
    with pytest.raises(Unreadable):
        fetched(upstream, Reply(packed, headers={"Content-Encoding": "gzip"}))
    assert tracemalloc.get_traced_memory()[1] < 6 * MOST
    tracemalloc.stop()
