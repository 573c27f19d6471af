from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from source.table.numbers import parse_number
from source.table.times import EARLIEST, LATEST, is_written_time, parse_time


@pytest.mark.parametrize(
    ("text", "number"),
    [
        *(("0", 0), ("12", 12), ("-3", -3), ("+3", 3), ("1.5", 1.5), (".5", 0.5), ("5.", 5)),
        *(("1e3", 1000), ("1E-3", 0.001), ("-1.5e+2", -150), (" 7 ", 7), ("7\r", 7)),
        *(("1e308", 1e308), ("-1e308", -1e308), ("1e-999", 0), ("-0", 0), ("5e-324", 5e-324)),
        ("0" * 300 + "1", 1),
    ],
)
def test_numbers_are_read(text: str, number: float) -> None:
    assert parse_number(text) == number


@pytest.mark.parametrize("text", ["", " ", "-", "NA", "n/a", "NaN", "nan", "null", "NULL", "\r"])
def test_what_stands_for_a_missing_value_is_none(text: str) -> None:
    assert parse_number(text) is None


@pytest.mark.parametrize(
    "text",
    [
        *("abc", "1,5", "1 2", "1_000", "0x10", "1e", "e5", "--1", "+", ".", "1.2.3", "12kB"),
        *("inf", "-inf", "Infinity", "+nan", "٣", "\uff11", "½", "1\x00", "\x00", "−1", "1;"),
        *("1e999", "-1e999", "9" * 500),
    ],
)
def test_other_texts_are_no_numbers(text: str) -> None:
    with pytest.raises(ValueError, match=r"no number|beyond"):
        parse_number(text)


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_a_number_that_is_written_is_read_again(number: float) -> None:
    assert parse_number(repr(number)) == number


_NOON = 1_795_262_400.0


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2026-11-21T12:00:00Z", _NOON),
        ("2026-11-21 12:00:00", _NOON),
        ("2026-11-21t12:00:00z", _NOON),
        ("2026-11-21T12:00", _NOON),
        ("2026/11/21 12:00:00", _NOON),
        ("2026-11-21T13:00:00+01:00", _NOON),
        ("2026-11-21 13:00:00 +0100", _NOON),
        ("2026-11-21T04:30:00-07:30", _NOON),
        ("2026-11-21T12:00:00.250Z", _NOON + 0.25),
        ("2026-11-21 12:00:00,250", _NOON + 0.25),
        ("2026-11-21T12:00:00.123456789Z", _NOON + 0.123456789),
        ("2026-11-21 12:00:00 UTC", _NOON),
        ("2026-11-21", _NOON - 43_200),
        ("2026-11", _NOON - 43_200 - 20 * 86_400),
        ("21/Nov/2026:12:00:00 +0000", _NOON),
        ("[21/Nov/2026:05:00:00 -0700]", _NOON),
        ("21/Nov/2026:12:00:00", _NOON),
        ("2016-12-31T23:59:60Z", 1_483_228_800.0),
        ("1970-01-01", 0.0),
        ("1969-12-31T23:59:59Z", -1.0),
        ("1066-10-14", -28_502_755_200.0),
        ("0001-01-01", EARLIEST),
        ("1795262400", _NOON),
        ("1795262400.5", _NOON + 0.5),
        ("1795262400000", _NOON),
        ("1795262400000000", _NOON),
        ("1795262400000000000", _NOON),
        ("1.7952624e9", _NOON),
        ("-86400", -86_400.0),
        ("0", 0.0),
        (" 2026-11-21T12:00:00Z\r", _NOON),
    ],
)
def test_times_are_read(text: str, moment: float) -> None:
    assert parse_time(text) == pytest.approx(moment, abs=1e-5)


@pytest.mark.parametrize("text", ["", "-", "NA", "null", "nan"])
def test_missing_times_are_none(text: str) -> None:
    assert parse_time(text) is None


@pytest.mark.parametrize(
    "text",
    [
        *("2026-13-01", "2026-02-30", "2026-00-01", "2026-11-21T24:00:00", "2026-11-21T12:60"),
        *("0000-01-01", "10000-01-01", "2026-11-21T12", "2026-11/21", "26-11-21", "2026-1-1"),
        *("2026-11-21T12:00:00+25:00", "2026-11-21T12:00:00+01:60", "2026-11-21T12:00:61Z"),
        *("0001-01-01T00:00:00+01:00", "9999-12-31T23:59:59-01:00", "1e99", "inf", "1_0"),
        *("40/Oct/2000:13:55:36 -0700", "10/Foo/2000:13:55:36 -0700", "now", "12:00", "1e20"),
        *("٢٠٢٦-11-21", "2026-11-21Tnoon", "2026-11-21 12:00:00 CET", "\x00"),
    ],
)
def test_other_texts_are_no_times(text: str) -> None:
    with pytest.raises(ValueError, match="is no time"):
        parse_time(text)


@given(st.datetimes(timezones=st.just(UTC)))
def test_iso_times_of_all_years_are_read(moment: datetime) -> None:
    assert parse_time(moment.isoformat()) == pytest.approx(moment.timestamp(), abs=1e-3)
    assert parse_time(moment.strftime("%d/%b/") + f"{moment.year:04}:{moment:%T} +0000") == (
        pytest.approx(moment.replace(microsecond=0).timestamp())
    )


@given(st.text())
def test_any_text_is_a_time_within_the_years_or_none(text: str) -> None:
    try:
        moment = parse_time(text)
    except ValueError:
        return
    assert moment is None or EARLIEST <= moment < LATEST


def test_numbers_are_not_times_of_themselves() -> None:
    assert is_written_time("2026-11-21")
    assert not is_written_time("1795262400")
    assert not is_written_time("2026-13-21")
