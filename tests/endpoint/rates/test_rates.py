"""READ_RATE and WRITE_RATE."""

import os
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from socket import create_server, socket

import pytest
from flask.testing import FlaskClient

from app import create_app
from config import SettingsError
from endpoint.rates import own as rates
from endpoint.rates.own import Silence
from tests import redis
from tests.conftest import settings_for
from tests.real_server import free_port

BADGE = "/badge/a-b-red.svg"


def client_of(folder: Path, **environ: str) -> FlaskClient:
    return create_app(settings_for(folder, **environ)).test_client()


def hang_up(client: FlaskClient) -> None:
    """Close an app's connections to Redis, which a process keeps for as long as it lives."""
    for limiter in client.application.extensions.get("limiter", ()):
        limiter.storage.storage.close()
    if counter := vars(client.application.extensions["easel-own-rates"]).get("_in_redis"):
        counter.storage.storage.close()


def test_nothing_is_counted_where_no_rate_is_set(tmp_path: Path) -> None:
    client = client_of(tmp_path)
    assert {client.get(BADGE).status_code for _ in range(20)} == {200}


def test_who_asks_too_often_is_told_when_to_come_again(tmp_path: Path) -> None:
    client = client_of(tmp_path, READ_RATE="2/minute")
    assert [client.get(BADGE).status_code for _ in range(3)] == [200, 200, 429]
    answer = client.get(BADGE, headers={"Accept": "application/json"})
    assert 1 <= int(answer.headers["Retry-After"]) <= 60
    assert "READ_RATE" in answer.get_json()["detail"]


def test_each_client_has_a_rate_of_its_own(tmp_path: Path) -> None:
    client = client_of(tmp_path, READ_RATE="1/minute")
    for address in ("192.0.2.1", "192.0.2.2"):
        assert client.get(BADGE, environ_base={"REMOTE_ADDR": address}).status_code == 200


def test_reading_and_writing_are_counted_apart(tmp_path: Path) -> None:
    client = client_of(tmp_path, WRITE_RATE="1/minute")
    assert client.post("/image/upload").status_code == 401
    assert client.post("/image/upload").status_code == 429
    assert client.put("/api/badge/a/b", json={"value": 1}).status_code == 429
    assert client.get(BADGE).status_code == 200


def test_all_addresses_are_counted_together_but_not_the_probe(tmp_path: Path) -> None:
    client = client_of(tmp_path, READ_RATE="2/minute")
    for address in ("/healthz", BADGE, "/healthz", "/300x200.png", "/healthz"):
        assert client.get(address).status_code == 200
    assert client.get("/logos.txt").status_code == 429


def test_no_answer_that_is_kept_counts_down(tmp_path: Path) -> None:
    answer = client_of(tmp_path, READ_RATE="9/minute").get(BADGE)
    assert not [name for name in answer.headers.keys() if "Rate" in name]  # noqa: SIM118 - pairs
    assert "Retry-After" not in answer.headers


def test_without_an_answer_of_redis_each_process_counts_for_itself(tmp_path: Path) -> None:
    client = client_of(tmp_path, READ_RATE="2/minute", REDIS_URL="redis://127.0.0.1:1/0")
    assert [client.get(BADGE).status_code for _ in range(3)] == [200, 200, 429]


def test_processes_that_share_a_redis_count_together(tmp_path: Path) -> None:
    if "CI" not in os.environ and not redis.PROGRAM:
        pytest.skip("needs Debian's redis-server; .ci/run installs it")
    with redis.started() as url:
        one = client_of(tmp_path / "one", READ_RATE="3/minute", REDIS_URL=url)
        other = client_of(tmp_path / "other", READ_RATE="3/minute", REDIS_URL=url)
        clients = (one, other, one, other)
        assert [each.get(BADGE).status_code for each in clients] == [200, 200, 200, 429]
        hang_up(one)
        hang_up(other)


@contextmanager
def never_answering() -> Iterator[socket]:
    """Give a socket that takes connections, as a stopped Redis does, and counts them."""
    with create_server(("127.0.0.1", 0), backlog=64) as listening:
        listening.setblocking(False)
        yield listening


def knocks(listening: socket) -> int:
    found = 0
    while True:
        try:
            connection, _ = listening.accept()
        except BlockingIOError:
            return found
        connection.close()
        found += 1


def test_a_redis_that_hangs_is_waited_for_by_one_request_in_a_while(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rates, "_SILENCE", 1e6)
    monkeypatch.setattr(rates, "TIMEOUTS", {"socket_timeout": 0.2, "socket_connect_timeout": 0.2})
    with never_answering() as listening:
        url = f"redis://127.0.0.1:{listening.getsockname()[1]}/0"
        client = client_of(tmp_path, CAPTCHA_RATE="9/minute", REDIS_URL=url)
        answers = [client.post("/captcha").status_code for _ in range(10)]
        assert answers == [200] * 9 + [429]
        assert knocks(listening) == 1


def test_of_many_at_once_one_asks_again_when_a_silence_has_lasted_a_while(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    silence = Silence()
    assert not silence.holds()
    monkeypatch.setattr(rates, "_SILENCE", 0.0)
    silence.begin()  # and has lasted long enough
    monkeypatch.setattr(rates, "_SILENCE", 1e6)
    with ThreadPoolExecutor(8) as pool:
        held = [*pool.map(lambda _: silence.holds(), range(40))]
    assert held.count(False) == 1
    silence.end()
    assert not any(silence.holds() for _ in range(3))


def test_a_redis_that_comes_back_counts_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if "CI" not in os.environ and not redis.PROGRAM:
        pytest.skip("needs Debian's redis-server; .ci/run installs it")
    monkeypatch.setattr(rates, "_SILENCE", 0.0)
    port = free_port()
    environ = {"CAPTCHA_RATE": "2/minute", "REDIS_URL": f"redis://127.0.0.1:{port}/0"}
    one, other = (client_of(tmp_path / name, **environ) for name in ("one", "other"))
    assert [each.post("/captcha").status_code for each in (one, one, one)] == [200, 200, 429]
    with redis.started(port):
        statuses = [each.post("/captcha").status_code for each in (one, other, one, other)]
        assert statuses == [200, 200, 429, 429]
        for each in (one, other):
            hang_up(each)


@pytest.mark.parametrize("rate", ["often", "0/minute", "-1/minute", "5", "5/fortnight", ";"])
def test_what_is_no_rate_stops_the_start(tmp_path: Path, rate: str) -> None:
    with pytest.raises(SettingsError, match="READ_RATE"):
        settings_for(tmp_path, READ_RATE=rate)
