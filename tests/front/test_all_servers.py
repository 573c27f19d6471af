"""RFC 9110 and 9112 as a table, sent over the wire to all servers; all must say the same."""

import json
import re
import socket
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass

import pytest

from tests.real_server import Server, started

ASGI = ("gunicorn", "-k", "asgi", "asgi:app")
GTHREAD = ("gunicorn", "app:app")

OF_THE_SERVER = {"date", "age", "x-request-id", "server", "connection", "keep-alive"}
PNG = b"GET /badge/build-passing-red.png HTTP/1.1\r\nHost: h\r\n"


@dataclass(frozen=True)
class Said:
    """A response, without what differs from one to the next."""

    status: int
    headers: dict[str, str]
    body: bytes


@pytest.fixture(scope="module")
def servers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Server, Server, Server]]:
    """Start ours, ours where no C parser could be built, and gunicorn's threads."""
    not_built = tmp_path_factory.mktemp("not_built")
    (not_built / "gunicorn_h1c.py").write_text('raise ImportError("not built")\n')
    with ExitStack() as stack:

        def start(command: tuple[str, ...], **more: str) -> Server:
            home = tmp_path_factory.mktemp("home")
            return stack.enter_context(started(home, command, OPEN_WRITES="loopback", **more))

        yield start(ASGI), start(ASGI, PYTHONPATH=str(not_built)), start(GTHREAD)


def say(server: Server, *parts: bytes, count: int = 1) -> list[Said]:
    """Send bytes over one connection and read as many responses as should come."""
    with socket.create_connection(("127.0.0.1", server.port), timeout=20) as connection:
        for part in parts:
            connection.sendall(part)
        with connection.makefile("rb") as stream:
            return [_response(stream, parts[0]) for _ in range(count)]


def _response(stream, request: bytes) -> Said:  # type: ignore[no-untyped-def]
    status = int(stream.readline().split()[1])
    if status == 100:
        assert stream.readline() == b"\r\n"
        return _response(stream, request)
    headers: dict[str, str] = {}
    while line := stream.readline().strip():
        name, _, value = line.decode("latin-1").partition(":")
        headers[name.lower()] = value.strip()
    if request.startswith(b"HEAD") or status in (204, 304) or status < 200:
        body = b""
    elif "content-length" in headers:
        body = stream.read(int(headers["content-length"]))
    else:
        body = stream.read()
    if "allow" in headers:
        headers["allow"] = ", ".join(sorted(headers["allow"].split(", ")))
    kept = {name: value for name, value in headers.items() if name not in OF_THE_SERVER}
    return Said(status, kept, re.sub(rb'"time":"[^"]*"', b'"time":""', body))


def etag_of(server: Server, request: bytes) -> bytes:
    return say(server, request + b"\r\n")[0].headers["etag"].encode()


REQUESTS: dict[str, tuple[int, bytes]] = {
    "GET": (200, PNG + b"\r\n"),
    "GET again": (200, PNG + b"\r\n"),
    "HEAD": (200, PNG.replace(b"GET", b"HEAD") + b"\r\n"),
    "HEAD of what is not kept": (200, b"HEAD /healthz HTTP/1.1\r\nHost: h\r\n\r\n"),
    "HEAD of an error": (400, b"HEAD /200x HTTP/1.1\r\nHost: h\r\n\r\n"),
    "OPTIONS": (200, PNG.replace(b"GET", b"OPTIONS") + b"\r\n"),
    "POST where none is": (
        405,
        b"POST /badge/a-b-red HTTP/1.1\r\nHost: h\r\nContent-Length: 0\r\n\r\n",
    ),
    "DELETE where none is": (405, PNG.replace(b"GET", b"DELETE") + b"\r\n"),
    "an unknown method": (405, PNG.replace(b"GET", b"BREW") + b"\r\n"),
    "TRACE": (405, PNG.replace(b"GET", b"TRACE") + b"\r\n"),
    "If-None-Match with the tag": (304, PNG + b"If-None-Match: TAG\r\n\r\n"),
    "If-None-Match with a weak tag": (304, PNG + b"If-None-Match: W/TAG\r\n\r\n"),
    "If-None-Match with a list": (304, PNG + b'If-None-Match: "a", W/"b,c" , TAG\r\n\r\n'),
    "If-None-Match in two lines": (
        304,
        PNG + b'If-None-Match: "a"\r\nIf-None-Match: TAG\r\n\r\n',
    ),
    "If-None-Match: *": (304, PNG + b"If-None-Match: *\r\n\r\n"),
    "If-None-Match with another tag": (200, PNG + b'If-None-Match: "a"\r\n\r\n'),
    "HEAD with If-None-Match": (
        304,
        PNG.replace(b"GET", b"HEAD") + b"If-None-Match: TAG\r\n\r\n",
    ),
    "If-Modified-Since where no date is": (
        200,
        PNG + b"If-Modified-Since: Sat, 21 Nov 2026 00:00:00 GMT\r\n\r\n",
    ),
    "a range of what has none": (200, PNG + b"Range: bytes=0-9\r\n\r\n"),
    "a token that nobody knows": (200, PNG + b"Authorization: Bearer nobody-knows\r\n\r\n"),
    "no-cache": (200, PNG + b"Cache-Control: no-cache\r\n\r\n"),
    "gzip": (200, b"GET /60x40.svg HTTP/1.1\r\nHost: h\r\nAccept-Encoding: gzip\r\n\r\n"),
    "gzip refused": (
        200,
        b"GET /60x40.svg HTTP/1.1\r\nHost: h\r\nAccept-Encoding: gzip;q=0\r\n\r\n",
    ),
    "negotiated": (
        200,
        b"GET /picture/cat.png?w=20 HTTP/1.1\r\nHost: h\r\nAccept: image/webp\r\n\r\n",
    ),
    "negotiated otherwise": (
        200,
        b"GET /picture/cat.png?w=20 HTTP/1.1\r\nHost: h\r\nAccept: image/png\r\n\r\n",
    ),
    "an error as JSON": (
        400,
        b"GET /200x HTTP/1.1\r\nHost: h\r\nAccept: application/json\r\n\r\n",
    ),
    "an error as an image": (400, b"GET /200x HTTP/1.1\r\nHost: h\r\nAccept: image/*\r\n\r\n"),
    "HTTP/1.0": (200, b"GET /60x40 HTTP/1.0\r\n\r\n"),
    "HTTP/1.0 that keeps the connection": (
        200,
        b"GET /60x40 HTTP/1.0\r\nConnection: keep-alive\r\n\r\n",
    ),
    "the absolute form": (200, b"GET http://h/60x40 HTTP/1.1\r\nHost: h\r\n\r\n"),
    "an empty query": (200, b"GET /60x40? HTTP/1.1\r\nHost: h\r\n\r\n"),
    "two slashes": (200, b"GET //60x40 HTTP/1.1\r\nHost: h\r\nAccept: */*\r\n\r\n"),
    "another spelling": (200, b"GET /60%7840 HTTP/1.1\r\nHost: h\r\n\r\n"),
    "no UTF-8": (400, b"GET /badge/%FF-a-red HTTP/1.1\r\nHost: h\r\n\r\n"),
    "no UTF-8 in the query": (400, b"GET /60x40?text=%FF HTTP/1.1\r\nHost: h\r\n\r\n"),
    "a control character": (400, b"GET /badge/a%00b-a-red HTTP/1.1\r\nHost: h\r\n\r\n"),
    "a target of 40 kB": (414, b"GET /" + b"x" * 40_000 + b" HTTP/1.1\r\nHost: h\r\n\r\n"),
    "a body that nobody reads": (
        200,
        PNG + b"Content-Length: 5\r\n\r\nhello",
    ),
    "a body in chunks": (
        201,
        b"PUT /api/badge/p/m HTTP/1.1\r\nHost: localhost\r\n"
        b"Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n"
        b'6\r\n{"valu\r\n5;x=y\r\ne":1}\r\n0\r\n\r\n',
    ),
    "100-continue": (
        401,
        b"PUT /api/badge/p/m HTTP/1.1\r\nHost: h\r\nExpect: 100-continue\r\n"
        b"Authorization: Bearer nobody-knows\r\n"
        b"Content-Type: application/json\r\nContent-Length: 11\r\n\r\n",
    ),
}

REFUSED = {
    "no Host": b"GET /60x40 HTTP/1.1\r\n\r\n",
    "two Hosts": b"GET /60x40 HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
    "two lengths": b"POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 1\r\n"
    b"Content-Length: 2\r\n\r\nab",
    "a length and chunks": b"POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 3\r\n"
    b"Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    "chunks twice": b"POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n"
    b"Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    "a length that is no number": b"POST / HTTP/1.1\r\nHost: h\r\nContent-Length: +1\r\n\r\na",
    "a space before the colon": b"GET /60x40 HTTP/1.1\r\nHost: h\r\nX-A : b\r\n\r\n",
    "a NUL in a field": b"GET /60x40 HTTP/1.1\r\nHost: h\r\nX-A: a\x00b\r\n\r\n",
    "no version": b"GET /60x40\r\n\r\n",
    "HTTP/9.9": b"GET /60x40 HTTP/9.9\r\nHost: h\r\n\r\n",
    "no HTTP": b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n",
    "a space in the target": b"GET /60x40 /b HTTP/1.1\r\nHost: h\r\n\r\n",
}


@pytest.mark.parametrize("name", REQUESTS)
def test_all_servers_say_the_same(servers: tuple[Server, ...], name: str) -> None:
    status, request = REQUESTS[name]
    if b"TAG" in request:
        request = request.replace(b"TAG", etag_of(servers[0], PNG))
    ours, *others = (say(server, request)[0] for server in servers)
    assert others == [ours, ours]
    assert ours.status == status


@pytest.mark.parametrize("name", REFUSED)
def test_all_servers_refuse_what_is_no_http(servers: tuple[Server, ...], name: str) -> None:
    for server in servers:
        (said,) = say(server, REFUSED[name])
        assert 400 <= said.status < 506, said
    assert servers[0].ask("/healthz").status == 200


def test_requests_sent_at_once_are_answered_in_their_order(servers: tuple[Server, ...]) -> None:
    targets = [b"/60x40", b"/badge/a-b-red", b"/healthz", b"/200x", b"/60x40", b"/no/page"] * 3
    batch = b"".join(b"GET %s HTTP/1.1\r\nHost: h\r\n\r\n" % target for target in targets)
    ours, *others = (say(server, batch, count=len(targets)) for server in servers)
    assert [each.status for each in ours] == [200, 200, 200, 400, 200, 404] * 3
    assert others == [ours, ours]


def test_what_is_kept_tells_its_age_and_date_and_the_rest_as_flask(
    servers: tuple[Server, ...],
) -> None:
    answers = [servers[0].ask("/64x48") for _ in range(12)]
    kept = [answer for answer in answers if "Age" in answer.headers]
    assert kept
    assert len({answer.headers["ETag"] for answer in answers}) == 1
    assert all(re.fullmatch(r"\d+", answer.headers["Age"]) for answer in kept)
    assert all(answer.headers["Date"] for answer in answers)
    assert len({answer.headers["X-Request-Id"] for answer in answers}) == len(answers)


def test_a_problem_is_not_kept(servers: tuple[Server, ...]) -> None:
    for _ in range(4):
        answer = servers[0].ask("/200x", headers={"Accept": "application/json"})
        assert json.loads(answer.body)["status"] == 400
        assert "Age" not in answer.headers
