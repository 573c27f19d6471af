"""What a picture can be written as: from small and rough to large and true."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

LEAST_QUALITY = 10
"""What a size in bytes may lower the quality to; below it JPEG shows little but its blocks."""

_FULL_COLOR = 90
"""From this quality on colour is kept at every pixel, as libvips and so sharp do it."""


@dataclass(frozen=True, slots=True)
class Ladder:
    """The files that one picture can become.

    Args:
        write: makes the whole file of a step.
        steps: qualities or numbers of colours, at least one, growing; the last is what was asked.
    """

    write: Callable[[int], bytes]
    steps: Sequence[int]


def qualities(wanted: int) -> range:
    """The steps of a format with a quality.

    Args:
        wanted: 1 to 100.
    """
    return range(min(LEAST_QUALITY, wanted), wanted + 1)


def subsampling(quality: int) -> str:
    """How densely colour is kept at a quality, of formats that may keep it less so than light."""
    return "4:4:4" if quality >= _FULL_COLOR else "4:2:0"
