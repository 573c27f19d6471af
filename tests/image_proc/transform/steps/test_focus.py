import pytest

from image_proc.transform.steps.focus import blur, sharpen
from tests.conftest import Golden
from tests.image_proc.transform.steps.step_pictures import (
    CLEAR_MODES,
    MODES,
    at,
    paint,
    plain,
    png,
    rows,
    same,
    scene,
)


@pytest.mark.parametrize("mode", MODES)
def test_nothing_is_left_to_do_without_a_strength(mode: str) -> None:
    image = scene((16, 12), mode)
    assert same(blur(image, 0), image)
    assert same(sharpen(image, 0), image)


@pytest.mark.parametrize("sigma", [0.3, 1, 20, 100])
@pytest.mark.parametrize("mode", MODES)
def test_an_even_picture_stays_even(mode: str, sigma: float) -> None:
    image = plain(mode, (9, 7))
    assert same(blur(image, sigma), image)
    assert same(sharpen(image, 10), image)


@pytest.mark.parametrize("mode", MODES)
def test_a_bar_spreads_as_by_a_gaussian(mode: str) -> None:
    dark, light = paint(mode), paint(mode, light=True)
    image = plain(mode, (21, 21), dark)
    image.paste(light, (8, 0, 13, 21))
    row = rows(blur(image, 2))[10]
    assert row == row[::-1]
    rise = light[0] - dark[0]
    # How much of a normal distribution around the place lies within the 5 px of the bar.
    assert (row[10][0] - dark[0]) / rise == pytest.approx(0.789, abs=0.02)
    assert (row[12][0] - dark[0]) / rise == pytest.approx(0.587, abs=0.02)
    assert (row[14][0] - dark[0]) / rise == pytest.approx(0.226, abs=0.02)
    assert row[0] == dark


@pytest.mark.parametrize("mode", CLEAR_MODES)
def test_clear_pixels_bleed_no_colour(mode: str) -> None:
    image = plain(mode, (20, 5), paint(mode, 0, light=True))
    image.paste(paint(mode), (10, 0, 20, 5))
    blurred = rows(blur(image, 2))[2]
    alphas = [pixel[-1] for pixel in blurred]
    assert alphas == sorted(alphas)
    assert alphas[8:12] == pytest.approx([58, 102, 153, 197], abs=6)
    for pixel in blurred[8:]:
        assert pixel[:-1] == pytest.approx(paint(mode)[:-1], abs=4)


@pytest.mark.parametrize("mode", MODES)
def test_sharpening_adds_the_difference_from_the_blur(mode: str) -> None:
    image = scene((24, 18), mode)
    soft, sharp = blur(image, 1), sharpen(image, 1.5)
    colors = slice(0, -1) if mode in CLEAR_MODES else slice(None)
    for place in [(3, 3), (11, 4), (12, 9), (20, 15)]:
        for was, mild, now in zip(
            at(image, place)[colors], at(soft, place)[colors], at(sharp, place)[colors], strict=True
        ):
            assert now == pytest.approx(min(255, max(0, was + 1.5 * (was - mild))), abs=1)


@pytest.mark.parametrize("mode", CLEAR_MODES)
def test_sharpening_leaves_alpha(mode: str) -> None:
    image = scene((24, 18), mode)
    assert same(sharpen(image, 4).getchannel("A"), image.getchannel("A"))


@pytest.mark.parametrize("mode", CLEAR_MODES)
def test_colours_of_clear_pixels_sharpen_nothing(mode: str) -> None:
    image = plain(mode, (10, 5), paint(mode, 0, light=True))
    image.paste(paint(mode), (5, 0, 10, 5))
    for pixel in rows(sharpen(image, 2))[2][5:]:
        assert pixel == pytest.approx(paint(mode), abs=4)


@pytest.mark.parametrize(("name", "sigma"), [("1", 1), ("8", 8)])
def test_blurred(golden: Golden, name: str, sigma: float) -> None:
    golden(f"transform/blur-{name}.png", png(blur(scene(mode="RGBA"), sigma)))


def test_sharpened(golden: Golden) -> None:
    golden("transform/sharpen-2.png", png(sharpen(blur(scene(), 1), 2)))
