"""What a picture can be written as: from small and rough to large and true."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

LEAST_QUALITY = 10
"""What a size in bytes may lower the quality to; below it JPEG shows little but its blocks."""


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
