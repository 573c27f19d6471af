from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from image_proc.tags.moment import exif_moment, utc_moment, xmp_moment


@pytest.mark.parametrize(
    ("text", "parts", "offset", "moment"),
    [
        ("2026:02:03 04:05:06", "", "", "2026-02-03T04:05:06"),
        ("2026:02:03 04:05:06", "12", "+01:00", "2026-02-03T04:05:06.12+01:00"),
        ("2026:02:03 04:05:06", "007 ", "-03:30", "2026-02-03T04:05:06.007-03:30"),
        ("2026:02:03 04:05:06", "1234567890", "Z", "2026-02-03T04:05:06.123456Z"),
        ("2026-02-03 04:05:06", "", "", "2026-02-03T04:05:06"),
        ("2026-02-03T04:05:06", "", "", "2026-02-03T04:05:06"),
        ("2024:02:29 23:59:59", "", "+14:00", "2024-02-29T23:59:59+14:00"),
        # What is no part of a second, or no offset, is left away.
        ("2026:02:03 04:05:06", "x", "+99:00", "2026-02-03T04:05:06"),
        ("2026:02:03 04:05:06", "-1", "+01:60", "2026-02-03T04:05:06"),
        ("2026:02:03 04:05:06", "", "+1:00", "2026-02-03T04:05:06"),
        ("2026:02:03 04:05:06", "", "   :  ", "2026-02-03T04:05:06"),
        # What is no day of the calendar is no time at all.
        ("2026:02:30 04:05:06", "", "", None),
        ("2025:02:29 04:05:06", "", "", None),
        ("2026:13:03 04:05:06", "", "", None),
        ("2026:02:03 24:05:06", "", "", None),
        ("2026:02:03 04:60:06", "", "", None),
        ("0000:00:00 00:00:00", "", "", None),
        ("    :  :     :  :  ", "", "", None),
        ("2026:02:03", "", "", None),
        ("2026:02:03 04:05", "", "", None),
        ("٢٠٢٦:02:03 04:05:06", "", "", None),
        ("yesterday", "", "", None),
        ("", "", "", None),
    ],
)
def test_exif_times_are_real_or_none(text: str, parts: str, offset: str, moment: str) -> None:
    assert exif_moment(text, parts, offset) == moment
    assert moment is None or datetime.fromisoformat(moment)


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2026-02-03T04:05:06", "2026-02-03T04:05:06"),
        ("2026-02-03T04:05", "2026-02-03T04:05:00"),
        ("2026-02-03T04:05:06.789+02:00", "2026-02-03T04:05:06.789+02:00"),
        ("2026-02-03T04:05Z", "2026-02-03T04:05:00Z"),
        ("2026-02-03", None),
        ("2026-02", None),
        ("2026-02-31T04:05:06", None),
        ("", None),
    ],
)
def test_xmp_times_are_real_or_none(text: str, moment: str | None) -> None:
    assert xmp_moment(text) == moment


@pytest.mark.parametrize(
    ("day", "seconds", "moment"),
    [
        ("2026:02:03", 0.0, "2026-02-03T00:00:00Z"),
        ("2026:02:03", 86399.9, "2026-02-03T23:59:59Z"),
        ("2026-02-03", 3661, "2026-02-03T01:01:01Z"),
        ("2026:02:03", 86400.0, None),
        ("2026:02:03", -1.0, None),
        ("2026:02:03", None, None),
        ("2026:02:30", 5.0, None),
        ("", 5.0, None),
    ],
)
def test_times_of_gps_are_real_or_none(day: str, seconds: float | None, moment: str) -> None:
    assert utc_moment(day, seconds) == moment


@given(st.datetimes(min_value=datetime(1000, 1, 1), timezones=st.none()))
def test_every_real_time_is_read(when: datetime) -> None:
    text = when.strftime("%Y:%m:%d %H:%M:%S")
    assert exif_moment(text, f"{when.microsecond:06}") == when.isoformat(timespec="microseconds")


@given(st.text(max_size=40), st.text(max_size=8), st.text(max_size=8))
def test_no_text_raises(text: str, parts: str, offset: str) -> None:
    for moment in (exif_moment(text, parts, offset), xmp_moment(text)):
        assert moment is None or datetime.fromisoformat(moment)
