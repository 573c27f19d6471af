from math import pi

import pytest

from image_proc.geometry import round_corner
from tests.image_proc.placeholder.pictures import pixel, pixels


@pytest.mark.parametrize("radius", [0.5, 1, 1.5, 2, 7.5, 20, 100.5, 600])
def test_the_covered_area_is_that_of_a_quarter_disc(radius: float) -> None:
    mask = round_corner(radius)
    side = mask.width
    outside = side**2 - sum(share for share, *_ in pixels(mask)) / 255
    assert outside == pytest.approx(radius**2 * (1 - pi / 4), rel=0.01, abs=0.02)


@pytest.mark.parametrize("radius", [3, 7.5, 64])
def test_it_is_symmetrical(radius: float) -> None:
    mask = round_corner(radius)
    for y in range(mask.height):
        for x in range(y):
            assert abs(pixel(mask, (x, y))[0] - pixel(mask, (y, x))[0]) <= 5


def test_its_edge_is_smooth() -> None:
    mask = round_corner(20)
    assert pixel(mask, (0, 0))[0] == 0
    assert pixel(mask, (19, 19))[0] == 255
    assert len(set(pixels(mask))) > 20
