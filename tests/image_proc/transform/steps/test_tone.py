import pytest

from image_proc.transform.steps.tone import grayscale, tone
from tests.conftest import Golden
from tests.image_proc.transform.steps.step_pictures import (
    CLEAR_MODES,
    MODES,
    Pixel,
    at,
    paint,
    plain,
    png,
    same,
    scene,
)

# (brightness, contrast, saturation), a pixel, and what CSS makes of it.
TONES: list[tuple[tuple[float, float, float], Pixel, Pixel]] = [
    ((0, 1, 1), (200, 40, 10), (0, 0, 0)),
    ((0.5, 1, 1), (200, 41, 10), (100, 21, 5)),
    ((2, 1, 1), (200, 40, 10), (255, 80, 20)),
    ((4, 1, 1), (200, 40, 10), (255, 160, 40)),
    ((1, 0, 1), (200, 40, 10), (128, 128, 128)),
    ((1, 0.5, 1), (255, 0, 100), (191, 64, 114)),
    ((1, 2, 1), (200, 100, 10), (255, 73, 0)),
    # Brightness first, cut off at white, and contrast after it.
    ((2, 0.5, 1), (200, 0, 50), (191, 64, 114)),
    # feColorMatrix saturate: (.213 + .787 s) R + (.715 - .715 s) G + (.072 - .072 s) B …
    ((1, 1, 0), (200, 40, 10), (72, 72, 72)),
    ((1, 1, 0.5), (200, 40, 10), (136, 56, 41)),
    ((1, 1, 2), (200, 100, 90), (255, 79, 59)),
    ((1, 1, 4), (100, 100, 100), (100, 100, 100)),
    ((0.5, 1, 0), (200, 40, 10), (36, 36, 36)),
]


@pytest.mark.parametrize(("factors", "before", "after"), TONES)
def test_tones_are_those_of_css(
    factors: tuple[float, float, float], before: Pixel, after: Pixel
) -> None:
    assert at(tone(plain("RGB", (2, 2), before), *factors), (1, 1)) == after
    clear = tone(plain("RGBA", (2, 2), (*before, 77)), *factors)
    assert at(clear, (1, 1)) == (*after, 77)


@pytest.mark.parametrize("mode", ["L", "LA"])
def test_grey_pictures_have_brightness_and_contrast_only(mode: str) -> None:
    image = plain(mode, (2, 2), paint(mode, 50))
    assert at(tone(image, 2, 1, 1), (0, 0))[0] == 180
    assert at(tone(image, 1, 2, 4), (0, 0))[0] == 53
    assert same(tone(image, 1, 1, 0), image)
    assert tone(image, 2, 2, 2).mode == mode


@pytest.mark.parametrize("mode", MODES)
def test_neutral_factors_leave_every_pixel(mode: str) -> None:
    image = scene(mode=mode)
    assert same(tone(image, 1, 1, 1), image)


@pytest.mark.parametrize("mode", CLEAR_MODES)
def test_alpha_is_left(mode: str) -> None:
    image = scene(mode=mode)
    assert same(tone(image, 1.5, 0.5, 2).getchannel("A"), image.getchannel("A"))
    assert same(grayscale(image).getchannel("A"), image.getchannel("A"))


def test_the_input_is_left() -> None:
    image, again = scene(mode="RGBA"), scene(mode="RGBA")
    tone(image, 2, 2, 2)
    grayscale(image)
    assert same(image, again)


@pytest.mark.parametrize(
    ("pixel", "grey"),
    [
        ((255, 0, 0), 54),
        ((0, 255, 0), 182),
        ((0, 0, 255), 18),
        ((90, 90, 90), 90),
        ((255, 255, 255), 255),
        ((200, 40, 10), 72),
    ],
)
def test_greys_are_the_luma_of_rec_709(pixel: Pixel, grey: int) -> None:
    image = grayscale(plain("RGB", (2, 2), pixel))
    assert (image.mode, at(image, (0, 0))) == ("L", (grey,))
    clear = grayscale(plain("RGBA", (2, 2), (*pixel, 9)))
    assert (clear.mode, at(clear, (0, 0))) == ("LA", (grey, 9))


@pytest.mark.parametrize("mode", ["L", "LA"])
def test_greys_stay_as_they_are(mode: str) -> None:
    image = scene(mode=mode)
    assert same(grayscale(image), image)


@pytest.mark.parametrize(
    ("name", "factors"),
    [
        ("bright", (1.4, 1, 1)),
        ("contrast", (1, 1.6, 1)),
        ("pale", (1, 1, 0.4)),
        ("vivid", (1, 1, 2)),
    ],
)
def test_toned(golden: Golden, name: str, factors: tuple[float, float, float]) -> None:
    golden(f"transform/tone-{name}.png", png(tone(scene(), *factors)))


def test_grey(golden: Golden) -> None:
    golden("transform/tone-grey.png", png(grayscale(scene())))
