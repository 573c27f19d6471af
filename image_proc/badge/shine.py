"""The gradient over a badge's ground, row by row; bitmaps paint what the SVG's stops say."""

from functools import lru_cache
from typing import NamedTuple

from image_proc.badge.style import Style
from image_proc.color import BLACK, WHITE, Color, mix


class _Stop(NamedTuple):
    at: float
    color: Color
    opacity: float


_STOPS = {
    Style.FLAT: (_Stop(0, Color(0xBB, 0xBB, 0xBB), 0.1), _Stop(1, BLACK, 0.1)),
    Style.PLASTIC: (
        _Stop(0, WHITE, 0.7),
        _Stop(0.1, Color(0xAA, 0xAA, 0xAA), 0.1),
        _Stop(0.9, BLACK, 0.3),
        _Stop(1, BLACK, 0.5),
    ),
    Style.SOCIAL: (_Stop(0, Color(0xFC, 0xFC, 0xFC), 0), _Stop(1, BLACK, 0.1)),
}
# Flat's gradient falls by 19 levels of 255. In steps of two, or of four on the smallest bitmap,
# nobody sees them, and a palette has fewer colours.
_FLAT_STEP, _SMALL_FLAT_STEP = 20, 40


@lru_cache(maxsize=1024)
def ground_rows(style: Style, height: int, ground: Color) -> tuple[Color, ...]:
    """The colour of each row of a ground under its style's gradient.

    Args:
        style: the look.
        height: px, of the bitmap.
        ground: its alpha stays.
    """
    if style not in _STOPS:
        return (ground,) * height
    step = 1
    if style is Style.FLAT:
        step = _SMALL_FLAT_STEP if height <= style.height else _FLAT_STEP
    return tuple(_shaded(style, (row + 0.5) / height, ground, step) for row in range(height))


def _shaded(style: Style, at: float, ground: Color, step: int) -> Color:
    stops = _STOPS[style]
    after = next(index for index, stop in enumerate(stops) if stop.at >= at)
    low, high = stops[after - 1], stops[after]
    share = (at - low.at) / (high.at - low.at)
    red, green, blue = (
        round(level / step) * step for level in mix(low.color, high.color, share).rgb
    )
    shade = Color(red, green, blue, ground.alpha)
    opacity = low.opacity + (high.opacity - low.opacity) * share
    return mix(ground, shade, opacity)
