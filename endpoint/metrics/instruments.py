"""The metrics, by the names that dashboards know them under.

Source: https://prometheus.io/docs/practices/naming/
"""

from functools import partial

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram

from endpoint.metrics.notes import Notes

ANSWERS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)
_DRAWINGS = (0.0001, 0.0003, 0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1.0, 3.0, 10.0)
_VISITS = (0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1.0, 3.0, 10.0, 30.0)
"""s: the upper bounds of histograms."""


class Tally(Histogram):
    """A histogram that many observations are added to at once."""

    def count(self, bucket: int, number: int) -> None:
        """Add to a bucket, which is the first whose bound is not below what was observed."""
        self._buckets[bucket].inc(number)

    def spend(self, total: float) -> None:
        """Add to the sum of what was observed."""
        self._sum.inc(total)


_Note = tuple[Counter | Histogram, tuple[str, ...], float]
"""A metric, its labels, and what to add or what was observed."""


class Metrics:
    """All metrics of a process; what is watched tells them what it does.

    Args:
        registry: knows them where there is one process. Where there are several, the files do.
    """

    def __init__(self, registry: CollectorRegistry) -> None:
        self.registry = registry
        self.notes: Notes[_Note] = Notes(_count)
        self._count_requests(registry)
        self._count_work(registry)
        self._count_caches(registry)
        self._measure_process(registry)

    def _count_requests(self, registry: CollectorRegistry) -> None:
        self.requests = Counter(
            "easel_http_requests_total",
            "Requests that Flask answered.",
            ("route", "method", "status"),
            registry=registry,
        )
        self.request_seconds = Tally(
            "easel_http_request_duration_seconds",
            "From a request's arrival at Flask to the head of its answer.",
            ("route", "method"),
            buckets=ANSWERS,
            registry=registry,
        )

    def _count_work(self, registry: CollectorRegistry) -> None:
        self.render_seconds = Histogram(
            "easel_render_duration_seconds",
            "Drawing and encoding one image, without its wait.",
            ("kind",),
            buckets=_DRAWINGS,
            registry=registry,
        )
        self.render_refusals = Counter(
            "easel_render_refusals_total",
            "Images that there was no capacity for; their requests were answered with 503.",
            registry=registry,
        )
        self.fetch_seconds = Histogram(
            "easel_fetch_duration_seconds",
            "Bringing one document from elsewhere, over all its redirects.",
            ("outcome",),
            buckets=_VISITS,
            registry=registry,
        )
        self.storage_seconds = Histogram(
            "easel_storage_operation_duration_seconds",
            "One operation on the store of uploaded images.",
            ("store", "operation", "outcome"),
            buckets=_VISITS,
            registry=registry,
        )
        gauge = partial(Gauge, multiprocess_mode="livesum", registry=registry)
        self.rendering_pixels = gauge("easel_rendering_pixels", "Pixels being drawn now.")
        self.rendering_waiting = gauge(
            "easel_rendering_waiting", "Images that wait for their turn to be drawn."
        )

    def _count_caches(self, registry: CollectorRegistry) -> None:
        self.cache_requests = Counter(
            "easel_cache_requests_total",
            "Requests to a cache, by how they ended.",
            ("cache", "outcome"),
            registry=registry,
        )
        self.front_responses = Counter(
            "easel_front_responses_total",
            "Answers from memory, which Flask never saw.",
            ("status",),
            registry=registry,
        )
        self.cache_evictions = Counter(
            "easel_cache_evictions_total",
            "Answers that made room for others in memory.",
            registry=registry,
        )
        memory = partial(Gauge, multiprocess_mode="livesum", registry=registry)
        self.memory_bytes = memory(
            "easel_memory_cache_bytes", "Memory that kept answers take, of all workers."
        )
        self.memory_entries = memory(
            "easel_memory_cache_entries", "Answers kept in memory, of all workers."
        )
        disk = partial(Gauge, multiprocess_mode="livemax", registry=registry)
        self.disk_bytes = disk("easel_disk_cache_bytes", "Bytes below CACHE_DIR.")
        self.disk_budget = disk("easel_disk_cache_budget_bytes", "Bytes that may be there.")

    def _measure_process(self, registry: CollectorRegistry) -> None:
        gauge = partial(Gauge, multiprocess_mode="livesum", registry=registry)
        self.workers = gauge("easel_workers", "Worker processes that serve.")
        self.resident_bytes = gauge(
            "process_resident_memory_bytes",
            "Resident memory of all workers; what they share is counted for each.",
        )
        self.open_files = gauge("process_open_fds", "Open file descriptors of all workers.")
        self.cpu_seconds = Counter(
            "process_cpu_seconds_total",
            "User and system CPU time of all workers.",
            registry=registry,
        )
        self.start_seconds = Gauge(
            "process_start_time_seconds",
            "When the youngest worker began, in seconds since 1970.",
            multiprocess_mode="livemax",
            registry=registry,
        )
        self.build = Gauge(
            "easel_build_info",
            "Always 1; its labels say what runs.",
            ("drawing", "python", "pillow"),
            multiprocess_mode="livemax",
            registry=registry,
        )

    def drawn(self, kind: str, seconds: float) -> None:
        """Note an image that was drawn."""
        self.notes.add((self.render_seconds, (kind,), seconds))

    def refused(self) -> None:
        """Note an image that there was no capacity for."""
        self.notes.add((self.render_refusals, (), 1))

    def looked_up(self, hits: int, misses: int) -> None:
        """Note how looks into the results on disk ended."""
        for outcome, number in (("hit", hits), ("miss", misses)):
            if number:
                self.notes.add((self.cache_requests, ("disk", outcome), number))

    def fetched(self, outcome: str, seconds: float) -> None:
        """Note a document that was brought, or was not."""
        self.notes.add((self.fetch_seconds, (outcome,), seconds))

    def stored(self, store: str, operation: str, outcome: str, seconds: float) -> None:
        """Note an operation on the store of images."""
        self.notes.add((self.storage_seconds, (store, operation, outcome), seconds))


def _count(noted: list[_Note]) -> None:
    for metric, labels, amount in noted:
        one = metric.labels(*labels) if labels else metric
        if isinstance(one, Counter):
            one.inc(amount)
        else:
            one.observe(amount)
