"""What `make bench` counts with; nothing is timed here."""

from collections.abc import Callable

import pytest

from benchmarks.report import Row, duration, number, table
from benchmarks.runner import AbsentError, Contestant, Race, race
from benchmarks.texts import KNOWN, new

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
