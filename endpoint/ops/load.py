"""What is being drawn now, and what is kept on disk, as metrics."""

from collections.abc import Callable
from contextlib import suppress

from flask import Flask

from endpoint.copies import results
from endpoint.metrics import metrics_of
from endpoint.respond import PRODUCER
from image_proc.produce import Producer


def publish_load(app: Flask) -> Callable[[], None]:
    """Return what sets the gauges of an app's producer and its results."""
    metrics = metrics_of(app)
    store = results(app)
    producer: Producer = app.extensions[PRODUCER]

    def publish() -> None:
        pixels, waiting = producer.load
        metrics.rendering_pixels.set(pixels)
        metrics.rendering_waiting.set(waiting)
        with suppress(OSError):
            kept = store.stats()
            metrics.disk_bytes.set(kept.bytes)
            metrics.disk_budget.set(kept.budget)

    return publish
