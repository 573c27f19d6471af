"""Where things lie: corners that are round to the share of a pixel, and a gradient's line."""

from functools import lru_cache
from itertools import accumulate
from math import ceil, cos, radians, sin, sqrt

from PIL import Image

# Lines across one row of pixels; along each of them the edge's place is exact.
_SCANLINES = 32
# Kept corners: 64 of 256 kB at most.
_KEPT_RADIUS = 512
_FLIP, _FLOP = Image.Transpose.FLIP_LEFT_RIGHT, Image.Transpose.FLIP_TOP_BOTTOM


def round_corner(radius: float) -> Image.Image:
    """Draw the upper left quarter of a disc.

    Args:
        radius: px, over 0 to 4096; a fraction is kept.

    Returns:
        Mode L, square, ceil(radius) a side; 255 is inside. Shared: not to be drawn on.
    """
    return _kept(radius) if radius <= _KEPT_RADIUS else _draw(radius)


@lru_cache(maxsize=64)
def _kept(radius: float) -> Image.Image:
    return _draw(radius)


def _draw(radius: float) -> Image.Image:
    side = ceil(radius)
    rows = b"".join(_row(row, side, radius) for row in range(side))
    return Image.frombytes("L", (side, side), rows)


def round_corners(
    size: tuple[int, int], radius: float, inset: int = 0
) -> list[tuple[Image.Image, tuple[int, int]]]:
    """Place the four round corners of a box.

    Args:
        size: px, (width, height) of the picture.
        radius: px, as for `round_corner`.
        inset: px between the picture's edges and the box.

    Returns:
        Each corner's coverage (mode L) and the place of its upper left pixel.
    """
    mask = round_corner(radius)
    right, bottom = size[0] - inset - mask.width, size[1] - inset - mask.height
    flipped = mask.transpose(_FLIP)
    return [
        (mask, (inset, inset)),
        (flipped, (right, inset)),
        (mask.transpose(_FLOP), (inset, bottom)),
        (flipped.transpose(_FLOP), (right, bottom)),
    ]


def _row(row: int, side: int, radius: float) -> bytes:
    """How much of each pixel of a row is inside."""
    edges = [
        radius - sqrt(max(0.0, radius**2 - max(0.0, radius - row - (line + 0.5) / _SCANLINES) ** 2))
        for line in range(_SCANLINES)
    ]
    first, last = int(min(edges)), int(max(edges))
    # How much more of each pixel is covered than of the one left of it.
    rises = [0.0] * (last - first + 3)
    for edge in edges:
        pixel = int(edge)
        covered = pixel + 1 - edge
        rises[pixel - first] += covered
        rises[pixel - first + 1] += 1 - covered
    shares = [round(total * 255 / _SCANLINES) for total in accumulate(rises)]
    return (bytes(first) + bytes(shares) + b"\xff" * side)[:side]


def gradient_line(angle: float, size: tuple[float, float]) -> tuple[float, float, float, float]:
    """Find where the colours of a linear gradient begin and end.

    Args:
        angle: degrees as in CSS: 0 runs upwards, 90 to the right.
        size: px, (width, height) of the box.

    Returns:
        px, (x1, y1, x2, y2) through the box's middle; the corners get the pure colours.

    Source: https://www.w3.org/TR/css-images-4/#linear-gradients
    """
    width, height = size
    across, down = sin(radians(angle)), -cos(radians(angle))
    half = (abs(width * across) + abs(height * down)) / 2
    x, y = width / 2, height / 2
    return x - across * half, y - down * half, x + across * half, y + down * half
