"""`make soak`: the service at full load for minutes, then under attack; what it holds meanwhile."""

import argparse
import resource
import subprocess
from collections.abc import Iterator, Sequence
from pathlib import Path
from statistics import median

from benchmarks import soak_attacks
from benchmarks.http_servers import WORKERS, ours
from benchmarks.installing import program
from benchmarks.keys import AFTER, BEFORE, KEYS, ONE, ask_all
from benchmarks.machine import machine, version_of
from benchmarks.report import Row, number, table
from benchmarks.runner import AbsentError
from benchmarks.server import Server, get
from benchmarks.soak_watch import ASKED, HEALTH, Seen, good, p99, quarters, slope, watching
from benchmarks.wrk import took

SECONDS = 600
ATTACK = 15
CONNECTIONS = 64
"""Some wait for a disk meanwhile; the processors must have work."""
WARM = 0.4
"""The share of the time that comes before anything is counted: caches fill meanwhile, those of
words and glyphs and SQLite's as well."""

FLAT = 1.05
"""What is held at the end, as a multiple of that at the beginning, at most."""

SPARE = 20.0
"""Files and threads that may be more at the end: there are few of them, and they come and go."""

CACHE = "40000000"
"""Bytes of each worker's memory cache: what is asked for again and again, and so few more that it
is full before anything is counted. With what it has by default it would grow all the time."""

PICTURE = "/picture/coffee.jpg"
_MB = 1_000_000


def main() -> None:
    """Load, then attack; print one table."""
    amounts = _arguments()
    _allow_files()
    print("\n".join(machine()))
    print(version_of("wrk"), end="\n\n", flush=True)
    try:
        with ours(MEMORY_CACHE_BYTES=CACHE) as server:
            rows = list(_rows(server, amounts))
    except AbsentError as error:
        rows = [Row("soak", f"not measured: {error}")]
    print(table(rows))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.soak", description=__doc__)
    parser.add_argument("--seconds", type=int, default=SECONDS, help="of full load; 0 for none")
    parser.add_argument("--attack", type=float, default=ATTACK, help="seconds of each; 0 for none")
    parser.add_argument("--only", default="", help="attacks whose name holds this")
    return parser.parse_args()


def _allow_files() -> None:
    """As many open connections as the system lets a process have."""
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))


def _rows(server: Server, amounts: argparse.Namespace) -> Iterator[Row]:
    ask_all(server, WORKERS)
    if amounts.seconds:
        yield from _load(server, amounts.seconds)
    if amounts.attack:
        yield from soak_attacks.rows(server, amounts.attack, amounts.only)


def _load(server: Server, seconds: int) -> Iterator[Row]:
    before = server.workers()
    warm = max(1, round(WARM * seconds))
    _mix(server, warm)
    start = server.works()
    with watching(server) as seen:
        told = _mix(server, seconds)
    busy = sum(took(start, server.works())) / seconds
    what = f"{seconds} s of mixed requests after {warm} s of warming up"
    fine = told.endswith(", 5xx: 0, without: 0")
    yield Row(what, f"{told}; {number(busy)} processors busy", "no 5xx", None, fine)
    yield Row("workers replaced meanwhile", str(len(set(before) - set(server.workers()))))
    yield from _trends(seen)
    for target in ASKED:
        answers = [each.ms for each in seen.of(target)]
        figures = f"p99 {number(p99(seen.of(target)))} ms, median {number(median(answers))} ms"
        share = good(seen.of(target))
        yield Row(
            f"{target} meanwhile", f"{share:.2%} answered, {figures}", "all", None, share == 1
        )


def _mix(server: Server, seconds: int) -> str:
    """Ask for the mix; what wrk saw."""
    script = str(Path(__file__).with_name("soak_mix.lua"))
    known = (BEFORE, AFTER, str(KEYS), ONE, get(server.port, ONE).etag, PICTURE)
    load = ("-t1", f"-c{CONNECTIONS}", f"-d{seconds}s", "--timeout", "30s", "-s", script)
    command = [program("wrk"), *load, server.url("/"), "--", *known]
    lines = subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines()
    rate = next(line for line in lines if line.startswith("Requests/sec")).split()[1]
    return f"{float(rate):.0f}/s; {lines[-1]}"


def _trends(seen: Seen) -> Iterator[Row]:
    if len(seen.held) > 1:
        print([round(each.pss / _MB) for each in seen.held][::10])
        yield _trend("PSS of all workers, MB", [each.pss / _MB for each in seen.held])
        yield _trend("RSS of all workers, MB", [each.rss / _MB for each in seen.held])
        yield _trend("open files", [float(each.files) for each in seen.held], SPARE)
        yield _trend("threads", [float(each.threads) for each in seen.held], SPARE)
    if len(answers := seen.of(HEALTH)) > 8:
        part = len(answers) // 4
        ends = p99(answers[:part]), p99(answers[-part:])
        told = f"first quarter {number(ends[0])}, last {number(ends[1])} ms"
        yield Row(f"{HEALTH} p99", told)


def _trend(name: str, figures: Sequence[float], spare: float = 0.0) -> Row:
    first, last = quarters(figures)
    hour = slope(figures) * 3600
    told = f"first quarter {number(first)}, last {number(last)}, {hour:+.0f} an hour"
    most = FLAT * first + spare
    return Row(name, told, f"≤ {number(most)}", last / first, last <= most)


if __name__ == "__main__":
    main()
