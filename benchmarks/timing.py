"""Calls timed within this process."""

from collections.abc import Callable, Sequence
from time import perf_counter_ns
from typing import TypeVar

from image_proc.encode import encode
from image_proc.render import render
from image_proc.spec import ImageSpec

T = TypeVar("T")


def timed(call: Callable[[T], object], inputs: Sequence[T]) -> int:
    """Call with each input; return the ns that all calls took."""
    start = perf_counter_ns()
    for each in inputs:
        call(each)
    return perf_counter_ns() - start


def file_of(spec: ImageSpec) -> bytes:
    """From the spec to the whole file, as the service draws it; its ETag is timed by itself."""
    drawing = render(spec)
    return drawing if isinstance(drawing, bytes) else encode(drawing, spec.format)
