"""What a server's processes hold, and whether it answers, looked at again and again."""

import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from statistics import median, quantiles
from threading import Event, Thread

from benchmarks.keys import ONE
from benchmarks.server import Server

EVERY = 1.0
"""seconds between two looks at the processes."""

PAUSE = 0.05
"""seconds between two questions."""

PATIENCE = 10.0
"""seconds; an answer that takes longer is none."""

HEALTH = "/healthz"
ASKED = (HEALTH, ONE)


@dataclass(frozen=True, slots=True)
class Held:
    """What all workers held at a time.

    Args:
        pss: bytes; what they share is counted once.
        rss: bytes.
        files: open descriptors.
        threads: of all.
    """

    pss: int
    rss: int
    files: int
    threads: int


@dataclass(frozen=True, slots=True)
class Answered:
    """One question.

    Args:
        time: seconds, as `time.monotonic` counts them.
        target: that was asked for.
        ms: until the whole answer was read.
        good: whether it was a 200.
    """

    time: float
    target: str
    ms: float
    good: bool


@dataclass(slots=True)
class Seen:
    """All that was seen, in its order."""

    held: list[Held] = field(default_factory=list)
    answers: list[Answered] = field(default_factory=list)

    def of(self, target: str) -> list[Answered]:
        """The answers to one question."""
        return [each for each in self.answers if each.target == target]

    @property
    def peak(self) -> int:
        """The most bytes (PSS) that all workers held at a time; 0 where it is not known."""
        return max((each.pss for each in self.held), default=0)


@contextmanager
def watching(server: Server) -> Iterator[Seen]:
    """Look at a server until the end; everything is in `Seen` then."""
    seen, end = Seen(), Event()
    threads = [
        Thread(target=_look, args=(server, seen.held, end)),
        *(Thread(target=_ask, args=(server.port, target, seen.answers, end)) for target in ASKED),
    ]
    for each in threads:
        each.start()
    try:
        yield seen
    finally:
        end.set()
        for each in threads:
            each.join()


def p99(answers: Sequence[Answered]) -> float:
    """The ms in which 99 of 100 answers had come; 0 where there were less than two."""
    if len(answers) < 2:
        return 0.0
    return quantiles([each.ms for each in answers], n=100, method="inclusive")[98]


def good(answers: Sequence[Answered]) -> float:
    """The share of the questions that were answered well, 0 to 1."""
    return sum(each.good for each in answers) / max(1, len(answers))


def quarters(figures: Sequence[float]) -> tuple[float, float]:
    """The medians of the first and the last quarter of at least one figure."""
    part = max(1, len(figures) // 4)
    return median(figures[:part]), median(figures[-part:])


def slope(figures: Sequence[float]) -> float:
    """How much more it is after one further figure, by least squares; 0 for a single one."""
    middle = (len(figures) - 1) / 2
    mean = sum(figures) / len(figures)
    spread = sum((place - middle) ** 2 for place in range(len(figures)))
    drift = sum((place - middle) * (each - mean) for place, each in enumerate(figures))
    return drift / spread if spread else 0.0


def held(server: Server) -> Held | None:
    """What the workers hold now; None where one of them ended meanwhile or is not known."""
    sums = [0, 0, 0, 0]
    workers = server.workers()
    for worker in workers:
        try:
            for place, amount in enumerate(_of(Path(f"/proc/{worker}"))):
                sums[place] += amount
        except OSError:
            return None
    return Held(*sums) if workers else None


def _of(process: Path) -> tuple[int, int, int, int]:
    memory = _fields(process / "smaps_rollup")
    threads = _fields(process / "status")["Threads"]
    files = sum(1 for _ in (process / "fd").iterdir())
    return memory["Pss"] * 1024, memory["Rss"] * 1024, files, threads


def _fields(file: Path) -> dict[str, int]:
    """The lines of the form `name: number`, with or without a unit."""
    found = {}
    for line in file.read_text(encoding="utf-8").splitlines():
        name, _, rest = line.partition(":")
        number = rest.split()[0] if rest.split() else ""
        if number.isdigit():
            found[name] = int(number)
    return found


def _look(server: Server, found: list[Held], end: Event) -> None:
    while not end.wait(EVERY):
        now = held(server)
        if now is not None:
            found.append(now)


def _ask(port: int, target: str, found: list[Answered], end: Event) -> None:
    """Ask for a badge on a connection that is kept, and for /healthz on a new one each time."""
    connection = HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    while not end.wait(PAUSE):
        start = time.perf_counter()
        status = 0
        with suppress(OSError, HTTPException):
            connection.request("GET", target)
            answer = connection.getresponse()
            answer.read()
            status = answer.status
        ms = (time.perf_counter() - start) * 1000
        found.append(Answered(time.monotonic(), target, ms, status == 200))
        if status != 200 or target == HEALTH:
            connection.close()  # the next request opens it anew
    connection.close()
