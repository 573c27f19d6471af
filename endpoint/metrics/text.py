"""The metrics of all processes as Prometheus reads them.

Source: https://prometheus.io/docs/instrumenting/exposition_formats/
"""

import os

from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4
from prometheus_client.multiprocess import MultiProcessCollector

from endpoint.metrics.files import FOLDER
from endpoint.metrics.instruments import Metrics

CONTENT_TYPE = CONTENT_TYPE_PLAIN_0_0_4


def written(metrics: Metrics) -> bytes:
    """Write what is known: of all workers where they share a folder, else of this process."""
    if folder := os.environ.get(FOLDER):
        registry = CollectorRegistry()
        MultiProcessCollector(registry, folder)  # type: ignore[no-untyped-call]
        return generate_latest(registry)
    return generate_latest(metrics.registry)
