"""Lines behind the values of a chart: across its body at ticks, and short ones below it."""

from collections.abc import Iterator, Sequence

from image_proc.chart.layout.rulers import Tick
from image_proc.chart.layout.scales import Scale
from image_proc.chart.palette import Palette
from image_proc.chart.scene import Line, Mark
from image_proc.chart.trace import Box, Point

_TICK = 0.35
"""em: the little line at a time or at a number without a grid."""


def level_lines(ticks: Sequence[Tick], scale: Scale, box: Box, palette: Palette) -> list[Mark]:
    """Draw a line from side to side at each tick of an upright axis."""
    return [_line(Point(box.left, y), Point(box.right, y), palette) for y in _places(ticks, scale)]


def upright_lines(ticks: Sequence[Tick], scale: Scale, box: Box, palette: Palette) -> list[Mark]:
    """Draw a line from top to bottom at each tick of a level axis."""
    return [_line(Point(x, box.top), Point(x, box.bottom), palette) for x in _places(ticks, scale)]


def tick_lines(
    ticks: Sequence[Tick], scale: Scale, bottom: float, size: float, palette: Palette
) -> list[Mark]:
    """Draw a short line below the body at each tick that has a label.

    Args:
        ticks: those with labels.
        scale: of the level axis.
        bottom: px, the body's lower edge.
        size: px a em of labels.
        palette: for the lines.
    """
    return [
        _line(Point(x, bottom), Point(x, bottom + size * _TICK), palette)
        for x in _places(ticks, scale)
    ]


def _places(ticks: Sequence[Tick], scale: Scale) -> Iterator[float]:
    return (scale.at(tick.at) for tick in ticks if scale.holds(tick.at))


def _line(start: Point, end: Point, palette: Palette) -> Line:
    return Line((start, end), 1, palette.grid, crisp=True)
