"""What uploads cost a real worker in memory, and what is not even read."""

import json
import random
import socket
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from http.client import HTTPConnection, HTTPResponse
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from tests.real_server import Server, family, started

MB = 1024 * 1024
MOST = 20 * MB
"""What an upload may take beside its decoded picture."""

TOKEN = "0123456789abcdef"  # noqa: S105 - for tests only
SECONDS = 6
"""That an upload may last here."""


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Start one worker, so that all memory is its."""
    with started(
        tmp_path_factory.mktemp("home"),
        WEB_CONCURRENCY="1",
        RENDER_THREADS="1",
        UPLOAD_SECONDS=str(SECONDS),
        BOOTSTRAP_TOKEN=TOKEN,
    ) as server:
        for color in ("red", "blue"):  # what is loaded at the first picture is no upload's
            assert upload(server, _jpeg((600, 400), color))[0] == 201
        yield server


def _jpeg(size: tuple[int, int], color: str) -> bytes:
    stream = BytesIO()
    Image.new("RGB", size, color).save(stream, "JPEG")
    return stream.getvalue()


def upload(server: Server, body: bytes) -> tuple[int, dict[str, object]]:
    connection = HTTPConnection("127.0.0.1", server.port, timeout=120)
    try:
        headers = {"Authorization": f"Bearer {TOKEN}", "Content-Type": "image/jpeg"}
        connection.request("POST", "/image/upload", body, headers)
        response = connection.getresponse()
        return response.status, json.loads(response.read())
    finally:
        connection.close()


def worker_of(server: Server) -> int:
    """Find the process that answers: the last of the family."""
    return family(server.process.pid)[-1]


def kilobytes(pid: int, field: str) -> int:
    status = Path(f"/proc/{pid}/status").read_text(encoding="ascii")
    return int(next(line for line in status.splitlines() if line.startswith(field)).split()[1])


@contextmanager
def measured(server: Server, most: int) -> Iterator[None]:
    """See that a block takes no more bytes of a worker than it may."""
    pid = worker_of(server)
    Path(f"/proc/{pid}/clear_refs").write_text("5", encoding="ascii")  # the peak begins anew
    before = kilobytes(pid, "VmRSS")
    yield
    taken = (kilobytes(pid, "VmHWM") - before) * 1024
    assert taken <= most, f"{taken / MB:.1f} MB"


def with_film(picture: bytes, length: int) -> bytes:
    """Make a file as large as is wished, as phones do that put a film behind a photo."""
    dice = random.Random(5)  # noqa: S311 - the same each time
    return picture + dice.randbytes(length - len(picture))


def with_comments(picture: bytes, length: int) -> bytes:
    """Make a file as large as is wished by comments within, all of which Pillow remembers."""
    segment = b"\xff\xfe" + (65_535).to_bytes(2) + b"comment.." * 7281 + b"...."
    return picture[:2] + segment * ((length - len(picture)) // len(segment)) + picture[2:]


def test_a_large_file_is_never_held_whole(server: Server) -> None:
    for color in ("lime", "navy"):
        body = with_film(_jpeg((300, 200), color), 31 * MB)
        with measured(server, MOST):
            status, told = upload(server, body)
        assert (status, told["bytes"]) == (201, len(body))


def test_what_a_decoder_remembers_is_held_once(server: Server) -> None:
    body = with_comments(_jpeg((300, 200), "gold"), 31 * MB)
    with measured(server, len(body) + MOST):
        assert upload(server, body)[0] == 201


def test_a_large_photo_takes_its_pixels_and_a_little(server: Server) -> None:
    size = (6000, 4000)
    noise = Image.effect_noise((size[0] // 8, size[1] // 8), 60).resize(size)
    photo = Image.merge("RGB", (noise, noise.transpose(Image.Transpose.FLIP_LEFT_RIGHT), noise))
    stream = BytesIO()
    photo.save(stream, "JPEG", quality=95)
    body = with_film(stream.getvalue(), 30 * MB)
    decoded = size[0] * size[1] * 4  # as Pillow holds RGB
    with measured(server, decoded + MOST):
        status, told = upload(server, body)
    assert (status, told["width"], told["height"]) == (201, *size)


def test_sixteen_at_a_time_take_no_more_than_some_of_each(server: Server) -> None:
    bodies = [with_film(_jpeg((320, 200 + at), "teal"), 4 * MB) for at in range(16)]
    with measured(server, 2 * MOST), ThreadPoolExecutor(16) as clients:
        answers = list(clients.map(lambda body: upload(server, body), bodies))
    assert [status for status, _ in answers] == [201] * 16


@contextmanager
def dialled(server: Server, *headers: str) -> Iterator[socket.socket]:
    """Open a connection, and send the head of an upload."""
    with socket.create_connection(("127.0.0.1", server.port), timeout=30) as connection:
        head = "\r\n".join(("POST /image/upload HTTP/1.1", "Host: localhost", *headers))
        connection.sendall(f"{head}\r\n\r\n".encode())
        yield connection


def pour(connection: socket.socket, most: int) -> int:
    """Send until nobody takes any more; tell how many bytes."""
    sent = 0
    with suppress(ConnectionError):
        while sent < most:
            connection.sendall(b"x" * 65_536)
            sent += 65_536
    return sent


def status_on(connection: socket.socket) -> int:
    response = HTTPResponse(connection)
    response.begin()
    response.read()
    return response.status


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        (("Authorization: Bearer " + TOKEN,), 413),
        ((), 401),
        (("Authorization: Bearer wrong",), 401),
    ],
    ids=["too large", "no token", "wrong token"],
)
def test_100_mb_are_refused_before_much_of_them_is_read(
    server: Server, headers: tuple[str, ...], status: int
) -> None:
    with (
        measured(server, MOST),
        dialled(server, f"Content-Length: {100 * MB}", *headers) as connection,
    ):
        sent = pour(connection, 100 * MB)
        assert status_on(connection) == status
    assert sent < 20 * MB  # most of it waits in the system's buffers


@pytest.mark.parametrize(
    "framing",
    [f"Content-Length: {100 * MB}", "Transfer-Encoding: chunked"],
    ids=["length", "chunks"],
)
def test_who_may_not_upload_holds_nobody_up_by_sending_slowly(server: Server, framing: str) -> None:
    with dialled(server, framing) as connection:
        began = time.monotonic()
        assert status_on(connection) == 401
        with suppress(ConnectionError):
            while time.monotonic() < began + 30:
                connection.sendall(b"1")
                time.sleep(0.1)
        assert time.monotonic() < began + 25
    assert server.ask("/healthz").status == 200


def test_a_slow_one_is_ended_in_time_while_others_are_served(server: Server) -> None:
    token = f"Authorization: Bearer {TOKEN}"
    with dialled(server, f"Content-Length: {MB}", token) as connection:
        began = time.monotonic()
        connection.settimeout(0.2)
        answer = b""
        while not answer and time.monotonic() < began + 10 * SECONDS:
            with suppress(TimeoutError, ConnectionError):
                connection.sendall(b"x")
                answer = connection.recv(100)
            assert server.ask("/healthz").status == 200
        assert answer.startswith(b"HTTP/1.1 408 ")
