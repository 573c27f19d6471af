"""Calls timed within this process."""

from collections.abc import Callable, Sequence
from time import perf_counter_ns
from typing import TypeVar

from image_proc.encode import encode
from image_proc.render import render
from image_proc.spec import ImageSpec

T = TypeVar("T")


_AT_ONCE = 32
"""Inputs made before they are timed: in a service, too, a spec is drawn just after it was made."""


def timed(call: Callable[[T], object], make: Callable[[int], Sequence[T]], amount: int) -> int:
    """Call with so many inputs.

    Args:
        call: what is timed.
        make: makes so many inputs, which is not timed.
        amount: how many calls.

    Returns:
        The ns that all calls took.
    """
    taken = 0
    for done in range(0, amount, _AT_ONCE):
        inputs = make(min(_AT_ONCE, amount - done))
        start = perf_counter_ns()
        for each in inputs:
            call(each)
        taken += perf_counter_ns() - start
    return taken


def file_of(spec: ImageSpec) -> bytes:
    """From the spec to the whole file, as the service draws it; its ETag is timed by itself."""
    drawing = render(spec)
    return drawing if isinstance(drawing, bytes) else encode(drawing, spec.format)
