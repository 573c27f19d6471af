from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from image_proc.color import Color, contrast, parse_color
from image_proc.gradient import GradientSpec, chance_pair
from image_proc.gradient.blend import blend
from image_proc.gradient.oklab import from_oklab, oklab, vivid

CHANNEL = st.integers(0, 255)


@pytest.mark.parametrize(
    ("color", "lab"),
    [
        ("white", (1.0, 0.0, 0.0)),
        ("black", (0.0, 0.0, 0.0)),
        ("red", (0.628, 0.225, 0.126)),
        ("lime", (0.866, -0.234, 0.179)),
        ("blue", (0.452, -0.032, -0.312)),
    ],
)
def test_oklab_is_as_published(color: str, lab: tuple[float, ...]) -> None:
    assert oklab(parse_color(color)) == pytest.approx(lab, abs=0.001)


@given(red=CHANNEL, green=CHANNEL, blue=CHANNEL, alpha=CHANNEL)
def test_there_and_back(red: int, green: int, blue: int, alpha: int) -> None:
    color = Color(red, green, blue, alpha)
    assert from_oklab(oklab(color), alpha) == color


def test_what_no_screen_shows_becomes_paler_and_keeps_its_hue() -> None:
    strong, pale = vivid(0.7, 0.4, 150), vivid(0.7, 0.05, 150)
    assert oklab(strong)[0] == pytest.approx(0.7, abs=0.01)
    assert contrast(strong, pale) < 1.2
    assert strong != pale


def test_a_seed_always_chooses_the_same_colours() -> None:
    assert chance_pair("sea") == (Color(13, 143, 164), Color(126, 108, 249)) == chance_pair("sea")
    assert len({chance_pair(str(number)) for number in range(50)}) == 50


def test_nothing_grey_lies_between_colours_by_chance() -> None:
    for number in range(200):
        start, end = chance_pair(str(number))
        for color in blend(GradientSpec(start=start, end=end)):
            _, a, b = oklab(color)
            assert (a * a + b * b) ** 0.5 > 0.05, number


@pytest.mark.parametrize("mix", ["oklab", "srgb"])
@pytest.mark.parametrize("via", [None, "white", "#00f8"])
def test_it_begins_and_ends_with_its_colours(mix: str, via: str | None) -> None:
    spec = GradientSpec(start="red", end="#00ff0080", via=via, mix=mix)
    colors = blend(spec)
    assert (colors[0], colors[-1]) == (spec.start, spec.end)
    if via:
        assert colors[len(colors) // 2] == spec.via


def test_css_mixes_in_srgb_and_the_eye_in_oklab() -> None:
    plain = blend(GradientSpec(start="blue", end="yellow", mix="srgb"))
    assert plain == [Color(0, 0, 255), Color(255, 255, 0)]
    even = blend(GradientSpec(start="blue", end="yellow"))
    rises = [after - before for before, after in pairwise(oklab(color)[0] for color in even)]
    assert max(rises) - min(rises) < 0.006


def test_a_clear_colour_brings_no_colour_of_its_own() -> None:
    for mix in ("oklab", "srgb"):
        colors = blend(GradientSpec(start="red", end="#0000", mix=mix))
        assert {color.rgb for color in colors} == {(255, 0, 0)}
    clear = blend(GradientSpec(start="#0f00", end="#00f0"))
    assert {color.alpha for color in clear} == {0}
