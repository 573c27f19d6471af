"""Palettes share what they begin with, and nobody sees that they do."""

from hypothesis import given, settings
from hypothesis import strategies as st

from image_proc.chart.raster.beginnings import Palette
from image_proc.chart.raster.mask import FULL
from image_proc.chart.raster.numbers import Numbers, TooManyColorsError
from image_proc.color import BLACK, WHITE, Color

COLORS = (BLACK, Color(200, 30, 30, 255), Color(30, 30, 200, 128), Color(31, 30, 200, 128))

color = st.sampled_from(COLORS)
asked = st.one_of(
    st.tuples(st.just("plain"), color),
    st.tuples(st.just("ramp"), st.integers(0, 3), color),
    st.tuples(st.just("mixed"), st.integers(0, 3), color, st.integers(0, FULL)),
)


def answer(palette: Palette | Numbers, what: str, *about: object) -> object:
    """What a palette says to one question, once it has the colour that it is asked about."""
    if what != "plain" and isinstance(about[0], int) and about[0] >= len(palette.colors):
        return None
    try:
        told = getattr(palette, what)(*about)
    except TooManyColorsError:
        return TooManyColorsError
    return list(told) if isinstance(told, list) else told


@settings(max_examples=150)
@given(st.lists(st.tuples(st.booleans(), asked), max_size=24))
def test_two_palettes_that_grow_by_turns_are_as_if_each_were_alone(
    questions: list[tuple[bool, tuple[str]]],
) -> None:
    shared, alone = (Palette(WHITE), Palette(WHITE)), (Numbers(WHITE), Numbers(WHITE))
    for which, question in questions:
        assert answer(shared[which], *question) == answer(alone[which], *question)
    assert [each.colors for each in shared] == [each.colors for each in alone]


def test_a_palette_that_mixes_levels_leaves_the_beginning_of_others_as_it_was() -> None:
    first = Palette(WHITE)
    first.plain(BLACK)
    first.mixed(0, BLACK, 5)
    second = Palette(WHITE)
    second.plain(BLACK)
    assert second.colors == [WHITE, BLACK]
