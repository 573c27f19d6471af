import pytest
from hypothesis import given
from hypothesis import strategies as st

from image_proc.color import BLACK, OPAQUE, TRANSPARENT, WHITE, Color, contrast, mix
from image_proc.placeholder.readable import LEAST_CONTRAST, readable_on

bytes_ = st.integers(0, 255)
opaque = st.builds(Color, bytes_, bytes_, bytes_, st.just(OPAQUE))


@given(opaque)
def test_text_is_readable_on_every_ground(ground: Color) -> None:
    text = readable_on(ground)
    assert contrast(text, ground) >= LEAST_CONTRAST
    assert text.alpha == OPAQUE


@given(opaque, bytes_)
def test_text_on_a_half_clear_ground_is_the_best_for_white_and_black_pages(
    ground: Color, alpha: int
) -> None:
    seen = [mix(page, ground, alpha / 255) for page in (WHITE, BLACK)]
    text = readable_on(Color(*ground.rgb, alpha))
    least = min(contrast(text, each) for each in seen)
    best_end = max(min(contrast(end, each) for each in seen) for end in (BLACK, WHITE))
    assert least >= min(LEAST_CONTRAST, best_end)


def test_text_on_a_clear_ground_is_grey_and_readable_on_both_pages() -> None:
    text = readable_on(TRANSPARENT)
    assert text.red == text.green == text.blue
    assert min(contrast(text, WHITE), contrast(text, BLACK)) >= LEAST_CONTRAST


@pytest.mark.parametrize(
    ("ground", "lighter"),
    [
        (Color(0xCC, 0xCC, 0xCC), False),
        (Color(255, 165, 0), False),
        (Color(255, 255, 0), False),
        (Color(255, 0, 0), True),
        (Color(0, 0, 128), True),
        (Color(0x33, 0x33, 0x33), True),
    ],
)
def test_light_grounds_get_darker_text_of_their_hue(ground: Color, lighter: bool) -> None:
    text = readable_on(ground)
    assert (text > ground) is lighter
    order = sorted(range(3), key=lambda channel: ground[channel])
    assert [text[channel] for channel in order] == sorted(text[channel] for channel in order)


def test_several_grounds_are_all_looked_at() -> None:
    grounds = Color(0xFF, 0xFF, 0xFF), Color(0xAA, 0xAA, 0xAA)
    text = readable_on(*grounds)
    assert min(contrast(text, each) for each in grounds) >= LEAST_CONTRAST
