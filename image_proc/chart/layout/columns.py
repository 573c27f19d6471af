"""Which values of a log have a column of pixels, and what stands in each."""

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from image_proc.chart.fields import Look

Values = Sequence[float | None]


class Columns(NamedTuple):
    """Columns from the left, each a pixel wide.

    Args:
        values: of each; None where nothing is known.
        each: how many values a column stands for.
    """

    values: Values
    each: float

    @classmethod
    def of(cls, values: Values, room: int, look: Look) -> "Columns":
        """Choose the columns: the latest values that fit, or the means of neighbours.

        Args:
            values: the whole log.
            room: px, 1 or more.
            look: strip or whole.
        """
        if look is Look.WHOLE and len(values) > room:
            return cls(_means(values, room), len(values) / room)
        return cls(values[-room:], 1.0)


def _means(values: Values, most: int) -> list[float | None]:
    bounds = [column * len(values) // most for column in range(most + 1)]
    return [_mean(values[start:end]) for start, end in pairwise(bounds)]


def _mean(values: Values) -> float | None:
    known = [value for value in values if value is not None]
    # Divided before they are summed: the sum of the largest floats is infinite.
    return sum(value / len(known) for value in known) if known else None
