"""The colours of a gradient at even distances, close enough for plain blending in between."""

from itertools import pairwise

from image_proc.color import Color
from image_proc.gradient.fields import Mix
from image_proc.gradient.oklab import Triple, from_oklab, oklab
from image_proc.gradient.spec import GradientSpec

# Between two colours; plain blending between neighbours is then off by less than a step of 8 bits.
_PARTS = 16


def blend(spec: GradientSpec) -> list[Color]:
    """Give the colours from the start to the end.

    SVG and bitmaps blend them alike: what lies between two of these is their plain mix.
    """
    parts = 1 if spec.mix is Mix.SRGB and spec.opaque else _PARTS
    colors = spec.colors
    path = [colors[0]]
    for before, after in pairwise(colors):
        path += [_between(before, after, step / parts, spec.mix) for step in range(1, parts)]
        path.append(after)
    return _without_clear_colors(path)


def _between(start: Color, end: Color, share: float, mix: Mix) -> Color:
    """Blend two colours so that a clear one brings no colour of its own."""
    alpha = start.alpha * (1 - share) + end.alpha * share
    weight = end.alpha * share / alpha if alpha else share
    if mix is Mix.SRGB:
        red, green, blue = (round(value) for value in _at(start.rgb, end.rgb, weight))
        return Color(red, green, blue, round(alpha))
    return from_oklab(_at(oklab(start), oklab(end), weight), round(alpha))


def _at(start: Triple, end: Triple, share: float) -> Triple:
    x, y, z = (low + (high - low) * share for low, high in zip(start, end, strict=True))
    return x, y, z


def _without_clear_colors(path: list[Color]) -> list[Color]:
    """Give what is wholly clear the colour beside it: plain blending would mix its own in."""
    seen = [index for index, color in enumerate(path) if color.alpha]
    if not seen or len(seen) == len(path):
        return path
    return [
        color
        if color.alpha
        else Color(*path[min(seen, key=lambda other: abs(other - index))].rgb, 0)
        for index, color in enumerate(path)
    ]
