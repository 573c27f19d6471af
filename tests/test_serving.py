"""The service as it is started for real: the Procfile, by honcho, with Heroku's variables."""

import json
import socket
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from config import ROOT
from tests.real_server import (
    HONCHO,
    MAKE,
    STOP,
    Answer,
    Server,
    family,
    own_addresses,
    runs,
    started,
)

from_project_venv = pytest.mark.skipif(
    Path(sys.prefix) != ROOT / ".venv", reason="`make serve` would set .venv up first"
)


GTHREAD = ("gunicorn", "app:app")
"""What serves where the Procfile's asgi worker cannot."""


@pytest.fixture(scope="module", params=[HONCHO, GTHREAD], ids=["asgi", "gthread"])
def server(
    tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest
) -> Iterator[Server]:
    with started(tmp_path_factory.mktemp("home"), request.param) as running:
        yield running


def size_of(answer: Answer) -> tuple[str | None, tuple[int, int]]:
    with Image.open(BytesIO(answer.body)) as image:
        image.load()
        return image.format, image.size


def test_it_says_that_it_is_alive(server: Server) -> None:
    assert server.ask("/healthz").status == 200


@pytest.mark.parametrize(
    ("target", "seen"),
    [
        ("/200x300", ("PNG", (200, 300))),
        (r"/600x400/orange/white.webp?text=Hello\nWorld", ("WEBP", (600, 400))),
        ("/badge/build-passing-brightgreen.png", ("PNG", (88, 20))),
        ("/badge/coverage-93%25-green@2x.png", ("PNG", (192, 40))),
    ],
)
def test_images_are_served(server: Server, target: str, seen: tuple[str, tuple[int, int]]) -> None:
    answer = server.ask(target)
    assert answer.status == 200
    assert size_of(answer) == seen


def test_a_badge_without_suffix_is_an_svg(server: Server) -> None:
    answer = server.ask("/badge/build-passing-brightgreen")
    assert answer.headers["Content-Type"].startswith("image/svg+xml")
    assert answer.body.startswith(b"<svg")


def test_it_is_reached_from_outside_the_loopback(server: Server) -> None:
    addresses = own_addresses()
    if not addresses:
        pytest.skip("this machine has no address besides its loopback")
    for address in addresses:
        assert size_of(server.ask("/200x300", host=address)) == ("PNG", (200, 300))


def test_head_has_the_headers_of_get_and_no_body(server: Server) -> None:
    got, head = server.ask("/200x300"), server.ask("/200x300", "HEAD")
    assert head.status == 200
    assert head.body == b""
    for name in ("Content-Length", "Content-Type", "ETag", "Cache-Control"):
        assert head.headers[name] == got.headers[name]
    assert int(head.headers["Content-Length"]) == len(got.body)


def test_both_workers_give_one_etag_and_answer_304_to_it(server: Server) -> None:
    answers = [server.ask("/120x80.webp?text=etag") for _ in range(12)]
    assert len({answer.headers["ETag"] for answer in answers}) == 1
    known = {"If-None-Match": answers[0].headers["ETag"]}
    again = [server.ask("/120x80.webp?text=etag", headers=known) for _ in range(12)]
    assert {(answer.status, answer.body) for answer in again} == {(304, b"")}


def test_an_unknown_address_shows_the_page_with_404(server: Server) -> None:
    answer = server.ask("/no/such/page", headers={"Accept": "text/html"})
    assert answer.status == 404
    assert answer.headers["Content-Type"].startswith("text/html")
    assert server.ask("/", headers={"Accept": "text/html"}).status == 200


@pytest.mark.parametrize("target", ["/200x", "/0x5", "/200x300/notacolour", "/200x300?text=%FF"])
def test_what_is_wrong_is_answered_with_a_problem_document(server: Server, target: str) -> None:
    answer = server.ask(target)
    assert answer.status == 400
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert json.loads(answer.body)["status"] == 400


@pytest.mark.parametrize("target", ["/" + "x" * 40_000, "/200x300?text=" + "x" * 40_000])
def test_a_target_of_40_kb_is_answered_by_the_app(server: Server, target: str) -> None:
    answer = server.ask(target)
    assert answer.status == 414
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert json.loads(answer.body)["status"] == 414


def test_a_target_of_100_kb_is_refused_by_gunicorn(server: Server) -> None:
    with socket.create_connection(("127.0.0.1", server.port), timeout=30) as connection:
        with suppress(OSError):
            connection.sendall(b"GET /" + b"x" * 100_000 + b" HTTP/1.1\r\nHost: a\r\n\r\n")
        assert b" 414 " in connection.recv(4096).split(b"\r\n")[0]
    assert server.ask("/healthz").status == 200


def test_a_client_cannot_move_the_service_to_another_path(server: Server) -> None:
    answer = server.ask("/200x300", headers={"SCRIPT_NAME": "/elsewhere"})
    assert answer.status < 500


@pytest.mark.parametrize(
    "command",
    [HONCHO, pytest.param(MAKE, marks=from_project_venv)],
    ids=["honcho", "make"],
)
def test_it_stops_when_told_and_leaves_nothing_behind(
    tmp_path: Path, command: tuple[str, ...]
) -> None:
    with started(tmp_path, command) as server:
        server.ask("/200x300")
        members = family(server.process.pid)
        server.stop()
    end = time.monotonic() + STOP
    while any(runs(pid) for pid in members) and time.monotonic() < end:
        time.sleep(0.05)
    assert not [pid for pid in members if runs(pid)]
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.1", server.port), timeout=5).close()
    written = {str(path.relative_to(tmp_path)) for path in tmp_path.rglob("*")}
    assert written == {"var", "var/easel.db", "var/easel.db.lock", "var/secret_key"}


@from_project_venv
def test_make_serve_listens_on_the_loopback_only(tmp_path: Path) -> None:
    with started(tmp_path, MAKE) as server:
        for address in own_addresses():
            with pytest.raises(ConnectionRefusedError):
                server.ask("/healthz", host=address)


def _is_json(line: str) -> bool:
    return line.startswith("{") or "| {" in line  # honcho says first who speaks


@pytest.mark.parametrize("command", [HONCHO, GTHREAD], ids=["asgi", "gthread"])
def test_it_logs_requests_as_json(tmp_path: Path, command: tuple[str, ...]) -> None:
    with started(tmp_path, command, LOG_FORMAT="json") as server:
        server.ask("/200x300?text=%0A%22quoted%22")
        lines = server.stop().splitlines()
    logged = [json.loads(line[line.index("{") :]) for line in lines if _is_json(line)]
    requests = [entry for entry in logged if entry["logger"] == "gunicorn.access"]
    drawn = [entry for entry in requests if "/200x300" in entry["event"]]
    assert [(entry["method"], entry["status"]) for entry in drawn] == [("GET", 200)]
    assert drawn[0]["client"] == "127.0.0.1"
    assert drawn[0]["event"].startswith(
        '127.0.0.1 "GET /200x300?text=%0A%22quoted%22 HTTP/1.1" 200 '
    )


def test_it_lies_below_a_path_of_its_host(tmp_path: Path) -> None:
    with started(tmp_path, SCRIPT_NAME="/easel") as server:
        assert size_of(server.ask("/easel/200x300")) == ("PNG", (200, 300))
        assert server.ask("/200x300").status == 404


def test_flask_run_serves_too(tmp_path: Path) -> None:
    command = (sys.executable, "-m", "flask", "run", "--port", "{port}", "--no-reload")
    with started(tmp_path, command) as server:
        assert size_of(server.ask("/200x300")) == ("PNG", (200, 300))


def test_a_wrong_setting_ends_it_with_one_line(tmp_path: Path) -> None:
    with (
        pytest.raises(pytest.fail.Exception, match="did not start") as stopped,
        started(tmp_path, MAX_SIDE="huge"),
    ):
        pass
    told = [line for line in str(stopped.value).splitlines() if "MAX_SIDE" in line]
    assert len(told) == 1
    assert "Traceback" not in str(stopped.value)
