"""How different two colours look: CIEDE2000.

Source: G. Sharma, W. Wu, E. N. Dalal, "The CIEDE2000 Color-Difference Formula", Color Research
and Application 30 (2005); https://hajim.rochester.edu/ece/sites/gsharma/ciede2000/
"""

from math import atan2, cos, degrees, exp, hypot, radians, sin, sqrt

LAB = tuple[float, float, float]


def delta_e(one: LAB, other: LAB) -> float:
    """Measure two colours of CIE L*a*b*; 1 is just seen side by side, 2 is hardly seen apart."""
    stretch = 1 + _gray_stretch((hypot(*one[1:]) + hypot(*other[1:])) / 2)
    a1, a2 = one[1] * stretch, other[1] * stretch
    c1, c2 = hypot(a1, one[2]), hypot(a2, other[2])
    h1, h2 = _hue(a1, one[2]), _hue(a2, other[2])
    hue_step = ((h2 - h1 + 180) % 360 - 180) if c1 * c2 else 0.0
    lightness = (other[0] - one[0]) / _lightness_weight((one[0] + other[0]) / 2)
    mean = (c1 + c2) / 2
    chroma = (c2 - c1) / (1 + 0.045 * mean)
    middle = _mean_hue(h1, h2) if c1 * c2 else h1 + h2
    hue = 2 * sqrt(c1 * c2) * sin(radians(hue_step / 2)) / _hue_weight(mean, middle)
    turned = _blue_turn(mean, middle) * chroma * hue
    return sqrt(lightness**2 + chroma**2 + hue**2 + turned)


def _gray_stretch(chroma: float) -> float:
    return 0.5 * (1 - sqrt(chroma**7 / (chroma**7 + 25**7)))


def _hue(a: float, b: float) -> float:
    return degrees(atan2(b, a)) % 360


def _mean_hue(one: float, other: float) -> float:
    if abs(one - other) <= 180:
        return (one + other) / 2
    return (one + other + (360 if one + other < 360 else -360)) / 2


def _lightness_weight(mean: float) -> float:
    return 1 + 0.015 * (mean - 50) ** 2 / sqrt(20 + (mean - 50) ** 2)


def _hue_weight(chroma: float, hue: float) -> float:
    waves = (
        1
        - 0.17 * cos(radians(hue - 30))
        + 0.24 * cos(radians(2 * hue))
        + 0.32 * cos(radians(3 * hue + 6))
        - 0.20 * cos(radians(4 * hue - 63))
    )
    return 1 + 0.015 * chroma * waves


def _blue_turn(chroma: float, hue: float) -> float:
    angle = 30 * exp(-(((hue - 275) / 25) ** 2))
    return -2 * sqrt(chroma**7 / (chroma**7 + 25**7)) * sin(radians(2 * angle))
