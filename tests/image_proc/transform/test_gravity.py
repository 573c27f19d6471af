import pytest

from image_proc.transform.gravity import (
    POSITIONS,
    Gravity,
    parse_gravity,
    parse_position,
    place,
    share,
)

SHARES = {
    Gravity.CENTER: (0.5, 0.5),
    Gravity.NORTH: (0.5, 0),
    Gravity.NORTHEAST: (1, 0),
    Gravity.EAST: (1, 0.5),
    Gravity.SOUTHEAST: (1, 1),
    Gravity.SOUTH: (0.5, 1),
    Gravity.SOUTHWEST: (0, 1),
    Gravity.WEST: (0, 0.5),
    Gravity.NORTHWEST: (0, 0),
    Gravity.SMART: (0.5, 0.5),
}


@pytest.mark.parametrize("gravity", Gravity)
def test_each_gravity_shares_the_room(gravity: Gravity) -> None:
    assert share(gravity) == SHARES[gravity]


@pytest.mark.parametrize(
    ("text", "gravity"),
    [
        *((str(each), each) for each in Gravity),
        ("centre", Gravity.CENTER),
        ("middle", Gravity.CENTER),
        ("top", Gravity.NORTH),
        ("bottom", Gravity.SOUTH),
        ("left", Gravity.WEST),
        ("right", Gravity.EAST),
        ("top-left", Gravity.NORTHWEST),
        ("right-top", Gravity.NORTHEAST),
        ("bottom_right", Gravity.SOUTHEAST),
        ("leftbottom", Gravity.SOUTHWEST),
        ("north-east", Gravity.NORTHEAST),
        ("South-West", Gravity.SOUTHWEST),
        ("SMART", Gravity.SMART),
    ],
)
def test_gravities(text: str, gravity: Gravity) -> None:
    assert parse_gravity(text) is gravity
    if gravity in POSITIONS:
        assert parse_position(text) is gravity


@pytest.mark.parametrize("text", ["", "up", "n", "left-left", "top-north", "center center", "1"])
def test_no_gravities(text: str) -> None:
    with pytest.raises(ValueError, match=r"^center, north, .*, northwest or smart$"):
        parse_gravity(text)
    with pytest.raises(ValueError, match=r"^center, north, .*, west or northwest$"):
        parse_position(text)


def test_a_position_is_one_place() -> None:
    with pytest.raises(ValueError, match="west or northwest"):
        parse_position("smart")


@pytest.mark.parametrize(
    ("gravity", "corner"),
    [
        (Gravity.NORTHWEST, (0, 0)),
        (Gravity.NORTH, (3, 0)),
        (Gravity.CENTER, (3, 2)),
        (Gravity.SOUTHEAST, (7, 4)),
    ],
)
def test_halves_are_rounded_down(gravity: Gravity, corner: tuple[int, int]) -> None:
    assert place((10, 6), (3, 2), gravity) == corner


def test_what_is_larger_stands_over() -> None:
    assert place((4, 4), (7, 4), Gravity.CENTER) == (-2, 0)
    assert place((4, 4), (7, 4), Gravity.EAST) == (-3, 0)
    assert place((4, 4), (7, 4), Gravity.WEST) == (0, 0)
