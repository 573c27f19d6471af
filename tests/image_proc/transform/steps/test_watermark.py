from pathlib import Path

import pytest
from PIL import Image, ImageChops

from image_proc.transform.gravity import POSITIONS, Gravity
from image_proc.transform.steps.marks import Mark, Marks
from image_proc.transform.steps.watermark import Look, lay_mark
from tests.conftest import Golden
from tests.image_proc.transform.steps.step_pictures import (
    MODES,
    at,
    paint,
    plain,
    png,
    rows,
    same,
    scene,
)

EASEL = Marks([Path(__file__).parents[4] / "assets" / "watermarks"]).find("easel.png")
TEXT = "© Jane Doe 2024"
LOOK = Look(Gravity.SOUTHEAST, 0.7, 0.2)
FULL = Look(Gravity.SOUTHEAST, 1, 0.2)
GROUNDS = {"light": (244, 242, 236), "dark": (22, 24, 29), "white": (255, 255, 255)}
SCRIPTS = {"arabic": "مرحبا © 2024", "check": "✓ → done", "hindi": "क्षत्रिय"}


def mark(color: tuple[int, ...], size: tuple[int, int] = (40, 20)) -> Mark:
    image = Image.new("RGBA", size, color)
    return Mark(f"{color}", "1", size, png(image))


def changed(before: Image.Image, after: Image.Image) -> tuple[int, int, int, int]:
    """The box of what a mark has covered."""
    one, other = before.convert("RGB"), after.convert("RGB")
    box = ImageChops.difference(one, other).getbbox()
    assert box is not None
    return box


@pytest.mark.parametrize("mode", MODES)
def test_a_mark_lies_at_its_place_in_its_size(mode: str) -> None:
    image = plain(mode, (200, 100))
    marked = lay_mark(image, mark((255, 255, 255, 255)), FULL)
    # A fifth of 200 px wide; 3 px from the edges, 3% of the shorter side.
    assert changed(image, marked) == (157, 77, 197, 97)
    assert (marked.mode, marked.size) == (mode, image.size)
    assert (
        at(marked, (170, 90)) == {1: (255,), 2: (255, 255), 3: (255,) * 3, 4: (255,) * 4}[len(mode)]
    )


@pytest.mark.parametrize("position", POSITIONS)
def test_each_position(position: Gravity) -> None:
    image = plain("RGB", (200, 100))
    marked = lay_mark(image, mark((255, 255, 255, 255)), Look(position, 1, 0.2))
    left, top, right, bottom = changed(image, marked)
    across = {3: "west", 80: "", 157: "east"}[left]
    down = {3: "north", 40: "", 77: "south"}[top]
    assert (down + across or "center") == position
    assert (right - left, bottom - top) == (40, 20)


@pytest.mark.parametrize(("opacity", "level"), [(1, 255), (0.5, 173), (0.05, 98), (0.2, 123)])
def test_opacity_mixes_the_mark_in(opacity: float, level: int) -> None:
    look = Look(Gravity.CENTER, opacity, 0.2)
    marked = lay_mark(plain("L", (200, 100)), mark((255, 255, 255, 255)), look)
    assert at(marked, (100, 50))[0] == pytest.approx(level, abs=1)


def test_a_mark_keeps_its_own_alpha() -> None:
    marked = lay_mark(plain("L", (200, 100), (0,)), mark((200, 200, 200, 128)), FULL)
    assert at(marked, (170, 90))[0] == pytest.approx(100, abs=1)


@pytest.mark.parametrize("mode", ["L", "LA"])
def test_a_colourful_mark_brings_colours(mode: str) -> None:
    marked = lay_mark(plain(mode, (200, 100)), mark((255, 0, 0, 255)), FULL)
    assert marked.mode == {"L": "RGB", "LA": "RGBA"}[mode]
    assert at(marked, (170, 90))[:3] == (255, 0, 0)
    # Colours of its clear pixels are not seen, and so no reason.
    assert lay_mark(plain(mode, (200, 100)), mark((255, 0, 0, 0)), FULL).mode == mode


@pytest.mark.parametrize("mode", ["LA", "RGBA"])
def test_a_mark_shows_on_clear_ground(mode: str) -> None:
    marked = lay_mark(plain(mode, (200, 100), paint(mode, 0)), mark((255, 255, 255, 255)), LOOK)
    assert at(marked, (170, 90))[-1] == pytest.approx(255 * 0.7, abs=1)
    assert at(marked, (10, 10)) == paint(mode, 0)


@pytest.mark.parametrize("size", [(30, 200), (200, 10), (8, 8), (3, 1), (1, 1)])
@pytest.mark.parametrize("scale", [0.02, 0.2, 1])
def test_a_mark_is_never_larger_than_the_picture(size: tuple[int, int], scale: float) -> None:
    image = plain("RGB", size)
    marked = lay_mark(image, mark((255, 255, 255, 255), (300, 200)), Look(Gravity.CENTER, 1, scale))
    left, top, right, bottom = changed(image, marked)
    assert marked.size == size
    margin = round(0.03 * min(size))
    assert margin <= left
    assert margin <= top
    assert right <= size[0] - margin
    assert bottom <= size[1] - margin


def test_a_mark_keeps_its_ratio_where_the_height_has_no_room() -> None:
    image = plain("RGB", (400, 50))
    tall = mark((255, 255, 255, 255), (100, 200))
    left, top, right, bottom = changed(image, lay_mark(image, tall, Look(Gravity.WEST, 1, 0.5)))
    assert (left, top, right, bottom) == (2, 2, 25, 48)


@pytest.mark.parametrize("ground", GROUNDS)
def test_letters_are_seen_on_any_ground(ground: str) -> None:
    image = Image.new("RGB", (400, 280), GROUNDS[ground])
    marked = lay_mark(image, TEXT, LOOK).convert("L")
    box = changed(image, marked)
    levels = {at(marked, (x, y))[0] for x in range(box[0], box[2]) for y in range(box[1], box[3])}
    assert max(levels) - min(levels) > 120


def test_letters_grow_with_the_shorter_side_and_the_scale() -> None:
    def height(size: tuple[int, int], scale: float) -> int:
        image = plain("L", size)
        _, top, _, bottom = changed(image, lay_mark(image, "HXH", Look(Gravity.CENTER, 1, scale)))
        return bottom - top

    once, twice = height((800, 600), 0.2), height((1600, 1200), 0.2)
    assert twice == pytest.approx(2 * once, rel=0.1)
    assert height((800, 600), 0.4) == pytest.approx(twice, rel=0.1)
    assert height((600, 2000), 0.2) == pytest.approx(once, rel=0.05)


@pytest.mark.parametrize("position", POSITIONS)
def test_texts_keep_to_their_side(position: Gravity) -> None:
    image = plain("RGB", (400, 300))
    left, top, right, bottom = changed(image, lay_mark(image, TEXT, Look(position, 0.7, 0.2)))
    sides = {"west": left, "east": 400 - right, "north": top, "south": 300 - bottom}
    for side, distance in sides.items():
        # The shadow reaches into the margin of 9 px.
        assert (distance < 10) is (side in position)


@pytest.mark.parametrize("position", [Gravity.NORTHWEST, Gravity.SOUTHEAST, Gravity.CENTER])
def test_a_long_text_is_wrapped_and_leaves_half_of_the_picture(position: Gravity) -> None:
    image = plain("RGB", (300, 200))
    words = "a watermark of many words " * 9
    left, top, right, bottom = changed(image, lay_mark(image, words, Look(position, 1, 1)))
    assert 300 / 2 < right - left <= 300
    assert bottom - top <= 200 / 2 + 12


def test_frames_of_one_size_get_the_same_mark() -> None:
    one, other = plain("RGB", (200, 100)), plain("RGB", (200, 100))
    assert same(lay_mark(one, TEXT, LOOK), lay_mark(other, TEXT, LOOK))
    assert rows(one) == rows(other)


def test_a_large_picture_is_marked_as_a_small_one_is() -> None:
    image = plain("RGB", (1600, 1200))
    marked = lay_mark(image, mark((255, 255, 255, 255)), FULL)
    assert changed(image, marked) == (1244, 1004, 1564, 1164)


@pytest.mark.parametrize("text", [" ", "\u200b", "\u202e"])
def test_a_text_that_shows_nothing_changes_nothing(text: str) -> None:
    image = scene((40, 30))
    assert lay_mark(image, text, LOOK).size == image.size


@pytest.mark.parametrize("ground", GROUNDS)
def test_texts_on_grounds(golden: Golden, ground: str) -> None:
    image = Image.new("RGB", (240, 100), GROUNDS[ground])
    golden(f"transform/watermark-text-{ground}.png", png(lay_mark(image, TEXT, LOOK)))


@pytest.mark.parametrize("side", [16, 32, 64])
def test_texts_on_small_pictures(golden: Golden, side: int) -> None:
    image = Image.new("RGB", (side, side), (122, 138, 90))
    golden(f"transform/watermark-text-{side}px.png", png(lay_mark(image, "© Jane Doe", LOOK)))


@pytest.mark.parametrize("name", SCRIPTS)
def test_texts_of_any_script(golden: Golden, name: str) -> None:
    marked = lay_mark(scene((240, 160)), SCRIPTS[name], Look(Gravity.NORTHWEST, 0.8, 0.4))
    golden(f"transform/watermark-text-{name}.png", png(marked))


@pytest.mark.fonts
def test_emoji_keep_their_colours(golden: Golden) -> None:
    marked = lay_mark(scene((240, 160), "L"), "👩‍🚀 Launch", Look(Gravity.CENTER, 1, 0.5))
    assert marked.mode == "RGB"
    golden("transform/watermark-text-emoji.png", png(marked))


def test_a_text_of_several_lines(golden: Golden) -> None:
    words = "Proof only, not to be printed or passed on"
    golden(
        "transform/watermark-text-wrapped.png",
        png(lay_mark(scene((240, 160)), words, Look(Gravity.CENTER, 0.6, 0.6))),
    )


def test_marks_of_files(golden: Golden) -> None:
    golden("transform/watermark-file.png", png(lay_mark(scene((240, 160)), EASEL, LOOK)))
    clear = Image.new("RGBA", (120, 120))
    look = Look(Gravity.CENTER, 1, 1)
    golden("transform/watermark-file-clear.png", png(lay_mark(clear, EASEL, look)))
    golden("transform/watermark-file-32px.png", png(lay_mark(scene((32, 32)), EASEL, LOOK)))
