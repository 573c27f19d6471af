"""Requests a second over HTTP, asked by wrk: whole answers, and 304 to those who have them."""

import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from benchmarks.keys import ONE
from benchmarks.report import Row, number
from benchmarks.runner import AbsentError
from benchmarks.server import Server, get
from benchmarks.wrk import Load as WrkLoad
from benchmarks.wrk import ask

ROUNDS = 3
SECONDS = 2
"""of one batch; each target has one in each round."""

CONNECTIONS = 16

SMALL = "/200x300"
DEAR = "/4000x4000?gradient=09f,60c,45"
# A rendering takes hundreds of times as long as a 304; the rest is noise.
_AS_FAST = 0.5


@dataclass(frozen=True, slots=True)
class Load:
    """What is asked for again and again, and whether as one who has it already."""

    target: str
    known: bool

    @property
    def name(self) -> str:
        """How the table calls it."""
        return f"{'304' if self.known else '200'} {self.target}"


_LOADS = (
    Load(ONE, known=False),
    Load(ONE, known=True),
    Load(SMALL, known=False),
    Load(SMALL, known=True),
    Load(DEAR, known=True),
)


def rows(server: Server) -> list[Row]:
    """The table's part about requests a second."""
    if shutil.which("wrk") is None:
        return [Row("requests a second", "not measured: wrk (a Debian package) is not installed")]
    try:
        rates = _rates(server)
    except AbsentError as error:
        return [Row("requests a second", f"not measured: {error}")]
    found = [Row(load.name, f"{number(median(rates[load]))} requests/s") for load in _LOADS]
    return [*found, _nothing_is_drawn(rates[_LOADS[-1]], rates[_LOADS[1]])]


def _nothing_is_drawn(dear: Sequence[float], cheap: Sequence[float]) -> Row:
    ratio = median(one / other for one, other in zip(dear, cheap, strict=True))
    what = "304 of a 4000×4000 gradient against 304 of a badge: nothing is drawn"
    return Row.compared(what, f"{number(median(dear))} : {number(median(cheap))}", ratio, _AS_FAST)


def _rates(server: Server) -> dict[Load, list[float]]:
    """Requests a second of each load, a figure a round."""
    etags = {load: get(server.port, load.target).etag for load in _LOADS if load.known}
    rates: dict[Load, list[float]] = {load: [] for load in _LOADS}
    for _ in range(ROUNDS):
        for load in _LOADS:
            rates[load].append(_rate(server, load.target, etags.get(load)))
    return rates


def _rate(server: Server, target: str, etag: str | None) -> float:
    headers = (f"If-None-Match: {etag}",) if etag else ()
    return ask(server, target, WrkLoad(CONNECTIONS, SECONDS, headers)).rate
