"""The perceptual hash: near for pictures that look alike, far for all others, flat ones too."""

from collections.abc import Callable
from functools import cache
from io import BytesIO
from itertools import combinations
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageDraw, ImageEnhance, ImageFilter

from image_proc.hash import (
    FARTHEST,
    NEAR,
    distance,
    near_ones,
    pack,
    packed_distance,
    perceptual_hash,
)
from tests.pictures import scene

FOLDER = Path(__file__).parents[3] / "assets" / "pictures"
PHOTOS = ["cat.png", "coffee.jpg", "dandelion.jpg", "raccoon.webp", "seed-head.jpg"]
PHOTOS += ["space/astronaut.jpg", "space/rocket.jpg"]


@cache
def photo(name: str) -> Image.Image:
    with Image.open(FOLDER / name) as image:
        image.draft("RGB", (400, 400))
        small = image.convert("RGB")
        small.thumbnail((300, 300))
        return small


def saved(image: Image.Image, format_: str, quality: int) -> Image.Image:
    body = BytesIO()
    image.save(body, format_, quality=quality)
    return Image.open(body).convert("RGB")


def cropped(image: Image.Image, *shares: float) -> Image.Image:
    (left, top, right, bottom), (width, height) = shares, image.size
    box = left * width, top * height, (1 - right) * width, (1 - bottom) * height
    left, top, right, bottom = (round(side) for side in box)
    return image.crop((left, top, right, bottom))


def marked(image: Image.Image) -> Image.Image:
    copy = image.copy()
    left, top = round(0.7 * image.width), round(0.88 * image.height)
    ImageDraw.Draw(copy).rectangle((left, top, image.width - 6, image.height - 6), "white")
    return copy


CHANGES: dict[str, Callable[[Image.Image], Image.Image]] = {
    "resized to 25%": lambda image: image.resize((image.width // 4, image.height // 4)),
    "resized to 200%": lambda image: image.resize((image.width * 2, image.height * 2)),
    "squeezed": lambda image: image.resize((200, 200)),
    "JPEG, quality 30": lambda image: saved(image, "JPEG", 30),
    "WebP, quality 30": lambda image: saved(image, "WEBP", 30),
    "cropped by 5% a side": lambda image: cropped(image, 0.05, 0.05, 0.05, 0.05),
    "cropped by 8% at the right": lambda image: cropped(image, 0, 0, 0.08, 0),
    "brighter": lambda image: ImageEnhance.Brightness(image).enhance(1.15),
    "darker": lambda image: ImageEnhance.Brightness(image).enhance(0.85),
    "less contrast": lambda image: ImageEnhance.Contrast(image).enhance(0.85),
    "gamma": lambda image: image.point([round(255 * (x / 255) ** 0.8) for x in range(256)] * 3),
    "pale": lambda image: ImageEnhance.Color(image).enhance(0.5),
    "grey": lambda image: image.convert("L"),
    "blurred": lambda image: image.filter(ImageFilter.GaussianBlur(1.5)),
    "sharpened": lambda image: image.filter(ImageFilter.SHARPEN),
    "with a mark": marked,
}


def apart(one: Image.Image, other: Image.Image) -> int:
    return distance(perceptual_hash(one), perceptual_hash(other))


@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize("name", PHOTOS)
def test_changed_photos_are_near_their_own(name: str, change: str) -> None:
    assert apart(photo(name), CHANGES[change](photo(name))) <= NEAR


@pytest.mark.parametrize(("one", "other"), [*combinations(PHOTOS, 2)])
def test_other_photos_are_far(one: str, other: str) -> None:
    assert apart(photo(one), photo(other)) > NEAR + 5


@pytest.mark.parametrize("name", PHOTOS)
def test_a_slight_change_is_nearer_than_a_crop(name: str) -> None:
    whole = photo(name)
    assert apart(whole, saved(whole, "JPEG", 90)) < apart(whole, cropped(whole, 0, 0.1, 0.1, 0))
    assert apart(whole, whole) == 0


def plain(color: str, text: str = "") -> Image.Image:
    image = Image.new("RGB", (300, 200), color)
    if text:
        ImageDraw.Draw(image).text((150, 100), text, "white", anchor="mm", font_size=32)
    return image


PLAIN = ["red", "blue", "green", "black", "white", "yellow", "#808080", "orange", "purple"]


@pytest.mark.parametrize(("one", "other"), [*combinations(PLAIN, 2)])
def test_plain_pictures_are_known_by_their_colors(one: str, other: str) -> None:
    assert apart(plain(one), plain(other)) > NEAR


@pytest.mark.parametrize(("one", "other"), [*combinations(["red", "blue", "green", "black"], 2)])
def test_placeholders_of_other_colors_are_far(one: str, other: str) -> None:
    assert apart(plain(one, "300 × 200"), plain(other, "300 × 200")) > NEAR


def test_plain_pictures_of_about_one_color_are_near() -> None:
    assert apart(plain("#c03020"), saved(plain("#c03020"), "JPEG", 40)) <= NEAR
    assert apart(plain("#c03020"), plain("#b83820")) <= NEAR
    assert apart(plain("#c03020"), ImageEnhance.Brightness(plain("#c03020")).enhance(1.1)) <= NEAR


def test_the_same_picture_with_and_without_a_text_is_far() -> None:
    assert apart(plain("#3366aa"), plain("#3366aa", "300 × 200")) > NEAR


def chart(seed: int) -> Image.Image:
    """A line on white, with axes and a grid that all have in common."""
    dice = Random(seed)  # noqa: S311 - the same charts each time
    image = Image.new("RGB", (640, 400), "white")
    draw = ImageDraw.Draw(image)
    draw.line((60, 20, 60, 360, 620, 360), "black", 2)
    for y in range(40, 360, 40):
        draw.line((60, y, 620, y), "#ddd")
    level, points = dice.randrange(60, 340), []
    for x in range(60, 620, 20):
        level = min(350, max(30, level + dice.randrange(-50, 51)))
        points.append((x, level))
    draw.line(points, "#36c", 3)
    return image


def page(seed: int) -> Image.Image:
    """A screenshot of text: grey lines on white below a dark bar."""
    dice = Random(seed)  # noqa: S311
    image = Image.new("RGB", (800, 600), "white")
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 0, 800, 50), "#333")
    for y in range(70, 580, 24):
        draw.line((30, y, 30 + dice.randrange(100, 740), y), "#555", 8)
    return image


@pytest.mark.parametrize("make", [chart, page])
def test_pictures_with_a_ground_in_common_are_seldom_near(
    make: Callable[[int], Image.Image],
) -> None:
    """Hashes that count the white as well call nearly all of them near."""
    hashes = [perceptual_hash(make(seed)) for seed in range(16)]
    distances = [distance(*pair) for pair in combinations(hashes, 2)]
    assert sum(each <= NEAR for each in distances) <= 0.02 * len(distances)
    assert sorted(distances)[len(distances) // 2] > NEAR + 10
    assert apart(make(3), saved(make(3).resize((400, 280)), "JPEG", 60)) <= NEAR


def test_what_is_clear_is_seen_over_white() -> None:
    image = photo("coffee.jpg").convert("RGBA")
    image.paste((0, 0, 0, 0), (0, 0, 60, 300))
    shown = photo("coffee.jpg").copy()
    shown.paste("white", (0, 0, 60, 300))
    assert perceptual_hash(image) == perceptual_hash(shown)
    assert perceptual_hash(Image.new("LA", (5, 5), (9, 0))) == perceptual_hash(plain("white"))


@settings(max_examples=40, deadline=None)
@given(
    st.integers(1, 40),
    st.integers(1, 40),
    st.sampled_from(["L", "LA", "RGB", "RGBA"]),
    st.randoms(),
)
def test_any_picture_has_a_hash(width: int, height: int, mode: str, chance: Random) -> None:
    levels = chance.randbytes(width * height * len(mode))
    found = perceptual_hash(Image.frombytes(mode, (width, height), levels))
    assert len(found) == 106
    assert int(found, 16) >= 0
    assert distance(found, found) == 0


hashes = st.integers(0, 2**421 - 1).map(lambda bits: f"{bits:0106x}")


@given(hashes, hashes)
def test_distances_are_bounded_and_the_same_both_ways(one: str, other: str) -> None:
    found = distance(one, other)
    assert 0 <= found <= FARTHEST
    assert found == distance(other, one) == packed_distance(pack(one), pack(other))


def test_each_of_few_differences_counts_no_more_than_one_of_24() -> None:
    """A speck on a plain wall is no other picture, though it has nothing in common with it."""
    color = 0x336699
    wall, speck, structure = (f"{(2**bits - 1) << 24 | color:0106x}" for bits in (0, 4, 24))
    assert distance(wall, speck) == 100 * 4 // 24 <= NEAR
    assert distance(wall, structure) == FARTHEST


@pytest.mark.parametrize("text", ["", "00", "g" * 106, "0" * 105, "0" * 107])
def test_what_is_no_hash_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"106 hex digits|invalid literal"):
        distance(text, "0" * 106)


def test_the_hash_is_pinned() -> None:
    """Another value here means another HASH_VERSION: old hashes are compared with new ones."""
    assert perceptual_hash(scene()) == (
        "0000c070381c0e0010ce038311ffbe8f47e3e3f7ffffffffffc0000c0603018000000080c0000001"
        "80806000000000000000817d77"
    )


# Few differences, many, and drawn or not: each is compared in its own way.
_HASHES = st.one_of(
    st.integers(0, 2**421 - 1),
    st.builds(
        lambda bits, color: bits << 24 | color, st.integers(0, 2**40), st.integers(0, 2**24 - 1)
    ),
    st.integers(2**420, 2**420 + 2**60),
).map("{:0106x}".format)


@given(st.lists(_HASHES, min_size=2, max_size=8), st.integers(0, FARTHEST))
def test_compared_with_many_it_is_as_far_as_from_each(hashes: list[str], most: int) -> None:
    origin = pack(hashes[0])
    apart = {number: packed_distance(origin, pack(text)) for number, text in enumerate(hashes)}
    expected = [(far, number) for number, far in apart.items() if far <= most]
    assert list(near_ones(origin, enumerate(hashes), most)) == expected
