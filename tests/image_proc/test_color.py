import pytest
from hypothesis import given
from hypothesis import strategies as st

from image_proc.color import (
    BLACK,
    TRANSPARENT,
    WHITE,
    Color,
    brightness,
    contrast,
    mix,
    over,
    parse_badge_color,
    parse_color,
)

RED, BLUE = Color(255, 0, 0), Color(0, 0, 255)
channels = st.integers(0, 255)
colors = st.builds(Color, channels, channels, channels, channels)


@pytest.mark.parametrize(
    ("text", "color"),
    [
        ("#09f", Color(0x00, 0x99, 0xFF)),
        ("09f", Color(0x00, 0x99, 0xFF)),
        ("09F8", Color(0x00, 0x99, 0xFF, 0x88)),
        ("cccccc", Color(0xCC, 0xCC, 0xCC)),
        ("#11223380", Color(0x11, 0x22, 0x33, 0x80)),
        ("orange", Color(255, 165, 0)),
        (" Orange ", Color(255, 165, 0)),
        ("rebeccapurple", Color(0x66, 0x33, 0x99)),
        ("transparent", TRANSPARENT),
        ("rgb(1, 2, 3)", Color(1, 2, 3)),
        ("rgba(1,2,3,.5)", Color(1, 2, 3, 128)),
        ("rgb(1 2 3 / 50%)", Color(1, 2, 3, 128)),
        ("hsl(120,100%,50%)", Color(0, 255, 0)),
    ],
)
def test_color_is_read(text: str, color: Color) -> None:
    assert parse_color(text) == color


@pytest.mark.parametrize(
    "text",
    ["", " ", "#", "12", "12345", "1234567", "ggg", "0x123456", "notacolour", "rgb(300,0,0)",
     "rgb(1,2)", "hsl(1,2,3)", "url(#a)", "red;fill:blue", "f" * 10_000],
)  # fmt: skip
def test_what_is_no_color_is_refused_with_what_is_accepted(text: str) -> None:
    with pytest.raises(ValueError, match="a CSS colour name"):
        parse_color(text)


@pytest.mark.parametrize(
    ("text", "color"),
    [
        ("brightgreen", Color(0x44, 0xBB, 0x00)),
        ("green", Color(0x67, 0xAC, 0x09)),
        ("success", Color(0x44, 0xBB, 0x00)),
        ("critical", Color(0xDD, 0x43, 0x43)),
        ("Lightgray", Color(0x93, 0x93, 0x93)),
        ("tomato", Color(255, 99, 71)),
        ("4c1", Color(0x44, 0xCC, 0x11)),
    ],
)
def test_badge_names_win_over_css(text: str, color: Color) -> None:
    assert parse_badge_color(text) == color


def test_an_unknown_badge_color_is_refused() -> None:
    with pytest.raises(ValueError, match="brightgreen"):
        parse_badge_color("bright-green")


@given(colors)
def test_hex_is_read_back(color: Color) -> None:
    assert parse_color(color.hex) == color


@given(st.text(max_size=80))
def test_any_text_is_a_color_or_a_value_error(text: str) -> None:
    try:
        color = parse_badge_color(text)
    except ValueError:
        return
    assert all(0 <= channel <= 255 for channel in color)


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [(BLACK, WHITE, 21.0), (WHITE, WHITE, 1.0), (Color(0x76, 0x76, 0x76), WHITE, 4.54)],
)
def test_contrast_is_wcags(one: Color, other: Color, ratio: float) -> None:
    assert contrast(one, other) == pytest.approx(ratio, abs=0.01)
    assert contrast(other, one) == contrast(one, other)


def test_brightness_is_the_one_that_turns_badge_text_dark() -> None:
    assert brightness(WHITE) == 1
    assert brightness(Color(0xD8, 0xB8, 0x00)) == 0.68


def test_mix_goes_from_under_to_over() -> None:
    assert mix(BLACK, WHITE, 0) == BLACK
    assert mix(BLACK, WHITE, 0.5) == Color(128, 128, 128)
    assert mix(TRANSPARENT, WHITE, 1) == WHITE


@pytest.mark.parametrize(
    ("ground", "paint", "share", "seen"),
    [
        (WHITE, BLACK, 0, WHITE),
        (WHITE, BLACK, 1, BLACK),
        (WHITE, BLACK, 0.5, Color(128, 128, 128)),
        (WHITE, TRANSPARENT, 1, WHITE),
        (TRANSPARENT, RED, 1, RED),
        (TRANSPARENT, RED, 0.5, Color(255, 0, 0, 128)),
        (TRANSPARENT, TRANSPARENT, 1, TRANSPARENT),
        (WHITE, Color(255, 0, 0, 128), 1, Color(255, 127, 127)),
        (BLUE, Color(255, 0, 0, 51), 0.5, Color(26, 0, 230)),
    ],
)
def test_paint_over_a_ground(ground: Color, paint: Color, share: float, seen: Color) -> None:
    result = over(ground, paint, share)
    assert all(abs(one - other) <= 1 for one, other in zip(result, seen, strict=True))
