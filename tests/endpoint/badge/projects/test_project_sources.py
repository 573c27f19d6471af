"""Metrics that are read elsewhere: from a real server, and out of a file."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from app import create_app
from endpoint.badge.projects.install import projects
from tests.conftest import settings_for
from tests.upstream import Reply, Upstream, serving

TOKEN = "glpat-0123456789"  # noqa: S105 - of tests only
DECLARED = """\
[secrets.SOURCE_SECRET_GITLAB]
origin = "{origin}"
header = "PRIVATE-TOKEN"

[projects.billing]
label = "Billing"

[projects.billing.metrics.coverage]
url = "{origin}/coverage.json"
query = "$.total"
format = "percent"
secret = "SOURCE_SECRET_GITLAB"
ttl = {ttl}

[projects.package.metrics.version]
file = "package.json"
"""
COVERAGE = "/api/badge/billing/coverage"


@pytest.fixture
def upstream() -> Iterator[Upstream]:
    with serving() as server:
        server.routes["/coverage.json"] = Reply(b'{"total": 93.4}')
        yield server


def client_for(folder: Path, upstream: Upstream, ttl: int = 300) -> FlaskClient:
    (folder / "repository").mkdir()
    (folder / "repository" / "package.json").write_text(json.dumps({"version": "1.2.3"}))
    path = folder / "projects.toml"
    path.write_text(DECLARED.format(origin=upstream.origin, ttl=ttl))
    settings = settings_for(
        folder / "var",
        PROJECTS_FILE=str(path),
        REPO_ROOT=str(folder / "repository"),
        FETCH_ALLOW=upstream.origin,
        SOURCE_SECRET_GITLAB=TOKEN,
        OPEN_WRITES="loopback",
    )
    return create_app(settings).test_client()


def test_it_is_fetched_once_in_its_time_to_live_with_its_secret(
    tmp_path: Path, upstream: Upstream
) -> None:
    client = client_for(tmp_path, upstream)
    for address in (COVERAGE, "/api/badge/billing", COVERAGE):
        assert client.get(f"{address}.json").get_json()["message"] == "93.4%"
    assert [seen.headers["private-token"] for seen in upstream.requests] == [TOKEN]


def test_refresh_reads_it_anew(tmp_path: Path, upstream: Upstream) -> None:
    client = client_for(tmp_path, upstream)
    assert client.get(f"{COVERAGE}.json").get_json()["message"] == "93.4%"
    upstream.routes["/coverage.json"] = Reply(b'{"total": 95}')
    assert client.post(f"{COVERAGE}/refresh").get_json()["value"] == "95"
    assert client.get(f"{COVERAGE}.json").get_json()["message"] == "95%"


def test_the_last_value_is_shown_as_stale_while_the_source_fails(
    tmp_path: Path, upstream: Upstream
) -> None:
    client = client_for(tmp_path, upstream, ttl=0)
    assert "X-Easel-Stale" not in client.get(f"{COVERAGE}.svg").headers
    upstream.routes["/coverage.json"] = Reply(status=500)
    answer = client.get(f"{COVERAGE}.svg")
    assert answer.status_code == 200
    assert answer.headers["X-Easel-Stale"] == "1"
    assert "last known value, as of" in answer.text


@pytest.mark.parametrize(
    ("reply", "status"),
    [
        (Reply(status=500), 502),
        (Reply(b"no JSON"), 502),
        (Reply(b'{"other": 1}'), 404),
        (Reply(b'{"total": "many"}'), 502),
    ],
)
def test_without_an_old_value_the_error_is_said_and_no_secret(
    tmp_path: Path, upstream: Upstream, reply: Reply, status: int
) -> None:
    upstream.routes["/coverage.json"] = reply
    client = client_for(tmp_path, upstream)
    for _ in range(2):
        answer = client.get(f"{COVERAGE}.json")
        assert answer.status_code == status, answer.text
        assert TOKEN not in answer.text
    assert len(upstream.requests) == 1


def test_a_file_of_a_known_name_needs_no_query(tmp_path: Path, upstream: Upstream) -> None:
    client = client_for(tmp_path, upstream)
    assert client.get("/api/badge/package.json").get_json()["message"] == "1.2.3"
    found = client.get("/api/badge", headers={"Accept": "application/json"}).get_json()
    sources = {metric["source"] for each in found["projects"] for metric in each["metrics"]}
    assert sources == {"url", "file"}


def test_what_has_a_source_takes_no_push(tmp_path: Path, upstream: Upstream) -> None:
    client = client_for(tmp_path, upstream)
    assert client.put(COVERAGE, json={"value": 100}).status_code == 409
    with client.application.app_context():
        assert projects().catalog.find("billing").metric("coverage").value is None
