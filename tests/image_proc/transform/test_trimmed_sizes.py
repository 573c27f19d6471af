"""Without its border a picture has other proportions: its size is bounded all the same."""

from io import BytesIO

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from PIL import Image

from image_proc.errors import InvalidParameter
from image_proc.limits import Limits
from image_proc.produce import draw
from image_proc.transform.plan import Fit, Wish, plan, reach
from tests.stored import encoded, spec_of

SIDES = st.none() | st.integers(1, 60)


def line() -> bytes:
    """A line across a square, which trimmed is a hundred times as wide as it is high."""
    image = Image.new("RGB", (100, 100), "white")
    image.paste((200, 0, 0), (0, 50, 100, 51))
    return encoded(image)


@pytest.mark.parametrize("rotate", ["0", "90"])
def test_a_side_that_only_trimming_makes_too_long_is_refused(rotate: str) -> None:
    box = {"width": "300", "height": "300", "fit": "outside", "enlarge": "true"}
    spec = spec_of(line(), trim="5", rotate=rotate, **box)
    with pytest.raises(InvalidParameter, match="longer than 4096 px") as caught:
        draw(spec)
    assert caught.value.name == "trim"


def test_padding_counts_for_a_trimmed_side() -> None:
    spec = spec_of(line(), trim="5", height="41", enlarge="true", padding="10")
    with pytest.raises(InvalidParameter, match="longer than 4096 px"):
        draw(spec)


def test_admission_knows_what_trimming_may_make_large() -> None:
    spec = spec_of(line(), trim="5", height="40", enlarge="true")
    with Image.open(BytesIO(draw(spec).body)) as image:
        assert image.size == (4000, 40)
    assert spec.pixels >= 2 * 4000 * 40


def test_what_trimming_may_make_too_large_an_avif_is_none() -> None:
    wide = encoded(Image.new("RGB", (1000, 10)))
    with pytest.raises(InvalidParameter) as caught:
        spec_of(wide, trim="5", width="4000", enlarge="true", format="avif")
    assert caught.value.name == "format"
    assert 4000 * 4000 > Limits().avif_pixels >= 4000 * 40


def test_a_trimmed_picture_may_have_a_clear_ground() -> None:
    assert spec_of(line(), trim="5", width="50", height="50", fit="contain").clear


@given(
    region=st.tuples(st.integers(1, 90), st.integers(1, 90)),
    part=st.tuples(st.floats(0.01, 1), st.floats(0.01, 1)),
    sides=st.tuples(SIDES, SIDES),
    wish=st.builds(
        Wish,
        fit=st.sampled_from(Fit),
        enlarge=st.booleans(),
        turn=st.sampled_from([0, 90]),
        most=st.just(60),
    ),
)
@example((90, 90), (1, 0.02), (50, 50), Wish(fit=Fit.OUTSIDE, enlarge=True, most=60))
def test_no_part_is_drawn_larger_than_is_reached(
    region: tuple[int, int],
    part: tuple[float, float],
    sides: tuple[int | None, int | None],
    wish: Wish,
) -> None:
    asked = Wish(*sides, wish.fit, wish.enlarge, wish.turn, wish.most)
    kept = max(1, int(region[0] * part[0])), max(1, int(region[1] * part[1]))
    most = reach(region, asked)
    for side, bound in zip(plan(kept, asked).canvas, most, strict=True):
        assert side <= bound or (side > asked.most and asked.fit is Fit.OUTSIDE)
