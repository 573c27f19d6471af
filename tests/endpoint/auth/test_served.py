"""Tokens and the machine's own user at the service as it is started for real, by two workers."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from config import ROOT
from tests.real_server import Answer, Server, own_addresses, started

REFRESH = "/api/badge/billing/coverage/refresh"
LET_IN = 404  # there is no such project: whoever is told that was let in
FOREIGN = {"Origin": "https://evil.example"}
ENOUGH = 8  # requests, for each worker to have had one


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("home")


@pytest.fixture(scope="module")
def server(home: Path) -> Iterator[Server]:
    with started(home, OPEN_WRITES="loopback", HOST="0.0.0.0", WEB_CONCURRENCY="2") as running:
        yield running


def flask_token(home: Path, *arguments: str) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "flask", "--app", "app", "token", *arguments],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], "HOME": str(home), "VAR_DIR": str(home / "var")},
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    return done.stdout


def refresh(server: Server, headers: dict[str, str], host: str = "127.0.0.1") -> Answer:
    accepted = {"Accept": "application/json"}
    return server.ask(REFRESH, "POST", headers=accepted | headers, host=host)


def test_who_sits_at_the_machine_is_let_in_and_a_foreign_page_is_not(server: Server) -> None:
    assert refresh(server, {}).status == LET_IN
    assert refresh(server, {"Host": "localhost"}).status == LET_IN
    for headers in (FOREIGN, {"Host": "evil.example"}, {"X-Forwarded-For": "127.0.0.1"}):
        answer = refresh(server, headers)
        assert answer.status == 401
        assert answer.headers["WWW-Authenticate"] == 'Bearer realm="easel"'
        assert answer.headers["Content-Type"] == "application/problem+json"
        assert answer.headers["Cache-Control"] == "no-store"
        assert b"flask token create --name ci --scope push:billing" in answer.body


@pytest.mark.skipif(not own_addresses(), reason="this machine has no address but its loopback")
def test_who_calls_from_an_address_of_the_network_is_not_let_in(server: Server) -> None:
    address = min(own_addresses())
    assert refresh(server, {}, host=address).status == 401
    assert refresh(server, {"Host": "127.0.0.1"}, host=address).status == 401


def test_a_token_works_until_it_is_revoked_on_every_worker(server: Server, home: Path) -> None:
    token = flask_token(home, "create", "--name", "ci", "--scope", "push:billing").strip()
    headers = {"Authorization": f"Bearer {token}", **FOREIGN}
    assert {refresh(server, headers).status for _ in range(ENOUGH)} == {LET_IN}
    flask_token(home, "revoke", "ci")
    answers = [refresh(server, headers) for _ in range(ENOUGH)]
    assert {answer.status for answer in answers} == {401}
    challenge = 'Bearer realm="easel", error="invalid_token"'
    assert {answer.headers["WWW-Authenticate"] for answer in answers} == {challenge}


def test_a_token_for_another_project_is_told_what_it_lacks(server: Server, home: Path) -> None:
    token = flask_token(home, "create", "--name", "web", "--scope", "push:web").strip()
    answer = refresh(server, {"Authorization": f"Bearer {token}"})
    assert answer.status == 403
    assert 'scope="push:billing"' in answer.headers["WWW-Authenticate"]
    assert b"needs the scope push:billing." in answer.body
