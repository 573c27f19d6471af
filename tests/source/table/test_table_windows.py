import random
from collections import Counter
from collections.abc import Callable
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from source.table import Agg, BadLine, Between, Bounds, Rows, Wanted, read_table
from source.table.access import open_access
from source.table.seek import find_part
from source.table.snapshot import Snapshot
from tests.source.table.reading import only, read

_START = 1_795_262_400
"""2026-11-21 12:00:00."""


def _access(times: list[int]) -> bytes:
    def stamp(time: int) -> str:
        hours, seconds = divmod(time - _START, 3600)
        return f"[21/Nov/2026:{12 + hours}:{seconds // 60:02}:{seconds % 60:02} +0000]"

    lines = (f'1.2.3.4 - - {stamp(time)} "GET / HTTP/1.1" 200 5\n' for time in times)
    return "".join(lines).encode()


def _csv(times: list[int]) -> bytes:
    return ("time,v\n" + "".join(f"{time},5\n" for time in times)).encode()


def _json(times: list[int]) -> bytes:
    return "".join(f'{{"time": {time}, "v": 5}}\n' for time in times).encode()


_WRITERS = (_access, _csv, _json)


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Search small files as if they were large."""
    monkeypatch.setattr("source.table.seek._SMALL", 1000)
    monkeypatch.setattr("source.table.seek._NEAR", 300)
    monkeypatch.setattr("source.table.snapshot.BLOCK", 500)


@pytest.mark.usefixtures("small")
@pytest.mark.parametrize("write", _WRITERS)
@pytest.mark.parametrize(
    ("start", "end"),
    [(-100, -1), (-100, 50), (0, 10_000), (3000, 4000), (3000, 3001), (9990, 20_000), (0, 20_000)],
)
def test_a_window_of_a_large_file_holds_all_of_its_rows(
    write: Callable[[list[int]], bytes], start: int, end: int
) -> None:
    times = [_START + i * 10 for i in range(1000)]
    window = Between(_START + start, _START + end)
    within = [time for time in times if window.start <= time < window.end]
    points = read(write(times), window=window, y=("bytes" if write is _access else "v",))
    assert list(points.times or ()) == within
    counted = read(write(times), window=window, bucket=60.0, agg=Agg.COUNT)
    assert sum(value or 0 for value in only(counted)) == len(within)


@pytest.mark.usefixtures("small")
@pytest.mark.parametrize("write", _WRITERS)
@pytest.mark.parametrize("late", [0, 60, 590])
def test_rows_that_come_late_are_found(write: Callable[[list[int]], bytes], late: int) -> None:
    chance = random.Random(5)  # noqa: S311 - times, no secrets
    times = [_START + 600 + i * 10 - chance.randint(0, late) for i in range(1000)]
    for start in range(700, 11_000, 977):
        window = Between(_START + start, _START + start + 300)
        points = read(write(times), window=window, bucket=300.0, agg=Agg.COUNT)
        within = sum(window.start <= time < window.end for time in times)
        assert sum(value or 0 for value in only(points)) == within


@pytest.mark.usefixtures("small")
@pytest.mark.parametrize("write", _WRITERS)
def test_files_whose_times_do_not_ascend_are_read_whole(
    write: Callable[[list[int]], bytes],
) -> None:
    times = [_START + i * 10 for i in range(1000, 0, -1)]
    window = Between(_START + 3000, _START + 3100)
    points = read(write(times), window=window, bucket=100.0, agg=Agg.COUNT)
    assert only(points) == [10]


@pytest.mark.usefixtures("small")
@pytest.mark.parametrize("write", _WRITERS)
@pytest.mark.parametrize("end", [b"", b"\n\n"])
def test_a_bucket_for_a_large_file_is_chosen_by_its_ends(
    write: Callable[[list[int]], bytes], end: bytes
) -> None:
    times = [_START + i * 10 for i in range(1000)]
    points = read(write(times) + end, agg=Agg.COUNT, buckets=100)
    assert points.bucket == 120
    assert sum(value or 0 for value in only(points)) == 1000


@pytest.mark.usefixtures("small")
@pytest.mark.parametrize("bad", [b"noon,5\n", b'"noon\n'])
def test_lines_that_are_none_are_met_only_where_they_are_read(bad: bytes) -> None:
    times = [_START + i * 10 for i in range(1000)]
    file = _csv(times[:500]) + bad * 40 + _csv(times[500:])[len("time,v\n") :]
    window = Between(_START + 9000, _START + 9100)
    with pytest.raises(BadLine):
        read(file, bucket=60.0)
    assert only(read(file, window=window, bucket=100.0, agg=Agg.COUNT)) == [10]
    assert only(read(file, window=Rows(5))) == [5] * 5


@pytest.mark.usefixtures("small")
@pytest.mark.parametrize("hole", [b"\n" * 30_000, b"x\n" * 3])
def test_lines_without_a_time_end_a_search(hole: bytes) -> None:
    early, late = (_access([_START + i * 10 + hour for i in range(200)]) for hour in (0, 7200))
    window = Between(_START + 7200, _START + 7300)
    file = early + (hole if hole.isspace() else b"") + late
    assert only(read(file, window=window, bucket=100.0)) == [10]


def test_a_window_at_the_end_of_a_log_reads_only_that() -> None:
    times = [_START + i for i in range(100) for _ in range(900)]
    times += [time + 7200 for time in times[:2000]]
    file = _access(times)
    assert len(file) > 5_000_000
    window = Between(_START + 7200, _START + 7300)
    bounds = Bounds(2_000_000)
    points = read_table(BytesIO(file), Wanted(window=window, bucket=100.0), "", bounds)
    assert only(points) == [2000]
    points = read_table(BytesIO(file), Wanted(window=window, y=("bytes",)), "", bounds)
    assert points.rows == 2000
    points = read_table(BytesIO(file), Wanted(window=Rows(7), y=("bytes",)), "", bounds)
    assert points.rows == 7


@given(st.lists(st.integers(0, 30_000), min_size=1, max_size=300).map(sorted), st.data())
def test_a_part_holds_its_window_wherever_that_is(times: list[int], data: st.DataObject) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("source.table.seek._SMALL", 500)
        patch.setattr("source.table.seek._NEAR", 100)
        start = data.draw(st.integers(-1000, 31_000))
        window = Between(_START + start, _START + start + data.draw(st.integers(1, 10_000)))
        file = _access([_START + time for time in times])
        source = open_access(Snapshot(BytesIO(file), Bounds()), Wanted())
        part = find_part(source, window)
        assert part.start == 0 or file[part.start - 1 : part.start] == b"\n"
        assert source.tally is not None
        counts = Counter[float]()
        for tally in source.tally(part):
            counts.update(dict(tally))
        within = [_START + time for time in times if start <= time < window.end - _START]
        assert all(counts[time] == count for time, count in Counter(within).items())
