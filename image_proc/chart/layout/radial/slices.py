"""Values as slices of a whole turn."""

from collections.abc import Sequence
from itertools import accumulate
from math import floor, fsum, tau
from typing import NamedTuple

from image_proc.chart.fields import Value


class Slice(NamedTuple):
    """A value's part of the whole.

    Args:
        place: of the value among all, from 0.
        value: more than 0.
        start: radians clockwise from the top.
        end: radians, more than `start`.
    """

    place: int
    value: float
    start: float
    end: float

    @property
    def middle(self) -> float:
        """Radians, half the way between its edges."""
        return (self.start + self.end) / 2

    @property
    def span(self) -> float:
        """Radians."""
        return self.end - self.start

    @property
    def share(self) -> float:
        """Of the whole, 0 to 1."""
        return self.span / tau


def cut(values: Sequence[Value]) -> tuple[Slice, ...]:
    """Divide a turn by values, in their order from the top.

    Args:
        values: 0 or more each; None and 0 have no slice, and neither has what is too little
            beside the others to make an angle.
    """
    known = [(place, value) for place, value in enumerate(values) if value and value > 0]
    if not known:
        return ()
    # Shares of the greatest cannot overflow, as the sum of all values could.
    most = max(value for _, value in known)
    whole = fsum(value / most for _, value in known)
    ends = [min(tau, tau * end) for end in accumulate(v / most / whole for _, v in known)]
    ends[-1] = tau
    edges = zip(known, [0.0, *ends], ends, strict=False)
    return tuple(
        Slice(place, value, start, end) for (place, value), start, end in edges if start < end
    )


def percents(slices: Sequence[Slice]) -> tuple[int, ...]:
    """The slices' shares in whole percent, which make 100 together.

    Source: https://en.wikipedia.org/wiki/Quota_method, largest remainders
    """
    exact = [part.share * 100 for part in slices]
    whole = [floor(share) for share in exact]
    missing = (100 - sum(whole)) if slices else 0
    by_rest = sorted(range(len(exact)), key=lambda at: whole[at] - exact[at])
    for at in by_rest[:missing]:
        whole[at] += 1
    return tuple(whole)
