"""Plain numbers that cost nothing to count, published once a second and when somebody reads.

Where several processes serve, each publishes its own; a reader meets one of them, and finds what
the others have published within the last second.
"""

import atexit
import logging
import os
import platform
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from threading import Event, Lock, Thread
from typing import Protocol

import PIL
from prometheus_client import Counter

from endpoint.metrics.files import FOLDER
from endpoint.metrics.instruments import Metrics
from image_proc.version import code_version

log = logging.getLogger(__name__)

EVERY = 1.0
"""Seconds from one publication to the next."""

_SELDOM = 5.0  # s: to list 10,000 open files takes milliseconds
_OUTCOMES = {
    "hits": "hit",
    "stale": "stale",
    "revalidated": "revalidated",
    "shared": "shared",
    "misses": "miss",
    "passed": "passed",
    "refused": "refused",
}


class FrontCounts(Protocol):
    """What the cache before Flask counts; see `front.cache.counts`."""

    hits: int
    stale: int
    revalidated: int
    shared: int
    misses: int
    passed: int
    refused: int
    evicted: int
    entries: int
    held_bytes: int

    @property
    def by_status(self) -> Mapping[int, int]:
        """Answers from memory."""


class Publisher:
    """Publishes what this process has counted in plain numbers.

    Args:
        metrics: where.
        every: s from one time to the next.
    """

    def __init__(self, metrics: Metrics, every: float = EVERY) -> None:
        self._metrics = metrics
        self._every = every
        self._sources: list[Callable[[], None]] = []
        self._thread: Thread | None = None
        self._shared = FOLDER in os.environ
        self._lock = Lock()
        self._published: dict[tuple[str, ...], float] = {}
        self._looked = -_SELDOM

    def add(self, source: Callable[[], None]) -> None:
        """Let a source set its gauges each time; it is quick, and asks nobody."""
        self._sources.append(source)

    def watch_front(self, counts: FrontCounts) -> None:
        """Publish what the cache before Flask counts.

        Args:
            counts: of this process, or of the one that it will be forked from.
        """
        self.add(lambda: self._publish_front(counts))

    def begin(self) -> None:
        """Begin with the first request: a thread begun before would not outlive a fork.

        Where there is one process, whoever reads publishes, and no thread is needed.
        """
        if self._thread is not None or not self._shared:
            return
        with self._lock:
            if self._thread is None:
                thread = Thread(target=self._run, name="easel-metrics", daemon=True)
                with suppress(RuntimeError):  # no room for a thread: the next request tries again
                    thread.start()
                    self._thread = thread
                    atexit.register(self.publish)

    def publish(self) -> None:
        """Publish everything now; what cannot be is logged, and keeps nothing else back."""
        with self._lock:
            for source in (self._publish_process, *self._sources):
                try:
                    source()
                except Exception:
                    log.exception("some metrics of this process could not be published")

    def _run(self) -> None:
        never = Event()
        while not never.wait(self._every):
            self.publish()

    def _publish_front(self, counts: FrontCounts) -> None:
        metrics = self._metrics
        for name, outcome in _OUTCOMES.items():
            self._grow(metrics.cache_requests, getattr(counts, name), "memory", outcome)
        for status, number in tuple(counts.by_status.items()):
            self._grow(metrics.front_responses, number, str(status))
        self._grow(metrics.cache_evictions, counts.evicted)
        metrics.memory_bytes.set(counts.held_bytes)
        metrics.memory_entries.set(counts.entries)

    def _grow(self, counter: Counter, total: float, *labels: str) -> None:
        """Let a counter grow by what has been added since the last time."""
        key = (str(counter), *labels)
        growth = total - self._published.get(key, 0)
        if growth > 0:
            (counter.labels(*labels) if labels else counter).inc(growth)
        self._published[key] = total

    def _publish_process(self) -> None:
        now = time.monotonic()
        if now - self._looked < _SELDOM:
            return
        self._looked = now
        metrics = self._metrics
        metrics.workers.set(1)
        metrics.build.labels(code_version(), platform.python_version(), PIL.__version__).set(1)
        used = os.times()
        self._grow(metrics.cpu_seconds, used.user + used.system)
        if (status := Path("/proc/self/statm")).exists():  # Linux
            pages = int(status.read_text(encoding="ascii").split()[1])
            metrics.resident_bytes.set(pages * os.sysconf("SC_PAGE_SIZE"))
            metrics.open_files.set(len(os.listdir("/proc/self/fd")))  # noqa: PTH208 - names only
            metrics.start_seconds.set(_begun())


def _begun() -> float:
    """Tell when this process began, in seconds since 1970.

    Source: proc_pid_stat(5), field 22; proc_stat(5), btime
    """
    after_name = Path("/proc/self/stat").read_text(encoding="utf-8").rpartition(") ")[2]
    ticks = int(after_name.split()[19])
    lines = Path("/proc/stat").read_text(encoding="ascii").splitlines()
    booted = next(int(line.split()[1]) for line in lines if line.startswith("btime "))
    return booted + ticks / os.sysconf("SC_CLK_TCK")
