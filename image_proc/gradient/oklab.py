"""Oklab: a space in which what lies between two colours looks as if it did.

Source: https://bottosson.github.io/posts/oklab/
"""

from collections.abc import Sequence
from math import cos, radians, sin

from image_proc.color import Color

Triple = tuple[float, float, float]

_TO_CONES = (
    (0.4122214708, 0.5363325363, 0.0514459929),
    (0.2119034982, 0.6806995451, 0.1073969566),
    (0.0883024619, 0.2817188376, 0.6299787005),
)
_TO_LAB = (
    (0.2104542553, 0.7936177850, -0.0040720468),
    (1.9779984951, -2.4285922050, 0.4505937099),
    (0.0259040371, 0.7827717662, -0.8086757660),
)
_FROM_LAB = (
    (1.0, 0.3963377774, 0.2158037573),
    (1.0, -0.1055613458, -0.0638541728),
    (1.0, -0.0894841775, -1.2914855480),
)
_FROM_CONES = (
    (4.0767416621, -3.3077115913, 0.2309699292),
    (-1.2684380046, 2.6097574011, -0.3413193965),
    (-0.0041960863, -0.7034186147, 1.7076147010),
)
# How far outside a channel may be and still be called inside: less than half a step of 8 bits.
_EDGE = 0.001


def oklab(color: Color) -> Triple:
    """Give the lightness (0 to 1) and the two colour axes of an sRGB colour."""
    cones = _times(_TO_CONES, [_linear(channel / 255) for channel in color.rgb])
    return _times(_TO_LAB, [cone ** (1 / 3) for cone in cones])


def from_oklab(lab: Triple, alpha: int) -> Color:
    """Give the nearest sRGB colour, channel by channel."""
    red, green, blue = (round(255 * _curved(min(max(light, 0.0), 1.0))) for light in _light(lab))
    return Color(red, green, blue, alpha)


def vivid(lightness: float, chroma: float, hue: float) -> Color:
    """Give an opaque colour of a hue, as strong as asked for or as screens can show it.

    Args:
        lightness: 0 to 1.
        chroma: 0 (grey) to about 0.3.
        hue: degrees in Oklab: about 30 is red, 110 yellow, 145 green, 260 blue.
    """
    a, b = cos(radians(hue)), sin(radians(hue))
    while chroma > 0 and not _is_shown((lightness, chroma * a, chroma * b)):
        chroma -= 0.01
    strength = max(chroma, 0.0)
    return from_oklab((lightness, strength * a, strength * b), 255)


def _is_shown(lab: Triple) -> bool:
    return all(-_EDGE <= light <= 1 + _EDGE for light in _light(lab))


def _light(lab: Triple) -> Triple:
    return _times(_FROM_CONES, [root**3 for root in _times(_FROM_LAB, lab)])


def _times(matrix: tuple[Triple, Triple, Triple], vector: Sequence[float]) -> Triple:
    x, y, z = vector
    one, two, three = (row[0] * x + row[1] * y + row[2] * z for row in matrix)
    return one, two, three


def _linear(share: float) -> float:
    return share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4  # noqa: PLR2004 - sRGB's own


def _curved(light: float) -> float:
    return light * 12.92 if light <= 0.0031308 else 1.055 * light ** (1 / 2.4) - 0.055  # noqa: PLR2004 - sRGB's own
