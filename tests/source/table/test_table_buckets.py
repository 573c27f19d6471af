from collections.abc import Callable
from math import inf, nextafter
from statistics import mean, median
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from source.table import Agg, BadChoice, BadTable, Between, TooMuch
from source.table.quantiles import Pool, Quantiles
from tests.source.table.reading import columns, only, read


def _table(rows: list[tuple[float, float | None]]) -> str:
    cells = (f"{time!r},{'' if value is None else repr(value)}\n" for time, value in rows)
    return "timestamp,v\n" + "".join(cells)


_ROWS: list[tuple[float, float | None]] = [
    *((0, 4), (10, None), (59.5, 1), (30, 7)),
    *((-1, 2), (125, None), (185, 3), (180, -3)),
]


@pytest.mark.parametrize(
    ("agg", "values"),
    [
        (None, [2, 4, None, None, 0]),
        (Agg.MEAN, [2, 4, None, None, 0]),
        (Agg.SUM, [2, 12, None, None, 0]),
        (Agg.MIN, [2, 1, None, None, -3]),
        (Agg.MAX, [2, 7, None, None, 3]),
        (Agg.COUNT, [1, 3, None, None, 2]),
        (Agg.FIRST, [2, 4, None, None, -3]),
        (Agg.LAST, [2, 1, None, None, 3]),
        (Agg.MEDIAN, [2, 4, None, None, 0]),
        (Agg.P50, [2, 4, None, None, 0]),
        (Agg.RATE, [2 / 60, 12 / 60, None, None, 0]),
    ],
)
def test_values_become_one_a_bucket(agg: Agg | None, values: list[float | None]) -> None:
    points = read(_table(_ROWS), bucket=60.0, agg=agg, y=("v",))
    assert list(points.times or ()) == [-60, 0, 60, 120, 180]
    assert (only(points), points.bucket) == (values, 60)


def test_rows_are_counted_where_no_column_is_named() -> None:
    assert columns(read(_table(_ROWS), bucket=60.0, agg=Agg.COUNT)) == {"count": [1, 4, None, 1, 2]}
    assert only(read(_table(_ROWS), bucket=60.0, agg=Agg.RATE))[1] == 4 / 60


@pytest.mark.parametrize("bucket", [0.25, 1, 60, 3600, 86_400, 604_800, 31_536_000])
def test_buckets_are_counted_from_1970(bucket: float) -> None:
    points = read(_table([(-1e9, 1), (-1e9 + bucket, 2)]), bucket=float(bucket))
    assert points.times is not None
    assert all(time % bucket == 0 for time in points.times)
    assert points.times[0] <= -1e9 < points.times[0] + bucket


@pytest.mark.parametrize(
    ("bucket", "start", "end", "count"),
    [(60.0, 0, 120, 2), (60.0, 0, 121, 3), (60.0, 59, 61, 2), (86_400.0, -1, 1, 2)],
)
def test_all_buckets_of_a_window_are_there(
    bucket: float, start: float, end: float, count: int
) -> None:
    points = read(_table([(0, 5)]), bucket=bucket, window=Between(start, end))
    assert points.rows == count
    assert [value for value in only(points) if value] == ([5] if start == 0 or bucket > 60 else [])


def test_a_bucket_is_chosen_by_the_times_of_the_rows() -> None:
    rows: list[tuple[float, float | None]] = [(1800, 1), (0, 2), (3600, 3), (1800, 4)]
    points = read(_table(rows), agg=Agg.SUM, buckets=4)
    assert (points.bucket, only(points)) == (900, [2, None, 5, None, 3])
    assert read(_table([(5, 1)]), agg=Agg.SUM).bucket == 1


def test_rows_that_share_a_label_become_one() -> None:
    file = "host,v,w\nb,1,2\na,3,\nb,5,6\n"
    points = read(file, agg=Agg.SUM)
    assert points.labels == ("b", "a")
    assert columns(points) == {"v": [6, 3], "w": [8, None]}
    assert points.bucket is None


def test_rows_that_share_a_place_become_one() -> None:
    points = read("x,v\n2,1\n1,3\n2,5\n", agg=Agg.MEAN)
    assert (points.places, only(points)) == ((1, 2), [3, 3])


def test_series_are_summed_up_by_themselves() -> None:
    file = "time,host,v\n" + "".join(
        f"2026-01-01T00:0{minute}:00,{host},{value}\n"
        for minute, host, value in [(0, "b", 1), (0, "a", 2), (1, "b", 3), (1, "b", 4)]
    )
    found = columns(read(file, bucket=60.0, by="host", agg=Agg.SUM))
    assert found == {"a": [2, None], "b": [1, 7]}
    found = columns(read(file, by="host", x="host", agg=Agg.SUM))
    assert found == {"a": [None, 2], "b": [8, None]}


@pytest.mark.parametrize(
    ("wanted", "message"),
    [
        ({"bucket": 0.001}, "bucket=1ms over all that was read makes more than 100000 values"),
        ({"bucket": 1.0, "window": Between(0, 1e6)}, "bucket=1s over 1000000s makes more than"),
        ({"bucket": 60.0, "limit": 2}, "bucket=1m over all that was read makes more than 2"),
    ],
)
def test_too_many_buckets_are_refused(wanted: dict[str, Any], message: str) -> None:
    with pytest.raises(TooMuch) as caught:
        read(_table([(0, 1), (3600, 2)]), **wanted)
    assert str(caught.value).startswith(message)
    assert "a longer bucket or a shorter window makes fewer" in str(caught.value)


def test_too_many_series_are_refused() -> None:
    file = "time,host,v\n" + "".join(f"2026-01-01,h{i},1\n" for i in range(65))
    for bucket in (None, 60.0):
        with pytest.raises(TooMuch, match="by splits rows into more than 64 series"):
            read(file, by="host", bucket=bucket)


def test_too_many_labels_are_refused_while_they_come() -> None:
    file = "host,v\n" + "".join(f"h{i},1\n" for i in range(6000))
    with pytest.raises(TooMuch, match="makes more than 1000 values"):
        read(file, agg=Agg.SUM, limit=1000)


@pytest.mark.parametrize("agg", [Agg.SUM, Agg.MEAN, Agg.RATE])
def test_a_sum_beyond_all_numbers_is_refused(agg: Agg) -> None:
    with pytest.raises(BadTable, match=r"a sum is beyond 1\.8e308"):
        read(_table([(0, 1e308), (1, 1e308)]), bucket=60.0, agg=agg, y=("v",))
    assert only(read(_table([(0, 1e308), (1, 1e308)]), bucket=60.0, agg=Agg.P90)) == [1e308]


@pytest.mark.parametrize(
    ("wanted", "name"),
    [
        ({"bucket": 60.0}, "bucket"),
        ({"agg": Agg.RATE}, "agg"),
        ({"x": "v", "bucket": 1.0}, "bucket"),
    ],
)
def test_without_times_there_are_no_buckets(wanted: dict[str, Any], name: str) -> None:
    with pytest.raises(BadChoice) as caught:
        read("host,v,w\na,1,2\n", **wanted)
    assert caught.value.name == name


def test_times_at_the_ends_of_all_years_make_buckets() -> None:
    points = read("timestamp,v\n-62135596800,1\n", bucket=604_800.0)
    assert (points.times or ())[0] == -62_135_596_800
    points = read("time,v\n9999-12-31T23:59:59.99,1\n", bucket=3600.0)
    assert only(points) == [1]


@given(
    st.lists(st.tuples(st.integers(-10_000, 10_000), st.floats(-1e6, 1e6)), min_size=1, max_size=50)
)
def test_buckets_hold_what_rows_in_them_make(rows: list[tuple[int, float]]) -> None:
    held: dict[int, list[float]] = {}
    for time, value in rows:
        held.setdefault(time // 60 * 60, []).append(value)
    makers: dict[Agg, Callable[[list[float]], float]] = {
        Agg.MEAN: mean,
        Agg.MAX: max,
        Agg.MEDIAN: median,
        Agg.COUNT: len,
    }
    for agg, make in makers.items():
        points = read(_table(list(rows)), bucket=60.0, agg=agg, y=("v",))
        assert points.times is not None
        for begin, found in zip(points.times, only(points), strict=True):
            values = held.get(int(begin))
            assert found == (values and pytest.approx(make(values), abs=1e-6))


@given(
    st.lists(st.floats(-1e300, 1e300), min_size=1, max_size=40),
    st.sampled_from([0.5, 0.9, 0.95, 0.99]),
)
def test_quantiles_of_few_values_are_exact(values: list[float], share: float) -> None:
    quantiles = Quantiles(share, Pool())
    for value in values:
        quantiles.add(0, 0, value)
    found = quantiles.finish()[0]
    ordered = sorted(values)
    at = share * (len(values) - 1)
    low, high = ordered[int(at)], ordered[min(int(at) + 1, len(values) - 1)]
    assert nextafter(low, -inf) <= found <= nextafter(high, inf)


def _ranked(buckets: int, most: int, count: int) -> list[float]:
    """The p90 of the same numbers, in another order in each bucket."""
    quantiles = Quantiles(0.9, Pool(most))
    for i in range(count):
        for bucket in range(buckets):
            quantiles.add(bucket, 0, float(i * (7919 + bucket) % count))
    return [quantiles.finish()[bucket] / count for bucket in range(buckets)]


@pytest.mark.parametrize(("buckets", "most"), [(1, 2000), (4, 4000), (16, 16_000)])
def test_quantiles_of_many_values_are_close_in_little_room(buckets: int, most: int) -> None:
    found = _ranked(buckets, most, 10_007)
    assert found == pytest.approx([0.9] * buckets, abs=0.01)
    assert found == _ranked(buckets, most, 10_007)


def test_early_values_count_as_much_as_late_ones() -> None:
    quantiles = Quantiles(0.5, Pool(1000))
    for i in range(10_000):
        quantiles.add(0, 0, float(i))
    assert quantiles.finish()[0] == pytest.approx(5000, abs=150)


def test_more_buckets_than_room_are_still_near() -> None:
    assert _ranked(8, 100, 211) == pytest.approx([0.9] * 8, abs=0.2)
