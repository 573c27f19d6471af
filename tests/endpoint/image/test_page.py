"""The page of images as it is sent, and the lines on it, which are run as they stand."""

import html
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from PIL import Image

from app import create_app
from endpoint.image.snippets import snippets
from tests.conftest import settings_for
from tests.real_server import Server, started

TOKEN = "a-token-for-tests-only"  # noqa: S105 - it opens nothing
GUNICORN = ("gunicorn", "app:app")
ACTS = ("Upload", "List", "Download", "Delete")


def page(folder: Path, **environ: str) -> str:
    return create_app(settings_for(folder, **environ)).test_client().get("/image/").text


def test_the_page_is_revalidated(client: FlaskClient) -> None:
    response = client.get("/image/")
    assert response.mimetype == "text/html"
    assert response.headers["Cache-Control"] == "no-cache"
    assert client.get("/image").headers["Location"].endswith("/image/")


def test_the_page_says_how_much_is_taken(tmp_path: Path) -> None:
    text = page(tmp_path, MAX_UPLOAD_BYTES="1572864")
    assert 'data-largest="1572864"' in text
    assert "Up to 1.5 MiB each" in text
    assert "Up to 999 bytes each" in page(tmp_path, MAX_UPLOAD_BYTES="999")


def test_the_page_takes_files_photos_and_works_without_script(client: FlaskClient) -> None:
    text = client.get("/image/").text
    assert '<form class="drop" method="post" enctype="multipart/form-data"' in text
    assert 'action="/image/upload"' in text
    assert 'capture="environment"' in text


@pytest.mark.parametrize(
    ("environ", "said"),
    [
        ({}, {"data-open": False, "data-private": False, "data-signed": False}),
        ({"OPEN_WRITES": "loopback"}, {"data-open": True}),
        ({"PRIVATE": "1"}, {"data-private": True}),
        (
            {"SIGNING_KEYS": "a-key-for-tests-only"},
            {"data-signed": True},
        ),
        ({"READ_ONLY": "1"}, {"data-read-only": True, "data-rows": False}),
    ],
)
def test_the_page_knows_what_it_may(
    tmp_path: Path, environ: dict[str, str], said: dict[str, bool]
) -> None:
    text = page(tmp_path, **environ)
    assert {name: f" {name}" in text for name in said} == said


def test_the_lines_need_a_token_where_the_service_does(tmp_path: Path) -> None:
    assert "$TOKEN" not in page(tmp_path, OPEN_WRITES="loopback")
    public = snippets("http://h", writes=True, reads=False)["curl"]
    assert [act for act in ACTS if "$TOKEN" in public[act]] == ["Upload", "Delete"]
    assert "PUBLIC_URL" not in page(tmp_path)
    assert "https://img.example.org/x/image/upload" in page(
        tmp_path, PUBLIC_URL="https://img.example.org/x"
    )


@pytest.fixture(scope="module")
def private(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Start a service where everything needs a token."""
    home = tmp_path_factory.mktemp("home")
    environ = {"BOOTSTRAP_TOKEN": TOKEN, "PRIVATE": "1", "WEB_CONCURRENCY": "1"}
    with started(home, GUNICORN, HOST="127.0.0.1", **environ) as server:
        yield server


@pytest.mark.parametrize("tool", ["curl", "httpie", "Python"])
def test_the_lines_do_what_they_say(private: Server, tmp_path: Path, tool: str) -> None:
    text = private.ask("/image/").body.decode()
    found = re.findall(rf'<textarea id="{tool}-(\w+)"[^>]*>(.*?)</textarea>', text, re.DOTALL)
    lines = {act: html.unescape(line) for act, line in found}
    assert tuple(lines) == ACTS
    Image.new("RGB", (30, 20), "teal").save(tmp_path / "cat.jpg")
    uploaded = run(tool, lines["Upload"], tmp_path)
    number = re.findall(r"""["']id["']: ?([0-9]+)""", uploaded)[0]
    assert "cat.jpg" in run(tool, lines["List"], tmp_path)
    for file in tmp_path.iterdir():
        file.unlink()
    run(tool, lines["Download"].replace("/image/1", f"/image/{number}"), tmp_path)
    with Image.open(tmp_path / "cat.jpg") as picture:
        assert picture.size == (30, 20)
    run(tool, lines["Delete"].replace("/image/1", f"/image/{number}"), tmp_path)
    token = {"Authorization": f"Bearer {TOKEN}"}
    assert private.ask(f"/image/{number}", headers=token).status == 410


def run(tool: str, line: str, folder: Path) -> str:
    """Run a line as a person would, in a folder of its own; what it prints is returned."""
    command = [sys.executable, "-c", line] if tool == "Python" else ["sh", "-c", line]
    environ = {
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        "HOME": str(folder.parent),
        "TOKEN": TOKEN,
    }
    terminal, keys = os.openpty()  # httpie reads and writes files where there is none
    try:
        done = subprocess.run(
            command,
            cwd=folder,
            env=environ,
            stdin=keys,
            stdout=keys if "--download" in line else subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            timeout=60,
            check=True,
        )
    finally:
        os.close(terminal)
        os.close(keys)
    return done.stdout or ""
