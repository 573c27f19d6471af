from dataclasses import dataclass, field
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from prometheus_client.parser import text_string_to_metric_families

from app import create_app
from config import Settings
from endpoint.metrics import metrics_of, publisher_of
from source.errors import Unreachable
from source.fetch import Fetcher, FetchLimits, Request
from source.origin import AllowList
from storage.errors import Missing
from storage.objects import FolderStore

TOKEN = "a-token-of-16-and-more"  # noqa: S105
BADGE = "/badge/build-passing-green"

Series = dict[str, float]


def read(client: FlaskClient) -> Series:
    """Give every sample by its name and labels, as a query would name it."""
    found = {}
    for family in text_string_to_metric_families(client.get("/metrics").text):
        for sample in family.samples:
            labels = ",".join(f"{name}={value}" for name, value in sorted(sample.labels.items()))
            found[f"{sample.name}{{{labels}}}" if labels else sample.name] = sample.value
    return found


def test_requests_are_counted_by_route_and_never_by_path(client: FlaskClient) -> None:
    for target in ("/badge/a-b-red", "/badge/c-d-red", "/badge/", "/no/such/page"):
        client.get(target)
    client.open("/no/such/page", method="BREW")
    found = read(client)
    counted = {name: value for name, value in found.items() if "requests_total{" in name}
    assert (
        counted["easel_http_requests_total{method=GET,route=/badge/<words:content>,status=200}"]
        == 2
    )
    assert counted["easel_http_requests_total{method=GET,route=none,status=404}"] == 1
    assert counted["easel_http_requests_total{method=other,route=none,status=404}"] == 1
    assert (
        found["easel_http_request_duration_seconds_count{method=GET,route=/badge/<words:content>}"]
        == 2
    )


def test_drawings_are_counted_by_kind(client: FlaskClient) -> None:
    client.get(BADGE)
    client.get("/200x300")
    found = read(client)
    assert found["easel_render_duration_seconds_count{kind=badge}"] == 1
    assert found["easel_render_duration_seconds_count{kind=placeholder}"] == 1
    assert found["easel_rendering_pixels"] == 0


def test_looks_into_the_disk_cache_are_counted(client: FlaskClient) -> None:
    for _ in range(3):
        client.get("/picture/coffee.jpg?w=64")
    found = read(client)
    assert found["easel_cache_requests_total{cache=disk,outcome=miss}"] == 1
    assert found["easel_cache_requests_total{cache=disk,outcome=hit}"] == 2
    assert found["easel_disk_cache_bytes"] > 0


def test_what_is_refused_as_busy_is_counted(app: Flask, client: FlaskClient) -> None:
    metrics_of(app).refused()
    assert read(client)["easel_render_refusals_total"] == 1


def test_a_fetch_is_counted_by_its_outcome(app: Flask, client: FlaskClient) -> None:
    allow = AllowList.parse("http://127.0.0.1:1")
    with pytest.raises(Unreachable):
        Fetcher(allow, FetchLimits(seconds=1), watch=metrics_of(app)).fetch(
            Request("http://127.0.0.1:1/")
        )
    assert read(client)["easel_fetch_duration_seconds_count{outcome=Unreachable}"] == 1


def test_the_stores_operations_are_counted(app: Flask, client: FlaskClient, tmp_path: Path) -> None:
    store = FolderStore(tmp_path)
    store.watch = metrics_of(app)
    (tmp_path / "objects").mkdir()
    with pytest.raises(Missing):
        store.size("0" * 22)
    found = read(client)
    assert (
        found[
            "easel_storage_operation_duration_seconds_count"
            "{operation=size,outcome=Missing,store=folder}"
        ]
        == 1
    )


@dataclass
class Counts:
    hits: int = 0
    stale: int = 0
    revalidated: int = 0
    shared: int = 0
    misses: int = 0
    passed: int = 0
    refused: int = 0
    evicted: int = 0
    entries: int = 0
    held_bytes: int = 0
    by_status: dict[int, int] = field(default_factory=dict)


def test_the_growth_of_the_fronts_counts_is_published_once(app: Flask, client: FlaskClient) -> None:
    counts = Counts(hits=5, held_bytes=1000, entries=2, by_status={200: 4, 304: 1})
    publisher_of(app).watch_front(counts)
    read(client)
    counts.hits, counts.held_bytes, counts.by_status = 7, 500, {200: 6, 304: 1}
    read(client)
    found = read(client)
    assert found["easel_cache_requests_total{cache=memory,outcome=hit}"] == 7
    assert found["easel_front_responses_total{status=200}"] == 6
    assert found["easel_memory_cache_bytes"] == 500


def test_what_runs_is_told(client: FlaskClient) -> None:
    found = read(client)
    assert [value for name, value in found.items() if name.startswith("easel_build_info")] == [1]
    assert found["easel_workers"] == 1
    assert found["process_resident_memory_bytes"] > 10_000_000
    assert found["process_open_fds"] > 2
    assert found["process_start_time_seconds"] > 1_600_000_000


def test_it_is_text_that_nobody_keeps(client: FlaskClient) -> None:
    answer = client.get("/metrics")
    assert answer.content_type == "text/plain; version=0.0.4; charset=utf-8"
    assert answer.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    ("address", "headers", "status"),
    [
        ("127.0.0.1", {}, 200),
        ("::1", {}, 200),
        ("10.1.2.3", {}, 200),
        ("192.168.7.8", {}, 200),
        ("::ffff:172.17.0.1", {}, 200),
        ("100.64.0.9", {}, 200),
        ("fd00::7", {}, 200),
        ("8.8.8.8", {}, 403),
        ("::ffff:8.8.8.8", {}, 403),
        ("2606:4700::1111", {}, 403),
        ("", {}, 403),
        ("127.0.0.1", {"X-Forwarded-For": "10.0.0.1"}, 403),
        ("127.0.0.1", {"Forwarded": "for=10.0.0.1"}, 403),
        ("127.0.0.1", {"Via": "1.1 proxy"}, 403),
        ("127.0.0.1", {"Origin": "https://evil.example"}, 403),
        ("127.0.0.1", {"Sec-Fetch-Site": "cross-site"}, 403),
        ("127.0.0.1", {"Host": "127.0.0.1:5000"}, 200),
        ("127.0.0.1", {"Host": "rebound.example:5000"}, 403),
        ("::ffff:127.0.0.1", {"Host": "rebound.example"}, 403),
        ("10.1.2.3", {"Host": "easel:5000"}, 200),
        ("8.8.8.8", {"Authorization": f"Bearer {TOKEN}"}, 200),
        ("8.8.8.8", {"Authorization": f"bearer {TOKEN}"}, 200),
        ("8.8.8.8", {"Authorization": f"Bearer {TOKEN}x"}, 403),
        ("8.8.8.8", {"Authorization": f"Basic {TOKEN}"}, 403),
        ("8.8.8.8", {"Authorization": "Bearer é"}, 403),
    ],
)
def test_who_may_read(
    settings: Settings, address: str, headers: dict[str, str], status: int
) -> None:
    client = create_app(settings.model_copy(update={"metrics_token": TOKEN})).test_client()
    answer = client.get("/metrics", headers=headers, environ_overrides={"REMOTE_ADDR": address})
    assert answer.status_code == status


def test_without_a_token_none_opens(client: FlaskClient) -> None:
    away = {"REMOTE_ADDR": "8.8.8.8"}
    for sent in ("Bearer ", "Bearer", f"Bearer {TOKEN}"):
        headers = {"Authorization": sent}
        assert client.get("/metrics", headers=headers, environ_overrides=away).status_code == 403


@pytest.mark.parametrize(("client_address", "status"), [("8.8.8.8", 403), ("10.0.0.9", 200)])
def test_behind_trusted_proxies_the_clients_address_counts(
    settings: Settings, client_address: str, status: int
) -> None:
    client = create_app(settings.model_copy(update={"trusted_proxies": 1})).test_client()
    sent = {"X-Forwarded-For": client_address}
    assert client.get("/metrics", headers=sent).status_code == status


def test_all_that_is_told_was_meant_to_be(client: FlaskClient) -> None:
    client.get("/picture/coffee.jpg?w=77&token=swordfish")
    client.get("/api/badge/secret-project")
    text = client.get("/metrics").text
    assert not [word for word in ("coffee", "swordfish", "secret-project") if word in text]
