from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from image_proc.chart import Axis, Unit
from image_proc.chart.layout.dates import time_ticks
from image_proc.chart.layout.numbers import Writing, format_number, write_ticks
from image_proc.chart.layout.ticks import log_ticks, nice_ends, nice_ticks

FINITE = st.floats(allow_nan=False, allow_infinity=False)


@pytest.mark.parametrize(
    ("low", "high", "most", "ticks"),
    [
        (0, 10, 5, (0, 2, 4, 6, 8, 10)),
        (0, 1, 5, (0, 0.2, 0.4, 0.6, 0.8, 1)),
        (0, 0.3, 3, (0, 0.1, 0.2, 0.3)),
        (97, 103, 4, (98, 100, 102)),
        (-3, 8, 6, (-2, 0, 2, 4, 6, 8)),
        (0, 1e308, 5, (0, 2e307, 4e307, 6e307, 8e307, 1e308)),
        (-1e308, 1.7e308, 4, (-1e308, 0, 1e308)),
        (5, 5, 4, (5,)),
    ],
)
def test_ticks_are_round(low: float, high: float, most: int, ticks: tuple[float, ...]) -> None:
    assert nice_ticks(low, high, most) == ticks


@given(FINITE, FINITE, st.integers(1, 20))
def test_ticks_stay_within_the_range_and_are_few(one: float, other: float, most: int) -> None:
    low, high = sorted((one, other))

    ticks = nice_ticks(low, high, most)

    assert 1 <= len(ticks) <= 1.6 * most + 1.5 or high - low == float("inf")
    room = max(abs(low), abs(high)) * 1e-6
    assert all(low - room <= tick <= high + room for tick in ticks)
    assert list(ticks) == sorted(ticks)


@given(FINITE, FINITE, st.integers(1, 20))
def test_ends_are_moved_outwards_only(one: float, other: float, pieces: int) -> None:
    low, high = sorted((one, other))

    ends = nice_ends(low, high, pieces)

    assert ends[0] < ends[1]
    room = max(abs(low), abs(high)) * 1e-9
    assert ends[0] <= low + room
    assert ends[1] >= high - room


@pytest.mark.parametrize(
    ("low", "high", "most", "ticks"),
    [
        (1, 1000, 6, (1, 10, 100, 1000)),
        (1, 1e30, 6, (1, 1e6, 1e12, 1e18, 1e24, 1e30)),
        (3, 8, 6, (3, 4, 5, 6, 7, 8)),
        (1, 100, 20, (1, 2, 5, 10, 20, 50, 100)),
    ],
)
def test_logarithmic_ticks_are_powers_of_ten(
    low: float, high: float, most: int, ticks: tuple[float, ...]
) -> None:
    assert log_ticks(low, high, most) == pytest.approx(ticks)


@pytest.mark.parametrize(
    ("value", "axis", "text"),
    [
        (0, Axis(), "0"),
        (-3.25, Axis(), "−3.25"),
        (1234.5678, Axis(), "1,235"),
        (0.123456, Axis(), "0.123"),
        (123_456_789, Axis(), "123.5M"),
        (1e22, Axis(), "1e22"),
        (-1e-9, Axis(), "−1e-9"),
        (1234, Axis(unit=Unit.SI), "1.234k"),
        (1536, Axis(unit=Unit.BYTES), "1.5 KiB"),
        (0.125, Axis(unit=Unit.PERCENT), "12.5%"),
        (0.25, Axis(unit=Unit.SECONDS), "250 ms"),
        (5400, Axis(unit=Unit.SECONDS), "1.5 h"),
        (-5, Axis(prefix="$", suffix=" net"), "−$5 net"),
    ],
)
def test_numbers_are_written_as_people_read_them(value: float, axis: Axis, text: str) -> None:
    assert format_number(value, axis) == text


@pytest.mark.parametrize(
    ("ticks", "axis", "texts"),
    [
        ((0, 0.5, 1), Axis(), ("0.0", "0.5", "1.0")),
        ((0, 5000, 10000), Axis(), ("0", "5,000", "10,000")),
        ((0, 1e7, 2e7), Axis(), ("0M", "10M", "20M")),
        ((0, 2**20, 2**21), Axis(unit=Unit.BYTES), ("0 MiB", "1 MiB", "2 MiB")),
        ((-1, 0), Axis(), ("−1", "0")),
    ],
)
def test_ticks_have_as_many_decimals_as_tell_them_apart(
    ticks: tuple[float, ...], axis: Axis, texts: tuple[str, ...]
) -> None:
    assert write_ticks(ticks, Writing.of(axis, max(map(abs, ticks)))) == texts


def at(text: str) -> float:
    return datetime.fromisoformat(text).replace(tzinfo=UTC).timestamp()


@pytest.mark.parametrize(
    ("low", "high", "told"),
    [
        (
            "2026-11-21T12:00:00",
            "2026-11-21T12:00:20",
            [("12:00:00", "Nov 21, 2026"), ("12:00:05", "")],
        ),
        (
            "2026-11-20T23:30:00",
            "2026-11-21T01:00:00",
            [("23:30", "Nov 20, 2026"), ("00:00", "Nov 21, 2026")],
        ),
        ("2026-11-01", "2026-11-05", [("Nov 1", "2026"), ("Nov 2", "")]),
        ("2026-11-01", "2027-02-01", [("Nov", "2026"), ("Dec", ""), ("Jan", "2027")]),
        ("2019-06-01", "2026-06-01", [("2020", ""), ("2022", "")]),
        ("1969-12-30", "1970-01-02", [("Dec 30", "1969"), ("Dec 31", ""), ("Jan 1", "1970")]),
        ("0001-01-01", "9999-12-31", [("2000", ""), ("4000", "")]),
    ],
)
def test_times_have_round_ticks_that_say_what_is_new(
    low: str, high: str, told: list[tuple[str, str]]
) -> None:
    ticks = [(tick.label, tick.context) for tick in time_ticks(at(low), at(high), 5)]

    assert [tick for tick in ticks if tick in told] == told


@given(FINITE, FINITE, st.integers(1, 12))
def test_any_range_of_time_has_few_ticks_in_order(one: float, other: float, most: int) -> None:
    low, high = sorted((one, other))

    places = [tick.at for tick in time_ticks(low, high, most)]

    assert places == sorted(places)
    assert len(places) <= 2 * most + 2 or high - low == float("inf")
