"""Where a window lies that keeps the subject of a picture."""

from collections.abc import Sequence
from math import ceil, floor

from PIL import Image

from image_proc.attention.saliency import Weights, saliency

_PLACES = 48
"""Steps from one end to the other that are tried."""

_ASIDE = 0.1
"""Of all weight, what the last step away from the middle has to win: the doubtful stays there."""

_RIM = 0.5
"""How much less counts what would lie at the window's edge than what in its middle."""

_ACROSS_FALL, _DOWN_FALL = 0.7, 1.0
_EYE_LEVEL = 0.4
"""of the height: subjects stand above the middle, the ground that they stand on below it."""


def place_window(image: Image.Image, size: tuple[float, float]) -> tuple[float, float]:
    """Place a window over a picture so that what catches the eye is in it.

    Args:
        image: L, LA, RGB, RGBA or CMYK, upright, any size.
        size: px, (width, height) of the window, each at most the image's.

    Returns:
        px, (left, top) of the window, from (0, 0) to what leaves it inside the image.
    """
    spare = image.width - size[0], image.height - size[1]
    if max(spare) <= 0:
        return 0.0, 0.0
    weights = saliency(image)
    left = _place(_fall(weights.columns, 0.5, _ACROSS_FALL), size[0] / image.width)
    rows = weights.rows(*_cells(weights, left, size[0] / image.width))
    top = _place(_fall(rows, _EYE_LEVEL, _DOWN_FALL), size[1] / image.height)
    return _inside(left * image.width, spare[0]), _inside(top * image.height, spare[1])


def _inside(start: float, spare: float) -> float:
    return min(start, max(0.0, spare))


def _cells(weights: Weights, left: float, share: float) -> tuple[int, int]:
    """The columns that a window touches."""
    return floor(left * weights.width), ceil((left + share) * weights.width)


def _fall(profile: Sequence[float], middle: float, fall: float) -> list[float]:
    """Weigh less what is far from where subjects usually are."""
    count = len(profile)
    away = (((at + 0.5) / count - middle) * 2 for at in range(count))
    return [
        each * max(0.0, 1 - fall * distance**2)
        for each, distance in zip(profile, away, strict=True)
    ]


def _place(profile: Sequence[float], share: float) -> float:
    """Where along an axis a window starts that keeps most.

    Args:
        profile: what counts, cell by cell.
        share: of the axis that the window holds, over 0 to 1.

    Returns:
        The start, as a share of the axis: 0 to 1 - share.
    """
    aside = _ASIDE * sum(profile)
    tried = ((1 - share) * step / _PLACES for step in range(_PLACES + 1))
    steps = (abs(step / _PLACES - 0.5) for step in range(_PLACES + 1))
    scores = (
        (_kept(profile, start, share) - aside * step, -step, start)
        for start, step in zip(tried, steps, strict=True)
    )
    return max(scores)[2] if share < 1 else 0.0


def _kept(profile: Sequence[float], start: float, share: float) -> float:
    """What lies in a window, the middle of it in full."""
    count = len(profile)
    kept = 0.0
    for at in range(floor(start * count), min(count, ceil((start + share) * count))):
        away = ((at + 0.5) / count - start) / share * 2 - 1
        if -1 < away < 1:
            kept += profile[at] * (1 - _RIM * away * away)
    return kept
