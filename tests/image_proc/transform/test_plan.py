import pytest
from hypothesis import given
from hypothesis import strategies as st

from image_proc.transform.plan import Fit, Plan, Size, Wish, plan

COVER, CONTAIN, FILL, OUTSIDE = Fit.COVER, Fit.CONTAIN, Fit.FILL, Fit.OUTSIDE
PHOTO = (4000, 3000)
SMALL = (400, 300)


@pytest.mark.parametrize(
    ("region", "wish", "size"),
    [
        # The seed: fits within, never enlarges, both sides may be missing.
        (PHOTO, Wish(800, 600), (800, 600)),
        (PHOTO, Wish(800, 800), (800, 600)),
        (PHOTO, Wish(800), (800, 600)),
        (PHOTO, Wish(None, 600), (800, 600)),
        (PHOTO, Wish(), PHOTO),
        (SMALL, Wish(800, 800), SMALL),
        (SMALL, Wish(800, 800, enlarge=True), (800, 600)),
        (SMALL, Wish(800), SMALL),
        # Of each fit, smaller and larger.
        (PHOTO, Wish(600, 600, OUTSIDE), (800, 600)),
        (SMALL, Wish(600, 600, OUTSIDE), SMALL),
        (SMALL, Wish(600, 600, OUTSIDE, enlarge=True), (800, 600)),
        (PHOTO, Wish(600, 600, FILL), (600, 600)),
        (SMALL, Wish(600, 200, FILL), (400, 200)),
        (SMALL, Wish(600, 200, FILL, enlarge=True), (600, 200)),
        (PHOTO, Wish(600, None, FILL), (600, 450)),
        (PHOTO, Wish(600, 600, COVER), (600, 600)),
        (SMALL, Wish(600, 600, COVER), (300, 300)),
        (SMALL, Wish(600, 300, COVER), (400, 200)),
        (SMALL, Wish(600, 600, COVER, enlarge=True), (600, 600)),
        (SMALL, Wish(600, None, COVER), SMALL),
        (PHOTO, Wish(600, 600, CONTAIN), (600, 450)),
        (SMALL, Wish(600, 600, CONTAIN), SMALL),
        # Nothing vanishes.
        ((5000, 2), Wish(10, 10), (10, 1)),
        ((1, 1), Wish(1, 1, COVER), (1, 1)),
        # A side that nobody asked for ends at the most that is made.
        ((9000, 6000), Wish(), (4096, 2731)),
        ((3000, 12000), Wish(3000), (1024, 4096)),
        ((300, 12000), Wish(300, None, CONTAIN), (102, 4096)),
    ],
)
def test_a_wish_gives_a_size(region: Size, wish: Wish, size: Size) -> None:
    assert plan(region, wish).size == size


def test_contain_lays_the_picture_on_the_whole_box() -> None:
    assert plan(SMALL, Wish(600, 500, CONTAIN)).canvas == (600, 500)
    assert plan(PHOTO, Wish(600, 500, CONTAIN)).canvas == (600, 500)


def test_cover_keeps_the_part_with_the_ratio_of_the_box() -> None:
    assert plan(PHOTO, Wish(600, 600, COVER)).window == (3000, 3000)
    assert plan(PHOTO, Wish(600, 200, COVER)).window == pytest.approx((4000, 1333.333))
    assert plan(SMALL, Wish(600, 600, COVER)).window == (300, 300)


def test_width_and_height_are_those_after_a_turn() -> None:
    turned = plan(PHOTO, Wish(600, turn=90))
    assert (turned.size, turned.turned) == ((800, 600), (600, 800))
    covered = plan(PHOTO, Wish(600, 300, COVER, turn=270))
    assert covered.window == (1500.0, 3000.0)
    assert (covered.size, covered.canvas) == ((300, 600), (600, 300))


def test_the_original_is_decoded_no_smaller_than_the_result_needs() -> None:
    assert plan(PHOTO, Wish(800)).least(PHOTO) == (800, 600)
    assert plan((1000, 1000), Wish(500)).least(PHOTO) == (2000, 1500)
    assert plan(SMALL, Wish(800, enlarge=True)).least(SMALL) == SMALL


sides = st.integers(1, 20_000)
wishes = st.builds(
    Wish,
    st.none() | st.integers(1, 4096),
    st.none() | st.integers(1, 4096),
    st.sampled_from(Fit),
    st.booleans(),
    st.sampled_from([0, 90, 180, 270]),
)


@given(st.tuples(sides, sides), wishes)
def test_a_plan_is_within_its_bounds(region: Size, wish: Wish) -> None:
    made = plan(region, wish)

    for part, whole in zip(made.window, region, strict=True):
        assert 0 < part <= whole
    if not wish.enlarge:
        assert all(side <= whole for side, whole in zip(made.size, region, strict=True))
    assert all(side >= 1 for side in made.size)
    assert all(inner <= outer for inner, outer in zip(made.turned, made.canvas, strict=True))
    if wish.fit is not OUTSIDE:
        _is_within_the_box(made, wish)
    assert all(1 <= side <= whole for side, whole in zip(made.least(region), region, strict=True))


def _is_within_the_box(made: Plan, wish: Wish) -> None:
    for side, asked in zip(made.canvas, (wish.width, wish.height), strict=True):
        assert side <= (asked or wish.most)
