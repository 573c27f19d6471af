"""What Flask tells of each request."""

from time import perf_counter

from flask import Flask, Response, g, request
from prometheus_client import CollectorRegistry, Counter, Histogram

from endpoint.metrics.instruments import Metrics
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

    def begin() -> None:
        g.begun = perf_counter()
        publisher.begin()

    def end(response: Response) -> Response:
        seen.add(response.status_code, perf_counter() - g.get("begun", perf_counter()))
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
    """Counts requests; to find a metric by its labels costs more than to count, so it is kept."""

    def __init__(self, metrics: Metrics) -> None:
        self._metrics = metrics
        self._counters: dict[tuple[str, str, int], Counter] = {}
        self._histograms: dict[tuple[str, str], Histogram] = {}

    def add(self, status: int, seconds: float) -> None:
        """Count the request that ends.

        Args:
            status: of its answer.
            seconds: that it took.
        """
        rule = request.url_rule
        route = rule.rule if rule else _NO_ROUTE
        method = request.method if request.method in _METHODS else _ELSE
        counter = self._counters.get((route, method, status))
        if counter is None:
            counter = self._metrics.requests.labels(route, method, status)
            self._counters[route, method, status] = counter
        histogram = self._histograms.get((route, method))
        if histogram is None:
            histogram = self._metrics.request_seconds.labels(route, method)
            self._histograms[route, method] = histogram
        counter.inc()
        histogram.observe(seconds)
