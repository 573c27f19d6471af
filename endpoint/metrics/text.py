"""The metrics of all processes as Prometheus reads them.

Source: https://prometheus.io/docs/instrumenting/exposition_formats/
"""

import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from prometheus_client import CollectorRegistry, Metric, generate_latest
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector

from endpoint.metrics.files import FOLDER
from endpoint.metrics.instruments import Metrics

CONTENT_TYPE = CONTENT_TYPE_PLAIN_0_0_4


class _Folder(Collector):
    """Reads what all workers have counted.

    Args:
        path: of the folder that they share.
    """

    def __init__(self, path: Path) -> None:
        self._path = path

    def collect(self) -> Iterator[Metric]:
        """Add up the files, but for those that their worker could not give a size: it was full."""
        merged = MultiProcessCollector.merge([*self._files()])  # type: ignore[no-untyped-call]
        yield from merged

    def _files(self) -> Iterator[str]:
        for path in self._path.glob("*.db"):
            with suppress(FileNotFoundError):  # its worker has just died
                if path.stat().st_size:
                    yield str(path)


def written(metrics: Metrics) -> bytes:
    """Write what is known: of all workers where they share a folder, else of this process."""
    if folder := os.environ.get(FOLDER):
        registry = CollectorRegistry()
        registry.register(_Folder(Path(folder)))
        return generate_latest(registry)
    return generate_latest(metrics.registry)
