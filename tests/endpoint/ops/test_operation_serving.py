"""Metrics and logs of real servers, with both kinds of workers."""

import json
import os
import re
import signal
import sys
import time
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from prometheus_client.parser import text_string_to_metric_families

from tests.real_server import Server, family, started

GUNICORN = (sys.executable, "-m", "gunicorn")
WORKERS = {"gthread": (*GUNICORN, "app:app"), "asgi": (*GUNICORN, "-k", "asgi", "asgi:app")}
# No value is a part of another, or of a path, so that each is found where it is shown.
SECRETS = {
    "SECRET_KEY": "zq-secret-key-0123456789",
    "BOOTSTRAP_TOKEN": "zq-bootstrap-0123456789",
    "METRICS_TOKEN": "zq-metrics-0123456789",
    "SIGNING_KEYS": "zq-signing-key-0123456789",
    "AWS_SECRET_ACCESS_KEY": "zq-aws-0123456789",
    "SOURCE_SECRET_BILLING": "Authorization: zq-source-0123456789",
}
PASSWORDS = {
    "DATABASE_URL": "mysql://easel:zq-database-0123@127.0.0.1:1/easel",
    "REDIS_URL": "redis://:zq-redis-0123@127.0.0.1:1/0",
    "READ_RATE": "1000/minute",
}
BADGES = "/badge/<words:content>"
SENT = "zq-sent-0123456789"
TARGETS = (
    f"/picture/coffee.jpg?w=64&signature={SENT}",
    f"/picture/coffee.jpg?w=64&sign%61ture={SENT}",
    f"/200x300?token={SENT}&{SECRETS['BOOTSTRAP_TOKEN']}",
    f"/badge/dynamic/json?url=https%3A%2F%2Fme%3A{SENT}%40a.example%2F%3Fapi_key%3D{SENT}&query=a",
    f"/i/{SENT}",
    f"/captcha/1.{SENT}.png",
    f"/image/1?x={SECRETS['SIGNING_KEYS']}",
    "/api/badge/billing",
    "/readyz",
)


@dataclass(frozen=True)
class Ended:
    """A server that has been asked, and all that it wrote."""

    output: str
    ids: list[str | None]
    numbers: dict[str, float]
    folder: Path


@pytest.fixture(scope="module", params=WORKERS, ids=list(WORKERS))
def ended(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Ended:
    home = tmp_path_factory.mktemp("home")
    settings = {**SECRETS, **PASSWORDS, "LOG_FORMAT": "json", "WEB_CONCURRENCY": "2"}
    with started(home, WORKERS[request.param], **settings) as server:
        ids = [_id_of(server, number, target) for number, target in enumerate(TARGETS)]
        _ask_for_badges(server)
        os.kill(_workers(server)[0], signal.SIGKILL)
        _ask_for_badges(server)
        numbers, folder = _numbers(server), _folder(server.process.pid)
        return Ended(server.stop(), ids, numbers, folder)


def _id_of(server: Server, number: int, target: str) -> str | None:
    headers = {"Authorization": f"Bearer {SENT}", "X-Request-Id": f"test-request-{number}"}
    return server.ask(target, headers=headers).headers["X-Request-Id"]


def _ask_for_badges(server: Server) -> None:
    """Ask 20 times, of two workers, and wait until both have published it."""
    end = time.monotonic() + 30
    while len(_workers(server)) < 2 and time.monotonic() < end:
        time.sleep(0.05)
    for _ in range(20):
        assert server.ask("/badge/a-b-red").status == 200
    time.sleep(1.3)


def _workers(server: Server) -> list[int]:
    return family(server.process.pid)[1:]


def _folder(pid: int) -> Path:
    """Find where a server's workers count."""
    links = [link.readlink() for link in Path(f"/proc/{pid}/fd").iterdir()]
    return next(link.parent for link in links if link.parent.name.startswith("easel-metrics-"))


def _numbers(server: Server) -> dict[str, float]:
    """Sum up each metric over its labels, but of requests only those for badges."""
    found: dict[str, float] = defaultdict(float)
    for family_ in text_string_to_metric_families(server.ask("/metrics").body.decode()):
        for sample in family_.samples:
            if sample.labels.get("route", BADGES) == BADGES:
                found[sample.name] += sample.value
    return found


def logged(ended: Ended) -> Iterator[dict[str, Any]]:
    for line in ended.output.splitlines():
        if line.startswith("{"):
            yield json.loads(line)


def test_nothing_that_is_written_holds_a_secret(ended: Ended) -> None:
    assert re.findall("zq-[a-z-]+", ended.output) == []
    assert "***" in ended.output


def test_each_request_has_its_line_with_its_id(ended: Ended) -> None:
    assert ended.ids == [f"test-request-{number}" for number in range(len(TARGETS))]
    lines = [entry for entry in logged(ended) if entry["logger"] == "gunicorn.access"]
    seen = {entry["request_id"] for entry in lines}
    assert set(ended.ids) <= seen
    assert "" not in seen


def test_an_error_says_which_request_it_was(ended: Ended) -> None:
    errors = [entry for entry in logged(ended) if "the database does not answer" in entry["event"]]
    told = {(entry.get("method"), entry.get("route"), entry.get("request_id")) for entry in errors}
    assert ("GET", "/api/badge/<path:address>", "test-request-7") in told


def test_what_all_workers_count_is_read_from_any_and_survives_the_dead(ended: Ended) -> None:
    by_flask = ended.numbers["easel_http_requests_total"]
    from_memory = ended.numbers["easel_front_responses_total"]
    assert by_flask + from_memory == 40
    assert by_flask > 0
    assert 1 <= ended.numbers["easel_workers"] <= 2


def test_the_folder_of_its_numbers_ends_with_the_server(ended: Ended) -> None:
    assert ended.folder.name.startswith("easel-metrics-")
    assert not ended.folder.exists()
