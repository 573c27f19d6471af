"""What Flask tells of each request."""

from bisect import bisect_left
from collections import Counter, defaultdict
from time import perf_counter

from flask import Flask, Response, g, request
from prometheus_client import CollectorRegistry

from endpoint.metrics.instruments import ANSWERS, Metrics
from endpoint.metrics.notes import Notes
from endpoint.metrics.publisher import Publisher

_METRICS = "easel-metrics"
_PUBLISHER = "easel-publisher"
_METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
_ELSE = "other"  # what a client may choose freely would be a label without end
_NO_ROUTE = "none"


def install_metrics(app: Flask) -> Metrics:
    """Count and time each request; before anything else, so that all of its time is seen."""
    metrics = app.extensions[_METRICS] = Metrics(CollectorRegistry())
    publisher = app.extensions[_PUBLISHER] = Publisher(metrics)
    seen = _Requests(metrics)
    for notes in (metrics.notes, seen.notes):
        publisher.add(notes.settle)

    def begin() -> None:
        g.begun = perf_counter()
        publisher.begin()

    def end(response: Response) -> Response:
        seen.note(response.status_code, perf_counter() - g.get("begun", perf_counter()))
        return response

    app.before_request(begin)
    app.after_request(end)  # the first one that is added runs last
    return metrics


def metrics_of(app: Flask) -> Metrics:
    """The app's metrics."""
    found: Metrics = app.extensions[_METRICS]
    return found


def publisher_of(app: Flask) -> Publisher:
    """What publishes the numbers of the app's process."""
    found: Publisher = app.extensions[_PUBLISHER]
    return found


class _Requests:
    """Notes requests, and counts those of one kind together: each count is a write."""

    def __init__(self, metrics: Metrics) -> None:
        self._metrics = metrics
        self.notes: Notes[tuple[str, str, int, float]] = Notes(self._count)

    def note(self, status: int, seconds: float) -> None:
        """Note the request that ends.

        Args:
            status: of its answer.
            seconds: that it took.
        """
        rule = request.url_rule
        method = request.method if request.method in _METHODS else _ELSE
        self.notes.add((rule.rule if rule else _NO_ROUTE, method, status, seconds))

    def _count(self, noted: list[tuple[str, str, int, float]]) -> None:
        statuses: Counter[tuple[str, str, int]] = Counter()
        buckets: Counter[tuple[str, str, int]] = Counter()
        spent: defaultdict[tuple[str, str], float] = defaultdict(float)
        for route, method, status, seconds in noted:
            statuses[route, method, status] += 1
            buckets[route, method, bisect_left(ANSWERS, seconds)] += 1
            spent[route, method] += seconds
        for (route, method, status), number in statuses.items():
            self._metrics.requests.labels(route, method, status).inc(number)
        for (route, method, bucket), number in buckets.items():
            self._metrics.request_seconds.labels(route, method).count(bucket, number)
        for (route, method), total in spent.items():
            self._metrics.request_seconds.labels(route, method).spend(total)
