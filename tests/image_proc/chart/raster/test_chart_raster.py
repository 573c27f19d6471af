from collections.abc import Sequence
from io import BytesIO
from itertools import pairwise
from math import ceil, pi, sin

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageChops, ImageStat

from image_proc.badge.resvg import draw_markup
from image_proc.chart.palette import same, tint
from image_proc.chart.raster import draw_canvas, draw_png
from image_proc.chart.raster.canvas import Canvas
from image_proc.chart.raster.marks import draw_marks
from image_proc.chart.scene import (
    Area,
    Clip,
    Comb,
    Disc,
    Line,
    Mark,
    Paint,
    Rect,
    Scene,
    Sector,
    Words,
)
from image_proc.chart.snap import snap_comb
from image_proc.chart.trace import Box, Point
from image_proc.chart.vector import draw_svg
from image_proc.color import TRANSPARENT, WHITE, Color, parse_color
from image_proc.fields import Theme
from tests.conftest import Golden

GRID = Paint(parse_color("#e6e9ed"), parse_color("#2c323a"))
INK = Paint(parse_color("#1c2430"), parse_color("#eceff3"))
GROUND = Paint(WHITE, parse_color("#15181d"))
SERIES = tuple(
    Paint(parse_color(light), parse_color(dark))
    for light, dark in (
        ("#2563c9", "#5b95f5"),
        ("#e07b00", "#f0a040"),
        ("#0f9d76", "#2fc49a"),
        ("#c8467f", "#ec7fae"),
        ("#7a5cc8", "#a78bf0"),
        ("#b08900", "#d9b53a"),
        ("#4aa8d8", "#7cc8ee"),
        ("#8a5a3c", "#c08e6c"),
    )
)
WAVE = (31, 38, 30, 52, 47, 66, 60, 44, 49, 25, 33, 20)


def points(*places: tuple[float, float]) -> tuple[Point, ...]:
    return tuple(Point(*place) for place in places)


def wave(left: float, top: float, step: float = 14) -> tuple[Point, ...]:
    return tuple(Point(left + step * at, top + value) for at, value in enumerate(WAVE))


SHAPES: tuple[Mark | Clip, ...] = (
    *(Line(points((10, y), (350, y)), 1, GRID, crisp=True) for y in (20.5, 60.5, 100.5, 140.5)),
    Line(points((10.5, 10), (10.5, 140)), 1, INK, crisp=True),
    Line(points((10, 80.5), (350, 80.5)), 1, INK, (4, 3), crisp=True),
    *(
        Rect(Box(20 + 12 * at, 140 - value, 30 + 12 * at, 140), SERIES[at % 3], (3, 3, 0, 0))
        for at, value in enumerate(WAVE)
    ),
    Rect(Box(20, 60, 160, 100), tint(SERIES[4], 0.35), (8, 0, 8, 0)),
    Rect(Box(170, 20, 200, 50), SERIES[5]),
    Area((*wave(190, 60), Point(344, 140), Point(190, 140)), tint(SERIES[0], 0.25)),
    Line(wave(190, 60), 2, SERIES[0]),
    Line(wave(190, 40), 3.5, SERIES[1], (9, 4)),
    *(Disc(point, 3, SERIES[0]) for point in wave(190, 60)),
    *(Disc(point, 9, tint(SERIES[3], 0.5)) for point in wave(200, 10, 12)),
    Line(points((215, 25)), 7, SERIES[2]),
    Line(points((300, 30), (300, 50), (310, 50), (295, 34)), 6, tint(SERIES[6], 0.6)),
)
RING: tuple[Mark | Clip, ...] = (
    *(
        Sector(Point(430, 75), 28, 60, start, end, SERIES[at])
        for at, (start, end) in enumerate(pairwise((0, 1.2, 2.9, 3.3, 5, 2 * pi)))
    ),
    Sector(Point(430, 75), 0, 22, 0, 2 * pi, tint(SERIES[1], 0.4)),
    Clip(
        Box(380, 120, 480, 150),
        (
            Disc(Point(380, 120), 20, SERIES[7]),
            Area(points((-1e9, 150), (430, 100), (1e9, 150)), SERIES[2]),
            Line(points((380, 130), (1e9, 130)), 4, SERIES[3]),
            Line(points((-1e9, 140), (1e9, 140)), 4, SERIES[4], (6, 6)),
            Rect(Box(470, 110, 1e9, 1e9), SERIES[5]),
        ),
    ),
)
WORDS: tuple[Mark | Clip, ...] = (
    Words("Requests a minute", Point(10, 14), 12, INK, bold=True),
    Words("12.5 k", Point(350, 18), 11, INK, "end"),
    Words("Ångström and λ", Point(180, 160), 11, INK, "middle"),
    Words("upwards", Point(8, 140), 10, INK, turn=-90),
    Words("downwards", Point(362, 100), 10, INK, "middle", turn=90),
    Words("aslant", Point(96, 146), 11, INK, "end", turn=-35),
    Words("over", Point(480, 157), 11, tint(INK, 0.5), "middle", turn=180),
)


def scene(marks: Sequence[Mark | Clip], ground: Paint = GROUND) -> Scene:
    return Scene(490, 165, ground, tuple(marks), "Everything")


def opened(body: bytes) -> Image.Image:
    with Image.open(BytesIO(body)) as image:
        image.load()
        return image.copy()


def on_white(image: Image.Image) -> Image.Image:
    ground = Image.new("RGBA", image.size, "white")
    ground.alpha_composite(image.convert("RGBA"))
    return ground.convert("RGB")


def in_whole_colors(scene: Scene, scale: float) -> Image.Image:
    """A scene drawn without a palette from the start."""
    size = ceil(scene.width * scale), ceil(scene.height * scale)
    canvas = Canvas(size, scene.ground.light)
    canvas.colored()
    draw_marks(canvas, scene.marks, scale, Theme.LIGHT)
    return canvas.image()


def differences(one: Image.Image, other: Image.Image) -> tuple[float, float]:
    """How many levels two pictures differ at most, and on average."""
    difference = ImageChops.difference(on_white(one), on_white(other))
    return max(high for _, high in difference.getextrema()), max(ImageStat.Stat(difference).mean)  # type: ignore[misc]


@pytest.mark.parametrize("scale", [1, 2])
@pytest.mark.parametrize(
    ("name", "theme", "ground"),
    [
        ("light", Theme.AUTO, GROUND),
        ("dark", Theme.DARK, GROUND),
        ("clear", Theme.LIGHT, same(TRANSPARENT)),
        ("half-clear", Theme.LIGHT, same(Color(255, 220, 160, 128))),
    ],
)
def test_every_mark(golden: Golden, name: str, theme: Theme, ground: Paint, scale: int) -> None:
    body = draw_png(scene((*SHAPES, *RING, *WORDS), ground), scale, theme)
    golden(f"chart/raster/{name}-{scale}x.png", body)


@pytest.mark.fonts
def test_colour_emoji(golden: Golden) -> None:
    marks = (
        Rect(Box(10, 10, 60, 40), SERIES[0]),
        Words("🚀 launch", Point(30, 30), 16, INK),
        Words("🚀", Point(130, 40), 16, INK, turn=-90),
        Words("🚀 up", Point(180, 50), 16, INK, turn=-30),
    )
    golden("chart/raster/emoji.png", draw_png(Scene(260, 60, GROUND, marks, ""), 2, Theme.LIGHT))


def test_a_palette_holds_a_usual_chart() -> None:
    marks = [mark for mark in SHAPES if not isinstance(mark, Disc)]
    drawn = opened(draw_png(scene(marks), 1, Theme.LIGHT))
    assert (drawn.mode, drawn.size) == ("P", (490, 165))


@pytest.mark.parametrize(("ground", "mode"), [(GROUND, "RGB"), (same(TRANSPARENT), "RGBA")])
def test_what_a_palette_does_not_hold_has_whole_colors(ground: Paint, mode: str) -> None:
    shades = [
        Rect(Box(at, 0, at + 1, 20), same(Color(at % 256, at // 256 * 90, 99))) for at in range(400)
    ]
    drawn = opened(draw_png(scene(shades, ground), 1, Theme.LIGHT))
    assert drawn.mode == mode
    assert [drawn.getpixel((at, 5))[:3] for at in (0, 255, 300)] == [  # type: ignore[index]
        (0, 0, 99),
        (255, 0, 99),
        (44, 90, 99),
    ]


@pytest.mark.parametrize("scale", [1, 1.5, 2])
def test_both_backends_draw_the_same_shapes(scale: float) -> None:
    drawn = scene((*SHAPES, *RING[:6]))
    vector = draw_markup(draw_svg(drawn, scale, Theme.LIGHT).decode())
    canvas = draw_canvas(drawn, scale, Theme.LIGHT)
    assert differences(canvas, vector)[1] < 0.3
    difference = ImageChops.difference(on_white(canvas), on_white(vector)).convert("L")
    # Ends of dashes between two pixels, tips of corners.
    assert sum(difference.histogram()[64:]) <= 60


@pytest.mark.parametrize("scale", [1, 2])
@pytest.mark.parametrize("ground", [WHITE, TRANSPARENT, Color(255, 220, 160, 128)])
def test_a_palette_and_whole_colors_are_the_same_picture(ground: Color, scale: float) -> None:
    for marks in (SHAPES[:18], SHAPES[18:], RING, WORDS):
        drawn = scene(marks, same(ground))
        most, mean = differences(
            draw_canvas(drawn, scale, Theme.LIGHT), in_whole_colors(drawn, scale)
        )
        assert mean < 0.3
        assert most <= 24


def test_the_canvas_and_the_file_are_the_same_picture() -> None:
    drawn = scene((*SHAPES, *RING, *WORDS))
    canvas = draw_canvas(drawn, 1, Theme.LIGHT)
    assert canvas.mode == "RGBA"
    assert differences(canvas, opened(draw_png(drawn, 1, Theme.LIGHT))) == (0, 0)


def test_bars_side_by_side_come_out_of_their_filter_again() -> None:
    bars = [Rect(Box(at, at % 37, at + 1, 160), SERIES[0]) for at in range(480)]
    drawn = scene(bars)
    picture = opened(draw_png(drawn, 1, Theme.LIGHT))
    assert differences(draw_canvas(drawn, 1, Theme.LIGHT), picture) == (0, 0)
    assert [picture.convert("RGB").getpixel((40, y)) for y in (2, 3)] == [
        (255, 255, 255),
        SERIES[0].light.rgb,
    ]


@pytest.mark.parametrize("ground", [WHITE, Color(255, 220, 160, 128)])
@pytest.mark.parametrize("left", [-30, 3.4])
def test_a_comb_is_its_bars(left: float, ground: Color) -> None:
    heads = tuple(None if at % 9 == 4 else 60 + 50 * sin(at / 30) + at % 3 for at in range(300))
    comb = Comb(left, 80, heads, SERIES[0])
    bars = [Rect(Box(*edges), SERIES[0]) for edges in snap_comb(comb, 1)]
    box = Box(5, 20, 200, 130)
    one, other = (
        draw_canvas(scene((*SHAPES[:6], Clip(box, tuple(marks))), same(ground)), 1, Theme.LIGHT)
        for marks in ([comb], bars)
    )
    assert differences(one, other) == (0, 0)


def test_half_clear_discs_show_through_each_other_however_many_they_are() -> None:
    paint = tint(SERIES[0], 0.5)
    few: list[Mark] = [Disc(Point(20 + at * 4, 30 + at % 9 * 12), 8, paint) for at in range(100)]
    elsewhere: list[Mark] = [Disc(Point(400, 5), 1, paint)] * 250
    one, many = (draw_canvas(scene(drawn), 1, Theme.LIGHT) for drawn in (few, few + elsewhere))
    most, mean = differences(one.crop((0, 10, 490, 165)), many.crop((0, 10, 490, 165)))
    assert mean < 1
    assert most < 40


def test_a_crowd_of_discs() -> None:
    crowd = [Disc(Point(at * 7 % 491, at * 11 % 167), 2, SERIES[0]) for at in range(50_000)]
    drawn = draw_canvas(scene(crowd), 1, Theme.LIGHT)
    assert drawn.getcolors() == [(490 * 165, SERIES[0].light)]


def test_clear_paint_is_not_there() -> None:
    marks: list[Mark] = [
        Rect(Box(0, 0, 99, 99), same(Color(9, 9, 9, 0))),
        Disc(Point(9, 9), 5, same(TRANSPARENT)),
    ]
    assert draw_png(scene(marks), 1, Theme.LIGHT) == draw_png(scene([]), 1, Theme.LIGHT)


def test_turned_words_stand_where_their_anchor_is() -> None:
    def box(turn: float) -> tuple[int, int, int, int]:
        drawn = draw_canvas(
            scene([Words("HHHHHHHH", Point(200, 80), 12, INK, turn=turn)], same(TRANSPARENT)),
            1,
            Theme.LIGHT,
        ).getbbox()
        assert drawn is not None
        return drawn

    level, up, down, over = box(0), box(-90), box(90), box(180)
    length, height = level[2] - level[0], level[3] - level[1]
    assert level[0] >= 200
    assert level[3] <= 81
    assert (up[2] - up[0], up[3] - up[1]) == (height, length)
    assert up[2] <= 201
    assert up[3] <= 80
    assert down[0] >= 199
    assert down[1] >= 80
    assert over[2] <= 200
    assert over[1] >= 79
    slanted = box(45)
    assert slanted[2] - slanted[0] == pytest.approx((length + height) / 2**0.5, abs=3)
    assert slanted[0] >= 198


place = st.one_of(
    st.floats(-40, 140), st.floats(-1e9, 1e9), st.sampled_from([0, 0.5, 50, 1e9, -1e9, 1e-9])
)
point = st.builds(Point, place, place)
length = st.one_of(st.floats(0.01, 40), st.sampled_from([1e-6, 1e9, 1, 2]))
paint = st.builds(
    lambda red, green, alpha: same(Color(red, green, 90, alpha)),
    st.integers(0, 255),
    st.integers(0, 255),
    st.sampled_from([0, 1, 90, 200, 255, 255, 255]),
)
box = st.builds(lambda one, other: Box(*map(min, one, other), *map(max, one, other)), point, point)
marks = st.one_of(
    st.builds(Rect, box, paint, st.just((0, 0, 0, 0)) | st.tuples(length, length, length, length)),
    st.builds(
        Line,
        st.lists(point, min_size=1, max_size=12).map(tuple),
        length,
        paint,
        st.sampled_from([(), (4, 2), (3,), (0, 0), (1e-9, 1e-9), (0, 5), (1e9, 1e9)]),
        st.booleans(),
    ),
    st.builds(Area, st.lists(point, min_size=3, max_size=12).map(tuple), paint),
    st.builds(Disc, point, length, paint),
    st.builds(
        lambda center, inner, ring, start, turn, paint: Sector(
            center, inner, inner + ring, start, start + turn, paint
        ),
        *(point, length, length, st.floats(-9, 9), st.floats(0.001, 2 * pi), paint),
    ),
    st.builds(
        Words,
        st.sampled_from(["a", " ", "Wj|", "\u0301", "שלום", "12"]),
        point,
        st.floats(1, 40),
        paint,
        st.sampled_from(["start", "middle", "end"]),
        st.booleans(),
        st.sampled_from([0, 90, -90, 180, 360, 33.3]),
    ),
)
scenes = st.builds(
    Scene,
    st.integers(1, 120),
    st.integers(1, 90),
    st.sampled_from([GROUND, same(TRANSPARENT), same(Color(9, 99, 9, 99))]),
    st.lists(marks | st.builds(Clip, box, st.lists(marks, max_size=4).map(tuple)), max_size=8).map(
        tuple
    ),
    st.just("Anything"),
    st.just(""),
)


@settings(max_examples=50)
@given(scenes, st.sampled_from([1, 1.3, 2, 0.25]))
def test_any_scene_is_drawn(scene: Scene, scale: float) -> None:
    picture = opened(draw_png(scene, scale, Theme.LIGHT))
    assert picture.size == (ceil(scene.width * scale), ceil(scene.height * scale))
    most, _ = differences(picture, in_whole_colors(scene, scale))
    assert most <= 24


@pytest.mark.parametrize(
    ("clip", "line"),
    [
        (Box(20, 0, 30, 30), ((0, 10), (5e-324, 10), (30, 20))),
        (Box(5e8, 0, 1e9, 30), ((-1e9, 10), (1e9, 20))),
    ],
    ids=["a step too small to divide by", "many dashes beside the picture"],
)
def test_dashes_out_of_sight_take_no_time(clip: Box, line: tuple[tuple[float, float], ...]) -> None:
    dashed = Line(points(*line), 2, INK, (4, 2))
    picture = Scene(30, 30, GROUND, (Clip(clip, (dashed,)),), "A line", "")
    assert opened(draw_png(picture, 1, Theme.LIGHT)).size == (30, 30)
