"""Pictures over HTTP, made anew each time: Easel, thumbor and ipx by turns."""

import shutil
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from io import BytesIO
from itertools import product
from statistics import geometric_mean, median

from benchmarks.likeness import psnr, reference
from benchmarks.photos import BIRD, MOUNTAINS, RESAVED, Photo, fetch
from benchmarks.pictures_servers import CONTENDERS, Contender
from benchmarks.pictures_wrk import ask
from benchmarks.report import Row, number
from benchmarks.runner import AbsentError
from benchmarks.server import Server, get
from benchmarks.wrk import Batch

ROUNDS = 3

_PHOTOS = (RESAVED, BIRD, MOUNTAINS)
_LEAST = {"thumbor": 1.25, "ipx": 1.05}
"""As asked for."""

_KEPT = {True: "connections kept", False: "a connection each"}
"""Kept ones stay with the process that has accepted them, and others may have none."""

_WHAT = "800 px JPEG over HTTP"
_MARK = "WIDTH"
_TICK = 0.01
"""For what is too little to be seen."""

Servers = Mapping[str, tuple[Contender, Server]]
Batches = Mapping[tuple[str, str, bool], Sequence[Batch]]
"""(server, photo, whether connections are kept) → one of each round."""


def rows() -> list[Row]:
    """The table's part about pictures over HTTP."""
    if shutil.which("wrk") is None:
        return [Row(_WHAT, "not measured: wrk (a Debian package) is not installed")]
    try:
        fetch()
        return _measured()
    except AbsentError as error:
        return [Row(_WHAT, f"not measured: {error}")]


def _measured() -> list[Row]:
    found: list[Row] = []
    likeness: dict[str, Sequence[float]] = {}
    servers: dict[str, tuple[Contender, Server]] = {}
    with ExitStack() as stack:
        for each in CONTENDERS:
            try:
                server = stack.enter_context(each.start())
                likeness[each.name] = [_likeness(each, server, photo) for photo in _PHOTOS]
                servers[each.name] = each, server
            except AbsentError as error:
                found.append(Row(f"{_WHAT}, {each.name}", f"not measured: {error}"))
        batches = _batches(servers)
        found += _likeness_rows(likeness)
        found += [
            row for task in product(_PHOTOS, _KEPT) for row in _rates(batches, servers, *task)
        ]
        if (ours := CONTENDERS[0].name) in servers:
            peers = [name for name in servers if name != ours]
            found += [_against(batches, (ours, peer), kept) for peer in peers for kept in _KEPT]
        return [*found, _memory(servers)]


def _likeness(contender: Contender, server: Server, photo: Photo) -> float:
    """How like to the best is what it answers, in dB."""
    target = contender.target(photo, "800")
    answer = get(server.port, target)
    if answer.status != 200:
        message = f"it answers {answer.status} to {target}"
        raise AbsentError(message)
    return psnr(reference(photo, 800), BytesIO(answer.body))


def _batches(servers: Servers) -> Batches:
    found: dict[tuple[str, str, bool], list[Batch]] = defaultdict(list)
    for _ in range(ROUNDS):
        for photo, kept in product(_PHOTOS, _KEPT):
            for name, (contender, server) in servers.items():
                before, _mark, after = contender.target(photo, _MARK).partition(_MARK)
                found[name, photo.name, kept].append(ask(server, before, after, kept=kept))
    return found


def _likeness_rows(likeness: Mapping[str, Sequence[float]]) -> Iterator[Row]:
    for photo, decibels in zip(_PHOTOS, zip(*likeness.values(), strict=True), strict=True):
        told = " : ".join(f"{each:.1f}" for each in decibels)
        yield Row(f"PSNR, {photo.what} → {_WHAT}: {', '.join(likeness)}", f"{told} dB")


def _rates(batches: Batches, servers: Servers, photo: Photo, kept: bool) -> Iterator[Row]:
    what = f"{photo.what} → {_WHAT}, {_KEPT[kept]}"
    who = ", ".join(servers)
    all_ = [batches[name, photo.name, kept] for name in servers]

    def medians(figures: Sequence[Sequence[float]]) -> str:
        return " : ".join(number(median(each)) for each in figures)

    rates = medians([[batch.rate for batch in each] for each in all_])
    slowest = medians([[batch.p99 for batch in each] for each in all_])
    work = medians([[batch.work for batch in each] for each in all_])
    yield Row(f"{what}: {who}", f"{rates} requests/s")
    yield Row(f"{what}, p99: {who}", f"{slowest} ms")
    yield Row(f"{what}, work of the processor for one: {who}", f"{work} ms")


def _against(batches: Batches, names: tuple[str, str], kept: bool) -> Row:
    """Ours against a peer; where others want the processors, work says more than the rate."""
    ratios, works = [], []
    for photo in _PHOTOS:
        ours, theirs = (batches[name, photo.name, kept] for name in names)
        pairs = list(zip(ours, theirs, strict=True))
        ratios.append(median(max(_TICK, one.rate) / max(_TICK, other.rate) for one, other in pairs))
        works.append(median(max(_TICK, other.work) / max(_TICK, one.work) for one, other in pairs))
    each = ", ".join(f"{number(ratio)}×" for ratio in ratios)
    measured = f"{each}; by the processor's work {number(geometric_mean(works))}×"
    what = f"JPEGs → {_WHAT}, {_KEPT[kept]}, geometric mean, against {names[1]}"
    least = _LEAST[names[1].partition(" ")[0]]
    return Row.compared(what, measured, geometric_mean(ratios), least)


def _memory(servers: Servers) -> Row:
    peaks = [server.worker_peaks() for _, server in servers.values()]
    told = " : ".join(" + ".join(number(peak / 1_000_000) for peak in each) for each in peaks)
    return Row(f"peak memory of the workers meanwhile: {', '.join(servers)}", f"{told or '?'} MB")
