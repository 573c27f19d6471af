import re
from math import pi

import pytest
from defusedxml.ElementTree import fromstring
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from image_proc.badge.resvg import draw_markup
from image_proc.chart.scene import Clip, Disc, Line, Rect, Scene, Sector, Words
from image_proc.chart.trace import Box, Point
from image_proc.chart.vector import draw_svg
from image_proc.fields import Theme, clean_text
from tests.conftest import Golden
from tests.image_proc.chart.vector.scenes import (
    BLUE,
    CLEAR,
    GREEN,
    GREY,
    ORANGE,
    every_mark,
    paint,
    scene,
)

SVG = "{http://www.w3.org/2000/svg}"
BLACK = paint("black")


def written(what: Scene, scale: float = 1, theme: Theme = Theme.LIGHT) -> str:
    return draw_svg(what, scale, theme).decode()


def pixels(what: Scene, scale: float = 1) -> Image.Image:
    return draw_markup(written(what, scale)).convert("RGB")


@pytest.mark.parametrize("theme", Theme)
def test_every_mark(golden: Golden, theme: Theme) -> None:
    golden(f"chart/vector-{theme}.svg", draw_svg(every_mark(), 1, theme))


@pytest.mark.parametrize(("scale", "size"), [(1, ("310", "176")), (1.5, ("465", "264"))])
def test_it_is_as_large_as_its_scene(scale: float, size: tuple[str, str]) -> None:
    root = fromstring(written(every_mark(), scale))
    assert (root.get("width"), root.get("height")) == size
    assert root.get("viewBox") == "0 0 310 176"


def test_it_says_what_it_shows() -> None:
    root = fromstring(written(every_mark()))
    assert (root.get("role"), root.get("aria-label")) == ("img", 'Every "mark"')
    assert root.findtext(f"{SVG}title") == 'Every "mark"'
    assert root.findtext(f"{SVG}desc") == "One of <each> kind"
    assert "<desc>" not in written(scene())


def test_one_theme_has_no_style_sheet() -> None:
    light, dark = written(every_mark()), written(every_mark(), theme=Theme.DARK)
    assert "<style>" not in light + dark
    assert "class=" not in light + dark
    assert "#2563c9" in light
    assert "#2563c9" not in dark


def test_a_paint_that_differs_has_a_class() -> None:
    auto = written(
        scene(Rect(Box(0, 0, 9, 9), BLUE), Rect(Box(9, 9, 20, 20), GREY)), theme=Theme.AUTO
    )
    assert "@media(prefers-color-scheme:dark){.fill-5b95f5{fill:#5b95f5}}" in auto
    assert 'fill="#2563c9" class="fill-5b95f5"' in auto
    assert 'fill="#777777" shape' in auto


def test_a_class_of_a_clear_paint_says_its_opacity_too() -> None:
    faded = paint("#ff000080", "#f00")
    auto = written(scene(Line((Point(1, 1), Point(9, 9)), 2, faded)), theme=Theme.AUTO)
    assert 'stroke="#ff0000" stroke-opacity="0.5" class="stroke-ff0000ff"' in auto
    assert ".stroke-ff0000ff{stroke:#ff0000;stroke-opacity:1}" in auto


def test_documents_in_one_page_do_not_disturb_each_other() -> None:
    document = written(every_mark(), theme=Theme.AUTO)
    assert not re.search(r'\bid="|url\(|href', document)


def test_bars_of_one_color_are_one_path() -> None:
    bars = [Rect(Box(20 + at, at % 90, 20.8 + at, 100), BLUE) for at in range(480)]
    document = written(Scene(520, 120, CLEAR, tuple(bars), "Bars"))
    assert document.count("<path") == 1
    assert len(document) < 9000


@pytest.mark.parametrize(
    ("first", "second", "paths"),
    [(BLUE, BLUE, 1), (BLUE, ORANGE, 2), (GREEN, GREEN, 2)],
    ids=["alike", "different", "see-through"],
)
def test_only_what_hides_what_is_below_is_joined(
    first: tuple[object, ...], second: tuple[object, ...], paths: int
) -> None:
    marks = (Rect(Box(0, 0, 9, 9), first), Rect(Box(5, 5, 20, 20), second))  # type: ignore[arg-type]
    assert written(scene(*marks, ground=CLEAR)).count("<path") == paths


def test_overlaps_of_what_is_clear_show_through() -> None:
    half = paint("#00000080")
    for marks in (
        [Rect(Box(5, 5, 25, 25), half), Rect(Box(15, 5, 35, 25), half)],
        [Disc(Point(15, 15), 10, half), Disc(Point(25, 15), 10, half)],
        [
            Line((Point(5, 15), Point(25, 15)), 8, half),
            Line((Point(15, 15), Point(35, 15)), 8, half),
        ],
    ):
        image = pixels(scene(*marks))
        assert image.getpixel((9, 15)) == pytest.approx((127, 127, 127), abs=2)
        assert image.getpixel((20, 15)) == pytest.approx((63, 63, 63), abs=2)


@pytest.mark.parametrize("scale", [1, 1.5, 2, 3])
def test_straight_edges_are_sharp(scale: float) -> None:
    image = pixels(
        scene(
            Rect(Box(3.3, 4.6, 20.2, 30.7), BLACK),
            Line((Point(0, 35.2), Point(60, 35.2)), 1, BLACK, crisp=True),
            Line((Point(40.4, 0), Point(40.4, 40)), 1, BLACK, crisp=True),
        ),
        scale,
    )
    assert {color for _, color in image.getcolors(256) or ()} == {(0, 0, 0), (255, 255, 255)}


def test_a_crisp_line_with_dashes_is_sharp() -> None:
    line = Line((Point(0, 20), Point(60, 20)), 1, BLACK, (4, 2), crisp=True)
    image = pixels(scene(line))
    assert [image.getpixel((x, 20)) for x in (1, 4, 7)] == [(0, 0, 0), (255,) * 3, (0, 0, 0)]
    assert [image.getpixel((1, y)) for y in (19, 21)] == [(255,) * 3] * 2


def test_a_point_alone_is_a_dot() -> None:
    image = pixels(scene(Line((Point(30, 20),), 10, BLACK)))
    assert [image.getpixel(at) for at in ((30, 20), (33, 22))] == [(0, 0, 0)] * 2
    assert [image.getpixel(at) for at in ((34, 24), (30, 27))] == [(255,) * 3] * 2


@pytest.mark.parametrize(
    ("start", "end", "inside", "outside"),
    [
        (0, 2 * pi, [(30, 5), (45, 20), (30, 35), (15, 20)], [(30, 20), (2, 2)]),
        (0, pi / 2, [(40, 10)], [(40, 30), (20, 30), (20, 10), (31, 18)]),
        (0, 3 * pi / 2, [(40, 10), (40, 30), (20, 30)], [(20, 10), (30, 20)]),
        (-pi / 2, 0, [(20, 10)], [(40, 10), (40, 30), (20, 30)]),
    ],
)
def test_a_sector_runs_clockwise_from_the_top(
    start: float, end: float, inside: list[tuple[int, int]], outside: list[tuple[int, int]]
) -> None:
    ring = pixels(scene(Sector(Point(30, 20), 8, 18, start, end, BLACK)))
    assert [ring.getpixel(at) for at in inside] == [(0, 0, 0)] * len(inside)
    assert [ring.getpixel(at) for at in outside] == [(255,) * 3] * len(outside)
    disc = pixels(scene(Sector(Point(30, 20), 0, 18, start, end, BLACK)))
    assert [disc.getpixel(at) for at in inside] == [(0, 0, 0)] * len(inside)


def test_a_clip_hides_what_lies_outside() -> None:
    image = pixels(scene(Clip(Box(10, 10, 30, 30), (Rect(Box(0, 0, 60, 40), BLACK),))))
    assert image.point(lambda level: 255 - level).getbbox() == (10, 10, 30, 30)


def test_neighbouring_clips_to_one_box_share_it() -> None:
    box = Box(10, 10, 30, 30)
    clips = (Clip(box, (Disc(Point(9, 9), 5, BLUE),)), Clip(box, (Disc(Point(9, 20), 5, BLUE),)))
    assert written(scene(*clips)).count("<svg") == 2
    assert written(scene(Clip(box, ()))).count("<svg") == 1


def test_what_is_clear_is_not_written() -> None:
    document = written(scene(Rect(Box(0, 0, 9, 9), CLEAR), ground=CLEAR))
    assert "<path" not in document


def test_corners_are_as_round_as_asked_for() -> None:
    box = Box(10, 5, 50, 35)
    image = pixels(scene(Rect(box, BLACK, (12, 0, 99, 0))))
    corners = [image.getpixel(at) for at in ((10, 5), (49, 5), (49, 34), (10, 34))]
    assert corners == [(255,) * 3, (0, 0, 0), (255,) * 3, (0, 0, 0)]


@pytest.mark.parametrize(
    ("text", "anchor", "expected"),
    [
        ("left", "start", None),
        ("left", "middle", "middle"),
        ("left", "end", "end"),
        ("שלום", "start", "end"),
        ("שלום", "middle", "middle"),
        ("سلام", "end", None),
    ],
)
def test_words_start_at_the_left_whichever_way_they_read(
    text: str, anchor: str, expected: str | None
) -> None:
    words = Words(text, Point(30, 20), 11, BLUE, anchor)  # type: ignore[arg-type]
    element = fromstring(written(scene(words))).find(f"{SVG}text")
    assert element is not None
    assert element.get("text-anchor") == expected
    assert (element.get("direction") == "rtl") == (not text.isascii())
    assert float(element.get("textLength", "0")) > 10


def test_words_of_one_look_share_it() -> None:
    marks = [Words(str(at), Point(5 * at, 20), 9.5, BLUE, "end", bold=True) for at in range(5)]
    document = written(scene(*marks))
    assert document.count("font-size") == document.count("text-anchor") == 1
    assert document.count("<text") == 5


def test_words_that_have_no_width_are_not_pressed_to_nothing() -> None:
    assert "textLength" not in written(scene(Words("\u200b", Point(5, 20), 9, BLUE)))


@settings(max_examples=60)
@given(st.text(min_size=1, max_size=20))
def test_any_text_comes_back(text: str) -> None:
    try:
        text = clean_text(text)
    except ValueError:
        return
    if not text:
        return
    what = Scene(60, 40, CLEAR, (Words(text, Point(5, 20), 9, BLUE),), text, text)
    root = fromstring(draw_svg(what, 1, Theme.AUTO))
    found = [root.findtext(f"{SVG}{tag}") for tag in ("text", "title", "desc")]
    assert found == [text] * 3
    assert root.get("aria-label") == text


def test_numbers_are_short() -> None:
    assert not re.search(r"\d\.\d{3}", written(every_mark(), 3))


def test_equal_scenes_are_equal_bytes() -> None:
    assert draw_svg(every_mark(), 2, Theme.AUTO) == draw_svg(every_mark(), 2, Theme.AUTO)
