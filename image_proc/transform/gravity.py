"""Towards which side of a box something is kept, and where that puts it."""

from enum import StrEnum
from itertools import product
from math import floor


class Gravity(StrEnum):
    """A side or a corner that things are drawn to; `smart` is wherever the subject is."""

    CENTER = "center"
    NORTH = "north"
    NORTHEAST = "northeast"
    EAST = "east"
    SOUTHEAST = "southeast"
    SOUTH = "south"
    SOUTHWEST = "southwest"
    WEST = "west"
    NORTHWEST = "northwest"
    SMART = "smart"


POSITIONS = tuple(each for each in Gravity if each is not Gravity.SMART)
"""Those that name one place whatever is seen there."""

_DOWN = {"north": 0.0, "south": 1.0}
_ACROSS = {"west": 0.0, "east": 1.0}
_WORDS = {"top": "north", "bottom": "south", "left": "west", "right": "east"}
_MIDDLE = 0.5


def _aliases() -> dict[str, Gravity]:
    """Other services' names: `centre`, `top`, `right-bottom`, each without its hyphen."""
    names = {word: Gravity(point) for word, point in _WORDS.items()}
    for down, across in product(("top", "bottom"), ("left", "right")):
        corner = Gravity(_WORDS[down] + _WORDS[across])
        names |= {down + across: corner, across + down: corner}
    return names | {"centre": Gravity.CENTER, "middle": Gravity.CENTER}


_KNOWN = _aliases() | {str(each): each for each in Gravity}
GRAVITY_ACCEPTED = f"{', '.join(POSITIONS)} or {Gravity.SMART}"
POSITION_ACCEPTED = f"{', '.join(POSITIONS[:-1])} or {POSITIONS[-1]}"


def parse_gravity(text: str) -> Gravity:
    """Read a gravity as compass points or as sides: 'northeast', 'north-east', 'top-right'.

    Raises:
        ValueError: what is accepted.
    """
    if (known := _KNOWN.get(text.lower().replace("-", "").replace("_", ""))) is None:
        raise ValueError(GRAVITY_ACCEPTED)
    return known


def parse_position(text: str) -> Gravity:
    """Read a gravity that is one place, so any but 'smart'.

    Raises:
        ValueError: what is accepted.
    """
    if (known := _KNOWN.get(text.lower().replace("-", "").replace("_", ""))) not in POSITIONS:
        raise ValueError(POSITION_ACCEPTED)
    return Gravity(known)


def share(gravity: Gravity) -> tuple[float, float]:
    """How much of the room to spare lies left of and above what is placed.

    Returns:
        (across, down), each 0, 0.5 or 1; both 0.5 for `smart`, where nothing better is known.
    """
    across = next((at for point, at in _ACROSS.items() if gravity.endswith(point)), _MIDDLE)
    down = next((at for point, at in _DOWN.items() if gravity.startswith(point)), _MIDDLE)
    return across, down


def place(outer: tuple[int, int], inner: tuple[int, int], gravity: Gravity) -> tuple[int, int]:
    """Place a box in another one.

    Args:
        outer: px, (width, height).
        inner: px, (width, height); where it is the larger one, it stands over.
        gravity: the side to keep to.

    Returns:
        px, (x, y) of the inner box's upper left corner. Halves are rounded down: the odd pixel is
        right of and below what stands in the middle.
    """
    across, down = share(gravity)
    return floor((outer[0] - inner[0]) * across), floor((outer[1] - inner[1]) * down)
