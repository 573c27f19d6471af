from math import pi

import pytest
from PIL import Image

from image_proc.transform.fields import ROUND
from image_proc.transform.steps.corners import round_corners
from tests.conftest import Golden
from tests.image_proc.transform.steps.step_pictures import MODES, at, paint, plain, png, same, scene

ROUNDED = {"L": "LA", "LA": "LA", "RGB": "RGBA", "RGBA": "RGBA"}


@pytest.mark.parametrize("mode", MODES)
def test_corners_become_clear_and_the_rest_stays(mode: str) -> None:
    image = scene((20, 16), mode)
    rounded = round_corners(image, 6)
    assert rounded.mode == ROUNDED[mode]
    assert [at(rounded, place)[-1] for place in [(0, 0), (19, 0), (0, 15), (19, 15)]] == [0] * 4
    middle = (0, 6, 20, 10)
    assert same(rounded.crop(middle), image.convert(rounded.mode).crop(middle))
    assert same(
        rounded.convert(image.mode[:3].rstrip("A")), image.convert(image.mode[:3].rstrip("A"))
    )


@pytest.mark.parametrize("mode", MODES)
def test_no_radius_leaves_the_picture(mode: str) -> None:
    image = scene((9, 9), mode)
    assert same(round_corners(image, 0), image)


@pytest.mark.parametrize("mode", ["LA", "RGBA"])
def test_what_was_clear_stays_so(mode: str) -> None:
    rounded = round_corners(plain(mode, (20, 20), paint(mode, 100)), 8)
    alphas = rounded.getchannel("A")
    assert alphas.getextrema() == (0, 100)
    full = round_corners(plain(mode, (20, 20)), 8).getchannel("A")
    for place in [(0, 5), (1, 3), (2, 2), (5, 0), (17, 2)]:
        assert at(alphas, place)[0] == pytest.approx(at(full, place)[0] * 100 / 255, abs=1)


@pytest.mark.parametrize("side", [1, 2, 3, 10, 11, 64, 121])
def test_a_square_becomes_a_disc(side: int) -> None:
    alpha = round_corners(Image.new("L", (side, side)), ROUND).getchannel("A")
    area = sum(level * count for level, count in enumerate(alpha.histogram())) / 255
    assert area == pytest.approx(pi * side**2 / 4, rel=0.01, abs=0.03)
    for turn in (Image.Transpose.FLIP_LEFT_RIGHT, Image.Transpose.FLIP_TOP_BOTTOM):
        assert same(alpha, alpha.transpose(turn))


def test_the_radius_is_at_most_half_of_the_shorter_side() -> None:
    image = scene((30, 11))
    assert same(round_corners(image, 6), round_corners(image, ROUND))
    assert not same(round_corners(image, 5), round_corners(image, ROUND))


def test_its_edge_is_smooth_and_even() -> None:
    alpha = round_corners(Image.new("RGB", (64, 64)), 32).getchannel("A")
    assert len(alpha.getcolors() or ()) > 20
    row = [at(alpha, (x, 4))[0] for x in range(32)]
    assert row == sorted(row)


@pytest.mark.parametrize("mode", ["RGB", "RGBA"])
def test_rounded(golden: Golden, mode: str) -> None:
    golden(f"transform/radius-24-{mode.lower()}.png", png(round_corners(scene(mode=mode), 24)))
    golden(f"transform/radius-max-{mode.lower()}.png", png(round_corners(scene(mode=mode), ROUND)))
