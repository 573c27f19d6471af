"""Radar and polar charts and gauges: where values lie, and what is said of them."""

from itertools import combinations
from math import atan2, hypot, pi, tau
from typing import Any, TypeVar

import pytest

from image_proc.chart.fields import ChartType, Legend
from image_proc.chart.layout.lettering import ASCENT, measure
from image_proc.chart.layout.radial import radial_marks
from image_proc.chart.palette import palette_of, same
from image_proc.chart.scene import Area, Clip, Disc, Line, Mark, Sector, Words
from image_proc.chart.series import Series
from image_proc.chart.spec import ChartSpec
from image_proc.chart.trace import Box, Point
from image_proc.chart.wholes import MOST_PARTS, check_radial
from image_proc.color import parse_color
from image_proc.errors import InvalidParameter

BODY = Box(0, 0, 400, 275)
AXES = tuple("abcde")
M = TypeVar("M", bound=Mark)


def marks_of(kind: str, series: dict[str, Any], box: Box = BODY, **more: Any) -> list[Mark]:
    spec = ChartSpec.model_validate({"type": kind, "series": (series,), **more})
    marks = radial_marks(spec, box, palette_of(spec))
    return [mark for mark in marks if not isinstance(mark, Clip)]


def of(kind: type[M], marks: list[Mark]) -> list[M]:
    return [mark for mark in marks if isinstance(mark, kind)]


def texts(marks: list[Mark]) -> list[str]:
    return [words.text for words in of(Words, marks)]


def away(point: Point, center: Point) -> float:
    return hypot(point.x - center.x, point.y - center.y)


def turned(point: Point, center: Point) -> float:
    """Radians clockwise from the top."""
    return atan2(point.x - center.x, center.y - point.y) % tau


def center_of_web(marks: list[Mark]) -> Point:
    return of(Line, marks)[0].points[0]


def test_a_radar_has_its_values_on_axes_clockwise_from_the_top() -> None:
    marks = marks_of("radar", {"values": (10, 8, 6, 4, 2)}, labels=AXES)
    center = center_of_web(marks)
    dots = [dot.center for dot in of(Disc, marks)]
    edge = away(of(Line, marks)[0].points[1], center)
    assert [away(dot, center) / edge for dot in dots] == pytest.approx([1, 0.8, 0.6, 0.4, 0.2])
    assert [turned(dot, center) for dot in dots] == pytest.approx([tau * at / 5 for at in range(5)])


def test_a_whole_polygon_is_closed_and_filled() -> None:
    marks = marks_of("radar", {"values": (1, 2, 3)})
    (area,) = of(Area, marks)
    assert area.paint.light.alpha < 255
    assert any(line.points == area.points for line in of(Line, marks))
    assert area.points[0] == area.points[-1]


def test_a_gap_breaks_the_polygon_and_is_not_drawn_as_zero() -> None:
    marks = marks_of("radar", {"values": (5, 4, None, 4, 5)}, labels=AXES)
    center = center_of_web(marks)
    line = next(line for line in of(Line, marks) if line.width == 2)
    # From the axis behind the gap over the top to the one before it.
    steps = [turned(point, center) / tau * 5 for point in line.points]
    assert steps == pytest.approx([3, 4, 0, 1], abs=1e-6)
    assert len(of(Disc, marks)) == 4


def test_a_joined_series_runs_on_over_its_gaps() -> None:
    marks = marks_of("radar", {"values": (5, None, 4, 3), "joined": True})
    line = next(line for line in of(Line, marks) if line.width == 2)
    assert len(line.points) == 4
    assert line.points[0] == line.points[-1]


@pytest.mark.parametrize("values", [(), (3,), (3, 4), (None, None, None), (3, None, 3, None)])
def test_a_radar_of_too_few_values_for_a_polygon_has_none(
    values: tuple[float | None, ...],
) -> None:
    marks = marks_of("radar", {"values": values})
    assert len(of(Disc, marks)) == sum(value is not None for value in values)


def test_values_beyond_given_ends_lie_at_them() -> None:
    marks = marks_of("radar", {"values": (-5, 500, 50)}, y={"low": 0, "high": 100})
    center = center_of_web(marks)
    edge = away(of(Line, marks)[0].points[1], center)
    shares = [away(dot.center, center) / edge for dot in of(Disc, marks)]
    assert shares == pytest.approx([0, 1, 0.5])


def test_the_rings_of_a_radar_have_round_numbers() -> None:
    written = texts(marks_of("radar", {"values": (65, 59, 90)}, labels=("a", "b", "c")))
    assert written == ["20", "40", "60", "80", "100", "a", "b", "c"]
    hidden = marks_of("radar", {"values": (65, 59, 90)}, y={"visible": False})
    assert not texts(hidden)


def test_of_many_axes_every_second_or_third_is_named() -> None:
    names = tuple(f"axis number {at}" for at in range(90))
    marks = marks_of("radar", {"values": (1,) * 90}, labels=names, y={"visible": False})
    written = texts(marks)
    assert 4 < len(written) < 46
    steps = {names.index(two) - names.index(one) for one, two in zip(written, written[1:])}  # noqa: B905, RUF007
    assert len(steps) == 1


def test_a_polar_chart_has_equal_angles_and_values_as_radii() -> None:
    marks = marks_of("polar", {"values": (10, 5, None, 0)}, background="#fff")
    slices = [part for part in of(Sector, marks) if part.inner == 0]
    assert [(part.start, part.end) for part in slices] == [(0, pi / 2), (pi / 2, pi)]
    assert slices[0].outer == pytest.approx(2 * slices[1].outer)
    edge = max(part.outer for part in of(Sector, marks))
    assert slices[0].outer == pytest.approx(edge)


def test_the_numbers_of_a_polar_chart_are_its_values() -> None:
    marks = marks_of("polar", {"values": (1200, 800)}, numbers=True, y={"visible": False})
    assert texts(marks) == ["1,200", "800"]


def test_polar_slices_are_named_around_where_there_is_no_legend() -> None:
    more: dict[str, Any] = {"labels": ("a", "b"), "y": {"visible": False}}
    assert not texts(marks_of("polar", {"values": (1, 2)}, **more))
    assert texts(marks_of("polar", {"values": (1, 2)}, legend=Legend.NONE, **more)) == ["a", "b"]


def arcs(marks: list[Mark]) -> list[Sector]:
    return of(Sector, marks)


@pytest.mark.parametrize(
    ("value", "share", "written"),
    [(25, 0.25, "25"), (100, 1, "100"), (130, 1, "130"), (12.5, 0.125, "12.5")],
)
def test_a_gauge_fills_its_arc_and_writes_the_value(
    value: float, share: float, written: str
) -> None:
    marks = marks_of("gauge", {"values": (value,)}, labels=("CPU",))
    track, arc = arcs(marks)
    assert (arc.end - arc.start) / (track.end - track.start) == pytest.approx(share)
    assert arc.start == track.start
    assert texts(marks) == [written, "0", "100", "CPU"]
    assert len(of(Disc, marks)) == 4


def test_a_value_below_the_low_end_leaves_the_arc_empty_and_is_written_as_it_is() -> None:
    marks = marks_of("gauge", {"values": (-20,)})
    assert len(arcs(marks)) == 1
    assert texts(marks)[0] == "−20"


def test_a_gauge_without_a_value_says_so() -> None:
    for values in ((), (None,)):
        marks = marks_of("gauge", {"values": values})
        assert len(arcs(marks)) == 1
        assert texts(marks)[0] == "–"


@pytest.mark.parametrize(
    ("axis", "ends"),
    [
        ({}, ["0", "100"]),
        ({"high": 20}, ["0", "20"]),
        ({"low": 200}, ["200", "300"]),
        ({"high": -10}, ["−110", "−10"]),
        ({"low": 1, "high": 2, "suffix": "%"}, ["1%", "2%"]),
        ({"shown": (-1, 1)}, ["−1", "1"]),
    ],
)
def test_the_ends_of_a_gauge(axis: dict[str, Any], ends: list[str]) -> None:
    assert texts(marks_of("gauge", {"values": (5,)}, y=axis))[1:3] == ends


def test_zones_end_at_the_marks_and_a_needle_points_at_the_value() -> None:
    colors = ("green", "gold", "red")
    series = {"values": (60,), "colors": colors}
    marks = marks_of("gauge", series, y={"marks": (50, 80, 100)})
    zones = arcs(marks)
    whole = zones[-1].end - zones[0].start
    assert [(zone.end - zones[0].start) / whole for zone in zones] == pytest.approx([0.5, 0.8, 1])
    assert [zone.paint for zone in zones] == [same(parse_color(color)) for color in colors]
    (needle,) = of(Area, marks)
    tip = needle.points[1]
    assert turned(tip, zones[0].center) == pytest.approx(0.1 * whole)


def test_zones_without_marks_are_equal() -> None:
    zones = arcs(marks_of("gauge", {"values": (60,), "colors": ("green", "red")}))
    first, second = (zone.end - zone.start for zone in zones)
    assert first == pytest.approx(second)


def test_a_gauge_in_a_flat_box_is_half_a_ring() -> None:
    wide = arcs(marks_of("gauge", {"values": (5,)}))[0]
    flat = arcs(marks_of("gauge", {"values": (5,)}, Box(0, 0, 500, 120)))[0]
    assert wide.end - wide.start == pytest.approx(tau * 2 / 3)
    assert flat.end - flat.start == pytest.approx(pi)


@pytest.mark.parametrize("size", [(400, 275), (500, 100), (120, 120), (200, 400), (70, 60)])
@pytest.mark.parametrize("colors", [(), ("green", "red")])
def test_the_words_of_a_gauge_do_not_overlap(size: tuple[int, int], colors: tuple[str]) -> None:
    series = {"values": (1_234_567.0,), "colors": colors, "name": "A long name of a gauge"}
    marks = marks_of("gauge", series, Box(0, 0, *size), y={"high": 2_000_000})
    boxes = []
    for words in of(Words, marks):
        half = measure(words.text, words.size, bold=words.bold) / 2
        top = words.at.y - words.size * ASCENT
        boxes.append(Box(words.at.x - half, top, words.at.x + half, words.at.y))
    for one, other in combinations(boxes, 2):
        assert (
            one.right <= other.left
            or other.right <= one.left
            or one.bottom <= other.top
            or other.bottom <= one.top
        ), (one, other)


@pytest.mark.parametrize(
    ("kind", "values", "accepted"),
    [
        ("pie", (1, -2), "values of 0 or more in a pie chart"),
        ("doughnut", (-1e-9,), "values of 0 or more in a doughnut chart"),
        ("polar", (None, -1), "values of 0 or more in a polar chart"),
        ("pie", (1,) * (MOST_PARTS + 1), "at most 1000 values in all in a pie chart"),
        ("radar", (1,) * (MOST_PARTS + 1), "at most 1000 values in all in a radar chart"),
    ],
)
def test_what_has_no_place_around_a_centre_is_refused(
    kind: str, values: tuple[float | None, ...], accepted: str
) -> None:
    with pytest.raises(InvalidParameter, match=accepted):
        check_radial(ChartType(kind), (Series(values=values),), 0)


@pytest.mark.parametrize(
    ("kind", "values"),
    [
        ("pie", (0, None, 5)),
        ("radar", (-5, 5)),
        ("gauge", (-5,) * (MOST_PARTS + 1)),
        ("line", (-5,) * (MOST_PARTS + 1)),
    ],
)
def test_what_has_a_place_is_taken(kind: str, values: tuple[float | None, ...]) -> None:
    check_radial(ChartType(kind), (Series(values=values),), len(values))
