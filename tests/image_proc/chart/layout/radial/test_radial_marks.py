"""What holds for all charts around a centre, whatever their values and however small their box."""

from itertools import combinations, pairwise
from math import cos, pi, sin, tau

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from image_proc.chart.fields import ChartType, Legend, Unit
from image_proc.chart.layout.lettering import ASCENT, DESCENT, measure
from image_proc.chart.layout.radial import RADIAL, radial_marks, slice_paint
from image_proc.chart.palette import palette_of, same
from image_proc.chart.scene import Area, Clip, Comb, Disc, Line, Mark, Rect, Sector, Words
from image_proc.chart.series import Axis, Series
from image_proc.chart.spec import ChartSpec
from image_proc.chart.trace import Box, Point
from image_proc.color import parse_color

BODY = Box(10, 10, 490, 265)
Values = tuple[float | None, ...]


def marks_of(spec: ChartSpec, box: Box = BODY) -> list[Mark]:
    marks = radial_marks(spec, box, palette_of(spec))
    return [each for mark in marks for each in (mark.marks if isinstance(mark, Clip) else (mark,))]


def chart(kind: str, *values: Values, labels: tuple[str, ...] = (), **more: object) -> ChartSpec:
    series = tuple({"values": each} for each in values)
    return ChartSpec.model_validate(
        {"type": kind, "series": series, "labels": labels, "width": 500, "height": 275} | more
    )


def sectors(marks: list[Mark]) -> list[Sector]:
    return [mark for mark in marks if isinstance(mark, Sector)]


def texts(marks: list[Mark]) -> list[str]:
    return [mark.text for mark in marks if isinstance(mark, Words)]


def extent(mark: Mark) -> Box:
    """What a mark covers."""
    match mark:
        case Rect():
            return mark.box
        case Disc():
            return around([mark.center], mark.radius)
        case Sector():
            turns = [at * pi / 2 for at in range(-5, 9) if mark.start < at * pi / 2 < mark.end]
            places = [
                Point(mark.center.x + sin(at) * far, mark.center.y - cos(at) * far)
                for at in (mark.start, *turns, mark.end)
                for far in (mark.inner, mark.outer)
            ]
            return around(places, 0)
        case Comb():
            raise AssertionError(mark)
        case Words():
            return words_box(mark)
        case Line():
            return around(mark.points, mark.width / 2)
        case Area():
            return around(mark.points, 0)


def around(points: list[Point] | tuple[Point, ...], more: float) -> Box:
    xs, ys = [point.x for point in points], [point.y for point in points]
    return Box(min(xs) - more, min(ys) - more, max(xs) + more, max(ys) + more)


def words_box(words: Words) -> Box:
    width = measure(words.text, words.size, bold=words.bold)
    left = words.at.x - width * {"start": 0, "middle": 0.5, "end": 1}[words.anchor]
    return Box(
        left,
        words.at.y - words.size * ASCENT,
        left + width,
        words.at.y + words.size * DESCENT,
    )


numbers = st.none() | st.floats(-1e308, 1e308) | st.integers(0, 1000).map(float)
labels = st.lists(st.text("abcdefgh W", max_size=40).map(str.strip), max_size=12)


@st.composite
def specs(draw: st.DrawFn) -> ChartSpec:
    kind = draw(st.sampled_from(sorted(RADIAL)))
    positive = kind in (ChartType.PIE, ChartType.DOUGHNUT, ChartType.POLAR)
    values = numbers.map(lambda v: abs(v) if v is not None and positive else v)
    low = draw(st.none() | st.floats(-1e308, 1e308))
    high = draw(st.none() | st.floats(-1e308, 1e308))
    if low is not None and high is not None and not low < high:
        low = None
    return ChartSpec(
        type=kind,
        series=tuple(
            Series(
                values=tuple(draw(st.lists(values, max_size=12))),
                joined=draw(st.booleans()),
                colors=draw(st.sampled_from([(), ("red",), ("red", "#00f8", "lime")])),
            )
            for _ in range(draw(st.integers(0, 3)))
        ),
        labels=tuple(draw(labels)),
        y=Axis(
            low=low,
            high=high,
            marks=tuple(draw(st.lists(st.floats(-1e308, 1e308), max_size=3))),
            unit=draw(st.sampled_from(Unit)),
            visible=draw(st.booleans()),
        ),
        legend=draw(st.sampled_from([Legend.NONE, Legend.AUTO])),
        numbers=draw(st.booleans()),
        background=draw(st.sampled_from([None, "transparent", "#345"])),
        width=draw(st.integers(8, 900)),
        height=draw(st.integers(8, 900)),
    )


@settings(max_examples=100)
@given(spec=specs(), data=st.data())
def test_nothing_fails_and_nothing_leaves_the_box(spec: ChartSpec, data: st.DataObject) -> None:
    box = Box(
        left := data.draw(st.floats(0, spec.width)),
        top := data.draw(st.floats(0, spec.height)),
        data.draw(st.floats(left, spec.width)),
        data.draw(st.floats(top, spec.height)),
    )
    nothing_leaves(box, marks_of(spec, box))


@pytest.mark.parametrize("kind", ["radar", "polar"])
@pytest.mark.parametrize("labels", [("a",), ("W" * 30,) * 5, ("a" * 12, "b", "c"), ("", "b")])
@pytest.mark.parametrize("side", [66, 100])
@pytest.mark.parametrize("page", [66, 300, 900])
def test_numbers_stay_in_a_box_that_is_too_small_for_labels(
    kind: str, labels: tuple[str, ...], side: float, page: int
) -> None:
    box = Box(0, 0, side, side)
    nothing_leaves(
        box, marks_of(chart(kind, (3, 5, 2, 8), labels=labels, width=page, height=page), box)
    )


def nothing_leaves(box: Box, marks: list[Mark]) -> None:
    for mark in marks:
        left, top, right, bottom = extent(mark)
        # A px for plates, which lie on whole ones, and for the round ends of separators.
        assert left >= box.left - 1.01, mark
        assert top >= box.top - 1.01, mark
        assert right <= box.right + 1.01, mark
        assert bottom <= box.bottom + 1.01, mark
        if isinstance(mark, Sector):
            assert mark.start < mark.end <= mark.start + tau + 1e-9
            assert 0 <= mark.inner < mark.outer
        if isinstance(mark, Words):
            assert mark.text
        if isinstance(mark, Area):
            assert len(mark.points) >= 3


@given(values=st.lists(st.none() | st.floats(0, 1e308), max_size=30).map(tuple))
def test_the_slices_of_a_pie_follow_each_other_around_the_whole_turn(values: Values) -> None:
    found = sectors(marks_of(chart("pie", values)))
    assert found[0].start == 0
    assert found[-1].end == tau
    assert all(one.end == other.start for one, other in pairwise(found))


def test_a_slice_is_as_large_as_its_value_and_begins_at_the_top() -> None:
    found = sectors(marks_of(chart("pie", (1, 0, None, 2, 1))))
    assert [(part.start, part.end) for part in found] == [
        (0, tau / 4),
        (tau / 4, tau * 3 / 4),
        (tau * 3 / 4, tau),
    ]
    assert [part.paint for part in found] == [palette_of(ChartSpec()).of(at) for at in (0, 3, 4)]


@pytest.mark.parametrize("values", [(), (0, 0), (None,)])
def test_a_whole_of_nothing_is_an_empty_ring(values: Values) -> None:
    spec = chart("doughnut", values)
    (ring,) = marks_of(spec)
    assert isinstance(ring, Sector)
    assert (ring.end - ring.start, ring.paint) == (tau, palette_of(spec).grid)
    assert ring.inner > 0


def test_one_slice_alone_is_not_parted() -> None:
    assert [type(mark) for mark in marks_of(chart("pie", (7,)))] == [Sector]


def test_separators_are_no_wider_than_a_part_of_the_slices_beside_them() -> None:
    marks = marks_of(chart("pie", (1.0,) * 400))
    lines = [mark for mark in marks if isinstance(mark, Line)]
    radius = sectors(marks)[0].outer
    assert lines
    assert all(0 < line.width <= tau * radius / 400 / 4 + 1e-9 for line in lines)


def test_on_a_ground_that_is_seen_through_slices_leave_gaps() -> None:
    marks = marks_of(chart("pie", (1, 1, 2), background="transparent"))
    assert not [mark for mark in marks if isinstance(mark, Line)]
    found = sectors(marks)
    for one, other in pairwise(found):
        assert (other.start - one.end) * one.outer == pytest.approx(2)
    assert found[0].start + tau - found[-1].end == pytest.approx(2 / found[0].outer)


def test_several_series_are_rings_the_first_outermost() -> None:
    first, second = sectors(marks_of(chart("doughnut", (1,), (1,), background="#ffffff00")))
    assert first.outer > first.inner > second.outer > second.inner > 0


def test_in_a_pie_of_several_series_the_innermost_is_a_disc() -> None:
    assert [part.inner > 0 for part in sectors(marks_of(chart("pie", (1,), (1,))))] == [True, False]


def test_numbers_are_shares_that_make_a_hundred_together() -> None:
    written = texts(marks_of(chart("pie", (1, 1, 1), numbers=True)))
    assert sorted(written) == ["33%", "33%", "34%"]


def test_numbers_with_a_unit_are_the_values_themselves() -> None:
    spec = chart("pie", (300, 200), numbers=True, y={"prefix": "€"})
    assert texts(marks_of(spec)) == ["€300", "€200"]


def test_a_share_that_rounds_to_nothing_says_so() -> None:
    assert "<1%" in texts(marks_of(chart("pie", (1, 999), numbers=True)))


def test_the_number_of_a_narrow_slice_stands_outside_with_a_line() -> None:
    marks = marks_of(chart("pie", (97, 3), numbers=True))
    inside, outside = (mark for mark in marks if isinstance(mark, Words))
    leader = marks[marks.index(outside) - 1]
    assert (inside.text, outside.text) == ("97%", "3%")
    assert isinstance(leader, Line)
    circle = sectors(marks)[0]
    for point in leader.points:
        away = ((point.x - circle.center.x) ** 2 + (point.y - circle.center.y) ** 2) ** 0.5
        assert away > circle.outer


def test_with_a_legend_the_slices_are_not_named_again() -> None:
    assert not texts(marks_of(chart("pie", (1, 2), labels=("a", "b"))))
    beside = chart("pie", (1, 2), labels=("a", "b"), legend=Legend.NONE)
    assert sorted(texts(marks_of(beside))) == ["a", "b"]


def test_a_single_name_for_which_there_is_no_legend_stands_beside_its_slice() -> None:
    assert texts(marks_of(chart("pie", (7,), labels=("all",)))) == ["all"]


@settings(max_examples=40)
@given(
    values=st.lists(st.floats(0.1, 100), min_size=1, max_size=40).map(tuple),
    kind=st.sampled_from(["pie", "doughnut", "polar", "radar"]),
    width=st.integers(100, 700),
)
def test_words_do_not_overlap(values: Values, kind: str, width: int) -> None:
    names = tuple(f"name {at}" for at in range(len(values)))
    spec = chart(kind, values, labels=names, legend=Legend.NONE, numbers=kind != "polar")
    marks = marks_of(spec, Box(0, 0, width, 275))
    boxes = [words_box(mark) for mark in marks if isinstance(mark, Words)]
    for one, other in combinations(boxes, 2):
        apart = (
            one.right <= other.left
            or other.right <= one.left
            or one.bottom <= other.top
            or other.bottom <= one.top
        )
        assert apart, (one, other)


def test_where_not_all_names_have_room_the_greatest_slices_have_theirs() -> None:
    values = tuple(float(at % 7 + 1) for at in range(60))
    names = tuple(f"{value:g}" for value in values)
    written = texts(marks_of(chart("pie", values, labels=names, legend=Legend.NONE)))
    assert 10 < len(written) < 60
    assert min(map(int, written)) > 2


def test_own_colors_of_slices_are_used_in_turn() -> None:
    spec = chart("pie", (1, 2, 3), series=({"values": (1, 2, 3), "colors": ("red", "blue")},))
    red, blue = same(parse_color("red")), same(parse_color("blue"))
    palette = palette_of(spec)
    assert [slice_paint(spec, palette, at) for at in range(3)] == [red, blue, red]
    assert [part.paint for part in sectors(marks_of(spec))] == [red, blue, red]
    one = chart("pie", series=({"values": (1, 2), "color": "red"},))
    assert slice_paint(one, palette, 1) == red
