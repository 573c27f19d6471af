"""A linear gradient, as CSS defines it: its line's length, its colours, its pixels."""

from collections.abc import Sequence
from functools import lru_cache
from math import cos, radians, sin
from typing import Literal

from PIL import Image

from image_proc.color import Color
from image_proc.placeholder.paint import Gradient

# Four times as many steps as a channel has values: the nearest one is never seen to be off.
_STEPS = 1024


def gradient_line(
    gradient: Gradient, size: tuple[float, float]
) -> tuple[float, float, float, float]:
    """Find where the colours begin and end.

    Args:
        gradient: with its angle.
        size: px, (width, height) of the box.

    Returns:
        px, (x1, y1, x2, y2) through the box's middle; the corners get the pure colours.

    Source: https://www.w3.org/TR/css-images-4/#linear-gradients
    """
    width, height = size
    across, down = sin(radians(gradient.angle)), -cos(radians(gradient.angle))
    half = (abs(width * across) + abs(height * down)) / 2
    x, y = width / 2, height / 2
    return x - across * half, y - down * half, x + across * half, y + down * half


def color_at(gradient: Gradient, share: float) -> Color:
    """Blend the two colours so that a clear one brings no colour of its own.

    Args:
        gradient: from, to.
        share: 0 to 1 of the way.
    """
    start, end = gradient.start, gradient.end
    from_weight, to_weight = start.alpha * (1 - share), end.alpha * share
    alpha = from_weight + to_weight
    if not alpha:
        return Color(*start.rgb, 0)
    red, green, blue = (
        round((low * from_weight + high * to_weight) / alpha)
        for low, high in zip(start.rgb, end.rgb, strict=True)
    )
    return Color(red, green, blue, round(alpha))


def stops(gradient: Gradient) -> Sequence[tuple[float, Color]]:
    """Colours at shares of the way between which plain blending, as SVG's, is good enough."""
    count = 1 if gradient.start.alpha == gradient.end.alpha else 16
    return [(step / count, color_at(gradient, step / count)) for step in range(count + 1)]


def paint_gradient(
    gradient: Gradient, size: tuple[int, int], mode: Literal["RGB", "RGBA"]
) -> Image.Image:
    """Draw the gradient.

    Args:
        gradient: from, to, angle.
        size: px, (width, height).
        mode: of the picture; RGB leaves the colours' alpha out.
    """
    x1, y1, x2, y2 = gradient_line(gradient, size)
    length = ((x2 - x1) ** 2 + (y2 - y1) ** 2) / _STEPS
    across, down = (x2 - x1) / length, (y2 - y1) / length
    start = -(x1 * across + y1 * down)
    return (
        _strip(gradient.start, gradient.end)
        .convert(mode)
        .transform(size, Image.Transform.AFFINE, (across, down, start, 0, 0, 0.5))
    )


@lru_cache(maxsize=32)
def _strip(start: Color, end: Color) -> Image.Image:
    gradient = Gradient(start=start, end=end)
    colors = [color_at(gradient, (step + 0.5) / _STEPS) for step in range(_STEPS)]
    return Image.frombytes("RGBA", (_STEPS, 1), b"".join(map(bytes, colors)))
