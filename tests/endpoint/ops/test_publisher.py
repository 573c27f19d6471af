from pathlib import Path
from threading import Thread

import pytest
from prometheus_client import CollectorRegistry

from endpoint.metrics import Metrics, Publisher
from endpoint.metrics.files import FOLDER


def test_where_no_thread_can_begin_no_request_fails_and_the_next_one_tries_again(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    begun: list[str] = []

    def start(thread: Thread) -> None:
        begun.append(thread.name)
        if len(begun) == 1:
            message = "can't start new thread"
            raise RuntimeError(message)

    monkeypatch.setenv(FOLDER, str(tmp_path))
    monkeypatch.setattr(Thread, "start", start)
    publisher = Publisher(Metrics(CollectorRegistry()))
    for _ in range(3):
        publisher.begin()
    assert begun == ["easel-metrics"] * 2
