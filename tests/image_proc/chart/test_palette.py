from itertools import combinations, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from image_proc.chart.fields import ChartType
from image_proc.chart.palette import SERIES, on, palette_of, ramp, same
from image_proc.chart.scene import Paint
from image_proc.chart.spec import ChartSpec
from image_proc.color import Color, contrast, luminance, parse_color
from tests.color_difference import LAB, delta_e
from tests.icc import lab_of_rgb, srgb_light

# What readers see who lack the cones for long, middle or short waves, of linear RGB.
# Source: G. M. Machado, M. M. Oliveira, L. A. F. Fernandes, "A Physiologically-based Model for
# Simulation of Color Vision Deficiency", IEEE TVCG 15 (2009), severity 1.0
EYES = {
    "usual": ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0)),
    "protan": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deutan": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "tritan": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}
GROUND = palette_of(ChartSpec(type=ChartType.PIE)).ground
THEMES = pytest.mark.parametrize("theme", ["light", "dark"])
channels = st.integers(0, 255)
colors = st.builds(Color, channels, channels, channels)


def seen(color: Color, eye: str = "usual") -> LAB:
    linear = [srgb_light(channel / 255) for channel in color.rgb]
    left = [sum(a * b for a, b in zip(row, linear, strict=True)) for row in EYES[eye]]
    return lab_of_rgb([255 * min(1.0, max(0.0, part)) for part in left], curve=lambda part: part)


def shown(paint: Paint, theme: str) -> Color:
    return paint.dark if theme == "dark" else paint.light


def difference(one: Paint, other: Paint, theme: str, eye: str) -> float:
    return delta_e(seen(shown(one, theme), eye), seen(shown(other, theme), eye))


def test_the_measure_knows_black_from_white() -> None:
    assert seen(parse_color("white")) == pytest.approx((100, 0, 0), abs=0.05)
    assert difference(same(parse_color("000")), same(parse_color("fff")), "light", "usual") > 99


@THEMES
def test_series_stand_out_from_the_ground(theme: str) -> None:
    series = palette_of(ChartSpec()).series
    assert min(contrast(shown(each, theme), shown(GROUND, theme)) for each in series) >= 3


@THEMES
@pytest.mark.parametrize("eye", EYES)
def test_series_are_told_apart_by_all_readers(theme: str, eye: str) -> None:
    first = [difference(*pair, theme, eye) for pair in combinations(SERIES[:4], 2)]
    neighbors = [difference(*pair, theme, eye) for pair in pairwise(SERIES)]
    every = [difference(*pair, theme, eye) for pair in combinations(SERIES, 2)]
    assert min(first) >= 11
    assert min(neighbors) >= 11
    assert min(every) >= (16 if eye == "usual" else 5)


@THEMES
def test_a_ninth_series_is_another_shade_of_the_first(theme: str) -> None:
    palette = palette_of(ChartSpec())
    shades = [palette.of(place) for place in range(8, 16)]
    for one, other in zip(SERIES, shades, strict=True):
        assert difference(one, other, theme, "usual") >= 10
    assert len({*SERIES, *shades}) == 16
    assert palette.of(16) == palette.of(0)


def test_own_colors_are_used_in_turn() -> None:
    palette = palette_of(ChartSpec(colors=("red", "#00f")))
    assert [palette.of(at).dark.hex for at in range(3)] == ["#ff0000", "#0000ff", "#ff0000"]


@pytest.mark.parametrize(("background", "text"), [("#fffbe6", "#1c2430"), ("navy", "#eceff3")])
def test_all_colors_follow_an_own_ground(background: str, text: str) -> None:
    palette = palette_of(ChartSpec(background=background))
    assert palette.text == same(parse_color(text))
    assert all(paint.light == paint.dark for paint in (palette.grid, palette.ground, palette.of(0)))


def test_a_ground_that_is_seen_through_leaves_the_page_its_theme() -> None:
    palette = palette_of(ChartSpec(background="transparent"))
    assert palette.ground.light.alpha == 0
    assert palette.text.light != palette.text.dark


@THEMES
def test_the_ramp_leads_away_from_the_page_in_even_steps(theme: str) -> None:
    steps = [shown(ramp(at / 12), theme) for at in range(13)]
    lights = [luminance(step) for step in steps]
    assert lights == sorted(lights, reverse=theme == "light")
    moves = [delta_e(seen(one), seen(other)) for one, other in pairwise(steps)]
    assert max(moves) < 1.6 * min(moves)
    assert contrast(steps[0], shown(GROUND, theme)) > 1.1
    assert contrast(steps[-1], shown(GROUND, theme)) > 9


@given(share=st.floats(-1, 2))
def test_the_ramp_stays_at_its_ends(share: float) -> None:
    assert ramp(share) == ramp(min(max(share, 0), 1))


@given(light=colors, dark=colors)
def test_text_is_read_on_every_color(light: Color, dark: Color) -> None:
    ink = on(Paint(light, dark))
    assert contrast(ink.light, light) >= 4.5
    assert contrast(ink.dark, dark) >= 4.5
