from io import BytesIO
from typing import Any

import pytest

from source.table import (
    Agg,
    BadChoice,
    BadLine,
    BadTable,
    Between,
    Bounds,
    Kind,
    Rows,
    TooMuch,
    Wanted,
    read_table,
)
from tests.source.table.reading import columns, only, read


@pytest.mark.parametrize(
    ("file", "values"),
    [
        (b"1\n2\n3\n", [1, 2, 3]),
        (b"1\r\n2\r\n", [1, 2]),
        (b"\xef\xbb\xbf1\n2\n", [1, 2]),
        (b"-1.5\n+2e3\n .5 \n", [-1.5, 2000, 0.5]),
        (b"1\n\n3\n", [1, None, 3]),
        (b"1\nnan\nNA\n-\n3\n", [1, None, None, None, 3]),
        (b"# kB/s\n1\n# night\n2\n#\n", [1, 2]),
        (b"1e308\n-1e308\n", [1e308, -1e308]),
        (b"7\n", [7]),
        (b"5\n5\n5\n", [5, 5, 5]),
        (b"\n", [None]),
    ],
)
def test_one_number_a_line(file: bytes, values: list[float | None]) -> None:
    points = read(file)
    assert only(points) == values
    assert (points.times, points.places, points.labels, points.x) == (None, None, (), "")
    assert not points.unfinished


@pytest.mark.parametrize(
    ("file", "values"),
    [(b"1\n2\n3", [1, 2]), (b"1\n2\nabc", [1, 2]), (b"1\n-", [1]), (b"1\n2\n\xff", [1, 2])],
)
def test_a_line_without_its_end_is_left_out(file: bytes, values: list[float]) -> None:
    points = read(file)
    assert only(points) == values
    assert points.unfinished


@pytest.mark.parametrize("file", [b"", b"12", b"\xef\xbb\xbf", b"\xef\xbb\xbf1", b"GET / HTT"])
def test_a_file_without_a_whole_line_has_no_columns(file: bytes) -> None:
    for wanted in ({}, {"bucket": 60.0}, {"by": "status"}, {"window": Between(0, 9)}):
        points = read(file, **wanted)
        assert (points.columns, points.rows) == ((), 0)


@pytest.mark.parametrize(
    ("file", "place"),
    [
        (b"1\nabc\n3\n", "line 2"),
        (b"abc\n2\n3\n", "line 1"),
        (b"# one\n\n1\n2\n12;5\n", "line 5"),
        (b"\xef\xbb\xbf1\nx\n2\n", "line 2"),
        (b"1\n2\n3\ninf\n", "line 4"),
        (b"1\n2\n1e999\n", "line 3"),
        (b"1\n2\n3\x004\n", "line 3"),
        (b"1\n2\n\xff\xfe\n", "line 3"),
    ],
)
def test_a_line_that_is_no_number_is_named(file: bytes, place: str) -> None:
    with pytest.raises(BadLine) as caught:
        read(file)
    assert caught.value.place == place
    assert str(caught.value).startswith(f"{place} is '")
    assert "a number such as 12, -0.5 or 1e3" in str(caught.value)


def test_a_long_line_is_shortened_in_its_message() -> None:
    with pytest.raises(BadLine, match=r"line 2 is 'a{60}'…, which") as caught:
        read(b"1\n" + b"a" * 900_000 + b"\n2\n3\n")
    assert len(str(caught.value)) < 200


@pytest.mark.parametrize("length", [1_000_001, 1_200_000, 3_000_000])
@pytest.mark.parametrize("end", [b"\n", b"\n2\n", b""])
def test_a_line_of_more_than_a_megabyte_is_refused(length: int, end: bytes) -> None:
    with pytest.raises(BadLine, match="is longer; accepted: lines of at most 1000000 bytes"):
        read(b"1\n2\n" + b"1" * length + end)


@pytest.mark.parametrize("file", [b"\xff\xfe1\x00\n\x00", b"\xfe\xff\x001\x00\n"])
def test_utf_16_is_refused(file: bytes) -> None:
    with pytest.raises(BadTable, match="UTF-16; accepted: UTF-8"):
        read(file)


def test_a_window_of_rows_is_the_last_ones() -> None:
    file = "".join(f"{i}\n# {i}\n" for i in range(1000))
    assert only(read(file, window=Rows(3))) == [997, 998, 999]
    assert only(read(file, window=Rows(1))) == [999]
    assert len(only(read(file, window=Rows(5000)))) == 1000


@pytest.mark.parametrize("digits", [1, 7, 100])
def test_only_the_end_of_a_large_file_is_read(digits: int) -> None:
    line = b"5" * digits + b"\n"
    file = b"this is not read\n" + line * (3_000_000 // len(line)) + b"1\n2\n"
    points = read_table(BytesIO(file), Wanted(Kind.LINES, window=Rows(2)), "", Bounds(600_000))
    assert only(points) == [1, 2]


def test_at_most_the_last_100000_values_are_kept() -> None:
    points = read("".join(f"{i}\n" for i in range(130_000)))
    assert only(points)[0] == 30_000
    assert len(only(points)) == 100_000
    assert only(read("1\n2\n3\n", limit=2)) == [2, 3]


@pytest.mark.parametrize("rows", [1, 2, 3, 50, 99, 100, 101])
def test_the_last_lines_are_found_wherever_blocks_begin(
    rows: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("source.table.snapshot.BLOCK", 7)
    file = "".join(f"{i}\n" if i % 3 else f"{i}\n# {i}\n\n" for i in range(100))
    whole = only(read(file))
    assert only(read(file, window=Rows(rows))) == whole[-rows:]


def test_a_bad_line_is_counted_from_the_start_also_where_the_end_is_read() -> None:
    file = b"1\n" * 200_000 + b"oops\n" + b"1\n" * 1000
    with pytest.raises(BadLine) as caught:
        read(file, window=Rows(5000))
    assert caught.value.place == "line 200001"


def test_a_bad_line_is_counted_from_the_end_where_the_start_is_far(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("source.table.snapshot._COUNTED", 3000)
    file = b"1\n" * 200_000 + b"oops\n" + b"1\n" * 999
    with pytest.raises(BadLine) as caught:
        read(file, window=Rows(1200))
    assert caught.value.place == "line 1000 from the end"
    with pytest.raises(BadLine, match="line 101 behind byte 398200 is 'oops'"):
        read(b"1\n" * 199_100 + b"1\n" * 100 + b"oops\n" + b"1\n" * 9999, window=Rows(10_100))


@pytest.mark.parametrize(
    ("wanted", "name"),
    [
        ({"x": "time"}, "x"),
        ({"by": "1"}, "by"),
        ({"y": ("2",)}, "y"),
        ({"y": ("1", "value")}, "y"),
        ({"window": Between(0, 60)}, "window"),
        ({"bucket": 60.0}, "bucket"),
        ({"agg": Agg.RATE}, "agg"),
    ],
)
def test_what_one_column_does_not_have_is_refused(wanted: dict[str, Any], name: str) -> None:
    with pytest.raises(BadChoice) as caught:
        read(b"1\n2\n", **wanted)
    assert caught.value.name == name


@pytest.mark.parametrize(
    ("agg", "value"),
    [(Agg.LAST, 9), (Agg.FIRST, 5), (Agg.MEAN, 7), (Agg.COUNT, 3), (Agg.MAX, 9), (Agg.P50, 7)],
)
def test_all_lines_become_one_value(agg: Agg, value: float) -> None:
    assert only(read(b"5\n7\n\n9\n", agg=agg)) == [value]


def test_the_bounds_of_one_reading_hold() -> None:
    file = b"1\n" * 500_000
    with pytest.raises(TooMuch, match="more than 100000 bytes; a shorter window is less"):
        read_table(BytesIO(file), Wanted(), "", Bounds(100_000))
    with pytest.raises(TooMuch, match="longer than 0 s; a shorter window"):
        read_table(BytesIO(file), Wanted(), "", Bounds(seconds=0))


def test_the_column_has_no_name() -> None:
    assert columns(read(b"1\n", y=("1",))) == {"": [1]}
