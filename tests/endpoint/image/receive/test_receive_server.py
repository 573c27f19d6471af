"""Uploads over real connections to gunicorn: slow ones, endless ones, and real clients."""

import hashlib
import json
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from http.client import HTTPConnection, HTTPResponse
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from tests.endpoint.image.receive.echo import MB, left, serving
from tests.real_server import Server

CAT = bytes(range(256)) * 8 * 1024  # 2 MB
SHA256 = hashlib.sha256(CAT).hexdigest()
CHUNK = b"10000\r\n" + b"x" * 65_536 + b"\r\n"
SECONDS = 6.0
SILENCE = 2.0
FRAMINGS = ["Content-Length: 70000", "Transfer-Encoding: chunked"]
DRIPS = [b"x", b"1\r\nx\r\n", b"x"]
HIDDEN = b"GET /hit/hidden HTTP/1.1\r\nHost: localhost\r\n\r\n"

by_asgi = pytest.mark.parametrize("server", ["asgi"], indirect=True)
with_curl = pytest.mark.skipif(shutil.which("curl") is None, reason="needs curl")
with_httpie = pytest.mark.skipif(find_spec("httpie") is None, reason="needs httpie")


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("home")


@pytest.fixture(scope="module", params=["gthread", "asgi"])
def server(home: Path, request: pytest.FixtureRequest) -> Iterator[Server]:
    with serving(home, request.param, seconds=SECONDS, silence=SILENCE) as running:
        yield running


@pytest.fixture
def cat(tmp_path: Path) -> Path:
    path = tmp_path / "cät 😀.jpg"
    path.write_bytes(CAT)
    return path


@contextmanager
def dialled(server: Server, *headers: str) -> Iterator[socket.socket]:
    """Open a connection, and send the head of a request."""
    with socket.create_connection(("127.0.0.1", server.port), timeout=30) as connection:
        head = "\r\n".join(("POST /upload HTTP/1.1", "Host: localhost", *headers))
        connection.sendall(f"{head}\r\n\r\n".encode())
        yield connection


def answer_on(connection: socket.socket) -> tuple[int, str]:
    """Read an answer, and see that the connection ends with it."""
    response = HTTPResponse(connection)
    response.begin()
    detail = json.loads(response.read())["detail"]
    with suppress(ConnectionResetError):
        assert connection.recv(1) == b""
    return response.status, detail


def pour(connection: socket.socket, piece: bytes, most: int) -> int:
    """Send until nobody takes any more; tell how many bytes."""
    sent = 0
    with suppress(ConnectionError):
        while sent < most:
            connection.sendall(piece)
            sent += len(piece)
    return sent


def run(*command: str | Path) -> Any:
    done = subprocess.run(command, capture_output=True, check=False, timeout=60)
    assert done.returncode in {0, 4}, done.stderr  # httpie: 4 for a status of 4xx
    return json.loads(done.stdout)


def test_100_mb_are_refused_before_much_of_them_is_read(server: Server, home: Path) -> None:
    for _ in range(10):  # a reset that is forgotten lets every third of them hang
        with dialled(server, f"Content-Length: {100 * MB}") as connection:
            sent = pour(connection, b"x" * 65_536, 100 * MB)
            status, detail = answer_on(connection)
        assert status == 413
        assert "MAX_UPLOAD_BYTES" in detail
        assert sent < 20 * MB  # most of it waits in the system's buffers
    assert left(home) == []


def test_an_endless_body_is_refused_at_the_cap(server: Server, home: Path) -> None:
    with dialled(server, "Transfer-Encoding: chunked") as connection:
        sent = pour(connection, CHUNK, 200 * MB)
        assert answer_on(connection)[0] == 413
    assert sent < 60 * MB
    assert left(home) == []


def test_a_client_that_sends_all_before_it_listens_sees_the_refusal(server: Server) -> None:
    connection = HTTPConnection("127.0.0.1", server.port, timeout=30)
    with suppress(BrokenPipeError, ConnectionResetError):
        connection.request("POST", "/upload", body=b"x" * (40 * MB))
    # As urllib3 does: the answer came before the reset.
    assert connection.sock is not None
    assert answer_on(connection.sock)[0] == 413
    connection.close()


def test_as_many_silent_ones_as_there_are_threads_leave_in_time(server: Server, home: Path) -> None:
    began = time.monotonic()
    with ExitStack() as closing:
        silent = [closing.enter_context(dialled(server, framing)) for framing in FRAMINGS * 2]
        for connection in silent:
            connection.sendall(b"5\r\nhello\r\n")
        assert server.ask("/healthz").status == 200
        for connection in silent:
            status, detail = answer_on(connection)
            assert status == 408
            assert "UPLOAD_SECONDS" in detail
    assert SILENCE <= time.monotonic() - began < SECONDS + 10
    assert left(home) == []


def test_those_who_drip_are_given_up_while_others_are_served(server: Server, home: Path) -> None:
    """And nothing that follows may be taken for the next request on their connection."""
    began = time.monotonic()
    with ExitStack() as closing:
        dripping = [
            (closing.enter_context(dialled(server, framing)), drip)
            for framing, drip in zip((*FRAMINGS, "Content-Length: 4000"), DRIPS, strict=True)
        ]
        while not all(_readable(connection) for connection, _ in dripping):
            assert server.ask("/healthz").status == 200
            for connection, drip in dripping:
                with suppress(ConnectionError):
                    connection.sendall(drip)
            time.sleep(0.1)
        for connection, _ in dripping:
            pour(connection, HIDDEN * 1000, 4 * MB)
        assert {answer_on(connection)[0] for connection, _ in dripping} == {408}
    assert SECONDS <= time.monotonic() - began < SECONDS + 10
    assert left(home) == []
    assert json.loads(server.ask("/hit/me").body) == ["me"]


def _readable(connection: socket.socket) -> bool:
    connection.setblocking(False)
    try:
        return bool(connection.recv(1, socket.MSG_PEEK))
    except BlockingIOError:
        return False
    finally:
        connection.settimeout(30)


@pytest.mark.parametrize(
    "sent", [b"5\r\nhello", b"zz\r\n", b"5\r\nhelloX", b"-1\r\n", b"0\r\nX: \x00\r\n\r\n"]
)
def test_broken_chunks_are_a_mistake_of_their_sender(
    sent: bytes, server: Server, home: Path
) -> None:
    with dialled(server, "Transfer-Encoding: chunked") as connection:
        connection.sendall(sent)
        connection.shutdown(socket.SHUT_WR)
        assert answer_on(connection)[0] == 400
    assert left(home) == []


def test_one_who_leaves_leaves_nothing_behind(server: Server, home: Path) -> None:
    with dialled(server, f"Content-Length: {MB}") as connection:
        connection.sendall(b"x" * 500_000)
    end = time.monotonic() + 10
    while left(home) and time.monotonic() < end:
        time.sleep(0.05)
    assert left(home) == []
    assert server.ask("/healthz").status == 200


def test_a_connection_is_used_again_after_a_refusal_that_read_it_all(server: Server) -> None:
    connection = HTTPConnection("127.0.0.1", server.port, timeout=30)
    wrong = {"Content-Digest": f"sha-256=:{'A' * 43}=:"}
    sockets = []
    for headers, status in (({}, 200), (wrong, 400), ({}, 200)):
        connection.request("POST", "/upload", body=CAT, headers=headers)
        response = connection.getresponse()
        assert (response.status, bool(response.read())) == (status, True)
        sockets.append(connection.sock)
    assert len({id(each) for each in sockets}) == 1
    connection.close()


def test_a_body_takes_hardly_any_memory(server: Server) -> None:
    def peak() -> int:
        return int(json.loads(server.ask("/memory").body)["peak"])

    before = peak()
    connection = HTTPConnection("127.0.0.1", server.port, timeout=30)
    for _ in range(3):
        connection.request("POST", "/upload", body=b"x" * (30 * MB))
        assert connection.getresponse().read()
    connection.close()
    assert peak() - before < 8 * MB


def seen(name: str, *tags: str) -> dict[str, Any]:
    return {"name": name, "sha256": SHA256, "size": len(CAT), "tags": list(tags)}


@by_asgi
@with_curl
def test_curl_sends_a_form(server: Server, cat: Path) -> None:
    target = f"http://127.0.0.1:{server.port}/upload"
    image = f"image=@{cat}"
    found = run(
        "curl", "-sS", "-F", image, "-F", f'{image};filename=a"b.png', "-F", "tags=a,b", target
    )
    assert found["files"] == [seen("cät 😀.jpg", "a", "b"), seen('a"b.png', "a", "b")]


@by_asgi
@with_curl
@pytest.mark.parametrize(
    "options",
    [
        ("--data-binary", "@{}"),
        ("-X", "POST", "-T", "{}"),
        ("-X", "POST", "-T", "{}", "-H", "Transfer-Encoding: chunked"),
        ("-H", "Expect:", "-H", "Content-Type:", "--data-binary", "@{}"),
    ],
)
def test_curl_sends_a_file_as_it_is(options: tuple[str, ...], server: Server, cat: Path) -> None:
    target = f"http://127.0.0.1:{server.port}/upload?name=cat.jpg"
    command = [option.format(cat) for option in options]
    assert run("curl", "-sS", *command, target)["files"] == [seen("cat.jpg")]


@by_asgi
@with_curl
def test_curl_shows_why_a_file_is_refused(server: Server, tmp_path: Path) -> None:
    large = tmp_path / "large.jpg"
    large.write_bytes(b"")
    with large.open("r+b") as file:
        file.truncate(100 * MB)
    target = f"http://127.0.0.1:{server.port}/upload"
    for options in (
        ("-F", f"image=@{large}"),
        ("--data-binary", f"@{large}"),
        ("-X", "POST", "-T", large),
    ):
        assert run("curl", "-sS", *options, target)["status"] == 413


@by_asgi
@with_httpie
def test_httpie_sends_a_form(server: Server, cat: Path) -> None:
    target = f"http://127.0.0.1:{server.port}/upload"
    command = (
        sys.executable,
        "-m",
        "httpie",
        "--ignore-stdin",
        "-b",
        "--multipart",
        "POST",
        target,
    )
    assert run(*command, f"image@{cat}", "tags=a")["files"] == [seen("cät 😀.jpg", "a")]


@by_asgi
@with_httpie
def test_httpie_shows_why_a_file_is_refused(server: Server, tmp_path: Path) -> None:
    large = tmp_path / "large.jpg"
    large.write_bytes(b"x" * (40 * MB))
    target = f"http://127.0.0.1:{server.port}/upload"
    command = (sys.executable, "-m", "httpie", "--ignore-stdin", "-b", "--check-status")
    for options in (
        ("--multipart", "POST", target, f"image@{large}"),
        ("POST", target, f"@{large}"),
    ):
        assert run(*command, *options)["status"] == 413
