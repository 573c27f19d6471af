import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from image_proc.transform.steps.trimming import trim_box
from tests.image_proc.transform.steps.step_pictures import CLEAR_MODES, MODES, paint, plain

BOX = (3, 2, 7, 5)


def framed(mode: str, *, size: tuple[int, int] = (10, 8)) -> Image.Image:
    image = plain(mode, size)
    image.paste(paint(mode, light=True), BOX)
    return image


@pytest.mark.parametrize("mode", MODES)
def test_an_even_border_is_found(mode: str) -> None:
    assert trim_box(framed(mode), 10) == BOX


@pytest.mark.parametrize("mode", MODES)
def test_an_even_picture_is_kept_whole(mode: str) -> None:
    assert trim_box(plain(mode, (10, 8)), 10) == (0, 0, 10, 8)
    assert trim_box(plain(mode, (1, 1)), 0) == (0, 0, 1, 1)


@pytest.mark.parametrize("mode", CLEAR_MODES)
def test_a_clear_border_ends_where_something_is_seen(mode: str) -> None:
    image = plain(mode, (10, 8), paint(mode, 0))
    image.paste(paint(mode, 128), BOX)
    # A clear pixel shows nothing, whatever colour it hides.
    image.putpixel((0, 4), paint(mode, 0, light=True))
    image.putpixel((9, 7), paint(mode, 0, light=True))
    assert trim_box(image, 10) == BOX


@pytest.mark.parametrize("mode", CLEAR_MODES)
def test_a_picture_of_clear_pixels_is_kept_whole(mode: str) -> None:
    image = plain(mode, (4, 4), paint(mode, 0))
    image.putpixel((2, 2), paint(mode, 0, light=True))
    assert trim_box(image, 10) == (0, 0, 4, 4)


@pytest.mark.parametrize(
    ("tolerance", "box"),
    [(0, (0, 0, 4, 1)), (4, (0, 0, 4, 1)), (5, (0, 0, 5, 1)), (10, (0, 0, 5, 1))],
)
def test_the_tolerance_is_included(tolerance: int, box: tuple[int, int, int, int]) -> None:
    image = Image.new("L", (5, 1))
    image.putdata([50, 255, 255, 55, 50])
    assert trim_box(image, tolerance) in {(1, 0, 4, 1), (1, 0, 3, 1)}
    assert (trim_box(image, tolerance) == (1, 0, 3, 1)) is (box[2] == 5)


def test_one_channel_that_differs_is_enough() -> None:
    image = Image.new("RGB", (5, 5), (10, 10, 10))
    image.putpixel((1, 2), (10, 10, 40))
    image.putpixel((3, 2), (40, 10, 10))
    assert trim_box(image, 10) == (1, 2, 4, 3)


def test_most_corners_decide_what_the_border_is() -> None:
    image = framed("RGB")
    image.putpixel((0, 0), (0, 0, 255))
    assert trim_box(image, 10) == (0, 0, 7, 5)
    assert trim_box(image.transpose(Image.Transpose.ROTATE_180), 10) == (3, 3, 10, 8)


def test_where_no_corners_agree_the_upper_left_one_decides() -> None:
    image = Image.new("L", (4, 3), 0)
    image.paste(80, (2, 0, 4, 1))
    image.paste(160, (0, 2, 2, 3))
    image.paste(240, (2, 2, 4, 3))
    assert trim_box(image, 10) == (0, 0, 4, 3)
    assert trim_box(image.crop((0, 0, 4, 2)), 10) == (2, 0, 4, 1)


boxes = st.tuples(st.integers(0, 9), st.integers(0, 9), st.integers(1, 9), st.integers(1, 9))


@given(st.sampled_from(MODES), boxes)
def test_a_box_within_a_border_is_found_again(mode: str, box: tuple[int, int, int, int]) -> None:
    x, y, width, height = box
    image = plain(mode, (20, 20))
    inner = (x + 1, y + 1, x + 1 + width, y + 1 + height)
    image.paste(paint(mode, light=True), inner)
    assert trim_box(image, 20) == inner
