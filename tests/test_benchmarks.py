"""What `make bench` counts with; nothing is timed here."""

from collections.abc import Callable
from io import BytesIO

import pytest
from PIL import Image

from benchmarks.attack_shapes import SHAPES
from benchmarks.likeness import psnr
from benchmarks.machine import machine, version_of
from benchmarks.photos import JPEGS, SUNSET_PNG, SUNSET_WEBP, write_large
from benchmarks.report import Row, duration, number, table
from benchmarks.runner import AbsentError, Contestant, Race, race, take_turns
from benchmarks.soak_watch import Answered, good, p99, quarters, slope
from benchmarks.texts import KNOWN, new
from benchmarks.wrk import read, took

MS = 1_000_000


def contestant(name: str, each: int, ran: list[str]) -> Contestant:
    """One that claims to take so many ns a call."""

    def run(amount: int) -> int:
        ran.append(name)
        return amount * each

    return Contestant(name, run)


def absent(_: int) -> int:
    message = "it is not installed"
    raise AbsentError(message)


def test_contestants_take_turns() -> None:
    ran: list[str] = []
    told = race([contestant("a", MS, ran), contestant("b", 3 * MS, ran)], rounds=5, batch=6 * MS)
    # A run-up, then the batch.
    assert ran[-20:] == ["a", "a", "b", "b"] * 5
    assert told.time("a") == MS
    assert told.times_as_fast("a", "b") == 3


def test_what_takes_long_is_done_once_a_round() -> None:
    ran: list[str] = []
    told = take_turns(
        [contestant("a", MS, ran), Contestant("gone", absent), contestant("b", 3 * MS, ran)],
        rounds=3,
    )
    # The first of each warms up.
    assert ran == ["a", "b"] * 4
    assert told.absent == {"gone": "it is not installed"}
    assert told.laps == {"a": [MS] * 3, "b": [3 * MS] * 3}


def test_a_ratio_is_taken_round_by_round() -> None:
    drifting = Race({"ours": [1, 10, 100], "theirs": [8, 90, 700]}, {})
    assert drifting.times_as_fast("ours", "theirs") == 8


def test_who_cannot_run_is_named_and_stops_nobody() -> None:
    told = race([Contestant("gone", absent), contestant("here", MS, [])], rounds=2)
    assert told.absent == {"gone": "it is not installed"}
    assert list(told.laps) == ["here"]


def test_new_texts_are_new_and_of_the_known_length() -> None:
    texts = [*new(1000), *new(1000)]
    assert len(set(texts)) == 2000
    assert {(len(label), len(message)) for label, message in texts} == {tuple(map(len, KNOWN))}


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (0, "0"),
        (0.0714, "0.0714"),
        (3.2449, "3.24"),
        (99.96, "100"),
        (468, "468"),
        (23_010, "23010"),
    ],
)
def test_numbers_have_three_digits_that_say_something(value: float, written: str) -> None:
    assert number(value) == written


@pytest.mark.parametrize(
    ("nanoseconds", "written"), [(3_160, "3.16 µs"), (71_400, "71.4 µs"), (13_300_000, "13.3 ms")]
)
def test_times_have_the_unit_that_suits_them(nanoseconds: float, written: str) -> None:
    assert duration(nanoseconds) == written


@pytest.mark.parametrize(
    ("make", "cells"),
    [
        (
            lambda: Row.limited("PNG", 0.05, 0.1, "ms"),
            ("PNG", "0.05 ms", "≤ 0.1 ms", "0.5×", "", "reached"),
        ),
        (
            lambda: Row.limited("PNG", 0.2, 0.1, "ms"),
            ("PNG", "0.2 ms", "≤ 0.1 ms", "2×", "", "MISSED"),
        ),
        (
            lambda: Row.timed("PNG", 150_000, 0.1, 2.0),
            ("PNG", "0.15 ms", "≤ 0.1 ms", "1.5×", "0.75×", "MISSED"),
        ),
        (
            lambda: Row.timed("PNG", 50_000, 0.1, None),
            ("PNG", "0.05 ms", "≤ 0.1 ms", "0.5×", "", "reached"),
        ),
        (
            lambda: Row.compared("SVG", "3 : 30", 10, 8),
            ("SVG", "3 : 30", "≥ 8×", "10×", "", "reached"),
        ),
        (
            lambda: Row.compared("SVG", "5 : 30", 6, 8),
            ("SVG", "5 : 30", "≥ 8×", "6×", "", "MISSED"),
        ),
        (lambda: Row.compared("SVG", "3 : 30", 10, 0), ("SVG", "3 : 30", "", "10×", "", "")),
        (lambda: Row("SVG", "not measured"), ("SVG", "not measured", "", "", "", "")),
    ],
)
def test_a_row_says_whether_the_figure_is_reached(
    make: Callable[[], Row], cells: tuple[str, ...]
) -> None:
    assert make().cells == cells


def test_the_table_is_markdown_in_columns() -> None:
    lines = table([Row("a", "1 ms"), Row.limited("longer", 1, 2, "ms")]).splitlines()
    assert len(lines) == 4
    assert len(set(map(len, lines))) == 1
    assert lines[1] == "|" + "|".join("-" * (len(cell)) for cell in lines[0].split("|")[1:-1]) + "|"


def test_photos_have_names_of_their_own() -> None:
    photos = (*JPEGS, SUNSET_PNG, SUNSET_WEBP)
    assert len({photo.name for photo in photos}) == len({photo.what for photo in photos}) == 7


@pytest.mark.parametrize("side", [1, 100, 1003])
def test_a_large_png_is_one(side: int) -> None:
    file = BytesIO()
    write_large(side, file)
    with Image.open(file, formats=["PNG"]) as image:
        image.load()
        assert (image.mode, image.size) == ("RGB", (side, side))


@pytest.mark.parametrize(
    ("level", "decibels"), [(100, 99.0), (101, 48.13), (110, 28.13), (90, 28.13), (255, 4.32)]
)
def test_likeness_is_the_mean_square_in_decibels(level: int, decibels: float) -> None:
    band = Image.new("F", (16, 9), 100)
    file = BytesIO()
    Image.new("RGB", (16, 9), (level, level, level)).save(file, "PNG")
    assert psnr((band, band, band), file) == pytest.approx(decibels, abs=0.01)


WRK = """\
Running 4s test @ http://127.0.0.1:5000/
  1 threads and 4 connections
  Thread Stats   Avg      Stdev     Max   +/- Stdev
    Latency   115.31ms   20.02ms 200.68ms   70.12%
    Req/Sec    34.90     11.00    60.00     72.50%
  Latency Distribution
     50%  113.94ms
     75%  126.69ms
     90%  141.19ms
     99%    1.20s
  139 requests in 4.01s, 11.01MB read
Requests/sec:     34.66
Transfer/sec:      2.75MB
"""


def test_what_wrk_says_is_read() -> None:
    batch = read(WRK, works=[5.25, 1.75])
    assert (batch.rate, batch.p50, batch.p99) == (34.66, 113.94, 1200.0)
    assert batch.work == pytest.approx(50.36, abs=0.01)
    assert batch.busiest == 0.75


def test_where_no_work_is_seen_one_process_did_it_all() -> None:
    assert read(WRK, works=[]).busiest == read(WRK, works=[0.0, 0.0]).busiest == 1.0


@pytest.mark.parametrize(
    "told",
    ["", WRK + "  Non-2xx or 3xx responses: 3\n", WRK.replace("139 requests", "0 requests")],
)
def test_answers_that_are_not_good_are_no_measure(told: str) -> None:
    with pytest.raises(AbsentError, match="wrk saw errors"):
        read(told, works=[1.0])


def test_work_is_counted_from_one_look_to_the_next() -> None:
    assert took({"1": 2.0, "2": 5.0}, {"1": 2.5, "2": 5.0, "3": 1.0}) == [0.5, 0.0, 1.0]


@pytest.mark.parametrize(
    ("figures", "ends", "more"),
    [
        ([7.0], (7, 7), 0.0),
        ([1.0, 1.0, 1.0], (1, 1), 0.0),
        ([1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0], (1.5, 7.5), 1.0),
        ([100.0, 900.0, 100.0, 100.0], (100, 100), -80.0),
        ([3.0, 2.0, 1.0, 0.0], (3, 0), -1.0),
    ],
)
def test_what_grows_is_seen(figures: list[float], ends: tuple[float, float], more: float) -> None:
    assert quarters(figures) == ends
    assert slope(figures) == pytest.approx(more)


def test_answers_are_counted_and_timed() -> None:
    answers = [Answered(0.0, "/healthz", float(ms), ms != 7) for ms in range(101)]
    assert p99(answers) == 99
    assert good(answers) == 100 / 101
    assert p99([]) == p99(answers[:1]) == good([]) == 0


def test_odd_requests_are_different_ones() -> None:
    assert len({shape.request for shape in SHAPES.values()}) == len(SHAPES) > 50
    assert all(shape.statuses and shape.answers for shape in SHAPES.values())


def test_the_machine_is_named_without_a_program_that_is_missing() -> None:
    assert any("cores" in line for line in machine())
    assert version_of("no-such-program") == "no-such-program is not installed"
