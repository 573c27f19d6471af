"""A batch of requests, asked by wrk."""

import re
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.installing import program
from benchmarks.runner import AbsentError
from benchmarks.server import Server

_MS = {"us": 0.001, "ms": 1.0, "s": 1000.0, "m": 60_000.0}


@dataclass(frozen=True, slots=True)
class Load:
    """How wrk asks, by one thread.

    Args:
        connections: that are open at once.
        seconds: whole ones; wrk knows no others.
        headers: of each request, as `name: value`.
        script: the name of a Lua file beside this one, and its arguments; none for one target.
    """

    connections: int
    seconds: int
    headers: Sequence[str] = ()
    script: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Batch:
    """What a client saw.

    Args:
        rate: requests a second.
        p50: ms.
        p99: ms.
        work: ms of a processor that the server took for one.
        busiest: which share of the work one of its processes did, 0 to 1.
    """

    rate: float
    p50: float
    p99: float
    work: float
    busiest: float = 1.0


def ask(server: Server, target: str, load: Load) -> Batch:
    """Ask for one target again and again, or for what a script says.

    Raises:
        AbsentError: wrk is not installed, or not all answers were good.
    """
    options = ["-t1", f"-c{load.connections}", f"-d{load.seconds}s", "--timeout", "30s"]
    for header in load.headers:
        options += ["-H", header]
    arguments: list[str] = []
    if load.script:
        options += ["-s", str(Path(__file__).with_name(load.script[0]))]
        arguments = ["--", *load.script[1:]]
    command = [program("wrk"), *options, "--latency", server.url(target), *arguments]
    before = server.works()
    told = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    return read(told, took(before, server.works()))


def took(before: Mapping[str, float], after: Mapping[str, float]) -> list[float]:
    """How long each process worked in between, in seconds of a processor."""
    return [done - before.get(process, 0.0) for process, done in after.items()]


def read(told: str, works: Sequence[float]) -> Batch:
    """Read what wrk has printed.

    Args:
        told: with the distribution of latencies.
        works: seconds of a processor that each process of the server took for all.

    Raises:
        AbsentError: not all answers were good.
    """
    rate = re.search(r"Requests/sec:\s+([\d.]+)", told)
    answers = re.search(r"(\d+) requests in", told)
    if rate is None or answers is None or int(answers[1]) == 0 or "Non-2xx" in told:
        message = "wrk saw errors"
        raise AbsentError(message)
    work = 1000 * sum(works) / int(answers[1])
    return Batch(
        float(rate[1]), _percentile(told, 50), _percentile(told, 99), work, busiest_of(works)
    )


def busiest_of(works: Sequence[float]) -> float:
    """Which share one process did; all of it where nothing could be seen."""
    return max(works) / sum(works) if sum(works) else 1.0


def _percentile(told: str, percent: int) -> float:
    found = re.search(rf"{percent}%\s+([\d.]+)(us|ms|s|m)\b", told)
    if found is None:
        message = "wrk printed no latencies"
        raise AbsentError(message)
    return float(found[1]) * _MS[found[2]]
