"""`make bench-http`: badges over HTTP from Easel, a raw ASGI application, gthread and nginx."""

import argparse
import sys
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from itertools import product
from statistics import median

from benchmarks.heads import ask_heads
from benchmarks.http_servers import GTHREAD, NGINX, OURS, RAW, UNLOGGED, WORKERS, ours, peers
from benchmarks.keys import AFTER, BEFORE, KEYS, ONE, ask_all
from benchmarks.machine import machine, version_of
from benchmarks.report import Row, number, table
from benchmarks.runner import AbsentError
from benchmarks.server import Server, get
from benchmarks.wrk import Batch, Load, ask

CONNECTIONS = 16
ROUNDS = 7
SECONDS = 2

_EVERYBODY = (OURS, RAW, UNLOGGED, GTHREAD, NGINX)
_ASKED: Mapping[str, float] = {RAW: 0.9, GTHREAD: 4.0, NGINX: 0.75}
"""× for a cached badge; 7 is hoped for against gthread, 0.75 against nginx."""

_CACHED = ("one badge", f"{KEYS} badges")
_TICK = 0.001
"""ms, for what is too little to be seen."""

_NOTES = f"""
wrk with one thread and {CONNECTIONS} connections that are kept, two processes of each server, all
of them on the same cores. Batches of {{seconds}} s took turns, {{rounds}} of each; a figure is the
median batch's, a ratio the median of those taken round by round. "CPU" is what the server took of
the processors for one request, which others on the machine change least. "Busiest" is the most that
one of its two processes did of its work in a batch: with 100% it had got all connections."""


@dataclass(frozen=True, slots=True)
class Task:
    """What is asked for.

    Args:
        name: in a few words.
        who: is asked.
        run: asks one server, in a round of this number.
    """

    name: str
    who: Sequence[str]
    run: Callable[[Server, int], Batch]


Batches = Mapping[tuple[str, str], Sequence[Batch]]
"""(task, server) → one of each round."""


def main() -> None:
    """Measure all by turns, and print one table."""
    amounts = _arguments()
    print("\n".join(machine()))
    try:
        print(", ".join(version_of(name) for name in ("wrk", "nginx")), end="\n\n", flush=True)
        rows = _measured(amounts.rounds, amounts.seconds)
    except AbsentError as error:
        rows = [Row("badges over HTTP", f"not measured: {error}")]
    print(table(rows))
    print(_NOTES.format(rounds=amounts.rounds, seconds=amounts.seconds))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.http_front", description=__doc__)
    parser.add_argument("--rounds", type=int, default=ROUNDS, help="batches of each")
    parser.add_argument("--seconds", type=int, default=SECONDS, help="of one batch")
    return parser.parse_args()


def _tasks(seconds: int) -> list[Task]:
    plain = Load(CONNECTIONS, seconds)
    walk = Load(CONNECTIONS, seconds, script=("walk.lua", BEFORE, AFTER, str(KEYS)))
    return [
        Task(_CACHED[0], _EVERYBODY, lambda server, _: ask(server, ONE, plain)),
        Task(_CACHED[1], _EVERYBODY, lambda server, _: ask(server, "/", walk)),
        Task("304", (OURS, GTHREAD, NGINX), lambda server, _: _ask_known(server, seconds)),
        Task("HEAD", _EVERYBODY, lambda server, _: ask_heads(server, ONE, plain)),
        Task("new badges", (OURS, GTHREAD), lambda server, turn: _ask_new(server, seconds, turn)),
    ]


def _ask_known(server: Server, seconds: int) -> Batch:
    etag = get(server.port, ONE).etag
    return ask(server, ONE, Load(CONNECTIONS, seconds, (f"If-None-Match: {etag}",)))


def _ask_new(server: Server, seconds: int, turn: int) -> Batch:
    script = ("new.lua", f"/badge/{server.process}.{turn}.", AFTER)
    return ask(server, "/", Load(CONNECTIONS, seconds, script=script))


def _measured(rounds: int, seconds: int) -> list[Row]:
    found: list[Row] = []
    with ExitStack() as stack:
        servers = {OURS: stack.enter_context(ours())}
        for peer in peers(ask_all(servers[OURS], WORKERS)):
            try:
                servers[peer.name] = stack.enter_context(peer.start())
            except AbsentError as error:
                found.append(Row(peer.name, f"not measured: {error}"))
        tasks = _tasks(seconds)
        batches = _batches(tasks, servers, rounds)
        peaks = " + ".join(number(peak / 1_000_000) for peak in servers[OURS].worker_peaks())
    found += [_figures(task, name, each) for (task, name), each in batches.items()]
    found += _ratios(batches)
    return [*found, Row("peak memory of Easel's workers meanwhile", f"{peaks or '?'} MB")]


def _batches(tasks: Sequence[Task], servers: Mapping[str, Server], rounds: int) -> Batches:
    """Let everybody be asked for everything by turns; who fails once is out of that task."""
    found: dict[tuple[str, str], list[Batch]] = defaultdict(list)
    failed = set()
    for turn, task in product(range(rounds), tasks):
        for name in filter(servers.__contains__, task.who):
            try:
                found[task.name, name].append(task.run(servers[name], turn))
            except AbsentError as error:
                print(f"{task.name}, {name}: {error}", file=sys.stderr)
                failed.add((task.name, name))
    return {key: batches for key, batches in found.items() if key not in failed}


def _figures(task: str, name: str, batches: Sequence[Batch]) -> Row:
    figures = zip(*((each.rate, each.p50, each.p99, each.work) for each in batches), strict=True)
    rate, p50, p99, work = (number(median(each)) for each in figures)
    busiest = max(batch.busiest for batch in batches)
    told = f"{rate}/s, p50 {p50} ms, p99 {p99} ms, CPU {work} ms, busiest {busiest:.0%}"
    return Row(f"{task}: {name}", told)


def _ratios(batches: Batches) -> Iterator[Row]:
    for (task, name), theirs in batches.items():
        if name != OURS and (task, OURS) in batches:
            pairs = list(zip(batches[task, OURS], theirs, strict=True))
            rates = median(one.rate / other.rate for one, other in pairs)
            works = median(other.work / max(_TICK, one.work) for one, other in pairs)
            what = f"{task}: {OURS} against {name}"
            least = _ASKED.get(name, 0.0) if task in _CACHED else 0.0
            yield Row.compared(what, f"by CPU {number(works)}×", rates, least)


if __name__ == "__main__":
    main()
