from math import inf

import pytest
from hypothesis import given
from hypothesis import strategies as st

from source.table import Rows, choose_bucket, parse_span, parse_window, write_span


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("1ms", 0.001),
        ("250ms", 0.25),
        ("1s", 1),
        ("90m", 5400),
        ("24h", 86_400),
        ("1.5h", 5400),
        ("0.5s", 0.5),
        ("7d", 604_800),
        ("2w", 1_209_600),
        ("1y", 31_536_000),
        ("100y", 3_153_600_000),
        ("0001h", 3600),
    ],
)
def test_lengths_of_time_are_read(text: str, seconds: float) -> None:
    assert parse_span(text) == pytest.approx(seconds)
    assert parse_window(text) == pytest.approx(seconds)


@pytest.mark.parametrize(
    "text",
    [
        *("", "h", "24", "24 h", " 24h", "24h ", "24H", "1M", "1mo", "-1h", "+1h", "1h30m"),
        *("0h", "0.0001s", "0.5ms", "101y", "1e3s", "1_0s", "٣h", "1.h", ".5h", "1,5h", "inf"),
        *("nanh", "9" * 10 + "s", "9" * 5000 + "d", "1.2345s", "all", "24h\n"),
    ],
)
def test_other_lengths_of_time_are_refused(text: str) -> None:
    with pytest.raises(ValueError, match="such as 90m or 24h"):
        parse_span(text)


@pytest.mark.parametrize(("text", "rows"), [("1", 1), ("500", 500), ("100000", 100_000)])
def test_plain_numbers_are_rows(text: str, rows: int) -> None:
    assert parse_window(text) == Rows(rows)


@pytest.mark.parametrize("text", ["0", "100001", "-5", "5.0", "1e3", "٣", "", "5 rows", "0x10"])
def test_other_numbers_of_rows_are_refused(text: str) -> None:
    with pytest.raises(ValueError, match="a number of rows, 1 to 100000"):
        parse_window(text)


@pytest.mark.parametrize(
    ("span", "most", "bucket"),
    [
        (86_400, 300, 300),
        (3600, 300, 15),
        (604_800, 300, 3600),
        (31_536_000, 300, 172_800),
        (31_536_000 * 50, 300, 604_800 * 9),
        (0, 300, 0.001),
        (100, 100, 1),
        (101, 100, 2),
        (60, 1, 60),
    ],
)
def test_a_bucket_is_one_that_people_count_in(span: float, most: int, bucket: float) -> None:
    assert choose_bucket(span, most) == bucket


@given(st.floats(0, 4e9), st.integers(1, 5000))
def test_a_chosen_bucket_makes_no_more_than_asked_for(span: float, most: int) -> None:
    bucket = choose_bucket(span, most)
    assert 0 < bucket < inf
    assert span / bucket <= most * (1 + 1e-9)


@pytest.mark.parametrize(
    ("seconds", "text"),
    [(0.25, "250ms"), (1, "1s"), (90, "90s"), (5400, "90m"), (86_400, "1d"), (604_800, "7d")],
)
def test_lengths_of_time_are_written_as_they_are_read(seconds: float, text: str) -> None:
    assert write_span(seconds) == text
    assert parse_span(text) == seconds
