"""Stretches of a file."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from image_proc.errors import BrokenPicture

Span = tuple[int, int]
"""Where something starts and ends."""


def merged(spans: Iterable[Span]) -> Iterator[Span]:
    """Put together what touches or shares bytes; from the first to the last."""
    start = end = 0
    for each in sorted(spans):
        if each[0] > end:
            if start < end:
                yield start, end
            start, end = each
        end = max(end, each[1])
    if start < end:
        yield start, end


def check_apart(spans: Iterable[Span]) -> list[Span]:
    """See that nothing lies over anything else.

    Returns:
        The spans from the first to the last, each once: some writers let two fields share a value.

    Raises:
        BrokenPicture: one does.
    """
    found = sorted(set(spans))
    if any(end > start for (_, end), (start, _) in pairwise(found)):
        message = "its parts lie one over the other"
        raise BrokenPicture(message)
    return found


def overlaps(span: Span, spans: Sequence[Span]) -> bool:
    """Tell whether a span shares bytes with any of those that `check_apart` gave."""
    start, end = span
    before = bisect_left(spans, (end,)) - 1
    return start < end and before >= 0 and spans[before][1] > start
