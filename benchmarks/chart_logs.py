"""An access log of 1 GB as points of charts: how long it takes, and how much memory.

`python -m benchmarks.chart_logs` measures; with a reading's name and a log's path it is the
process that is measured.
"""

import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from time import perf_counter

from benchmarks.installing import FOLDER
from benchmarks.peak import own_peak
from benchmarks.report import Row, number, table
from config import ROOT
from source.table import Agg, Between, Rows, Wanted, read_table

SIZE = 1_000_000_000
"""Bytes of the log."""

MOST = 50.0
"""MB, as asked for in the issue."""

LATEST = 1.0
"""s for the last day of a log."""

_BEGIN = 1_790_000_000
_A_SECOND = 10
"""Lines for each: the log holds about five days."""

_DAY = 86_400
_MEGABYTE = 1_000_000
_WHOLE = "requests a minute, all of it"
_READINGS: dict[str, Callable[[float], Wanted]] = {
    _WHOLE: lambda _: Wanted(bucket=60.0),
    "requests a minute, the last 24 h": lambda end: Wanted(
        window=Between(end - _DAY, end), bucket=60.0
    ),
    "requests an hour by status": lambda _: Wanted(bucket=3600.0, by="status"),
    "bytes an hour": lambda _: Wanted(bucket=3600.0, y=("bytes",), agg=Agg.SUM),
    "p95 of the request time an hour": lambda _: Wanted(
        bucket=3600.0, y=("request_time",), agg=Agg.P95
    ),
    "the last 500 request times": lambda _: Wanted(y=("request_time",), window=Rows(500)),
}
_QUICK = ("requests a minute, the last 24 h", "the last 500 request times")


def rows() -> Iterator[Row]:
    """The table's part about logs."""
    with _log() as (path, end):
        for name in _READINGS:
            seconds, peak = _measured(name, path, end)
            what = f"access log of 1 GB, {name}"
            if name in _QUICK:
                yield Row.limited(what, seconds, LATEST, "s")
            else:
                yield Row(what, f"{number(seconds)} s")
            if name == _WHOLE:
                yield Row.limited(f"peak memory, {what}", peak, MOST, "MB")


def main(name: str, path: str, end: str) -> None:
    """Read a log once, and print the seconds and the most memory that took, in MB."""
    wanted = _READINGS[name](float(end))
    start = perf_counter()
    with Path(path).open("rb") as file:
        read_table(file, wanted, path)
    print(perf_counter() - start, own_peak() / _MEGABYTE)


def _measured(name: str, path: Path, end: float) -> tuple[float, float]:
    command = [sys.executable, "-m", "benchmarks.chart_logs", name, str(path), str(end)]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    seconds, peak = map(float, run.stdout.split())
    return seconds, peak


@contextmanager
def _log() -> Iterator[tuple[Path, float]]:
    """Write a log, and tell when it ends, in s since 1970."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(dir=FOLDER) as folder:
        path = Path(folder) / "access.log"
        second = _BEGIN
        with path.open("wb") as log:
            for second, lines in enumerate(_seconds(), _BEGIN):  # noqa: B007
                log.write(lines)
                if log.tell() > SIZE:
                    break
        yield path, second + 1.0


def _seconds() -> Iterator[bytes]:
    """Write the lines of each second."""
    chance = Random(5)  # noqa: S311 - traffic, no secrets
    ends = [_end_of_line(chance) for _ in range(5000)]
    second = _BEGIN
    while True:
        stamp = datetime.fromtimestamp(second, UTC).strftime("%d/%b/%Y:%H:%M:%S +0000")
        lines = (
            f"203.0.113.{chance.randrange(256)} - - [{stamp}] {chance.choice(ends)}"
            for _ in range(chance.randrange(2 * _A_SECOND))
        )
        yield "".join(lines).encode()
        second += 1


def _end_of_line(chance: Random) -> str:
    path = "/".join(chance.choices(("blog", "images", "2026", "api", "index.html"), k=3))
    status = chance.choice((200, 200, 200, 200, 304, 404, 500))
    agent = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
    request = f'"GET /{path}?page={chance.randrange(1000)} HTTP/1.1"'
    size, taken = chance.randrange(100_000), chance.expovariate(20)
    return f'{request} {status} {size} "https://example.com/{path}" "{agent}" {taken:.3f}\n'


if __name__ == "__main__":
    if len(sys.argv) > 1:
        main(*sys.argv[1:])
    else:
        print(table(list(rows())))
