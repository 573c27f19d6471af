"""An access log of 1 GB as points of charts: how much work it is, and how much memory."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from benchmarks.installing import FOLDER
from benchmarks.read_log import DAY, LAST, READINGS, WHOLE
from benchmarks.report import Row, number, table
from config import ROOT

SIZE = 1_000_000_000
"""Bytes of the log."""

MOST = 50.0
"""MB, as asked for in the issue."""

LATEST = 1.0
"""s for the end of a log."""

_BEGIN = 1_790_000_000
_A_SECOND = 2
"""Lines for each: the log holds about 25 days."""

_MEGABYTE = 1_000_000


def rows() -> Iterator[Row]:
    """The table's part about logs."""
    with _log() as (path, end):
        for name in READINGS:
            seconds, peak = _measured(name, path, end)
            what = f"access log of 1 GB, processor, {name}"
            if name in {DAY, LAST}:
                yield Row.limited(what, seconds, LATEST, "s")
            else:
                yield Row(what, f"{number(seconds)} s")
            if name == WHOLE:
                yield Row.limited(f"peak memory, access log of 1 GB, {name}", peak, MOST, "MB")


def _measured(name: str, path: Path, end: float) -> tuple[float, float]:
    """How long the processor works, in s, and how much memory it takes, in MB."""
    command = [sys.executable, "-m", "benchmarks.read_log", name, str(path), str(end)]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    seconds, peak = map(float, run.stdout.split())
    return seconds, peak / _MEGABYTE


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
            for _ in range(chance.randrange(2 * _A_SECOND + 1))
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
    print(table(list(rows())))
