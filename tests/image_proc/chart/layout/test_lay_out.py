from collections.abc import Iterator
from itertools import chain, combinations
from math import isfinite
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from image_proc.chart import AxisKind, ChartSpec, ChartType, Legend, Look, SeriesType
from image_proc.chart.layout import lay_out
from image_proc.chart.layout.boxes import Summary
from image_proc.chart.layout.counting import classes_of
from image_proc.chart.layout.lettering import measure
from image_proc.chart.scene import Area, Clip, Comb, Disc, Line, Mark, Rect, Scene, Sector, Words
from image_proc.color import contrast, parse_color
from image_proc.errors import InvalidParameter

WHOLES = (ChartType.PIE, ChartType.DOUGHNUT, ChartType.POLAR, ChartType.RADAR)
NUMBERS = st.none() | st.integers(-1000, 1000) | st.floats(allow_nan=False, allow_infinity=False)
EDGES: dict[str, tuple[float | None, ...]] = {
    "empty": (),
    "one": (3,),
    "missing": (None, None),
    "all equal": (5,) * 20,
    "all zero": (0,) * 5,
    "negative": (-5, -3, -9),
    "gaps": (1, None, 3, None, None, 6),
    "huge": (1e308, -1e308, 1.7e308),
    "tiny": (5e-324, 1e-310, 0),
    "far and narrow": (1e16, 1e16 + 2, 1e16 + 4),
    "many": tuple(float(at % 977) for at in range(20_000)),
}


def chart(**fields: Any) -> ChartSpec:
    return ChartSpec.model_validate(fields)


def flat(scene: Scene) -> Iterator[Mark]:
    for mark in scene.marks:
        yield from mark.marks if isinstance(mark, Clip) else (mark,)


def numbers_of(mark: Mark) -> Iterator[float]:
    match mark:
        case Rect():
            yield from mark.box
        case Line() | Area():
            yield from chain.from_iterable(mark.points)
        case Disc() | Sector():
            yield from mark.center
        case Words():
            yield from mark.at


@st.composite
def series(draw: st.DrawFn) -> dict[str, Any]:
    values = draw(st.lists(NUMBERS, max_size=12))
    count = len(values)
    places = st.lists(
        st.floats(-1e12, 1e12) | st.floats(allow_nan=False, allow_infinity=False),
        min_size=count,
        max_size=count,
    )
    sizes = st.lists(st.none() | st.floats(0, 50), min_size=count, max_size=count)
    return {
        "name": draw(st.text(st.characters(categories=("L", "N", "Zs")), max_size=30)),
        "values": tuple(values),
        "places": draw(st.none() | places.map(tuple)),
        "sizes": draw(st.none() | sizes.map(tuple)),
        "samples": draw(
            st.none()
            | st.lists(st.lists(st.floats(-1e308, 1e308), max_size=6).map(tuple), max_size=3).map(
                tuple
            )
        ),
        "type": draw(st.none() | st.sampled_from(SeriesType)),
        "tension": draw(st.sampled_from([0, 0.4, 1])),
        "stepped": draw(st.booleans()),
        "joined": draw(st.booleans()),
        "axis": draw(st.sampled_from(["left", "right"])),
        "stack": draw(st.sampled_from(["", "a"])),
    }


@st.composite
def axes(draw: st.DrawFn) -> dict[str, Any]:
    low = draw(st.none() | st.floats(-1e308, 1e308))
    high = draw(st.none() | st.floats(-1e308, 1e308))
    if low is not None and high is not None and low >= high:
        low = high = None
    kind = draw(st.sampled_from(AxisKind))
    if kind is AxisKind.LOG and any(end is not None and end <= 0 for end in (low, high)):
        kind = AxisKind.LINEAR
    return {
        "kind": kind,
        "low": low,
        "high": high,
        "zero": draw(st.none() | st.booleans()),
        "labels": tuple(draw(st.lists(st.text("ab ", max_size=5), max_size=3))),
        "marks": tuple(draw(st.lists(st.floats(-1e308, 1e308), max_size=3))),
        "shown": draw(st.none() | st.tuples(st.floats(-1e308, 1e308), st.floats(-1e308, 1e308))),
        "grid": draw(st.none() | st.booleans()),
        "visible": draw(st.booleans()),
        "reverse": draw(st.booleans()),
        "title": draw(st.sampled_from(["", "per second"])),
    }


@st.composite
def charts(draw: st.DrawFn) -> ChartSpec:
    kind = draw(st.sampled_from(ChartType))
    shown = tuple(draw(st.lists(series(), max_size=4)))
    if kind in WHOLES:
        for each in shown:
            each["values"] = tuple(v if v is None else abs(v) for v in each["values"])
    return chart(
        type=kind,
        series=shown,
        labels=tuple(draw(st.lists(st.text("abc ö", max_size=12), max_size=12))),
        x=draw(axes()),
        y=draw(axes()),
        right=draw(st.none() | axes()),
        title=draw(
            st.sampled_from(["", "A title", "A title that is far too long for one row " * 3])
        ),
        legend=draw(st.sampled_from(Legend)),
        stacked=draw(st.booleans()),
        horizontal=draw(st.booleans()),
        numbers=draw(st.booleans()),
        bins=draw(st.none() | st.integers(1, 200)),
        look=draw(st.sampled_from(Look)),
        width=draw(st.integers(8, 700)),
        height=draw(st.integers(8, 500)),
    )


@settings(max_examples=100)
@given(spec=charts())
def test_any_chart_has_a_layout_with_finite_places(spec: ChartSpec) -> None:
    scene = lay_out(spec)

    assert (scene.width, scene.height) == (spec.width, spec.height)
    assert scene.name
    for mark in flat(scene):
        assert all(isfinite(number) for number in numbers_of(mark)), mark


@pytest.mark.parametrize("kind", ChartType)
@pytest.mark.parametrize("name", EDGES)
def test_edges_of_values_have_a_layout(kind: ChartType, name: str) -> None:
    values = EDGES[name]
    if kind in WHOLES:
        # Parts of a whole are never negative, and at most 1000.
        values = tuple(abs(value) if value is not None else None for value in values[:400])
    spec = chart(
        type=kind, series=({"name": "a", "values": values}, {"name": "b", "values": values})
    )

    scene = lay_out(spec)

    assert all(isfinite(number) for mark in flat(scene) for number in numbers_of(mark))


@pytest.mark.no_cover  # to count each of a million steps takes three times their time
@pytest.mark.parametrize("kind", [ChartType.BAR, ChartType.LINE, ChartType.AREA, ChartType.SCATTER])
def test_of_a_hundred_thousand_values_only_what_is_seen_is_drawn(kind: ChartType) -> None:
    values = tuple(float((at * 7919) % 1009) for at in range(100_000))

    scene = lay_out(chart(type=kind, series=({"values": values},), width=500, height=275))

    points = sum(len(mark.points) if isinstance(mark, Line | Area) else 1 for mark in flat(scene))
    assert points < (275_000 if kind is ChartType.SCATTER else 5000)


def boxes_of_words(scene: Scene) -> list[tuple[float, float, float, float]]:
    found = []
    for mark in flat(scene):
        if isinstance(mark, Words) and not mark.turn:
            width = measure(mark.text, mark.size, bold=mark.bold)
            left = mark.at.x - {"start": 0.0, "middle": width / 2, "end": width}[mark.anchor]
            found.append((left, mark.at.y - mark.size * 0.7, left + width, mark.at.y))
    return found


@pytest.mark.parametrize("count", [3, 12, 40, 365, 5000])
@pytest.mark.parametrize("length", [1, 4, 30])
@pytest.mark.parametrize("horizontal", [False, True])
def test_labels_overlap_neither_each_other_nor_the_edge(
    count: int, length: int, horizontal: bool
) -> None:
    scene = lay_out(
        chart(
            type="bar",
            labels=tuple(f"{at}".rjust(length, "x") for at in range(count)),
            series=({"values": tuple(range(count))},),
            horizontal=horizontal,
        )
    )

    boxes = boxes_of_words(scene)
    assert boxes
    for one, other in combinations(boxes, 2):
        apart = one[2] <= other[0] or other[2] <= one[0] or one[3] <= other[1] or other[3] <= one[1]
        assert apart, (one, other)
    assert all(box[0] >= 0 and box[2] <= 500 and box[1] >= 0 and box[3] <= 300 for box in boxes)


def test_values_that_are_missing_leave_a_gap_and_are_never_zero() -> None:
    scene = lay_out(chart(type="line", series=({"values": (1, 2, None, 3, 4)},)))

    lines = [mark for mark in flat(scene) if isinstance(mark, Line) and not mark.crisp]
    assert [len(line.points) for line in lines] == [2, 2]


def test_stacked_bars_stand_upon_each_other_and_negative_ones_hang() -> None:
    scene = lay_out(
        chart(type="bar", stacked=True, series=({"values": (2, -1)}, {"values": (3, -4)}))
    )

    bars = [mark.box for mark in flat(scene) if isinstance(mark, Rect)]
    first, first_below, second, second_below = bars
    assert second.bottom == pytest.approx(first.top)
    assert second_below.top == pytest.approx(first_below.bottom)


def test_a_chart_says_what_it_shows() -> None:
    series = ({"name": "web", "values": (3, None, 9, 1)}, {"values": ()})
    scene = lay_out(chart(title="Load", series=series, format="svg"))

    assert scene.name == "Load"
    assert scene.description == "web: 3 values from 3 to 1, lowest 1, highest 9; no values"


@pytest.mark.parametrize(
    ("fields", "accepted"),
    [
        ({"series": ({"values": (1, 2), "places": (1,)},)}, "as many places as values, 2"),
        ({"y": {"low": 5, "high": 5}}, "a high end above the low one, 5"),
        ({"y": {"kind": "log", "low": 0}}, "ends above 0"),
        ({"series": ({"values": (float("nan"),)},)}, "finite"),
        ({"series": ({"values": ("3",)},)}, "valid number"),
        ({"series": ({"values": (1,)},) * 65}, "at most 64"),
        ({"width": 7}, "8 to 4096"),
        ({"type": "pyramid"}, "'bar'"),
        ({"bins": 201}, "200"),
    ],
)
def test_what_is_no_chart_is_refused(fields: dict[str, Any], accepted: str) -> None:
    with pytest.raises(ValidationError, match=accepted):
        chart(**fields)


@pytest.mark.parametrize(
    ("fields", "value", "accepted"),
    [
        (
            {"series": ({"values": (1,) * 60_000}, {"values": (1,) * 60_000})},
            "120000 values",
            "at most 100000 values",
        ),
        (
            {"type": "boxplot", "series": ({"samples": ((1,),) * 600},) * 2},
            "1200 boxes",
            "at most 1000 boxes",
        ),
        ({"type": "pie", "series": ({"values": (1, -1)},)}, "-1", "0 or more"),
        ({"type": "radar", "series": ({"values": (1,) * 1001},)}, "1001 values", "1000"),
    ],
)
def test_what_series_are_no_chart_together_is_said(
    fields: dict[str, Any], value: str, accepted: str
) -> None:
    with pytest.raises(InvalidParameter, match=accepted) as caught:
        chart(**fields)
    assert (caught.value.name, caught.value.value) == ("series", value)


def words_of(scene: Scene) -> list[str]:
    return [mark.text for mark in flat(scene) if isinstance(mark, Words)]


def apart(boxes: list[tuple[float, float, float, float]]) -> bool:
    return all(
        one[2] <= other[0] or other[2] <= one[0] or one[3] <= other[1] or other[3] <= one[1]
        for one, other in combinations(boxes, 2)
    )


def test_what_is_negative_is_stacked_below_zero_and_not_upon_what_is_positive() -> None:
    scene = lay_out(
        chart(type="bar", stacked=True, series=({"values": (2, -3)}, {"values": (-3, 4)}))
    )

    above, below, hanging, standing = (mark.box for mark in flat(scene) if isinstance(mark, Rect))
    assert hanging.top == pytest.approx(above.bottom)
    assert standing.bottom == pytest.approx(below.top)


@pytest.mark.parametrize("kind", ["bar", "line", "histogram"])
@pytest.mark.parametrize("horizontal", [False, True])
def test_numbers_do_not_hide_each_other(kind: str, horizontal: bool) -> None:
    values = tuple(1000 + (at * 7919) % 97 for at in range(60))
    spec = chart(type=kind, series=({"values": values},), numbers=True, horizontal=horizontal)

    boxes = boxes_of_words(lay_out(spec))

    assert len(boxes) > len(boxes_of_words(lay_out(spec.model_copy(update={"numbers": False}))))
    assert apart(boxes)


@pytest.mark.parametrize("step", [60, 3600, 43_200, 86_400, 7 * 86_400])
@pytest.mark.parametrize("width", [120, 260, 500])
def test_dates_below_times_do_not_run_into_each_other(step: int, width: int) -> None:
    places = tuple(1_795_300_000 + at * step for at in range(9))
    series = {"values": tuple(range(9)), "places": places}

    scene = lay_out(chart(type="line", x={"kind": "time"}, series=(series,), width=width))

    assert apart(boxes_of_words(scene))


def test_bars_at_times_are_whole_at_both_ends() -> None:
    places = tuple(1_795_300_000 + at * 86_400 for at in range(5))
    series = {"values": (3, 4, 5, 4, 3), "places": places}

    scene = lay_out(chart(type="bar", x={"kind": "time"}, series=(series,)))

    (clip,) = (mark for mark in scene.marks if isinstance(mark, Clip))
    bars = [mark.box for mark in clip.marks if isinstance(mark, Rect)]
    assert clip.box.left < bars[0].left
    assert bars[-1].right < clip.box.right
    assert len({bar.right - bar.left for bar in bars}) == 1


@pytest.mark.parametrize("horizontal", [False, True])
def test_a_number_stands_at_its_own_bar(*, horizontal: bool) -> None:
    series = ({"values": (30, 50)}, {"values": (40, 20)})

    scene = lay_out(chart(type="bar", numbers=True, horizontal=horizontal, series=series))

    bars = [mark.box for mark in flat(scene) if isinstance(mark, Rect)]
    notes = [mark for mark in scene.marks if isinstance(mark, Words)][-4:]
    assert [note.text for note in notes] == ["30", "50", "40", "20"]
    for bar, note in zip(bars, notes, strict=True):
        if horizontal:
            assert bar.top < note.at.y < bar.bottom
        else:
            assert note.at.x == pytest.approx((bar.left + bar.right) / 2, abs=1)


def test_a_number_in_a_bar_is_read_well() -> None:
    series = ({"values": (3,), "color": "navy"}, {"values": (4,), "color": "yellow"})

    scene = lay_out(chart(type="bar", stacked=True, numbers=True, series=series))

    upon_navy, upon_yellow = [mark for mark in scene.marks if isinstance(mark, Words)][-2:]
    assert contrast(upon_navy.paint.light, parse_color("navy")) >= 4.5
    assert contrast(upon_yellow.paint.light, parse_color("yellow")) >= 4.5


@pytest.mark.parametrize("horizontal", [False, True])
def test_boxes_that_reach_the_ends_of_the_axis_are_whole(*, horizontal: bool) -> None:
    samples = ((1, 2, 3, 4, 9), (5, 6, 7))

    scene = lay_out(
        chart(
            type="boxplot", horizontal=horizontal, series=({"samples": samples},), labels=("a", "b")
        )
    )

    (clip,) = (mark for mark in scene.marks if isinstance(mark, Clip))
    (alone,) = (mark for mark in clip.marks if isinstance(mark, Disc))
    assert clip.box.left <= alone.center.x - alone.radius
    assert alone.center.x + alone.radius <= clip.box.right
    assert clip.box.top <= alone.center.y - alone.radius


def test_the_axis_of_a_whole_log_is_that_of_the_means_that_are_shown() -> None:
    scene = lay_out(chart(look="whole", series=({"values": (0, 200) * 20_000},), height=275))

    (comb,) = (mark for mark in flat(scene) if isinstance(mark, Comb))
    known = [head for head in comb.heads if head is not None]
    assert max(known) < 275 / 4


@pytest.mark.parametrize("legend", [Legend.TOP, Legend.RIGHT])
def test_names_that_have_no_room_are_counted(legend: Legend) -> None:
    series = tuple({"name": f"name {at}", "values": (at,)} for at in range(60))

    words = words_of(lay_out(chart(type="line", series=series, legend=legend)))

    shown = [word for word in words if word.startswith("name")]
    (counted,) = (word for word in words if word.startswith("+"))
    assert 0 < len(shown) == 60 - int(counted)


@pytest.mark.parametrize(
    ("sample", "bins", "edges", "counts"),
    [
        ((1, 2, 2, 3), 2, (1, 2, 3), (1, 3)),
        ((1, 2, 3, 4), 3, (1, 2, 3, 4), (1, 1, 2)),
        ((0, 0.5, 10), 2, (0, 5, 10), (2, 1)),
    ],
)
def test_a_class_holds_its_lower_edge_and_the_last_one_both(
    sample: tuple[float, ...], bins: int, edges: tuple[float, ...], counts: tuple[int, ...]
) -> None:
    classes = classes_of([sample], bins)

    assert classes.edges == pytest.approx(edges)
    assert classes.counts == (counts,)


def test_what_is_far_from_the_middle_half_of_a_sample_stands_alone() -> None:
    summary = Summary.of((1, 2, 3, 4, 5, 9, 30))

    assert (summary.low, summary.median, summary.high, summary.alone) == (1, 4, 9, (30,))
    assert Summary.of((0, 2, 3, 4, 5, 6, 10)).alone == ()


def test_lines_cross_only_so_many_pixels() -> None:
    lines = ({"values": (1, 2)},) * 10

    assert not chart(type="line", series=lines).slow
    assert chart(type="line", series=lines, width=3000, height=3000).slow
    assert not chart(type="bar", series=lines, width=3000, height=3000).slow
    with pytest.raises(InvalidParameter, match="at most 10000000 px in area"):
        chart(type="line", series=lines, width=4096, height=4096)
    assert chart(type="line", series=lines, width=4096, height=4096, format="svg").pixels
