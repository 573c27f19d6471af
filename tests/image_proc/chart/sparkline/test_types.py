from collections import Counter
from io import BytesIO
from itertools import pairwise
from typing import Any

import pytest
from defusedxml.ElementTree import fromstring
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageChops, ImageStat
from pydantic import ValidationError

from image_proc.badge.resvg import draw_markup
from image_proc.chart.sparkline import Mark, SparklineSpec, SparklineType
from image_proc.chart.sparkline.blocks import blocks
from image_proc.chart.sparkline.fields import AMBER, BLUE, LINES, MARK_COLORS, RED
from image_proc.chart.sparkline.indexed import Disc, Indexed, lay
from image_proc.chart.sparkline.lines import dots, drawn
from image_proc.chart.trace import Point
from image_proc.color import TRANSPARENT, Color
from image_proc.produce import draw
from tests.conftest import Golden

MIXED = (3, 5, -2, 8, -4, 1, 0, 6, None, 2, 4, -7, 5, 9, -3, 2)
MANY = tuple(((at * 37) % 101 - 40) * 1.0 for at in range(5000))
BLOCKS = sorted(set(SparklineType) - LINES)
GREEN, DEEP_RED = MARK_COLORS[Mark.MAX], MARK_COLORS[Mark.MIN]


def sparkline(type_: str, **fields: Any) -> SparklineSpec:
    return SparklineSpec.model_validate({"values": MIXED, "type": type_, **fields})


def opened(spec: SparklineSpec) -> Image.Image:
    with Image.open(BytesIO(draw(spec).body)) as image:
        return image.convert("RGBA")


def colors(spec: SparklineSpec) -> set[Color]:
    """The opaque ones of a bitmap."""
    found = opened(spec).getcolors(4096) or []
    return {Color(*color) for _, color in found if isinstance(color, tuple) and color[3] == 255}


@pytest.mark.parametrize("format_", ["svg", "png"])
@pytest.mark.parametrize("type_", SparklineType)
def test_type(golden: Golden, type_: str, format_: str) -> None:
    golden(f"chart/sparkline-type-{type_}.{format_}", draw(sparkline(type_, format=format_)).body)


@pytest.mark.parametrize("format_", ["svg", "png"])
@pytest.mark.parametrize("type_", SparklineType)
def test_marks(golden: Golden, type_: str, format_: str) -> None:
    marked = sparkline(type_, format=format_, mark=["min", "max", "first", "last"], scale=2)
    golden(f"chart/sparkline-marked-{type_}-2x.{format_}", draw(marked).body)


@pytest.mark.parametrize("scale", [1, 1.5, 2, 3])
@pytest.mark.parametrize("values", [MIXED, MIXED[:1], MIXED[:9] * 7, MANY], ids=len)
@pytest.mark.parametrize("type_", BLOCKS)
def test_bars_are_the_same_pixels_in_either_backend(
    type_: str, values: tuple[float | None, ...], scale: float
) -> None:
    fields: dict[str, Any] = {"values": values, "scale": scale, "mark": ("min", "max")}
    bitmap = opened(sparkline(type_, format="png", **fields))
    markup = draw_markup(draw(sparkline(type_, **fields)).body.decode())
    assert bitmap.size == markup.size
    assert bitmap.tobytes() == markup.tobytes()


@pytest.mark.parametrize("scale", [1, 2])
@pytest.mark.parametrize("type_", sorted(LINES))
def test_lines_are_alike_in_either_backend(type_: str, scale: float) -> None:
    fields: dict[str, Any] = {"scale": scale, "mark": tuple(Mark), "height": 40}
    bitmap = opened(sparkline(type_, format="png", **fields))
    markup = draw_markup(draw(sparkline(type_, **fields)).body.decode())
    pages = []
    for image in (bitmap, markup):
        pages.append(Image.new("RGBA", image.size, "white"))
        pages[-1].alpha_composite(image)
    difference = ImageChops.difference(*(page.convert("RGB") for page in pages))
    assert max(ImageStat.Stat(difference).mean) < 2
    # Where a round line turns within a px or two resvg leaves out more than we do.
    far = difference.convert("L").point(lambda level: level > 64)
    assert sum(far.tobytes()) <= 4


@pytest.mark.parametrize("type_", SparklineType)
def test_webp_and_png_are_the_same_pixels(type_: str) -> None:
    png, webp = (opened(sparkline(type_, format=name, mark=Mark)) for name in ("png", "webp"))
    pages = []
    for image in (png, webp):
        pages.append(Image.new("RGBA", image.size, "white"))
        pages[-1].alpha_composite(image)
    assert pages[0].tobytes() == pages[1].tobytes()


def heights(type_: str, *values: float | None, **fields: Any) -> list[tuple[int, int, Color]]:
    """The upper and the lower row of each block, of a picture 20 px high."""
    spec = sparkline(type_, values=values, **fields)
    return [(top, bottom, color) for (_, top, _, bottom), color in blocks(spec)]


@pytest.mark.parametrize(
    ("type_", "values", "expected"),
    [
        ("bar", (5, 10), [(10, 20, BLUE), (0, 20, BLUE)]),
        ("bar", (10, -10), [(0, 10, BLUE), (10, 20, RED)]),
        ("bar", (-5, -10), [(0, 10, RED), (0, 20, RED)]),
        ("bar", (0, 10, None), [(19, 20, BLUE), (0, 20, BLUE)]),
        ("bar", (0, -10), [(0, 1, BLUE), (0, 20, RED)]),
        ("bar", (0, 0), [(19, 20, BLUE)] * 2),
        (
            "bar",
            (0.001, -0.001, 10, -10),
            [(9, 10, BLUE), (10, 11, RED), (0, 10, BLUE), (10, 20, RED)],
        ),
        ("bar", (7, 7), [(0, 20, BLUE)] * 2),
        ("impulse", (10, -10), [(0, 10, BLUE), (10, 20, RED)]),
        ("whisker", (3, -8, 0, None, 0.1), [(0, 9, BLUE), (11, 20, RED), (0, 9, BLUE)]),
        ("whisker", (0, 0), []),
        ("discrete", (10, 5, 0), [(0, 6, BLUE), (7, 13, BLUE), (14, 20, BLUE)]),
        ("discrete", (4, 4), [(7, 13, BLUE)] * 2),
        ("discrete", (1, -1), [(0, 6, BLUE), (14, 20, RED)]),
        ("bar", (1e308, -1e308), [(0, 10, BLUE), (10, 20, RED)]),
    ],
)
def test_a_value_has_its_height(
    type_: str, values: tuple[float | None, ...], expected: list[tuple[int, int, Color]]
) -> None:
    assert heights(type_, *values) == expected


@pytest.mark.parametrize(
    ("type_", "limits", "values", "expected"),
    [
        ("bar", (0, 20), (5, 10, 99), [(15, 20), (10, 20), (0, 20)]),
        ("bar", (5, 10), (3, 5, 10), [(19, 20), (19, 20), (0, 20)]),
        ("bar", (-10, -5), (-3, -10), [(0, 1), (0, 20)]),
        ("bar", (-10, 10), (99, -99), [(0, 10), (10, 20)]),
        ("discrete", (0, 20), (10, 99, -99), [(7, 13), (0, 6), (14, 20)]),
        ("whisker", (1, 2), (-5, 5), [(0, 9), (0, 9)]),
    ],
)
def test_what_lies_beyond_the_limits_ends_there(
    type_: str,
    limits: tuple[float, float],
    values: tuple[float, ...],
    expected: list[tuple[int, int]],
) -> None:
    found = heights(type_, *values, limits=limits)
    assert [(top, bottom) for top, bottom, _ in found] == expected


def test_a_line_ends_at_the_limits() -> None:
    spec = sparkline("line", values=(-50, 0, 5, 10, 1e308), limits=(0, 10))
    (run,) = spec.trace.runs
    low, high = spec.box.bottom, spec.box.top
    assert [point.y for point in run] == pytest.approx([low, low, (low + high) / 2, high, high])
    assert spec.name == "5 values from -50 to 1e+308, lowest -50, highest 1e+308"


@pytest.mark.parametrize("type_", ["line", "area", "smooth"])
def test_marks_of_a_line_are_dots_where_its_values_are(type_: str) -> None:
    spec = sparkline(type_, values=(None, 5, 1, 9, 1, None, 9, 4, None), mark=Mark)
    places = {
        dot.color: round(8 * (dot.center.x - spec.box.left) / spec.box.width) for dot in dots(spec)
    }
    assert places == {BLUE: 7, DEEP_RED: 2, GREEN: 3}
    assert [dot.color for dot in dots(spec)] == [BLUE, BLUE, DEEP_RED, GREEN]
    assert {BLUE, DEEP_RED, GREEN} <= colors(
        sparkline(type_, format="png", mark=Mark, line_width=4)
    )


@pytest.mark.parametrize("type_", ["bar", "whisker", "discrete", "impulse"])
def test_marks_of_bars_are_their_colors(type_: str) -> None:
    assert colors(sparkline(type_, format="png")) == {BLUE, RED}
    marked = Counter(color for _, color in blocks(sparkline(type_, mark=Mark)))
    assert (marked[AMBER], marked[DEEP_RED], marked[GREEN]) == (2, 1, 1)
    violet = Counter(color for _, color in blocks(sparkline(type_, mark=Mark, mark_color="violet")))
    assert (violet[AMBER], violet[Color(238, 130, 238)]) == (0, 4)


@pytest.mark.parametrize("type_", SparklineType)
def test_of_equal_values_none_is_the_least(type_: str) -> None:
    spec = sparkline(type_, values=(4, 4, 4), mark=("min", "max"))
    assert spec.marks == {}
    thick = sparkline(type_, values=(4, 4, 4), mark=("min", "max"), format="png", line_width=4)
    assert colors(thick) == {BLUE}


def test_an_extreme_is_seen_where_it_is_the_last_value_too() -> None:
    assert sparkline("line", values=(1, 2, 3), mark=("max", "last", "min", "first")).marks == {
        0: DEEP_RED,
        2: GREEN,
    }


def test_an_area_has_a_color_without_being_asked() -> None:
    assert sparkline("area").below == BLUE._replace(alpha=64)
    assert sparkline("area", area="#123").below == Color(0x11, 0x22, 0x33)
    assert sparkline("line").below is None


def test_a_mark_stands_on_its_sign_in_a_column_of_several_values() -> None:
    found = [color for _, color in blocks(sparkline("bar", values=MANY, mark=("min", "max")))]
    assert found.count(DEEP_RED) == found.count(GREEN) == 1


@settings(max_examples=40)
@given(
    st.integers(1, 300), st.integers(8, 200), st.sampled_from([1, 1.5, 2]), st.sampled_from(BLOCKS)
)
def test_bars_lie_side_by_side_within_the_picture(
    count: int, width: int, scale: float, type_: str
) -> None:
    spec = sparkline(type_, values=(1.0,) * count, width=width, scale=scale)
    boxes = [pixels for pixels, _ in blocks(spec)]
    assert len(boxes) == min(count, int(width * scale))
    assert all(0 <= left < right <= spec.size[0] for left, _, right, _ in boxes)
    assert all(before[2] <= after[0] for before, after in pairwise(boxes))
    if count * 2 <= int(width * scale):
        assert len({right - left for left, _, right, _ in boxes}) == 1
        gaps = {after[0] - before[2] for before, after in pairwise(boxes)}
        assert not gaps or (max(gaps) - min(gaps) <= 1 and min(gaps) >= 1)


def test_an_impulse_is_as_thin_as_a_line() -> None:
    for line_width, scale, width in ((1, 1, 1), (1.5, 1, 2), (1.5, 2, 3), (4, 1, 4), (8, 1, 4)):
        spec = sparkline("impulse", line_width=line_width, scale=scale)
        assert {right - left for (left, _, right, _), _ in blocks(spec)} == {width}


def test_a_smooth_line_keeps_between_its_points() -> None:
    spec = sparkline("smooth", values=(0, 10, 10, 0, 5), scale=4)
    (run,) = drawn(spec).runs
    assert len(run) > 20
    assert all(spec.box.top <= point.y <= spec.box.bottom for point in run)
    assert run[-1] == pytest.approx(spec.trace.last)
    assert "C" in draw(spec).body.decode()


def test_a_dot_on_a_full_palette_takes_the_nearest_colors() -> None:
    palette = (TRANSPARENT, *(Color(0, 0, level) for level in range(255)))
    picture = Indexed(Image.new("L", (12, 12)), palette)
    laid = lay(picture, Disc(Point(6, 6), 8, Color(0, 0, 255)))
    assert laid.palette == palette
    assert palette[laid.indices.tobytes()[6 * 12 + 6]] == Color(0, 0, 254)
    assert laid.indices.tobytes()[0] == 0
    beyond = lay(picture, Disc(Point(0, 0), 8, Color(0, 0, 255)))
    assert palette[beyond.indices.tobytes()[0]] == Color(0, 0, 254)


@pytest.mark.parametrize("type_", SparklineType)
def test_as_many_values_as_there_may_be_are_a_small_picture(type_: str) -> None:
    values = MANY * 20
    assert len(values) == 100_000
    assert len(draw(sparkline(type_, values=values)).body) < 8000
    assert len(draw(sparkline(type_, values=values, format="png")).body) < 1500


@pytest.mark.parametrize("type_", SparklineType)
def test_it_says_what_it_shows(type_: str) -> None:
    root = fromstring(draw(sparkline(type_)).body)
    assert root.get("aria-label") == "15 values from 3 to 2, lowest -7, highest 9"


@pytest.mark.parametrize(
    ("fields", "field", "accepted"),
    [
        ({"type": "pie"}, "type", "'line', 'area', 'bar', 'whisker', 'discrete', 'impulse'"),
        ({"mark": ("middle",)}, "mark", "'first', 'last', 'min' or 'max'"),
        ({"limits": (1, 1)}, "limits", "two numbers, the lower one first"),
        ({"limits": (2, 1)}, "limits", "two numbers, the lower one first"),
        ({"limits": (1,)}, "limits", "required"),
        ({"limits": (1, float("inf"))}, "limits", "finite"),
        ({"negative": "nocolour"}, "negative", "a CSS colour name"),
        ({"mark_color": "nocolour"}, "mark_color", "a CSS colour name"),
    ],
)
def test_what_is_wrong_is_named(fields: dict[str, Any], field: str, accepted: str) -> None:
    with pytest.raises(ValidationError) as refusal:
        SparklineSpec.model_validate({"values": MIXED, **fields})
    first = refusal.value.errors()[0]
    assert first["loc"][0] == field
    assert accepted in first["msg"]


def test_what_means_the_same_has_the_same_tag() -> None:
    one, other = (sparkline("bar", mark=mark) for mark in (("min", "max"), ("max", "min", "max")))
    assert one.etag == other.etag
