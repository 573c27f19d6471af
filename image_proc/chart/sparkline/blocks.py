"""Sparklines of separate values: each is a block of whole pixels, which no edge blurs."""

from collections.abc import Callable, Iterator
from typing import NamedTuple

from image_proc.chart.scale import Linear
from image_proc.chart.snap import Pixels, whole
from image_proc.chart.sparkline.fields import SparklineType
from image_proc.chart.sparkline.slots import Slot, bitmap, slots
from image_proc.chart.sparkline.spec import SparklineSpec
from image_proc.color import Color

_TICK = 0.3
"""The part of the height that a discrete tick takes."""

_LEAST_TICK = 2
_MIDDLE = 0.08
"""The part of the height that stays free between whiskers above and below."""


class Block(NamedTuple):
    """A filled rectangle.

    Args:
        pixels: of the bitmap.
        color: what it is filled with.
    """

    pixels: Pixels
    color: Color


class _Span(NamedTuple):
    """The rows of a block.

    Args:
        top: px of the bitmap.
        bottom: px, the first that it no longer has.
        below: whether it shows a value below zero.
    """

    top: int
    bottom: int
    below: bool


_Spans = Callable[[Slot], Iterator[_Span]]


def blocks(spec: SparklineSpec) -> list[Block]:
    """Lay out all values, from the left; none lies upon another."""
    spans = _LAYOUTS[spec.type](spec)
    return [
        Block((slot.left, span.top, slot.right, span.bottom), _color(spec, slot, span))
        for slot in slots(spec)
        for span in spans(slot)
    ]


def _color(spec: SparklineSpec, slot: Slot, span: _Span) -> Color:
    color = spec.negative if span.below else spec.line
    for place, marked in spec.marks.items():
        value = spec.bounded[place]
        if slot.start <= place < slot.end and value is not None and (value < 0) == span.below:
            color = marked
    return color


def _bars(spec: SparklineSpec) -> _Spans:
    """Bars from zero, or from the edge that is next to it; each at least a px high."""
    _, height = bitmap(spec)
    low, high = spec.limits or _around_zero(spec)
    down = Linear(low, high, height, 0)
    zero = whole(down.at(min(max(0.0, low), high)))

    def spans(slot: Slot) -> Iterator[_Span]:
        if slot.high > 0 or slot.low >= 0:
            top = max(0, min(whole(down.at(slot.high)), zero - 1))
            yield _Span(top, max(zero, top + 1), below=False)
        if slot.low < 0:
            bottom = min(height, max(whole(down.at(slot.low)), zero + 1))
            yield _Span(min(zero, bottom - 1), bottom, below=True)

    return spans


def _around_zero(spec: SparklineSpec) -> tuple[float, float]:
    low, high = spec.ends
    return (min(0.0, low), max(0.0, high)) if low or high else (0.0, 1.0)


def _whiskers(spec: SparklineSpec) -> _Spans:
    """Bars that are all equally high, up or down; nothing for zero."""
    _, height = bitmap(spec)
    half = (height - whole(height * _MIDDLE)) // 2

    def spans(slot: Slot) -> Iterator[_Span]:
        if slot.high > 0:
            yield _Span(0, half, below=False)
        if slot.low < 0:
            yield _Span(height - half, height, below=True)

    return spans


def _ticks(spec: SparklineSpec) -> _Spans:
    """Ticks at the height of their values; of several from the lowest to the highest."""
    _, height = bitmap(spec)
    tick = max(_LEAST_TICK, whole(height * _TICK))
    down = Linear(*spec.ends, height - tick, 0)

    def spans(slot: Slot) -> Iterator[_Span]:
        top, bottom = whole(down.at(slot.high)), whole(down.at(slot.low)) + tick
        if slot.low < 0 <= slot.high:
            middle = (top + bottom) // 2
            yield _Span(top, middle, below=False)
            yield _Span(middle, bottom, below=True)
        else:
            yield _Span(top, bottom, below=slot.low < 0)

    return spans


_LAYOUTS: dict[SparklineType, Callable[[SparklineSpec], _Spans]] = {
    SparklineType.BAR: _bars,
    SparklineType.IMPULSE: _bars,
    SparklineType.WHISKER: _whiskers,
    SparklineType.DISCRETE: _ticks,
}
