"""READ_RATE and WRITE_RATE."""

import os
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from app import create_app
from config import SettingsError
from tests import redis
from tests.conftest import settings_for

BADGE = "/badge/a-b-red.svg"


def client_of(folder: Path, **environ: str) -> FlaskClient:
    return create_app(settings_for(folder, **environ)).test_client()


def hang_up(client: FlaskClient) -> None:
    """Close an app's connections to Redis, which a process keeps for as long as it lives."""
    for limiter in client.application.extensions["limiter"]:
        limiter.storage.storage.close()


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


@pytest.mark.parametrize("rate", ["often", "0/minute", "-1/minute", "5", "5/fortnight", ";"])
def test_what_is_no_rate_stops_the_start(tmp_path: Path, rate: str) -> None:
    with pytest.raises(SettingsError, match="READ_RATE"):
        settings_for(tmp_path, READ_RATE=rate)
