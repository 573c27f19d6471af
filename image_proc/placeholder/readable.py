"""The text colour for a ground: of the ground's own hue, and measured."""

from collections.abc import Sequence
from functools import lru_cache

from image_proc.color import BLACK, OPAQUE, WHITE, Color, brightness, contrast, mix

LEAST_CONTRAST = 3.0
"""What WCAG asks of large text."""

_STEPS = 50
# From here on a ground looks light. By luminance red would be a light one, with dark red text.
_LIGHT = 0.5


@lru_cache(maxsize=1024)
def readable_on(*grounds: Color) -> Color:
    """Choose a text colour that is readable on every ground.

    The grounds' own colour is darkened (light grounds) or lightened (dark ones) just until the
    contrast is enough; where that never happens, the other way is tried, and then the best wins.

    Args:
        grounds: one or more; what shows through a clear one may be white or black, both count.

    Returns:
        An opaque colour with a contrast of 3 or more to each ground, where there is any.
    """
    seen = [visible for ground in grounds for visible in _visible(ground)]
    own = _average(seen)
    ends = (BLACK, WHITE) if brightness(own) >= _LIGHT else (WHITE, BLACK)
    shades = [mix(own, end, step / _STEPS) for end in ends for step in range(_STEPS + 1)]
    for shade in shades:
        if _least(shade, seen) >= LEAST_CONTRAST:
            return shade
    return max(shades, key=lambda shade: _least(shade, seen))


def _least(shade: Color, grounds: Sequence[Color]) -> float:
    return min(contrast(shade, ground) for ground in grounds)


def _visible(ground: Color) -> list[Color]:
    """What may be seen of a ground: itself, or itself over a white and over a black page."""
    if ground.alpha == OPAQUE:
        return [ground]
    opaque = Color(*ground.rgb)
    return [mix(page, opaque, ground.alpha / OPAQUE) for page in (WHITE, BLACK)]


def _average(colors: Sequence[Color]) -> Color:
    red, green, blue, _ = (
        round(sum(channel) / len(colors)) for channel in zip(*colors, strict=True)
    )
    return Color(red, green, blue)
