"""Pictures over HTTP, made anew each time: Easel, thumbor and ipx by turns, asked by wrk."""

import re
import shutil
import subprocess
from collections import defaultdict
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from statistics import geometric_mean, median

from benchmarks.likeness import psnr, reference
from benchmarks.photos import BIRD, MOUNTAINS, RESAVED, Photo, fetch
from benchmarks.pictures_servers import CONTENDERS, Contender
from benchmarks.report import Row, number
from benchmarks.runner import AbsentError
from benchmarks.server import Server, get

ROUNDS = 3
SECONDS = 4
"""of one batch; each server has one of each photo in each round."""

CONNECTIONS = 4

_PHOTOS = (RESAVED, BIRD, MOUNTAINS)
_LEAST = {"thumbor": 1.25, "ipx": 1.05}
"""As asked for."""

_WIDTHS = Path(__file__).with_name("widths.lua")
_MARK = "WIDTH"
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


Batches = Mapping[tuple[str, str], Sequence[Batch]]
"""(server, photo) → one of each round."""


def rows() -> list[Row]:
    """The table's part about pictures over HTTP."""
    what = "pictures over HTTP"
    if shutil.which("wrk") is None:
        return [Row(what, "not measured: wrk (a Debian package) is not installed")]
    try:
        fetch()
    except AbsentError as error:
        return [Row(what, f"not measured: {error}")]
    absent: list[Row] = []
    with ExitStack() as stack:
        servers: dict[str, tuple[Contender, Server]] = {}
        likeness: dict[str, list[float]] = {}
        for each in CONTENDERS:
            try:
                server = stack.enter_context(each.start())
                likeness[each.name] = [_likeness(each, server, photo) for photo in _PHOTOS]
                servers[each.name] = each, server
            except AbsentError as error:
                absent.append(Row(f"{what}, {each.name}", f"not measured: {error}"))
        try:
            batches = _batches(servers)
        except AbsentError as error:
            return [*absent, Row(what, f"not measured: {error}")]
        peaks = {name: server.worker_peaks() for name, (_, server) in servers.items()}
    if CONTENDERS[0].name not in servers:
        return absent
    return [*absent, *_told(batches, likeness), _memory(peaks)]


def _likeness(contender: Contender, server: Server, photo: Photo) -> float:
    """How like to the best is what it answers, in dB."""
    target = contender.target(photo, "800")
    answer = get(server.port, target)
    if answer.status != 200:
        message = f"it answers {answer.status} to {target}"
        raise AbsentError(message)
    return psnr(reference(photo, 800), BytesIO(answer.body))


def _batches(servers: Mapping[str, tuple[Contender, Server]]) -> Batches:
    found: dict[tuple[str, str], list[Batch]] = defaultdict(list)
    for _ in range(ROUNDS):
        for photo in _PHOTOS:
            for name, (contender, server) in servers.items():
                found[name, photo.name].append(_batch(contender, server, photo))
    return found


def _batch(contender: Contender, server: Server, photo: Photo) -> Batch:
    before, _, after = contender.target(photo, _MARK).partition(_MARK)
    load = ("-t1", f"-c{CONNECTIONS}", f"-d{SECONDS}s", "--timeout", "30s", "--latency")
    command = ["wrk", *load, "-s", str(_WIDTHS), server.url("/"), "--", before, after]
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


def _told(batches: Batches, likeness: Mapping[str, Sequence[float]]) -> list[Row]:
    names = list(likeness)
    who = ", ".join(names)
    found = []
    for at, photo in enumerate(_PHOTOS):
        of = {name: batches[name, photo.name] for name in names}
        rates = [number(median(each.rate for each in of[name])) for name in names]
        slowest = [number(median(each.p99 for each in of[name])) for name in names]
        work = [number(median(each.work for each in of[name])) for name in names]
        what = f"{photo.what} → 800 px JPEG over HTTP"
        found += [
            Row(f"{what}: {who}", f"{' : '.join(rates)} requests/s"),
            Row(f"{what}, p99: {who}", f"{' : '.join(slowest)} ms"),
            Row(
                f"{what}, PSNR: {who}",
                f"{' : '.join(f'{likeness[name][at]:.1f}' for name in names)} dB",
            ),
            Row(f"{what}, work of the processor for one: {who}", f"{' : '.join(work)} ms"),
        ]
    return [*found, *(_against(batches, names[0], name) for name in names[1:])]


def _against(batches: Batches, ours: str, peer: str) -> Row:
    ratios = [_times_as_fast(batches, ours, peer, photo) for photo in _PHOTOS]
    work = geometric_mean(_times_the_work(batches, ours, peer, photo) for photo in _PHOTOS)
    each = ", ".join(f"{number(ratio)}×" for ratio in ratios)
    measured = f"{each}; by the processor's work {number(work)}×"
    what = f"JPEG → 800 px JPEG over HTTP, geometric mean, against {peer}"
    least = _LEAST[peer.partition(" ")[0]]
    return Row.compared(what, measured, geometric_mean(ratios), least)


def _times_as_fast(batches: Batches, ours: str, peer: str, photo: Photo) -> float:
    pairs = zip(batches[ours, photo.name], batches[peer, photo.name], strict=True)
    return median(mine.rate / theirs.rate for mine, theirs in pairs)


def _times_the_work(batches: Batches, ours: str, peer: str, photo: Photo) -> float:
    """The same by what the servers took of the processors, which others may have wanted, too."""
    pairs = zip(batches[ours, photo.name], batches[peer, photo.name], strict=True)
    return median(theirs.work / max(mine.work, 0.01) for mine, theirs in pairs) or 1.0


def _memory(peaks: Mapping[str, Sequence[int]]) -> Row:
    measured = " : ".join(
        " + ".join(number(peak / 1_000_000) for peak in each) or "?" for each in peaks.values()
    )
    return Row(f"peak memory of the workers meanwhile: {', '.join(peaks)}", f"{measured} MB")
