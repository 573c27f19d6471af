"""One batch of requests for pictures, asked by wrk."""

import re
import subprocess
from dataclasses import dataclass
from pathlib import Path

from benchmarks.runner import AbsentError
from benchmarks.server import Server

SECONDS = 3
CONNECTIONS = 4

_WIDTHS = Path(__file__).with_name("widths.lua")
_MS = {"us": 0.001, "ms": 1.0, "s": 1000.0, "m": 60_000.0}


@dataclass(frozen=True, slots=True)
class Batch:
    """What wrk saw.

    Args:
        rate: requests a second.
        p99: ms.
        work: ms of a processor that the server took for one.
    """

    rate: float
    p99: float
    work: float


def ask(server: Server, before: str, after: str, *, kept: bool) -> Batch:
    """Ask for pictures of changing widths.

    Args:
        server: that is asked.
        before: of a target, what stands before the width.
        after: what stands behind it.
        kept: whether a connection is used again.

    Raises:
        AbsentError: not all answers were good.
    """
    load = ("-t1", f"-c{CONNECTIONS}", f"-d{SECONDS}s", "--timeout", "30s", "--latency")
    options = () if kept else ("-H", "Connection: close")
    command = ["wrk", *load, *options, "-s", str(_WIDTHS), server.url("/"), "--", before, after]
    start = server.worked()
    told = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    return read(told, server.worked() - start)


def read(told: str, worked: float) -> Batch:
    """Read what wrk has printed.

    Args:
        told: with the distribution of latencies.
        worked: seconds of a processor that the server took for all.

    Raises:
        AbsentError: not all answers were good.
    """
    rate = re.search(r"Requests/sec:\s+([\d.]+)", told)
    slowest = re.search(r"99%\s+([\d.]+)(us|ms|s|m)\b", told)
    answers = re.search(r"(\d+) requests in", told)
    if rate is None or slowest is None or answers is None or "Non-2xx" in told:
        message = "wrk saw errors"
        raise AbsentError(message)
    p99 = float(slowest[1]) * _MS[slowest[2]]
    return Batch(float(rate[1]), p99, 1000 * worked / max(1, int(answers[1])))
