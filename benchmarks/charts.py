"""Charts: PNG and SVG against matplotlib, and against Chart.js in Chromium.

Each draws the same values with its own defaults, without animation, from the values to the whole
file. Chart.js makes PNG only.
"""

import sys
from collections.abc import Sequence
from contextlib import AbstractContextManager
from functools import partial
from pathlib import Path
from time import perf_counter_ns

from benchmarks.chart_tasks import TASKS, Task
from benchmarks.installing import from_npm, from_pypi, program
from benchmarks.peers import Peer, stopping
from benchmarks.report import Row, duration
from benchmarks.runner import Contestant, Race
from benchmarks.timing import file_of
from image_proc.spec import Format

CHART_JS, MATPLOTLIB = "4.6.1", "3.11.2"
MOST = 2.0
"""ms of a chart's PNG, as asked for in the issue."""

_HERE = Path(__file__).parent
_FORMATS = (Format.PNG, Format.SVG)


def chart_peers() -> AbstractContextManager[Sequence[Peer]]:
    """All that draw charts, stopped at the end."""
    return stopping(
        Peer(f"matplotlib {MATPLOTLIB}", _matplotlib),
        Peer(f"Chart.js {CHART_JS} in Chromium", _chart_js),
    )


def contestants(peers: Sequence[Peer]) -> list[Contestant]:
    """Everybody that draws a chart, those to be compared next to each other."""
    return [
        Contestant(_name(who, what, format_), run)
        for what, task in TASKS.items()
        for format_ in _FORMATS
        for who, run in (
            *(
                (peer.name, partial(_ask, peer, task, format_))
                for peer in peers
                if _draws(peer, format_)
            ),
            ("Easel", partial(_draw, task, format_)),
        )
    ]


def rows(race: Race, peers: Sequence[Peer], slower: float | None) -> list[Row]:
    """The table's part about charts."""
    found: list[Row] = []
    for what in TASKS:
        for format_ in _FORMATS:
            ours = _name("Easel", what, format_)
            found.append(_limited(race, ours, what, format_, slower))
            found += [
                _compared(race, ours, _name(peer.name, what, format_), peer)
                for peer in peers
                if _draws(peer, format_)
            ]
    return found


def _limited(race: Race, ours: str, what: str, format_: Format, slower: float | None) -> Row:
    if format_ is Format.PNG and TASKS[what].kind != "sparkline":
        return Row.timed(ours, race.time(ours), MOST, slower)
    return Row(ours, duration(race.time(ours)))


def _compared(race: Race, ours: str, theirs: str, peer: Peer) -> Row:
    what = f"{ours}, against {peer.name}"
    if theirs in race.absent:
        return Row(what, f"not measured: {race.absent[theirs]}")
    measured = f"{duration(race.time(ours))} : {duration(race.time(theirs))}"
    return Row.compared(what, measured, race.times_as_fast(ours, theirs), 0)


def _name(who: str, what: str, format_: Format) -> str:
    return f"chart {format_.upper()}, {what}" if who == "Easel" else f"{who}: {format_}, {what}"


def _draws(peer: Peer, format_: Format) -> bool:
    return format_ is Format.PNG or "matplotlib" in peer.name


def _ask(peer: Peer, task: Task, format_: Format, amount: int) -> int:
    return peer.time({"amount": amount, "format": format_, **task.document(amount)})


def _draw(task: Task, format_: Format, amount: int) -> int:
    taken = 0
    for shift in range(amount):
        spec = task.spec(shift, format_)
        start = perf_counter_ns()
        file_of(spec)
        taken += perf_counter_ns() - start
    return taken


def _matplotlib() -> list[str]:
    python = from_pypi(f"matplotlib-{MATPLOTLIB}", f"matplotlib=={MATPLOTLIB}") / "python"
    return [str(python), "-P", str(_HERE / "drive_matplotlib.py")]


def _chart_js() -> list[str]:
    folder = from_npm(f"chart.js-{CHART_JS}", f"chart.js@{CHART_JS}")
    script = folder / "chart.js" / "dist" / "chart.umd.js"
    return [sys.executable, str(_HERE / "drive_chart_js.py"), program("chromium"), str(script)]
