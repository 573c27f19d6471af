from typing import Any

import pytest

from source.table import Agg, BadChoice, BadLine, Between, Kind
from tests.source.table.reading import columns, only, read

_NOON = 1_795_262_400.0


def _line(clock: str, rest: str = '"GET /a HTTP/1.1" 200 5') -> str:
    return f"1.2.3.4 - - [21/Nov/2026:{clock} +0000] {rest}\n"


_LOG = "".join(
    (
        '1.2.3.4 - - [21/Nov/2026:12:00:01 +0000] "GET /a?b=1 HTTP/1.1" 200 100\n',
        'host.example - frank [21/Nov/2026:13:00:31 +0100] "POST /ü HTTP/1.1" 404 - '
        '"https://example.com/" "Mozilla/5.0 (\\"x\\") [1]" 0.25\n',
        '::1 - a b [21/Nov/2026:05:02:00 -0700] "\\x16\\x03\\x01" 400 12 "-" "-" rt=1.5\n',
        "\n",
        '1.2.3.4 - [x [21/Nov/2026:12:02:30 +0000] "GET / HTTP/1.1" 200 7 "-" "curl" 3\r\n',
        "-- [21/Nov/2026:12:03:00 +0000] nothing else\n",
    )
)


@pytest.mark.parametrize(
    ("field", "labels"),
    [
        ("host", ("1.2.3.4", "host.example", "::1", "-", "-")),
        ("user", ("-", "frank", "a b", "-", "-")),
        ("method", ("GET", "POST", "-", "-", "-")),
        ("path", ("/a", "/ü", "-", "-", "-")),
        ("protocol", ("HTTP/1.1", "HTTP/1.1", "-", "-", "-")),
        ("status", ("200", "404", "400", "-", "-")),
        ("referer", ("-", "https://example.com/", "-", "-", "-")),
        ("agent", ("-", 'Mozilla/5.0 (\\"x\\") [1]', "-", "-", "-")),
        ("9", ("-", "https://example.com/", "-", "-", "-")),
    ],
)
def test_words_of_lines_are_labels(field: str, labels: tuple[str, ...]) -> None:
    points = read(_LOG, x=field, y=("bytes",))
    assert points.labels == labels
    assert only(points) == [100, None, 12, None, None]


def test_numbers_of_lines_are_values() -> None:
    points = read(_LOG, y=("status", "bytes", "request_time"))
    assert points.times == (_NOON + 1, _NOON + 31, _NOON + 120, _NOON + 150, _NOON + 180)
    assert columns(points) == {
        "status": [200, 404, 400, None, None],
        "bytes": [100, None, 12, None, None],
        "request_time": [None, 0.25, 1.5, None, None],
    }
    assert points.bucket is None


def test_numbers_are_places_too() -> None:
    points = read(_LOG, x="request_time", y=("bytes",))
    assert (points.places, only(points)) == ((0.25, 1.5), [None, 12])


def test_lines_are_counted_by_themselves() -> None:
    points = read(_LOG, bucket=60.0)
    assert points.times == (_NOON, _NOON + 60, _NOON + 120, _NOON + 180)
    assert columns(points) == {"count": [2, 0, 2, 1]}
    assert (points.bucket, points.x) == (60, "time")


def test_a_bucket_is_chosen_where_none_is_named() -> None:
    points = read(_LOG, buckets=10)
    assert (points.bucket, only(points)) == (30, [1, 1, 0, 0, 1, 1, 1])
    assert read(_line("12:00:00")).bucket == 1
    day = Between(_NOON - 86_400, _NOON)
    assert read(_LOG, window=day).bucket == 300


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ({"by": "method"}, {"-": [0, 0, 2, 1], "GET": [1, 0, 0, 0], "POST": [1, 0, 0, 0]}),
        ({"by": "status", "agg": Agg.SUM, "y": ("bytes",)},
         {"200": [100, 0, 0, 0], "400": [0, 0, 12, 0], "404": [0, 0, 0, 0], "-": [0, 0, 0, 0]}),
        ({"y": ("bytes",)}, {"bytes": [100, None, 12, None]}),
        ({"y": ("bytes",), "agg": Agg.COUNT}, {"bytes": [1, 0, 1, 0]}),
        ({"y": ("referer",), "agg": Agg.COUNT}, {"referer": [1, 0, 0, 0]}),
        ({"agg": Agg.RATE}, {"rate": [2 / 60, 0, 2 / 60, 1 / 60]}),
        ({"y": ("bytes",), "agg": Agg.RATE}, {"bytes": [100 / 60, 0, 12 / 60, 0]}),
        ({"y": ("request_time",), "agg": Agg.P95}, {"request_time": [0.25, None, 1.5, None]}),
    ],
)  # fmt: skip
def test_lines_are_summed_up(wanted: dict[str, Any], found: dict[str, list[float]]) -> None:
    assert columns(read(_LOG, bucket=60.0, **wanted)) == found


def test_lines_are_counted_by_what_they_say() -> None:
    points = read(_LOG, x="status", agg=Agg.COUNT)
    assert (points.labels, only(points)) == (("200", "404", "400", "-"), [1, 1, 1, 2])
    points = read(_LOG, x="method", agg=Agg.COUNT, window=Between(_NOON + 31, _NOON + 180))
    assert (points.labels, only(points)) == (("POST", "-"), [1, 2])


def test_nothing_is_zero_only_where_the_log_had_begun() -> None:
    log = _line("12:02:00") + _line("12:04:30")
    window = Between(_NOON, _NOON + 480)
    assert only(read(log, window=window, bucket=60.0)) == [None, None, 1, 0, 1, 0, 0, 0]
    later = Between(_NOON + 600, _NOON + 720)
    assert only(read(log, window=later, bucket=60.0)) == [0, 0]
    earlier = Between(_NOON - 120, _NOON)
    assert only(read(log, window=earlier, bucket=60.0)) == [None, None]


def test_a_window_cuts_its_first_and_last_bucket() -> None:
    log = "".join(_line(f"12:00:{second:02}") for second in range(60))
    points = read(log, window=Between(_NOON + 10, _NOON + 50), bucket=60.0)
    assert (points.times, only(points)) == ((_NOON,), [40])


def test_lines_out_of_order_are_counted_where_they_belong() -> None:
    log = _line("12:02:00") + _line("11:59:59") + _line("12:00:00") + _line("12:02:59")
    points = read(log, bucket=60.0)
    assert (points.times or ())[0] == _NOON - 60
    assert only(points) == [1, 1, 0, 2]
    assert read(log, y=("bytes",)).times == (_NOON - 1, _NOON, _NOON + 120, _NOON + 179)


@pytest.mark.parametrize(
    ("log", "message"),
    [
        (_line("12:00:00") + "oops\n", "line 2 is 'oops'; accepted: a time such as [10/Oct/2000"),
        (_line("12:00:00") + "\n" + _line("12:61:00"), "line 3 has the time '21/Nov/2026:12:61"),
        (_LOG + _line("12:00:00").replace("Nov", "Nev"), "line 7 has the time '21/Nev/2026"),
        (_LOG + "\x00\n", "line 7 is '\\x00'"),
    ],
)
@pytest.mark.parametrize("wanted", [{}, {"y": ("bytes",)}, {"by": "status"}])
def test_a_line_without_a_time_is_named(log: str, message: str, wanted: dict[str, Any]) -> None:
    with pytest.raises(BadLine) as caught:
        read(log, kind=Kind.ACCESS, **wanted)
    assert str(caught.value).startswith(message)


def test_a_line_without_its_end_is_left_out() -> None:
    points = read(_LOG + _line("12:05:00")[:-1], bucket=60.0)
    assert only(points) == [2, 0, 2, 1]
    assert points.unfinished


def test_a_field_that_no_log_has_is_named() -> None:
    with pytest.raises(BadChoice, match="y is 'size'; accepted: one of host, user, time, method"):
        read(_LOG, y=("size",))


@pytest.mark.parametrize("asked", ["", "GET", "GET / HTTP/1.1 x", " ", "GET  /", '\\\\\\"'])
def test_odd_requests_are_counted(asked: str) -> None:
    log = _line("12:00:00", f'"{asked}" 200 5')
    assert only(read(log, x="status", agg=Agg.COUNT)) == [1]
    assert read(log, x="path", agg=Agg.COUNT).rows == 1


def test_a_time_in_a_request_is_not_the_line_s() -> None:
    sent = '"GET /?[21/Nov/2026:11:00:00 +0000] HTTP/1.1" 200 5'
    assert read(_line("12:00:00", sent), bucket=60.0).times == (_NOON,)


def test_lines_that_hardly_are_any_take_no_time() -> None:
    hostile = ("[" * 900_000, '"\\' * 400_000, " " * 900_000, "1 " * 400_000)
    for text in hostile:
        log = _line("12:00:00") + _line("12:00:01", f'"{text}') + _line("12:00:02", f'{text}"')
        for wanted in ({"bucket": 60.0}, {"x": "user", "agg": Agg.COUNT}, {"y": ("request_time",)}):
            assert read(log, **wanted).rows > 0
        with pytest.raises(BadLine):
            read(log + text + "1\n", x="user", agg=Agg.COUNT)


def test_empty_lines_take_no_time() -> None:
    assert only(read(_line("12:00:00") + "\n" * 100_000, x="status", agg=Agg.COUNT)) == [1]
