import pytest

from image_proc.placeholder.canvas import draw_canvas
from image_proc.placeholder.layout import lay_out
from tests.image_proc.placeholder.pictures import picture, pixel, pixels, spec

BLUE, RED, GREY = (0, 0, 255, 255), (255, 0, 0, 255), (204, 204, 204, 255)


@pytest.mark.parametrize("dpr", [1, 2, 3])
def test_a_border_runs_along_the_inside_of_the_edge(dpr: int) -> None:
    image = picture(border="4,00f", dpr=dpr, text="")
    line = 4 * dpr
    assert image.size == (240 * dpr, 120 * dpr)
    for outside, inside in (
        ((60, line - 1), (60, line)),
        ((60, image.height - line), (60, image.height - line - 1)),
        ((line - 1, 60), (line, 60)),
        ((image.width - line, 60), (image.width - line - 1, 60)),
    ):
        assert pixel(image, outside) == BLUE
        assert pixel(image, inside) == GREY


def test_a_border_has_the_text_s_colour_unless_it_has_its_own() -> None:
    assert pixel(picture(border="4", foreground="f00"), (1, 1)) == RED


def test_a_border_of_half_the_side_fills_the_box() -> None:
    assert picture(border="60,00f").getcolors() == [(240 * 120, BLUE)]
    assert picture(border="60,00f", height=119).getcolors() == [(240 * 119, BLUE)]


def test_a_clear_border_lets_the_ground_through() -> None:
    image = picture(border="4,0000ff80", background="f00", text="")
    red, green, blue, alpha = pixel(image, (60, 1))
    assert (green, alpha) == (0, 255)
    assert abs(red - 127) <= 1
    assert abs(blue - 128) <= 1


@pytest.mark.parametrize("dpr", [1, 2])
def test_round_corners_are_clear_and_smooth(dpr: int) -> None:
    image = picture(radius=20, background="00f", text="", dpr=dpr)
    far = image.width - 1, image.height - 1
    for corner in ((0, 0), (far[0], 0), (0, far[1]), far):
        assert pixel(image, corner)[3] == 0
    assert pixel(image, (image.width // 2, 0)) == BLUE
    alphas = {alpha for *_, alpha in pixels(image)}
    assert len(alphas) > 10
    # No other colour bleeds into the edge.
    assert {each[:3] for each in pixels(image) if each[3]} == {(0, 0, 255)}


def test_a_box_can_be_a_disc() -> None:
    image = picture(width=25, height=25, radius=13, text="")
    covered = sum(alpha for *_, alpha in pixels(image)) / 255
    assert covered == pytest.approx(3.14159 * 12.5**2, rel=0.01)


def test_a_border_is_round_inside_and_outside() -> None:
    image = picture(radius=20, border="5,f00", background="00f", text="")
    assert pixel(image, (0, 0))[3] == 0
    assert pixel(image, (6, 6)) == RED
    assert pixel(image, (12, 12)) == BLUE
    assert pixel(image, (2, 60)) == RED


def test_an_opaque_picture_has_no_alpha() -> None:
    for fields, mode in (
        ({"gradient": "f00,00f"}, "RGB"),
        ({"border": "4"}, "RGB"),
        ({"radius": 4}, "RGBA"),
        ({"background": "transparent", "border": "4"}, "RGBA"),
        ({"gradient": "f00,0000"}, "RGBA"),
    ):
        box = spec(**fields)
        assert draw_canvas(box, lay_out(box, 1)).mode == mode
