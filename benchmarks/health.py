"""How long /healthz takes while what is dearest is drawn."""

import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.client import HTTPException
from itertools import count
from statistics import quantiles
from subprocess import PIPE
from threading import Thread

from benchmarks.report import Row, number
from benchmarks.server import Server, get
from benchmarks.throughput import DEAR
from config import ROOT

CLIENTS = 8
SECONDS = 10.0
PAUSE = 0.01
"""seconds between two looks at /healthz."""

NUMBER = "NUMBER"

LIMIT = 50.0
"""ms, as asked for in the issue: 99 of 100 answers are faster."""


def rows(server: Server) -> list[Row]:
    """The table's part about /healthz: at rest, and under load."""
    calm = percentile(server, SECONDS / 4)
    with load(server, f"{DEAR}&text={NUMBER}"):
        busy = percentile(server, SECONDS)
    what = f"/healthz p99 while {CLIENTS} clients ask for 4000×4000 gradients"
    peaks = [number(peak / 1_000_000) for peak in server.worker_peaks()]
    return [
        Row("/healthz p99 at rest", f"{number(calm)} ms"),
        Row.limited(what, busy, LIMIT, "ms"),
        Row("peak memory of the workers meanwhile", f"{' and '.join(peaks) or '?'} MB"),
    ]


def percentile(server: Server, seconds: float) -> float:
    """The 99th percentile of the answers' times, in ms, each on a connection of its own."""
    times = []
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        times.append(get(server.port, "/healthz").seconds * 1000)
        time.sleep(PAUSE)
    return quantiles(times, n=100, method="inclusive")[98]


@contextmanager
def load(server: Server, target: str) -> Iterator[None]:
    """The clients, in a process of their own: the one that measures must not wait for them.

    Args:
        server: that they ask.
        target: what they ask for; `NUMBER` in it is another one each time, from 1000 on.
    """
    command = [sys.executable, "-m", "benchmarks.health", str(server.port), target]
    with subprocess.Popen(command, cwd=ROOT, stdout=PIPE) as clients:
        try:
            assert clients.stdout is not None  # noqa: S101 - PIPE was asked for
            clients.stdout.readline()
            time.sleep(1)  # until the service draws for all of them
            yield
        finally:
            clients.kill()


def _ask_forever(port: int, target: str, client: int) -> None:
    """Ask for one large picture after the other, each of them new."""
    for number_ in count(1000 + client, CLIENTS):
        with suppress(OSError, HTTPException):
            get(port, target.replace(NUMBER, str(number_)))


if __name__ == "__main__":
    for each in range(CLIENTS):
        Thread(target=_ask_forever, args=(int(sys.argv[1]), sys.argv[2], each)).start()
    print("started", flush=True)
