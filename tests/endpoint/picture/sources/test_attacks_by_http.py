"""The same attacks as they come over the wire, escaped in each way, to the app and to a server."""

import socket
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from flask import Flask
from flask.testing import FlaskClient
from PIL import Image

from app import create_app
from tests.conftest import settings_for
from tests.endpoint.picture.sources.attacks import NOT_THERE, REFUSED_BY_FORM
from tests.real_server import Server, started

GUNICORN = ("gunicorn", "app:app", "--bind", "127.0.0.1:{port}", "--workers", "1")

RAW = (
    "/picture/../secret.jpg",
    "/picture/trip/../../secret.jpg",
    "/picture/%2e%2e/secret.jpg",
    "/picture/%2e%2e%2fsecret.jpg",
    "/picture/..%2fsecret.jpg",
    "/picture/.%2e/secret.jpg",
    "/picture/%252e%252e%252fsecret.jpg",
    "/picture/%25252e%25252e%25252fsecret.jpg",
    "/picture/..%5csecret.jpg",
    "/picture/..\\secret.jpg",
    "/picture/%5c%5csecret.jpg",
    "/picture/trip%5cone.png",
    "/picture/trip/one.png%00",
    "/picture/trip/one.png%00.jpg",
    "/picture/trip/one.png%0d%0aX-Header:%20a",
    "/picture//etc/passwd",
    "/picture///etc/passwd",
    "/picture/%2fetc/passwd",
    "/picture/%2Fetc%2Fpasswd",
    "//picture//etc/passwd",
    "/picture/./trip/one.png",
    "/picture/trip/%2e/one.png",
    "/picture/trip//one.png",
    "/picture/trip/one.png/",
    "/picture/%c0%ae%c0%ae/secret.jpg",
    "/picture/%e0%80%ae%e0%80%ae/secret.jpg",
    "/picture/%ff.jpg",
    "/picture/%ed%a0%80.jpg",
    "/picture/%u002e%u002e/secret.jpg",
    "/picture/..;/secret.jpg",
    "/picture/;/../secret.jpg",
    "/picture/%",
    "/picture/%2",
    "/picture/file:///etc/passwd",
    "/picture/http://127.0.0.1/secret.jpg",
    "/picture/@",
    "/picture/@@/etc/passwd",
    "/picture/@nowhere//etc/passwd",
    "/picture/@near/../secret.jpg",
    "/picture/@near/%2e%2e/secret.jpg",
    "/picture/@near//etc/passwd",
    "/picture/@near/up/secret.jpg",
    "http://127.0.0.1/picture/../secret.jpg",
    "/static/../picture/../secret.jpg",
)


@pytest.fixture
def home(photos: Path) -> Path:
    """Make real pictures of what may be had and of what may not."""
    red, green = (Image.new("RGB", (4, 4), color) for color in ("red", "green"))
    green.save(photos / "trip/one.png")
    for secret in ("secret.jpg", "photos-secret/one.jpg", "photos/.hidden.jpg"):
        red.save(photos.parent / secret)
    return photos.parent


@pytest.fixture
def environ(home: Path) -> dict[str, str]:
    photos = str(home / "photos")
    return {"PICTURES_DIR": photos, "PICTURE_SOURCES": f"near={photos}"}


@pytest.fixture
def attacked(home: Path, environ: dict[str, str]) -> Flask:
    return create_app(settings_for(home / "var", **environ))


@pytest.fixture
def attacker(attacked: Flask) -> FlaskClient:
    return attacked.test_client()


def asked(client: FlaskClient, path: str) -> int:
    """Ask as a server would: its environment has a path that is decoded once."""
    raw = f"/picture/{path}".encode("utf-8", "surrogatepass").decode("latin-1")
    return client.get("/", environ_overrides={"PATH_INFO": raw}).status_code


def test_what_may_be_had_is_had(attacker: FlaskClient) -> None:
    for path in ("trip/one.png", "album/one.png", "@near/trip/one.png"):
        assert asked(attacker, path) == 200


@pytest.mark.parametrize("before", ["", "@near/"])
def test_the_app_gives_nothing_away(
    attacker: FlaskClient, home: Path, opened: list[Path], before: str
) -> None:
    sent = {
        path: asked(attacker, before + path)
        for path in REFUSED_BY_FORM + NOT_THERE
        if not (before and path.startswith("@"))
    }
    assert {path: status for path, status in sent.items() if status not in {400, 404}} == {}
    there = [each for each in opened if each.is_relative_to(home)]
    folders = (home / "photos", home / "var")
    assert [each for each in there if not any(map(each.is_relative_to, folders))] == []
    assert [each for each in opened if each.is_relative_to("/etc")] == []


@pytest.fixture
def server(home: Path, environ: dict[str, str]) -> Iterator[Server]:
    with started(home, GUNICORN, **environ) as server:
        yield server


def test_a_server_gives_nothing_away(server: Server) -> None:
    allowed = "/picture/trip/one.png"
    assert _ask(server, allowed).startswith(b"HTTP/1.1 200")
    targets = [*RAW, *(f"/picture/{quote(path, errors='replace')}" for path in NOT_THERE)]
    answers = {target: _ask(server, target) for target in targets}
    refused = (b"HTTP/1.1 400", b"HTTP/1.1 404")
    assert {
        target: answer[:200] for target, answer in answers.items() if answer[:12] not in refused
    } == {}
    assert [target for target, answer in answers.items() if b"root:" in answer] == []


def _ask(server: Server, target: str) -> bytes:
    """Send a target as it is, which no client does."""
    with socket.create_connection(("127.0.0.1", server.port), timeout=30) as connection:
        head = f"GET {target} HTTP/1.1\r\nHost: easel\r\nConnection: close\r\n\r\n"
        connection.sendall(head.encode())
        answer = b""
        while came := connection.recv(65536):
            answer += came
    return answer
