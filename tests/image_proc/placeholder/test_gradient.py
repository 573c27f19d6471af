import pytest
from hypothesis import given
from hypothesis import strategies as st

from image_proc.color import Color
from image_proc.geometry import gradient_line
from image_proc.placeholder.gradient import color_at, paint_gradient, stops
from image_proc.placeholder.paint import Gradient
from tests.image_proc.placeholder.pictures import pixel, pixels

BLACK, WHITE, RED = Color(0, 0, 0), Color(255, 255, 255), Color(255, 0, 0)
CLEAR = Color(0, 0, 0, 0)


@pytest.mark.parametrize(
    ("angle", "line"),
    [
        (0, (100, 100, 100, 0)),
        (90, (0, 50, 200, 50)),
        (180, (100, 0, 100, 100)),
        (270, (200, 50, 0, 50)),
        (360, (100, 100, 100, 0)),
        (135, (25, -25, 175, 125)),
    ],
)
def test_the_line_is_that_of_css(angle: int, line: tuple[float, ...]) -> None:
    assert gradient_line(angle, (200, 100)) == pytest.approx(line)


@pytest.mark.parametrize(
    ("angle", "dark", "light"),
    [
        (0, (100, 99), (100, 0)),
        (90, (0, 50), (199, 50)),
        (180, (100, 0), (100, 99)),
        (45, (0, 99), (199, 0)),
        (135, (0, 0), (199, 99)),
        (225, (199, 0), (0, 99)),
    ],
)
def test_the_ends_have_the_pure_colours(
    angle: int, dark: tuple[int, int], light: tuple[int, int]
) -> None:
    image = paint_gradient(Gradient(start=BLACK, end=WHITE, angle=angle), (200, 100), "RGB")
    assert max(pixel(image, dark)[:3]) <= 2
    assert min(pixel(image, light)) >= 253


@given(angle=st.integers(0, 360), width=st.integers(1, 60), height=st.integers(1, 60))
def test_every_pixel_has_its_share(angle: int, width: int, height: int) -> None:
    gradient = Gradient(start=BLACK, end=WHITE, angle=angle)
    image = paint_gradient(gradient, (width, height), "RGB")
    x1, y1, x2, y2 = gradient_line(angle, (width, height))
    length = (x2 - x1) ** 2 + (y2 - y1) ** 2
    for x, y in ((0, 0), (width - 1, 0), (0, height - 1), (width // 2, height // 2)):
        share = ((x + 0.5 - x1) * (x2 - x1) + (y + 0.5 - y1) * (y2 - y1)) / length
        assert pixel(image, (x, y))[0] == pytest.approx(255 * share, abs=1.1)


def test_a_clear_end_brings_no_colour() -> None:
    assert color_at(Gradient(start=RED, end=CLEAR), 0.5) == Color(255, 0, 0, 128)
    assert color_at(Gradient(start=CLEAR, end=CLEAR), 0.5) == CLEAR
    image = paint_gradient(Gradient(start=RED, end=CLEAR), (1, 64), "RGBA")
    assert {each[:3] for each in pixels(image)} == {(255, 0, 0)}


def test_two_stops_are_enough_where_both_ends_are_equally_clear() -> None:
    assert list(stops(Gradient(start=BLACK, end=WHITE))) == [(0, BLACK), (1, WHITE)]
    assert len(stops(Gradient(start=RED, end=CLEAR))) == 17
