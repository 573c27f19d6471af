"""`make bench`: measure, and print one table."""

from benchmarks import (
    badges,
    chart_logs,
    charts,
    health,
    image_list,
    memory,
    near_duplicates,
    pictures,
    pictures_end_to_end,
    pictures_health,
    placeholders,
    projects,
    throughput,
)
from benchmarks.machine import machine
from benchmarks.peers import badge_peers
from benchmarks.report import Row, table
from benchmarks.runner import AbsentError, race
from benchmarks.server import serving

_NOTES = """
Ratio: of a comparison, how many times as fast as the peer; of a limit, which share of it is used.
Scaled: that share, had this machine the speed of the one that the limits were set on; badge-maker
took 30.5 µs there.
All drawings were timed in turns, in batches of about 20 ms; a time is the median batch's, a ratio
the median of those taken round by round. The middle half of a contestant's batches typically
spans {noise:.0%} of its median: a machine that does nothing else has a few percent.
"Texts never seen" are new in each call and as long as "build" and "passing". Peers go from strings
to SVG; of ours "spec → SVG" leaves out the checks, and the text's widths, which a check needs.
Photos are made from the file to the bytes, one at a time, by turns; the ratio is to sharp. Over
HTTP four connections ask for widths that change with each request, so that nothing is shared."""


def main() -> None:
    """Measure all drawings in one alternating run, then memory, then the running service."""
    print("\n".join(machine()), end="\n\n", flush=True)
    with badge_peers() as others, projects.contestants() as requests:
        laps = race([*badges.contestants(others), *placeholders.contestants(), *requests])
        slowness = badges.slowness(laps, others)
        rows = [*badges.rows(laps, others), *placeholders.rows(laps, slowness)]
        rows += projects.rows(laps)
    rows += [*_charts(slowness), *chart_logs.rows()]
    rows += [*memory.rows(), *_served()]
    rows += [*image_list.rows(), *near_duplicates.rows()]
    rows += [*pictures.rows(), *pictures_end_to_end.rows(), *pictures_health.rows()]
    print(table(rows))
    print(_NOTES.format(noise=laps.noise))


def _charts(slowness: float | None) -> list[Row]:
    with charts.chart_peers() as others:
        return charts.rows(race(charts.contestants(others)), others, slowness)


def _served() -> list[Row]:
    try:
        with serving() as server:
            return [*throughput.rows(server), *health.rows(server)]
    except AbsentError as error:
        return [Row("the running service", f"not measured: {error}")]


if __name__ == "__main__":
    main()
