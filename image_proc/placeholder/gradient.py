"""A linear gradient, as CSS defines it: its colours, its pixels."""

from collections.abc import Sequence
from typing import Literal

from PIL import Image

from image_proc.color import Color
from image_proc.compositing import paint_ramp
from image_proc.geometry import gradient_line
from image_proc.placeholder.paint import Gradient


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
    colors = [color for _, color in stops(gradient)]
    return paint_ramp(colors, gradient_line(gradient.angle, size), size, mode)
