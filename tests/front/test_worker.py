"""The worker's start and stop, and what of gunicorn it builds upon."""

import hashlib
import inspect
import time
from pathlib import Path

import gunicorn
import pytest
from gunicorn.asgi.lifespan import LifespanManager
from gunicorn.asgi.parser import CallbackRequest
from gunicorn.config import Config
from gunicorn.workers.gasgi import ASGIWorker

from front.heads import Asked, write_head
from front.parsed import parser_of, request_of, scope_of
from front.worker import Worker
from tests.front.spoken import ASGI, line_to
from tests.real_server import STOP, started

MB = 1024 * 1024


def test_an_upload_under_way_is_finished_before_the_server_stops(tmp_path: Path) -> None:
    body = b"x" * MB
    with started(tmp_path, ASGI) as server, line_to(server) as line, line_to(server) as idle:
        idle.get("/a")
        assert idle.answer()[0] == 200
        line.say(b"POST /hash HTTP/1.1\r\nHost: a\r\nContent-Length: %d\r\n\r\n" % MB, body[:1000])
        time.sleep(0.3)
        server.process.terminate()
        assert idle.rest() == b""
        line.say(body[1000:])
        status, fields, digest = line.answer()
        assert (status, fields["connection"]) == (200, "close")
        assert digest.decode() == hashlib.sha256(body).hexdigest()
        assert line.rest() == b""
        assert server.process.wait(STOP) == 0


def test_a_call_under_way_is_answered_before_the_server_stops(tmp_path: Path) -> None:
    with started(tmp_path, ASGI) as server, line_to(server) as line:
        line.get("/sleep?1.5")
        time.sleep(0.3)
        server.process.terminate()
        assert line.answer()[2] == b"slept"
        assert server.process.wait(STOP) == 0


def test_idle_connections_do_not_hold_the_server_up(tmp_path: Path) -> None:
    command = (*ASGI, "--keep-alive", "75", "--graceful-timeout", "60")
    with started(tmp_path, command) as server, line_to(server) as line:
        line.get("/a")
        assert line.answer()[0] == 200
        server.process.terminate()
        assert server.process.wait(20) == 0  # less than its patience


def test_a_worker_that_has_served_enough_is_replaced(tmp_path: Path) -> None:
    with started(tmp_path, (*ASGI, "--max-requests", "3")) as server:
        assert {server.ask("/a").status for _ in range(20)} == {200}
        assert "is replaced" in server.stop()


@pytest.mark.parametrize("command", [ASGI, (*ASGI, "--threads", "72")])
def test_threads_are_no_reason_to_warn(tmp_path: Path, command: tuple[str, ...]) -> None:
    with started(tmp_path, command) as server:
        assert "WARNING" not in server.stop()


@pytest.mark.parametrize(
    "name",
    [
        "_cleanup",
        "_get_ssl_context",
        "_serve",
        "_setup_event_loop",
        "_shutdown",
        "handle_exit_signal",
    ],
)
def test_gunicorns_worker_has_what_ours_builds_upon(name: str) -> None:
    assert inspect.isfunction(getattr(ASGIWorker, name))


def test_gunicorns_worker_is_the_one_that_was_read() -> None:
    """Read its changes when this fails: workers/gasgi.py, asgi/protocol.py and asgi/parser.py."""
    assert gunicorn.version_info[:2] == (27, 0)
    source = inspect.getsource(ASGIWorker)
    for used in ("self._quick_shutdown", "self.lifespan", "self.servers", "self._serve()"):
        assert used in source
    assert list(inspect.signature(LifespanManager).parameters) == ["app", "logger", "state"]
    assert issubclass(Worker, ASGIWorker)


def test_gunicorns_request_tells_what_a_scope_needs() -> None:
    got: list[CallbackRequest] = []

    def end() -> None:
        got.append(request_of(parser, "http"))

    parser = parser_of(Config(), lambda: False, lambda _piece: None, end)
    parser.feed(b"HEAD /%61?b HTTP/1.0\r\nHost: a\r\nX_A: b\r\n\r\n")
    scope = scope_of(got[0], ("127.0.0.1", 80), None)
    assert scope["raw_path"] == b"/%61"
    assert (scope["path"], scope["query_string"]) == ("/a", b"b")
    assert (scope["method"], scope["http_version"]) == ("HEAD", "1.0")
    assert scope["headers"] == [(b"host", b"a")]
    assert got[0].should_close()


GET = Asked(head=False, old=False)


@pytest.mark.parametrize(
    "headers",
    [
        [(b"x-a", b"b\r\nx-b: c")],
        [(b"x-a", b"b\nc")],
        [(b"x-a", b"b\0")],
        [(b"x-a\r\n", b"b")],
        [(b"content-length", b"-1")],
        [(b"content-length", b"1, 2")],
    ],
)
def test_no_head_breaks_its_response(headers: list[tuple[bytes, bytes]]) -> None:
    with pytest.raises(ValueError, match=r"line break|length"):
        write_head(200, headers, GET, 1, close=False)


@pytest.mark.parametrize("status", [100, 199, 1000, 0])
def test_no_head_has_a_status_that_is_none(status: int) -> None:
    with pytest.raises(ValueError, match="status"):
        write_head(status, [], GET, 1, close=False)


@pytest.mark.parametrize(
    ("status", "headers", "asked", "body", "told"),
    [
        (200, [], GET, 5, b"content-length: 5"),
        (200, [], GET, None, b"transfer-encoding: chunked"),
        (200, [], Asked(head=False, old=True), None, b"connection: close"),
        (200, [(b"Content-Length", b"7")], GET, None, b"content-length: 7"),
        (200, [(b"content-length", b"7")], Asked(head=True, old=False), 0, b"content-length: 7"),
        (304, [(b"content-length", b"7")], GET, 0, b"content-length: 7"),
        (200, [(b"transfer-encoding", b"chunked")], GET, 5, b"content-length: 5"),
        (200, [(b"date", b"then")], GET, 5, b"date: then"),
    ],
)
def test_a_head_says_where_its_body_ends(
    status: int, headers: list[tuple[bytes, bytes]], asked: Asked, body: int | None, told: bytes
) -> None:
    lines = write_head(status, headers, asked, body, close=False).raw.split(b"\r\n")
    names = [line.partition(b":")[0] for line in lines]
    assert told in lines
    assert len(names) - 2 == len(set(names[:-2]))


@pytest.mark.parametrize(
    ("status", "asked"), [(204, GET), (304, GET), (200, Asked(head=True, old=False))]
)
def test_a_head_without_body_promises_none(status: int, asked: Asked) -> None:
    raw = write_head(status, [], asked, 0, close=False).raw
    assert b"content-length" not in raw
    assert b"transfer-encoding" not in raw
