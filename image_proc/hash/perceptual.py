"""A hash that pictures which look alike nearly have in common."""

from functools import cache
from math import cos, pi

from PIL import Image

NEAR = 10
"""Bits of 64; up to so many, two pictures are called near."""

_SIDE, _WAVES = 32, 8


def perceptual_hash(image: Image.Image) -> str:
    """Hash what a picture looks like.

    Args:
        image: upright, in sRGB, of any size; mode L, RGB or RGBA, which is seen over white.

    Returns:
        16 hex digits.
    """
    if image.mode == "RGBA":
        image = Image.alpha_composite(Image.new("RGBA", image.size, "white"), image)
    levels = image.convert("L").resize((_SIDE, _SIDE), Image.Resampling.BOX).tobytes()
    rows = [_waves(levels[at : at + _SIDE]) for at in range(0, _SIDE * _SIDE, _SIDE)]
    columns = [_waves(column) for column in zip(*rows, strict=True)]
    values = [value for column in columns for value in column]
    middle = sorted(values[1:])[len(values) // 2]
    return f"{sum((value > middle) << at for at, value in enumerate(values)):016x}"


def distance(one: str, other: str) -> int:
    """Count the bits in which two hashes differ."""
    return (int(one, 16) ^ int(other, 16)).bit_count()


def _waves(levels: tuple[float, ...] | bytes) -> list[float]:
    return [
        sum(level * part for level, part in zip(levels, wave, strict=True)) for wave in _table()
    ]


@cache
def _table() -> list[list[float]]:
    return [
        [cos(pi * (2 * at + 1) * wave / (2 * _SIDE)) for at in range(_SIDE)]
        for wave in range(_WAVES)
    ]
