import pytest

from image_proc.color import TRANSPARENT, WHITE, Color
from image_proc.transform.steps.flatten import flatten, underlay
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

BLUE, HALF_BLUE = Color(0, 0, 255), Color(0, 0, 255, 128)

# A picture's mode and pixel, the ground below, what is seen.
FLATTENED: list[tuple[str, Pixel, Color, str, Pixel]] = [
    ("LA", (100, 255), WHITE, "L", (100,)),
    ("LA", (100, 0), WHITE, "L", (255,)),
    ("LA", (100, 128), WHITE, "L", (177,)),
    ("LA", (100, 0), BLUE, "RGB", (0, 0, 255)),
    ("RGBA", (200, 40, 10, 255), WHITE, "RGB", (200, 40, 10)),
    ("RGBA", (200, 40, 10, 0), WHITE, "RGB", (255, 255, 255)),
    ("RGBA", (200, 40, 10, 0), BLUE, "RGB", (0, 0, 255)),
    ("RGBA", (200, 40, 10, 51), BLUE, "RGB", (40, 8, 206)),
    # A ground that is itself clear lies on white.
    ("RGBA", (200, 40, 10, 0), TRANSPARENT, "RGB", (255, 255, 255)),
    ("RGBA", (200, 40, 10, 0), HALF_BLUE, "RGB", (127, 127, 255)),
    ("LA", (100, 0), TRANSPARENT, "L", (255,)),
]


@pytest.mark.parametrize(("mode", "pixel", "background", "result", "seen"), FLATTENED)
def test_alpha_is_laid_on_a_colour(
    mode: str, pixel: Pixel, background: Color, result: str, seen: Pixel
) -> None:
    flat = flatten(plain(mode, (3, 2), pixel), background)
    assert (flat.mode, flat.size, at(flat, (1, 1))) == (result, (3, 2), seen)


@pytest.mark.parametrize("mode", ["L", "RGB"])
def test_an_opaque_picture_is_left(mode: str) -> None:
    image = scene((8, 8), mode)
    assert same(flatten(image, BLUE), image)
    assert same(underlay(image, HALF_BLUE), image)


@pytest.mark.parametrize("mode", CLEAR_MODES)
def test_nothing_below_leaves_the_picture(mode: str) -> None:
    image = scene((8, 8), mode)
    assert same(underlay(image, TRANSPARENT), image)


@pytest.mark.parametrize("mode", CLEAR_MODES)
def test_an_opaque_ground_flattens(mode: str) -> None:
    image = scene((8, 8), mode)
    assert same(underlay(image, BLUE), flatten(image, BLUE))


def test_a_half_clear_ground_keeps_alpha() -> None:
    below = underlay(plain("RGBA", (2, 2), paint("RGBA", 0)), HALF_BLUE)
    assert at(below, (0, 0)) == tuple(HALF_BLUE)
    below = underlay(plain("RGBA", (2, 2), paint("RGBA", 255)), HALF_BLUE)
    assert at(below, (0, 0)) == paint("RGBA", 255)
    below = underlay(plain("LA", (2, 2), (100, 128)), HALF_BLUE)
    assert at(below, (0, 0)) == pytest.approx((67, 67, 152, 192), abs=1)


@pytest.mark.parametrize("mode", MODES)
def test_the_picture_itself_is_left(mode: str) -> None:
    image, again = scene((8, 8), mode), scene((8, 8), mode)
    flatten(image, BLUE)
    underlay(image, HALF_BLUE)
    assert same(image, again)


def test_flattened(golden: Golden) -> None:
    golden("transform/flatten-white.png", png(flatten(scene(mode="RGBA"), WHITE)))
