from collections.abc import Iterator, Sequence
from pathlib import Path
from time import thread_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageDraw, ImageOps

from image_proc.attention import place_window
from image_proc.attention.saliency import saliency

PICTURES = Path(__file__).parents[3] / "assets" / "pictures"
MODES = ("L", "LA", "RGB", "RGBA", "CMYK")
Box = tuple[float, float, float, float]

# The subjects of the sample pictures, in per cent: left, top, right, bottom.
SUBJECTS: dict[str, Box] = {
    "coffee.jpg": (13, 3, 80, 98),
    "dandelion.jpg": (14, 9, 45, 58),
    "raccoon.webp": (38, 4, 92, 65),
    "seed-head.jpg": (11, 7, 90, 56),
    "space/astronaut.jpg": (6, 3, 75, 100),
    "space/rocket.jpg": (46, 32, 55, 98),
}

RATIOS = (1, 3 / 4, 9 / 16, 16 / 9, 3)


def window(size: tuple[int, int], ratio: float) -> tuple[float, float]:
    """The largest window of a ratio in a picture."""
    width, height = size
    return min(width, height * ratio), min(height, width / ratio)


def kept(box: Box, start: tuple[float, float], size: tuple[float, float]) -> float:
    """Of the most that a window can hold of a box, the share that it holds."""
    share = 1.0
    for at in range(2):
        low, high = max(box[at], start[at]), min(box[at + 2], start[at] + size[at])
        share *= max(0.0, high - low) / min(box[at + 2] - box[at], size[at])
    return share


def scene(size: tuple[int, int], box: Sequence[float], ground: str = "#7a9ab5") -> Image.Image:
    """A disc before a plain ground."""
    image = Image.new("RGB", size, ground)
    ImageDraw.Draw(image).ellipse(list(box), fill="#c0392b")
    return image


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("left", [10, 150, 300, 480])
def test_a_disc_is_kept_wherever_it_stands(mode: str, left: int) -> None:
    box = (left, 60.0, left + 110.0, 170.0)
    image = scene((600, 240), box).convert(mode)
    size = window(image.size, 1.0)
    assert kept(box, place_window(image, size), size) > 0.9


@pytest.mark.parametrize("top", [10, 150, 300, 480])
def test_a_disc_is_kept_at_any_height(top: int) -> None:
    box = (60.0, top, 170.0, top + 110.0)
    image = scene((240, 600), box)
    size = window(image.size, 1.0)
    assert kept(box, place_window(image, size), size) > 0.9


@pytest.mark.parametrize("corner", [(20, 20), (460, 20), (20, 260), (460, 260)])
def test_a_window_that_is_smaller_both_ways_moves_both_ways(corner: tuple[int, int]) -> None:
    box = (*corner, corner[0] + 120.0, corner[1] + 120.0)
    image = scene((600, 400), box)
    size = (300.0, 200.0)
    assert kept(box, place_window(image, size), size) > 0.9


def cuts(name: str) -> Iterator[tuple[str, float]]:
    """What each cut of a sample picture keeps of its subject."""
    with Image.open(PICTURES / name) as stored:
        image = ImageOps.exif_transpose(stored)
    left, top, right, bottom = (
        share * image.size[at % 2] / 100 for at, share in enumerate(SUBJECTS[name])
    )
    for ratio in RATIOS:
        size = window(image.size, ratio)
        share = kept((left, top, right, bottom), place_window(image, size), size)
        yield f"{name} at {ratio:.2f}", share


def test_the_subjects_of_the_sample_pictures_are_kept() -> None:
    found = dict(cut for name in SUBJECTS for cut in cuts(name))
    lost = [name for name, share in found.items() if share < 0.9]
    assert len(lost) <= 0.15 * len(found), lost
    assert min(found.values()) > 0.4, found


def test_what_is_clear_draws_nobody() -> None:
    image = scene((600, 240), (440, 60, 550, 170)).convert("RGBA")
    noise = Image.effect_noise((200, 240), 90).convert("RGBA")
    noise.putalpha(0)
    image.paste(noise, (0, 0))
    size = window(image.size, 1.0)
    assert kept((440, 60, 550, 170), place_window(image, size), size) > 0.9


@pytest.mark.parametrize("color", ["white", "#808080", "black"])
def test_of_a_logo_on_a_clear_ground_the_logo_is_kept_whatever_its_colour(color: str) -> None:
    image = Image.new("RGBA", (600, 240), (255, 255, 255, 0))
    ImageDraw.Draw(image).ellipse((450, 60, 560, 170), fill=color)
    size = window(image.size, 1.0)
    assert kept((450, 60, 560, 170), place_window(image, size), size) > 0.9


def test_what_is_clear_weighs_nothing_and_what_is_not_does_though_it_be_plain() -> None:
    image = Image.new("RGBA", (240, 240), (255, 0, 0, 0))
    image.paste("#808080", (120, 0, 240, 240))
    weights = saliency(image)
    assert (weights.width, weights.height) == (24, 24)
    assert max(weights.columns[:11]) == 0
    assert min(weights.columns[13:]) > 0


@pytest.mark.parametrize("mode", MODES)
def test_where_nothing_is_to_be_seen_the_window_is_in_the_middle(mode: str) -> None:
    assert place_window(Image.new(mode, (300, 200)), (100.0, 200.0)) == (100.0, 0.0)
    assert place_window(Image.new(mode, (200, 300)), (200.0, 100.0)) == (0.0, 100.0)


def test_a_window_of_the_whole_picture_starts_at_its_corner() -> None:
    image = scene((300, 200), (10, 10, 60, 60))
    assert place_window(image, (300.0, 200.0)) == (0.0, 0.0)


def test_a_mirrored_picture_gets_the_mirrored_window() -> None:
    image = scene((600, 240), (90, 60, 200, 170))
    size = (240.0, 240.0)
    left, _ = place_window(image, size)
    mirrored, _ = place_window(ImageOps.mirror(image), size)
    assert mirrored == pytest.approx(image.width - size[0] - left, abs=image.width / 24)


def test_the_size_of_a_picture_matters_little() -> None:
    with Image.open(PICTURES / "dandelion.jpg") as image:
        size = window(image.size, 1.0)
        left, _ = place_window(image, size)
        small = image.resize((image.width // 4, image.height // 4), Image.Resampling.BOX)
    found, _ = place_window(small, (size[0] / 4, size[1] / 4))
    assert found * 4 == pytest.approx(left, abs=image.width * 0.05)


@given(
    width=st.integers(1, 90),
    height=st.integers(1, 90),
    mode=st.sampled_from(MODES),
    shares=st.tuples(st.floats(0.01, 1), st.floats(0.01, 1)),
    seed=st.binary(min_size=1, max_size=64),
)
@settings(max_examples=150, deadline=None)
def test_a_window_lies_inside_any_picture(
    width: int, height: int, mode: str, shares: tuple[float, float], seed: bytes
) -> None:
    length = width * height * len(Image.new(mode, (1, 1)).getbands())
    image = Image.frombytes(mode, (width, height), (seed * (length // len(seed) + 1))[:length])
    size = width * shares[0], height * shares[1]
    left, top = place_window(image, size)
    assert 0 <= left <= width - size[0] + 1e-6
    assert 0 <= top <= height - size[1] + 1e-6
    assert (left, top) == place_window(image.copy(), size)


@pytest.mark.parametrize("size", [(4000, 1), (1, 4000), (1, 1)])
def test_a_picture_may_be_a_line_or_a_dot(size: tuple[int, int]) -> None:
    image = Image.linear_gradient("L").resize(size)
    left, top = place_window(image, (max(1.0, size[0] / 2), max(1.0, size[1] / 2)))
    assert 0 <= left <= size[0] / 2
    assert 0 <= top <= size[1] / 2


def test_it_takes_a_few_milliseconds() -> None:
    image = scene((1600, 1200), (900, 300, 1300, 700))
    place_window(image, (900.0, 1200.0))
    taken = []
    for _ in range(5):
        start = thread_time()
        place_window(image, (900.0, 1200.0))
        taken.append(thread_time() - start)
    assert min(taken) < 0.05
