from base64 import b64decode
from pathlib import Path

import blurhash  # type: ignore[import-untyped]
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageChops, ImageStat

from image_proc.describe.hashes import blurhash_of, thumbhash_of

PICTURES = Path(__file__).parents[3] / "assets" / "pictures"

# What the author's JavaScript (npm's thumbhash 0.1.1) makes of the same pixels.
THUMBHASHES = {
    "coffee.jpg": "GIoKDYSlqIdPUXd3eEeHh9N/YIkI",
    "raccoon.webp": "W/gFHYRPpmh+lHaCelmGhdlQmPNq",
    "easel.png": "5beFDQQ2mHiPhXkGN5dwjEn3GDd5hoBqVw==",
    "space/rocket.jpg": "EOcFFYItd2ZwiZd1h4iIdnZwbgbn",
}

# What the reference encoder (npm's blurhash 2) makes of them, over white.
BLURHASHES = {
    "coffee.jpg": "LUJrpmR-r=xG}?Ip9uIpXlS4W.S2",
    "raccoon.webp": "LIE3VJ_2J2aO=ka8IVfSITkAxca$",
    "easel.png": "LiP7OctR~D%2yDfks:oe~WoeE1a#",
}

OPAQUE = ("cat.png", "coffee.jpg", "raccoon.webp", "space/rocket.jpg")


def picture(name: str, side: int = 32) -> Image.Image:
    with Image.open(PICTURES / name) as stored:
        image = stored.convert("RGBA")
    image.thumbnail((side, side))
    return image


@pytest.mark.parametrize(("name", "expected"), THUMBHASHES.items())
def test_a_thumbhash_is_the_authors(name: str, expected: str) -> None:
    assert thumbhash_of(picture(name)) == expected


@pytest.mark.parametrize(("name", "expected"), BLURHASHES.items())
def test_a_blurhash_is_the_references(name: str, expected: str) -> None:
    assert blurhash_of(picture(name)) == expected


def coarse(image: Image.Image) -> Image.Image:
    return image.convert("RGB").resize((6, 4), Image.Resampling.BOX)


def decoded(hashed: str) -> Image.Image:
    rows = blurhash.decode(hashed, 30, 20)
    levels = bytes(level for row in rows for pixel in row for level in pixel)
    return coarse(Image.frombytes("RGB", (30, 20), levels))


def distance(one: Image.Image, other: Image.Image) -> float:
    return sum(ImageStat.Stat(ImageChops.difference(one, other)).mean)


@pytest.mark.parametrize("name", OPAQUE)
def test_a_blurhash_looks_like_its_own_picture_and_no_other(name: str) -> None:
    seen = decoded(blurhash_of(picture(name)))
    far = {each: distance(seen, coarse(picture(each))) for each in OPAQUE}
    assert min(far, key=far.__getitem__) == name


@pytest.mark.parametrize(
    ("size", "components"),
    [((300, 200), (4, 3)), ((200, 300), (3, 4)), ((90, 90), (4, 3)), ((4000, 1), (4, 3))],
)
def test_a_blurhash_has_more_components_along_the_longer_side(
    size: tuple[int, int], components: tuple[int, int]
) -> None:
    hashed = blurhash_of(Image.new("RGBA", size, "#336699"))
    assert blurhash.components(hashed) == components


def test_to_a_blurhash_what_is_clear_is_white() -> None:
    clear = Image.new("RGBA", (30, 20), (0, 0, 0, 0))
    assert blurhash_of(clear) == blurhash_of(Image.new("RGBA", (30, 20), "white"))


@pytest.mark.parametrize("color", ["red", "#336699", "black", "white", "#808080"])
def test_a_thumbhash_begins_with_the_mean(color: str) -> None:
    head = int.from_bytes(b64decode(thumbhash_of(Image.new("RGBA", (32, 20), color)))[:3], "little")
    light, yellow, red = head & 63, head >> 6 & 63, head >> 12 & 63
    luminance, warm, green = light / 63, yellow / 31.5 - 1, red / 31.5 - 1
    blue = luminance - 2 / 3 * warm
    level = (3 * luminance - blue + green) / 2
    decoded = [255 * each for each in (level, level - green, blue)]
    expected = Image.new("RGB", (1, 1), color).getpixel((0, 0))
    assert decoded == pytest.approx(expected, abs=8)
    assert not head >> 23


def test_a_thumbhash_knows_proportions_and_alpha() -> None:
    wide = b64decode(thumbhash_of(Image.new("RGBA", (64, 32), "red")))
    tall = b64decode(thumbhash_of(Image.new("RGBA", (32, 64), "red")))
    clear = b64decode(thumbhash_of(Image.new("RGBA", (64, 32), (255, 0, 0, 90))))
    assert wide[4] >> 7
    assert not tall[4] >> 7
    assert wide[3] & 7 == tall[3] & 7 == 4
    assert clear[2] >> 7
    assert clear[5] & 15 == round(15 * 90 / 255)


@given(
    size=st.tuples(st.integers(1, 70), st.integers(1, 70)),
    seed=st.binary(min_size=1, max_size=48),
)
@settings(max_examples=40, deadline=None)
def test_any_picture_has_both(size: tuple[int, int], seed: bytes) -> None:
    length = size[0] * size[1] * 4
    image = Image.frombytes("RGBA", size, (seed * (length // len(seed) + 1))[:length])
    assert len(blurhash_of(image)) == 28
    assert 5 <= len(b64decode(thumbhash_of(image))) <= 25


SLIGHT = [(1, 1), (2, 3), (4, 4), (7, 7), (32, 1), (1, 30), (3, 32)]


@pytest.mark.parametrize("size", [(32, 32), (31, 17), (9, 30), *SLIGHT])
def test_the_thumbhash_of_one_colour_has_no_waves(size: tuple[int, int]) -> None:
    found = b64decode(thumbhash_of(Image.new("RGBA", size, "#c0392b")))
    assert not any(found[5:])


@pytest.mark.parametrize("size", SLIGHT)
def test_the_blurhash_of_few_pixels_of_one_colour_is_about_even(size: tuple[int, int]) -> None:
    levels = [pixel[1] for row in blurhash.decode(blurhash_of(spot(size)), 8, 8) for pixel in row]
    assert max(levels) - min(levels) < 50
    assert abs(sum(levels) / 64 - 128) < 20


def spot(size: tuple[int, int]) -> Image.Image:
    return Image.new("RGBA", size, (0, 128, 0, 255))


def test_few_pixels_keep_their_proportions_in_a_thumbhash() -> None:
    flat, tall = b64decode(thumbhash_of(spot((4, 1)))), b64decode(thumbhash_of(spot((1, 4))))
    assert flat[3:5] == b64decode(thumbhash_of(spot((32, 8))))[3:5]
    assert tall[3:5] == b64decode(thumbhash_of(spot((8, 32))))[3:5]


def test_few_pixels_are_hashed_as_what_they_show() -> None:
    halves = Image.new("RGBA", (2, 1), "black")
    halves.putpixel((1, 0), (255, 255, 255, 255))
    large = halves.resize((32, 16), Image.Resampling.NEAREST)
    # Means, scales and shape; the waves' own nibbles may round apart.
    assert b64decode(thumbhash_of(halves))[:5] == b64decode(thumbhash_of(large))[:5]
