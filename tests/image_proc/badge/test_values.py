from contextlib import suppress
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from image_proc.badge.values import (
    Notation,
    ValueFormat,
    parse_moment,
    parse_number,
    write_value,
)

NOW = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)


def write(text: str, format_: str, precision: int | None = None) -> str:
    return write_value(text, Notation(ValueFormat(format_), precision), NOW)


@pytest.mark.parametrize(
    ("format_", "text", "written"),
    [
        ("metric", "0", "0"),
        ("metric", "7.25", "7.3"),
        ("metric", "42.4", "42"),
        ("metric", "999", "999"),
        ("metric", "999.6", "1k"),
        ("metric", "1000", "1k"),
        ("metric", "1100", "1.1k"),
        ("metric", "9950", "10k"),
        ("metric", "10400", "10k"),
        ("metric", "999499", "999k"),
        ("metric", "999500", "1M"),
        ("metric", "1,234,567", "1.2M"),
        ("metric", "-1234", "-1.2k"),
        ("metric", "-0.01", "0"),
        ("metric", "1e21", "1000E"),
        ("bytes", "0", "0 B"),
        ("bytes", "1536", "1.5 kB"),
        ("bytes", "16400000", "16 MB"),
        ("percent", "93", "93%"),
        ("percent", "93.4%", "93.4%"),
        ("percent", "93.04", "93%"),
        ("percent", "99.96", "99.9%"),
        ("percent", "100", "100%"),
        ("percent", "0.001", "0.1%"),
        ("percent", "0", "0%"),
        ("percent", "120.25", "120.3%"),
        ("duration", "0", "0s"),
        ("duration", "0.35", "350ms"),
        ("duration", "0.9999", "1s"),
        ("duration", "2.5", "2.5s"),
        ("duration", "59.96", "1m"),
        ("duration", "61", "1m 1s"),
        ("duration", "3600", "1h"),
        ("duration", "3599.7", "1h"),
        ("duration", "93784", "1d 2h"),
        ("duration", "86405", "1d"),
        ("duration", "-90", "-1m 30s"),
        ("date", "2026-11-20", "2026-11-20"),
        ("date", "20261120", "2026-11-20"),
        ("date", "2026-11-20T23:30:00-02:00", "2026-11-21"),
        ("date", "1700000000", "2023-11-14"),
        ("relative", "2026-11-21T11:59:30Z", "just now"),
        ("relative", "2026-11-21T11:58:00Z", "2 minutes ago"),
        ("relative", "2026-11-21T11:00:00Z", "1 hour ago"),
        ("relative", "2026-11-20", "1 day ago"),
        ("relative", "2026-11-11", "1 week ago"),
        ("relative", "2026-09-01", "2 months ago"),
        ("relative", "2020-01-01", "6 years ago"),
        ("relative", "2026-11-24T12:00Z", "in 3 days"),
        ("version", "1.2.3", "v1.2.3"),
        ("version", "v1.2.3", "v1.2.3"),
        ("version", "nightly", "nightly"),
        ("exact", "1234567.5", "1,234,567.5"),
        ("exact", "1,234", "1,234"),
        ("exact", "-0", "0"),
    ],
)
def test_a_value_is_written_for_readers(format_: str, text: str, written: str) -> None:
    assert write(text, format_) == written


@pytest.mark.parametrize(
    ("format_", "text", "precision", "written"),
    [
        ("metric", "1000", 2, "1.00k"),
        ("metric", "999999", 0, "1M"),
        ("bytes", "1536", 0, "2 kB"),
        ("percent", "93.456", 2, "93.46%"),
        ("percent", "99.999", 1, "99.9%"),
        ("duration", "1.5", 3, "1.500s"),
        ("exact", "1234.5", 2, "1,234.50"),
        ("exact", "1e21", 6, "1,000,000,000,000,000,000,000.000000"),
    ],
)
def test_precision_is_a_number_of_decimals(
    format_: str, text: str, precision: int, written: str
) -> None:
    assert write(text, format_, precision) == written


def test_prefix_and_suffix_stand_around_any_text() -> None:
    assert write_value("passing", Notation(prefix="<", suffix=">"), NOW) == "<passing>"


@pytest.mark.parametrize(
    "text",
    ["", "abc", "1.2.3", "1,23", "1e22", "1e-22", "٣", "nan", "inf", "1_000", "0x10", "--1", "%"],
)
def test_what_is_no_number_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="a number"):
        parse_number(text)


@pytest.mark.parametrize(
    "text", ["", "yesterday", "2026-13-01", "123", "999999999999", "21.11.2026"]
)
def test_what_is_no_moment_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="a date such as"):
        parse_moment(text)


@given(
    st.sampled_from(ValueFormat),
    st.one_of(
        st.text(max_size=30),
        st.from_regex(r"[-+]?[0-9,]{0,25}(\.[0-9]{0,25})?([eE][-+]?[0-9]{1,3})?%?", fullmatch=True),
        st.datetimes().map(datetime.isoformat),
    ),
    st.none() | st.integers(0, 6),
)
def test_any_text_is_written_or_refused(
    format_: ValueFormat, text: str, precision: int | None
) -> None:
    with suppress(ValueError):
        assert len(write(text, format_, precision)) <= len(text) + 45
