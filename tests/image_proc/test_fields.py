from datetime import UTC, datetime

import pytest

from image_proc.fields import (
    clean_text,
    parse_decimal,
    parse_iso_moment,
    parse_switch,
    parse_whole,
)


@pytest.mark.parametrize(("text", "number"), [("0", 0), ("7", 7), ("007", 7), ("100", 100), (5, 5)])
def test_whole_numbers(text: object, number: int) -> None:
    assert parse_whole(text, 0, 100, "0 to 100") == number


@pytest.mark.parametrize(
    "text",
    ["", "101", "-1", "+1", " 1", "1 ", "1_0", "1.0", "1e1", "٣", "x", "9" * 5000, True, None],
)
def test_no_whole_numbers(text: object) -> None:
    with pytest.raises(ValueError, match=r"^0 to 100$"):
        parse_whole(text, 0, 100, "0 to 100")


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("0", 0),
        ("2", 2),
        ("0.5", 0.5),
        (".5", 0.5),
        ("00.50", 0.5),
        ("9.999", 9.999),
        ("0.30000000000000004", 0.3),
        ("0.33333333", 0.3333),
        (0.25, 0.25),
        (4, 4),
    ],
)
def test_decimals(text: object, number: float) -> None:
    assert parse_decimal(text, 0, 10, "0 to 10") == number


@pytest.mark.parametrize(
    "text",
    [
        *("", ".", "1.", "-1", "-0", "+1", " 1", "1 ", "1_0", "1e0", "1,5", "0x1", "٣"),
        *("nan", "inf", "Infinity", "10.0001", "11", "1" * 400, f"1.{'1' * 400}", True, None),
        *(float("nan"), float("inf"), 1e-7),
    ],
)
def test_no_decimals(text: object) -> None:
    with pytest.raises(ValueError, match=r"^0 to 10$"):
        parse_decimal(text, 0, 10, "0 to 10")


@pytest.mark.parametrize(
    ("text", "on"),
    [("true", True), ("True", True), ("1", True), ("false", False), ("0", False), (True, True)],
)
def test_switches(text: object, on: bool) -> None:
    assert parse_switch(text) is on


@pytest.mark.parametrize("text", ["", "yes", "on", "2", " true", None])
def test_no_switches(text: object) -> None:
    with pytest.raises(ValueError, match=r"^true or false$"):
        parse_switch(text)


def test_a_text_is_trimmed() -> None:
    assert clean_text("\u3000 a  b \n") == "a  b"


@pytest.mark.parametrize("text", ["a\0b", "a\nb", "\ud800", "\ufffe", "x" * 257])
def test_no_texts(text: str) -> None:
    with pytest.raises(ValueError, match=r"text without control|at most 256"):
        clean_text(text)


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2026-11-21", datetime(2026, 11, 21, tzinfo=UTC)),
        ("2026-11-21T18:00", datetime(2026, 11, 21, 18, tzinfo=UTC)),
        ("2026-11-21 18:00:30", datetime(2026, 11, 21, 18, 0, 30, tzinfo=UTC)),
        ("2026-11-21T18:00:30.5Z", datetime(2026, 11, 21, 18, 0, 30, 500_000, tzinfo=UTC)),
        ("2026-11-21T18:00+05:45", datetime(2026, 11, 21, 12, 15, tzinfo=UTC)),
        ("2026-11-21T18:00-0500", datetime(2026, 11, 21, 23, tzinfo=UTC)),
        ("9999-12-31", datetime(9999, 12, 31, tzinfo=UTC)),
    ],
)
def test_moments_are_in_utc(text: str, moment: datetime) -> None:
    assert parse_iso_moment(text) == moment
    assert parse_iso_moment(text).tzinfo is UTC


@pytest.mark.parametrize(
    "text",
    [
        *("", "x", "2026", "2026-11", "20261121", "2026-W47-6", "1795284000", "٢٠٢٦-٠٢-٠٣"),
        *("2026-02-30", "0000-01-01", "10000-01-01", " 2026-11-21", "2026-11-21\n", "2026-11-21Z"),
        *("2026-11-21T18", "2026-11-21T25:00", "2026-11-21T18:00:00.1234567", "2026-11-21t18:00"),
        *("2026-11-21T18:00+99:99", "0001-01-01T00:00+14:00", "9999-12-31T23:59-14:00"),
    ],
)
def test_no_moments(text: str) -> None:
    with pytest.raises(ValueError, match="a date or a moment of ISO 8601"):
        parse_iso_moment(text)
