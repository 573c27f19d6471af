"""That something cannot be counted fails no request that could be answered."""

import os
import resource
import signal
import sys
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from prometheus_client.parser import text_string_to_metric_families

from endpoint.metrics import metrics_of
from endpoint.metrics.notes import MOST, Notes
from tests.real_server import Server, family, started, wait_until_it_answers

GUNICORN = (sys.executable, "-m", "gunicorn", "app:app")
TARGETS = ("/picture/coffee.jpg?w=64", "/badge/a-b-red", "/metrics", "/healthz")


def counted(server: Server) -> float:
    """Sum up the requests, wherever they went."""
    text = server.ask("/metrics").body.decode()
    return sum(
        sample.value
        for metric in text_string_to_metric_families(text)
        for sample in metric.samples
        if sample.name == "easel_http_requests_total"
    )


def limit_files(server: Server, size: int) -> None:
    for pid in family(server.process.pid):
        resource.prlimit(pid, resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY))


def test_where_no_file_can_grow_requests_are_answered_and_later_counted(tmp_path: Path) -> None:
    with started(tmp_path, GUNICORN, WEB_CONCURRENCY="1") as server:
        limit_files(server, 300)
        os.kill(family(server.process.pid)[1], signal.SIGKILL)  # the next one has no files yet
        wait_until_it_answers(server)
        assert [server.ask(target).status for target in TARGETS] == [200] * len(TARGETS)
        limit_files(server, resource.RLIM_INFINITY)
        before = counted(server)
        server.ask(TARGETS[1])
        assert counted(server) >= before + 1


def test_a_metric_that_cannot_be_written_is_no_error_of_a_request(
    app: Flask, client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_labels: str) -> None:
        raise OSError

    metrics = metrics_of(app)
    for metric in (metrics.render_seconds, metrics.cache_requests, metrics.requests):
        monkeypatch.setattr(metric, "labels", full)
    assert [client.get(target).status_code for target in TARGETS] == [200] * len(TARGETS)


def test_notes_are_counted_in_their_order_and_once() -> None:
    counted: list[int] = []
    notes: Notes[int] = Notes(counted.extend)
    for number in range(MOST + 5):
        notes.add(number)
    notes.settle()
    notes.settle()
    assert counted == [*range(MOST + 5)]


def test_more_notes_than_may_wait_are_let_go_when_they_cannot_be_counted(
    caplog: pytest.LogCaptureFixture,
) -> None:
    def fail(_notes: list[int]) -> None:
        raise OSError

    notes = Notes(fail)
    for number in range(MOST + 1):
        notes.add(number)
    assert "could not be counted" in caplog.text
