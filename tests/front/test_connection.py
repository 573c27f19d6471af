"""The worker and its connections, as clients meet them: polite ones, slow ones, hostile ones."""

import hashlib
import json
import resource
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from tests.front.spoken import ASGI, GTHREAD, PATIENCE, Line, line_to
from tests.real_server import Server, family, started

MB = 1024 * 1024


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with started(tmp_path_factory.mktemp("home"), ASGI) as running:
        yield running


@pytest.fixture(scope="module")
def threaded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with started(tmp_path_factory.mktemp("home"), GTHREAD) as running:
        yield running


@pytest.fixture
def line(server: Server) -> Iterator[Line]:
    with line_to(server) as connection:
        yield connection


def repeat(say: Callable[[], object]) -> None:
    """Say something until that fails."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        say()


def memory_of(server: Server) -> int:
    """Return the peak of resident memory of the worker, in bytes."""
    worker = family(server.process.pid)[-1]
    status = Path(f"/proc/{worker}/status").read_text(encoding="ascii")
    peak = next(row for row in status.splitlines() if row.startswith("VmHWM"))
    return int(peak.split()[1]) * 1024


def test_a_connection_serves_many_requests(line: Line) -> None:
    for target in ("/a", "/cached", "/b", "/cached"):
        line.get(target)
        status, fields, body = line.answer()
        assert (status, body) == (200, target.encode())
        assert fields["content-length"] == str(len(target))
        assert fields["date"].endswith("GMT")
        assert "connection" not in fields


@pytest.mark.parametrize("targets", [["/a", "/cached", "/b"], ["/cached"] * 500, ["/a"] * 100])
def test_pipelined_requests_are_answered_in_order(line: Line, targets: list[str]) -> None:
    line.say(*(b"GET %b HTTP/1.1\r\nHost: a\r\n\r\n" % target.encode() for target in targets))
    assert [line.answer()[2].decode() for _ in targets] == targets


def test_what_is_pipelined_behind_a_body_is_not_part_of_it(line: Line) -> None:
    line.say(b"POST /hash HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabcGET /b HTTP/1.1\r\n")
    line.say(b"Host: a\r\n\r\n")
    assert line.answer()[2].decode() == hashlib.sha256(b"abc").hexdigest()
    assert line.answer()[2] == b"/b"


def test_pipelined_requests_of_more_than_what_is_held_are_answered(line: Line) -> None:
    field = b"X-Long: " + b"x" * 8000
    request = b"GET /cached HTTP/1.1\r\nHost: a\r\n%b\r\n\r\n" % field
    line.say(request * 100)
    assert {line.answer()[2] for _ in range(100)} == {b"/cached"}


def test_http_1_0_is_answered_and_closed_unless_it_asks_otherwise(server: Server) -> None:
    with line_to(server) as line:
        line.say(b"GET /a HTTP/1.0\r\n\r\n")
        assert line.rest().endswith(b"connection: close\r\n" + line.buffer.split(b"close\r\n")[1])
    with line_to(server) as line:
        line.say(b"GET /a HTTP/1.0\r\nConnection: keep-alive\r\n\r\n")
        assert line.answer()[1]["connection"] == "keep-alive"
        line.say(b"GET /b HTTP/1.0\r\n\r\n")
        assert line.answer()[2] == b"/b"


@pytest.mark.parametrize(
    "said",
    [
        b"GET /a HTTP/1.1\r\nHost: a\r\n\r\n",
        b"GET /cached HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n",
        b"GET /a HTTP/1.1\r\nHost: a\r\n\r\nGET /b HTTP/1.1\r\nHost: a\r\n\r\n",
        b"GET /sleep?0.2 HTTP/1.1\r\nHost: a\r\n\r\n",
        b"POST /hash HTTP/1.1\r\nHost: a\r\nContent-Length: 1000\r\n\r\nthe beginning",
        b"GET /a HTTP/1.1\r\nHost: ",
        b"no HTTP at all\r\n\r\n",
    ],
)
@pytest.mark.parametrize("waits", [True, False])
def test_nothing_stays_of_a_connection_that_has_ended(
    server: Server, said: bytes, waits: bool
) -> None:
    for _ in range(10):
        with line_to(server) as line:
            line.say(said)
            if waits:
                line.socket.shutdown(socket.SHUT_WR)
                line.rest()
    end = time.monotonic() + PATIENCE
    while (held := _connections_of(server)) > 5 and time.monotonic() < end:
        time.sleep(0.05)
    assert held <= 5  # other tests of this module may leave some to be ended


def _connections_of(server: Server) -> int:
    with line_to(server) as line:
        line.get("/connections")
        return int(line.answer()[2])


@pytest.mark.parametrize("length", [0, 1, 64 * 1024, 64 * 1024 + 1, 3 * MB])
@pytest.mark.parametrize("chunked", [False, True])
def test_bodies_arrive_whole(line: Line, length: int, chunked: bool) -> None:
    body = bytes(range(256)) * (length // 256 + 1)
    body = body[:length]
    if chunked:
        pieces = [body[at : at + 50_000] for at in range(0, length, 50_000)]
        framed = b"".join(b"%x\r\n%b\r\n" % (len(piece), piece) for piece in pieces)
        line.say(b"POST /hash HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n")
        line.say(framed, b"0\r\n\r\n")
    else:
        line.say(b"POST /hash HTTP/1.1\r\nHost: a\r\nContent-Length: %d\r\n\r\n" % length, body)
    status, fields, got = line.answer()
    assert (status, got.decode()) == (200, hashlib.sha256(body).hexdigest())
    assert "connection" not in fields


def test_a_client_is_told_to_go_on_only_when_its_body_is_wanted(server: Server) -> None:
    head = b"POST %b HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nExpect: 100-continue\r\n\r\n"
    with line_to(server) as line:
        line.say(head % b"/hash")
        assert line.answer()[0] == 100
        line.say(b"abc")
        assert line.answer()[2].decode() == hashlib.sha256(b"abc").hexdigest()
    with line_to(server) as line:
        line.say(head % b"/refuse")
        status, fields, _ = line.answer()
        assert (status, fields["connection"]) == (413, "close")


def test_a_body_of_a_gigabyte_is_refused_at_once(server: Server) -> None:
    before = memory_of(server)
    with line_to(server) as line:
        line.say(b"POST /refuse HTTP/1.1\r\nHost: a\r\nContent-Length: %d\r\n\r\n" % (1024 * MB))
        with pytest.raises(OSError, match=r"reset|pipe|timed out"):
            repeat(lambda: line.say(b"x" * MB))
    assert memory_of(server) - before < 20 * MB


def test_a_refusal_is_heard_by_a_client_that_still_sends(line: Line) -> None:
    line.say(b"POST /refuse HTTP/1.1\r\nHost: a\r\nContent-Length: %d\r\n\r\n" % MB)
    line.say(b"x" * MB)
    status, fields, body = line.answer()
    assert (status, body, fields["connection"]) == (413, b"too large", "close")
    assert line.rest() == b""


def test_head_and_304_have_no_body(line: Line) -> None:
    line.say(b"HEAD /a HTTP/1.1\r\nHost: a\r\n\r\n")
    line.get("/b")
    assert b"content-length: 2\r\n" in line.socket.recv(4096, socket.MSG_PEEK)
    line.buffer = line.socket.recv(4096).partition(b"\r\n\r\n")[2]
    assert line.answer()[2] == b"/b"


@pytest.mark.parametrize(
    ("request_", "status"),
    [
        (b"GET /" + b"x" * 70_000 + b" HTTP/1.1\r\nHost: a\r\n\r\n", 414),
        (b"GET / HTTP/1.1\r\nHost: a\r\n" + b"X-A: b\r\n" * 101 + b"\r\n", 431),
        (b"GET / HTTP/1.1\r\nHost: a\r\nX-A: " + b"b" * 9000 + b"\r\n\r\n", 431),
        (b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\r\n\r\n", 400),
        (b"GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", 400),
        (b"GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n", 400),
        (b"GET / HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n", 400),
        (b"GET / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: gzip\r\n\r\n", 400),
        (b"POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\nContent-Length: 3\r\n\r\n", 400),
        (b"POST /hash HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n", 400),
        (b"GET / HTTP/1.1\r\nHost: a\r\n folded\r\n\r\n", 400),
        (b"GET /\x01 HTTP/1.1\r\nHost: a\r\n\r\n", 400),
    ],
)
def test_what_is_no_request_is_refused_and_the_connection_closed(
    line: Line, request_: bytes, status: int
) -> None:
    line.say(request_)
    got, fields, _ = line.answer()
    assert (got, fields["connection"]) == (status, "close")
    assert line.rest() == b""


def test_a_head_without_end_is_refused_before_it_is_large(line: Line) -> None:
    line.say(b"GET / HTTP/1.1\r\nHost: a\r\n", (b"X-A: " + b"b" * 6000 + b"\r\n") * 60)
    assert line.answer()[0] == 431


@pytest.mark.parametrize("start", [b"", b"GET / HT", b"GET / HTTP/1.1\r\nHost: a\r\n"])
def test_a_head_that_is_never_finished_is_closed(line: Line, start: bytes) -> None:
    line.say(start)
    answer = line.rest()
    assert answer.startswith(b"HTTP/1.1 408 ") if start else answer == b""


def test_a_head_that_comes_by_the_byte_is_closed(line: Line) -> None:
    def drip() -> None:
        line.say(b"G")
        time.sleep(0.1)

    with pytest.raises(OSError, match=r"reset|pipe"):
        repeat(drip)


@pytest.mark.parametrize("length", [100, MB])
def test_a_body_that_is_never_finished_is_closed(line: Line, length: int) -> None:
    line.say(b"POST /hash HTTP/1.1\r\nHost: a\r\nContent-Length: %d\r\n\r\nabc" % length)
    assert line.rest().startswith(b"HTTP/1.1 408 ")


def test_an_idle_connection_is_closed_in_time(line: Line) -> None:
    line.get("/a")
    assert line.answer()[0] == 200
    assert line.rest() == b""


def test_a_client_that_does_not_read_is_dropped_and_its_thread_set_free(
    server: Server, tmp_path: Path
) -> None:
    told = tmp_path / "told"
    before = memory_of(server)
    with line_to(server) as line:
        line.get(f"/stream?{told}")
        end = time.monotonic() + PATIENCE
        while (not told.exists() or not told.read_text()) and time.monotonic() < end:
            time.sleep(0.05)
    assert told.read_text() == "closed"
    assert memory_of(server) - before < 30 * MB


def test_a_client_that_leaves_ends_its_stream(server: Server, tmp_path: Path) -> None:
    told = tmp_path / "told"
    with line_to(server) as line:
        line.get(f"/stream?{told}")
        while len(line.buffer) < 3 * MB:
            line.buffer += line.socket.recv(MB)
    end = time.monotonic() + PATIENCE
    while not told.read_text() and time.monotonic() < end:
        time.sleep(0.02)
    assert told.read_text() == "closed"


def test_who_pipelines_and_never_reads_gets_little(server: Server) -> None:
    before = memory_of(server)
    asked = b"GET /large HTTP/1.1\r\nHost: a\r\n\r\n" * 1000
    with line_to(server, 4096) as line, pytest.raises(OSError, match=r"reset|pipe|timed out"):
        repeat(lambda: line.say(asked))
    assert memory_of(server) - before < 20 * MB


def test_a_stream_that_breaks_is_not_taken_for_whole(line: Line) -> None:
    line.get("/breaking")
    with suppress(ConnectionResetError):
        assert not line.rest().endswith(b"0\r\n\r\n")


def test_a_mistake_of_the_application_does_not_end_the_connection(line: Line) -> None:
    line.get("/boom")
    assert line.answer()[0] == 500
    line.get("/a")
    assert line.answer()[2] == b"/a"


def test_two_thousand_idle_connections_leave_room_for_others(server: Server) -> None:
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if hard < 4000:
        pytest.skip("this machine allows too few open files")
    resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, 4000), hard))
    before = memory_of(server)
    idle = [socket.create_connection(("127.0.0.1", server.port)) for _ in range(2000)]
    try:
        assert server.ask("/a").status == 200
        assert memory_of(server) - before < 40 * MB
    finally:
        for one in idle:
            one.close()
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


def test_past_the_most_connections_the_oldest_idle_one_makes_room(server: Server) -> None:
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if hard < 4000:
        pytest.skip("this machine allows too few open files")
    resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, 4000), hard))
    address = ("127.0.0.1", server.port)
    try:
        with line_to(server) as serving:
            serving.get("/sleep?2")
            assert server.ask("/a").status == 200  # so the server has seen what came before
            idle = [socket.create_connection(address, timeout=PATIENCE) for _ in range(2600)]
            assert server.ask("/a").status == 200
            assert serving.answer()[2] == b"slept"
            assert idle[0].recv(1) == b""
            for one in idle:
                one.close()
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


@pytest.mark.parametrize(
    ("target", "fields"),
    [
        ("/environ", []),
        ("/environ?a=b%20c&d=%FF", []),
        ("/environ?a?b", [b"Accept: */*\r\n", b"Accept: image/png\r\n"]),
        ("/environ", [b"X_Under: a\r\n", b"X-Under: b\r\n", b"Script_Name: /x\r\n"]),
        ("/environ", [b"Cookie: a=b\r\n", b"Cookie: c=d\r\n", b"X-Latin: \xe9\r\n"]),
        ("/environ", [b"X-Space:  a \t\r\n", b"X-Empty:\r\n", b"X-Empty:\r\n"]),
        ("/environ", [b"Content-Type: text/plain\r\n", b"Content-Length: 0\r\n"]),
        ("/environ", [b"X-Forwarded-Proto: https\r\n", b"X-Forwarded-For: 1.2.3.4\r\n"]),
        ("http://elsewhere/environ?a", []),
        ("/%65nviron", []),
        ("/environ#part", []),
    ],
)
def test_both_servers_tell_an_application_the_same(
    server: Server, threaded: Server, target: str, fields: list[bytes]
) -> None:
    told = []
    for one in (server, threaded):
        with line_to(one) as line:
            line.get(target, *fields)
            status, _, body = line.answer()
            assert status == 200
            told.append(json.loads(body))
            assert told[-1].pop("REMOTE_PORT").isdigit()
            assert told[-1].pop("SERVER_PORT") == str(one.port)
            assert told[-1].pop("wsgi.multiprocess") in (True, False)
    assert told[0] == told[1]
    assert told[0]["RAW_URI"] == target


def test_every_request_leaves_a_line_and_no_refusal_a_traceback(tmp_path: Path) -> None:
    with started(tmp_path, (*ASGI, "--access-logfile", "-")) as server:
        server.ask("/cached?a=b")
        with line_to(server) as line:
            line.say(b"nonsense\r\n\r\n")
            assert line.answer()[0] == 400
        written = server.stop()
    assert '"GET /cached?a=b HTTP/1.1" 200 7 "-"' in written
    assert "Traceback" not in written


@pytest.mark.parametrize("target", ["/a", "/cached", "/sleep?0.2"])
def test_who_says_no_more_still_gets_the_answer(line: Line, target: str) -> None:
    line.say(*(b"GET %b HTTP/1.1\r\nHost: a\r\n\r\n" % each.encode() for each in ("/b", target)))
    line.socket.shutdown(socket.SHUT_WR)
    assert [line.answer()[0] for _ in range(2)] == [200, 200]
    assert line.rest() == b""
