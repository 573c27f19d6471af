"""Marbles: soft shapes of colours that go together."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, pi, sin
from random import Random

from PIL import Image, ImageDraw, ImageFilter

from image_proc.avatar.palette import QUARTETS
from image_proc.color import Color

# Shapes so soft are wholly told by this many px: larger pictures are made of a small one.
_SIDE, _EDGE = 48, 14
_BLUR = 0.09
"""Standard deviation, as a share of the side."""

_POINTS = 32


@dataclass(frozen=True, slots=True)
class Blob:
    """An ellipse, in shares of the picture's side.

    Args:
        color: opaque.
        middle: (x, y).
        radii: (along, across).
        turn: radians that it is turned by, clockwise.
    """

    color: Color
    middle: tuple[float, float]
    radii: tuple[float, float]
    turn: float

    def outline(self, side: int, edge: int) -> list[tuple[float, float]]:
        """Points along it, px of a picture so wide with so much more at each edge."""
        (x, y), (along, across) = self.middle, self.radii
        steps = [2 * pi * step / _POINTS for step in range(_POINTS)]
        spots = [(along * cos(step), across * sin(step)) for step in steps]
        a, b = cos(self.turn), sin(self.turn)
        return [
            (edge + side * (x + u * a - v * b), edge + side * (y + u * b + v * a)) for u, v in spots
        ]


def marble(seed: str) -> tuple[Color, Sequence[Blob]]:
    """Choose the ground and the shapes on it, the largest first, for a digest."""
    chance = Random(seed)  # noqa: S311 - nothing secret hangs on it
    ground, *colors = chance.sample(chance.choice(QUARTETS), 4)
    begin = chance.uniform(0, 2 * pi)
    blobs = []
    for step, color in enumerate(colors):
        # Around the middle, so that no two of them cover each other wholly.
        way, far = begin + step * chance.uniform(1.7, 2.4), chance.uniform(0.3, 0.48)
        size = chance.uniform(0.38, 0.55) - 0.07 * step
        blobs.append(
            Blob(
                color,
                (0.5 + far * cos(way), 0.5 + far * sin(way)),
                (size, size * chance.uniform(0.5, 0.85)),
                chance.uniform(0, pi),
            )
        )
    return ground, blobs


def draw_marble(seed: str, side: int) -> Image.Image:
    """Draw a marble.

    Returns:
        Mode RGB, both sides are `side` px.
    """
    ground, blobs = marble(seed)
    small = Image.new("RGB", (_SIDE + 2 * _EDGE,) * 2, ground.rgb)
    draw = ImageDraw.Draw(small)
    for blob in blobs:
        draw.polygon(blob.outline(_SIDE, _EDGE), fill=blob.color.rgb)
    soft = small.filter(ImageFilter.GaussianBlur(_BLUR * _SIDE))
    box = (_EDGE, _EDGE, _EDGE + _SIDE, _EDGE + _SIDE)
    return soft.resize((side, side), Image.Resampling.BICUBIC, box)


def marble_svg(seed: str, side: int) -> str:
    """Write the ground and the shapes behind a filter that softens them."""
    ground, blobs = marble(seed)
    shapes = "".join(_ellipse(blob, side) for blob in blobs)
    return (
        f'<filter id="s" filterUnits="userSpaceOnUse" x="{-side}" y="{-side}" '
        f'width="{3 * side}" height="{3 * side}" color-interpolation-filters="sRGB">'
        f'<feGaussianBlur stdDeviation="{_BLUR * side:.6g}"/></filter>'
        f'<path fill="{ground.hex}" d="M0 0h{side}v{side}H0z"/><g filter="url(#s)">{shapes}</g>'
    )


def _ellipse(blob: Blob, side: int) -> str:
    (x, y), (along, across) = blob.middle, blob.radii
    return (
        f'<ellipse fill="{blob.color.hex}" rx="{along * side:.6g}" ry="{across * side:.6g}" '
        f'transform="translate({x * side:.6g} {y * side:.6g})rotate({blob.turn * 180 / pi:.6g})"/>'
    )
