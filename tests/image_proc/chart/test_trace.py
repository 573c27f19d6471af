from itertools import pairwise
from math import isfinite

import pytest
from hypothesis import given
from hypothesis import strategies as st

from image_proc.chart.path import area_path, line_path, number
from image_proc.chart.scale import Linear
from image_proc.chart.trace import Box, Point, Polyline, Values, thin_out, trace

BOX = Box(2, 3, 62, 17)
LARGEST = 1.7976931348623157e308
SMALLEST = 5e-324

numbers = st.floats(allow_nan=False, allow_infinity=False)
series = st.lists(st.none() | numbers, min_size=1, max_size=300).filter(
    lambda values: any(value is not None for value in values)
)


@pytest.mark.parametrize(
    ("low", "high", "value", "place"),
    [
        (0, 10, 0, 100),
        (0, 10, 10, 20),
        (0, 10, 5, 60),
        (-10, 10, -5, 80),
        (7, 7, 7, 60),
        (-LARGEST, LARGEST, 0, 60),
        (-LARGEST, LARGEST, LARGEST, 20),
        (-LARGEST, LARGEST, -LARGEST, 100),
        (0, LARGEST, LARGEST / 4, 80),
        (0, SMALLEST, SMALLEST, 20),
        (0, SMALLEST, 0, 100),
    ],
)
def test_a_value_has_its_place(low: float, high: float, value: float, place: float) -> None:
    assert Linear(low, high, 100, 20).at(value) == pytest.approx(place)


@given(st.lists(numbers, min_size=1), numbers, numbers)
def test_no_value_leaves_the_scale(values: list[float], start: float, end: float) -> None:
    start, end = start % 1000, end % 1000
    scale = Linear.over(values, start, end)
    places = [scale.at(value) for value in sorted(values)]
    assert all(min(start, end) <= place <= max(start, end) for place in places)
    assert places == sorted(places, reverse=start > end)


@given(series)
def test_every_point_lies_within_the_box(values: Values) -> None:
    runs, last = trace(values, BOX)
    assert last == runs[-1][-1]
    for point in (point for run in runs for point in run):
        assert isfinite(point.x)
        assert isfinite(point.y)
        assert BOX.left <= point.x <= BOX.right
        assert BOX.top <= point.y <= BOX.bottom


@given(series)
def test_lines_lead_rightwards_and_reach_from_edge_to_edge(values: Values) -> None:
    points = [point for run in trace(values, BOX).runs for point in run]
    assert all(one.x < other.x for one, other in pairwise(points))
    known = [value for value in values if value is not None]
    if min(known) < max(known):
        heights = {point.y for point in points}
        assert {BOX.top, BOX.bottom} <= heights


@pytest.mark.parametrize(
    ("values", "runs"),
    [
        ([5], [[(32, 10)]]),
        ([5, 5], [[(2, 10), (62, 10)]]),
        ([0, 1], [[(2, 17), (62, 3)]]),
        ([1, 0], [[(2, 3), (62, 17)]]),
        ([-3, -1, -2], [[(2, 17), (32, 3), (62, 10)]]),
        ([0, None, 1], [[(2, 17)], [(62, 3)]]),
        ([0, 1, None, None, 0.5], [[(2, 17), (17, 3)], [(62, 10)]]),
        ([None, 0, 1, None], [[(22, 17), (42, 3)]]),
        ([LARGEST, -LARGEST], [[(2, 3), (62, 17)]]),
    ],
)
def test_values_are_lines(values: Values, runs: list[list[tuple[float, float]]]) -> None:
    drawn = trace(values, BOX)
    assert len(drawn.runs) == len(runs)
    for run, points in zip(drawn.runs, runs, strict=True):
        assert [tuple(point) for point in run] == [pytest.approx(point) for point in points]


def test_few_values_are_all_kept() -> None:
    values = [float(at % 7) for at in range(40)]
    assert thin_out(values, 20) == list(enumerate(values))


@given(st.lists(numbers, min_size=1, max_size=500), st.integers(1, 40))
def test_of_many_values_the_extremes_and_the_ends_are_kept(
    values: list[float], columns: int
) -> None:
    kept = thin_out(values, columns)
    assert len(kept) <= 2 * columns + 2
    assert [at for at, _ in kept] == sorted({at for at, _ in kept})
    assert all(values[at] == value for at, value in kept)
    known = [value for _, value in kept if value is not None]
    assert (kept[0][0], kept[-1][0]) == (0, len(values) - 1)
    assert (min(known), max(known)) == (min(values), max(values))


def test_a_spike_among_ten_thousand_values_is_kept() -> None:
    values = [1.0] * 10_000
    values[4_321] = 9.0
    drawn = trace(values, BOX)
    assert sum(map(len, drawn.runs)) <= 2 * 60 + 2
    peak = min((point for run in drawn.runs for point in run), key=lambda point: point.y)
    assert peak == pytest.approx(Point(2 + 60 * 4_321 / 9_999, 3))


def test_a_gap_wider_than_a_pixel_survives_thinning() -> None:
    values: list[float | None] = [1.0] * 6_000
    values[2_000:3_000] = [None] * 1_000
    assert len(trace(values, BOX).runs) == 2
    values[2_000:3_000] = [None] + [1.0] * 999
    assert len(trace(values, BOX).runs) == 1


@pytest.mark.parametrize(
    ("runs", "line", "area"),
    [
        ([[(0, 1), (2.5, 3), (4, 1)]], "M0 1L2.5 3 4 1", "M0 9L0 1 2.5 3 4 1V9z"),
        ([[(1, 2)]], "M1 2h0", ""),
        ([[(0, 1), (1, 1)], [(3, 1)]], "M0 1L1 1M3 1h0", "M0 9L0 1 1 1V9z"),
    ],
)
def test_lines_as_paths(runs: list[list[tuple[float, float]]], line: str, area: str) -> None:
    made = tuple(tuple(Point(*point) for point in run) for run in runs)
    drawn = Polyline(made, made[-1][-1])
    assert (line_path(drawn), area_path(drawn, 9)) == (line, area)


@pytest.mark.parametrize(
    ("value", "text"),
    [(1, "1"), (10, "10"), (0, "0"), (-0.0, "0"), (-0.001, "0"), (1.005, "1"), (2 / 3, "0.67")],
)
def test_a_number_is_as_short_as_it_can_be(value: float, text: str) -> None:
    assert number(value) == text
