import pytest
from PIL import Image

from image_proc.color import TRANSPARENT, WHITE, Color
from image_proc.transform.gravity import POSITIONS, Gravity, place
from image_proc.transform.steps.padding import NO_PADDING, Padding, pad, place_on
from tests.conftest import Golden
from tests.image_proc.transform.steps.step_pictures import (
    CLEAR_MODES,
    MODES,
    at,
    paint,
    plain,
    png,
    same,
    scene,
)

SIDES = Padding(top=1, right=2, bottom=3, left=4)
GREY, BLUE, HALF = Color(128, 128, 128), Color(0, 0, 255), Color(0, 0, 255, 128)

# The mode of a picture, the ground's colour, and the mode that holds both.
GROUNDS: list[tuple[str, Color, str]] = [
    ("L", WHITE, "L"),
    ("L", GREY, "L"),
    ("L", BLUE, "RGB"),
    ("L", TRANSPARENT, "LA"),
    ("L", HALF, "RGBA"),
    ("LA", WHITE, "LA"),
    ("LA", BLUE, "RGBA"),
    ("LA", TRANSPARENT, "LA"),
    ("RGB", WHITE, "RGB"),
    ("RGB", BLUE, "RGB"),
    ("RGB", TRANSPARENT, "RGBA"),
    ("RGB", HALF, "RGBA"),
    ("RGBA", BLUE, "RGBA"),
    ("RGBA", TRANSPARENT, "RGBA"),
]


@pytest.mark.parametrize(("mode", "background", "result"), GROUNDS)
def test_room_is_added_on_each_side(mode: str, background: Color, result: str) -> None:
    image = scene((10, 8), mode)
    padded = pad(image, SIDES, background)
    assert (padded.mode, padded.size) == (result, (16, 12))
    assert same(padded.crop((4, 1, 14, 9)), image.convert(result))
    for outside in [(0, 0), (3, 5), (14, 5), (15, 11), (8, 0), (8, 9)]:
        ground = padded.convert("RGBA").getpixel(outside)
        assert ground == tuple(background)


@pytest.mark.parametrize("mode", MODES)
def test_no_room_leaves_the_picture(mode: str) -> None:
    image = scene((10, 8), mode)
    assert same(pad(image, NO_PADDING, BLUE), image)
    assert same(place_on(image, (10, 8), Gravity.CENTER, BLUE), image)


@pytest.mark.parametrize("mode", CLEAR_MODES)
def test_what_is_clear_within_stays_clear(mode: str) -> None:
    padded = pad(plain(mode, (4, 4), paint(mode, 30)), Padding(1, 1, 1, 1), WHITE)
    assert at(padded, (2, 2)) == paint(mode, 30)
    assert at(padded, (0, 0))[-1] == 255


@pytest.mark.parametrize("position", POSITIONS)
@pytest.mark.parametrize("mode", MODES)
def test_a_picture_is_placed_on_its_canvas(mode: str, position: Gravity) -> None:
    image = scene((10, 8), mode)
    x, y = place((21, 13), (10, 8), position)
    placed = place_on(image, (21, 13), position, TRANSPARENT)
    assert placed.size == (21, 13)
    assert same(placed.crop((x, y, x + 10, y + 8)), image.convert(placed.mode))
    alpha = placed.getchannel("A")
    alpha.paste(0, (x, y, x + 10, y + 8))
    assert alpha.getbbox() is None


def test_what_stands_over_a_canvas_is_cut_off() -> None:
    image = scene((10, 8))
    assert same(place_on(image, (6, 8), Gravity.CENTER, WHITE), image.crop((2, 0, 8, 8)))


def test_the_picture_itself_is_left() -> None:
    image = Image.new("RGB", (4, 4))
    pad(image, SIDES, BLUE).paste((255, 255, 255), (0, 0, 16, 12))
    assert image.getextrema() == ((0, 0), (0, 0), (0, 0))


def test_padded(golden: Golden) -> None:
    image = scene(mode="RGBA")
    golden("transform/pad-clear.png", png(pad(image, Padding(10, 20, 30, 40), TRANSPARENT)))
    golden("transform/pad-orange.png", png(pad(scene(), Padding(8, 8, 8, 8), Color(255, 165, 0))))
    golden(
        "transform/contain.png", png(place_on(scene(), (240, 140), Gravity.EAST, Color(20, 60, 90)))
    )
