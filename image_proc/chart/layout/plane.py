"""The body of a chart with two axes: the room that words beside it leave, and its scales."""

from collections.abc import Sequence
from itertools import repeat
from typing import NamedTuple

from image_proc.chart.layout.grid import level_lines, tick_lines, upright_lines
from image_proc.chart.layout.lettering import ASCENT, DESCENT, shortened
from image_proc.chart.layout.rulers import Ruler
from image_proc.chart.layout.scales import Scale
from image_proc.chart.layout.sides import Below, Beside, lay_below, lay_beside
from image_proc.chart.palette import Palette
from image_proc.chart.scene import Line, Mark, Words
from image_proc.chart.series import Series
from image_proc.chart.trace import Box, Point

_WIDEST = 0.38
"""Of the width: what labels beside the body may take."""

_TITLE = 1.5
"""em that an axis's title takes."""


class Rulers(NamedTuple):
    """The axes of a body.

    Args:
        level: from the left to the right.
        upright: from the bottom to the top.
        right: a second one of values, at the right side.
    """

    level: Ruler
    upright: Ruler
    right: Ruler | None = None


class Plane(NamedTuple):
    """The body, ready to be drawn in.

    Args:
        box: px.
        places: the scale along which places run.
        values: that of the values.
        right: that of series on the second axis.
        horizontal: whether values run from the left to the right.
        size: px a em of labels.
    """

    box: Box
    places: Scale
    values: Scale
    right: Scale
    horizontal: bool
    size: float

    def scale_of(self, series: Series) -> Scale:
        """The scale of a series' values."""
        return self.right if series.axis == "right" else self.values

    def point(self, along: float, across: float) -> Point:
        """Where px along the places and px along the values meet."""
        return Point(across, along) if self.horizontal else Point(along, across)

    def points(self, along: Sequence[float], across: Sequence[float]) -> list[Point]:
        """The same for many, in half of the time."""
        xs, ys = (across, along) if self.horizontal else (along, across)
        return list(map(tuple.__new__, repeat(Point), zip(xs, ys, strict=True)))

    def bar(self, along: tuple[float, float], across: tuple[float, float]) -> Box:
        """The box between px along the places and px along the values."""
        start, end = self.point(along[0], across[0]), self.point(along[1], across[1])
        return Box(
            min(start.x, end.x), min(start.y, end.y), max(start.x, end.x), max(start.y, end.y)
        )


class Laid(NamedTuple):
    """A plane with what is behind it, the line that its values stand on, and the words around."""

    plane: Plane
    behind: tuple[Mark, ...]
    baseline: tuple[Mark, ...]
    words: tuple[Mark, ...]


def lay_plane(rulers: Rulers, box: Box, size: float, palette: Palette, *, horizontal: bool) -> Laid:
    """Fit the body between the words of its axes.

    Args:
        rulers: the axes.
        box: px, the room for all of it.
        size: px a em of labels.
        palette: for lines and words.
        horizontal: whether values run from the left to the right.
    """
    limits = box.left, box.right
    words, box = _titles(rulers, box, size, palette)
    room = box.width * _WIDEST
    guess = (box.bottom - size * 2 if rulers.level.ticks else box.bottom, box.top)
    beside = _beside(rulers.upright, guess, size, room)
    second = _beside(rulers.right, guess, size, room) if rulers.right else Beside(0.0, ())
    box = box._replace(left=box.left + beside.width, right=box.right - second.width)
    if rulers.upright.ticks and not rulers.upright.named:
        box = box._replace(top=box.top + size * ASCENT / 2)
    level, below, box = _below(rulers.level, box, size, limits)
    box = box._replace(bottom=max(box.bottom - below.height, box.top + 1))
    upright = _upright(rulers.upright, box)
    right = rulers.right.scale(box.bottom, box.top) if rulers.right else upright
    words += [
        *below.marks(level, box.bottom, size, palette),
        *beside.marks(upright, box.left, size, palette),
        *second.marks(right, box.right, size, palette, right=True),
    ]
    places, values = (upright, level) if horizontal else (level, upright)
    if horizontal or rulers.right is None:
        right = values
    plane = Plane(box, places, values, right, horizontal, size)
    behind = _grid(rulers, plane, (level, upright), below, palette)
    seen = rulers.level.axis.visible or rulers.upright.axis.visible
    baseline = (_baseline(plane, palette),) if seen else ()
    return Laid(plane, tuple(behind), baseline, tuple(words))


def _upright(ruler: Ruler, box: Box) -> Scale:
    """Numbers grow upwards; categories are read from the top."""
    return ruler.scale(box.top, box.bottom) if ruler.named else ruler.scale(box.bottom, box.top)


def _beside(ruler: Ruler, ends: tuple[float, float], size: float, room: float) -> Beside:
    return lay_beside(ruler.ticks, ruler.scale(*ends), size, room)


def _below(
    ruler: Ruler, box: Box, size: float, limits: tuple[float, float]
) -> tuple[Scale, Below, Box]:
    """Lay the labels below, and leave room for halves of them that stick out at the ends."""
    scale = ruler.scale(box.left, box.right)
    below = lay_below(ruler.ticks, scale, size, even=ruler.named)
    if not below.ticks:
        return scale, below, box
    first, last = below.reach(scale, size)
    over, under = max(0.0, last - limits[1]), max(0.0, limits[0] - first)
    if not over and not under:
        return scale, below, box
    slack = box.width / 4
    box = box._replace(left=box.left + min(under, slack), right=box.right - min(over, slack))
    scale = ruler.scale(box.left, box.right)
    return scale, lay_below(ruler.ticks, scale, size, even=ruler.named), box


def _titles(rulers: Rulers, box: Box, size: float, palette: Palette) -> tuple[list[Mark], Box]:
    words: list[Mark] = []
    height, width = box.height, box.width
    if text := shortened(rulers.level.axis.title, width, size):
        at = Point((box.left + box.right) / 2, box.bottom - size * DESCENT)
        words.append(Words(text, at, size, palette.muted, "middle"))
        box = box._replace(bottom=box.bottom - size * _TITLE)
    middle = (box.top + box.bottom) / 2
    if text := shortened(rulers.upright.axis.title, height, size):
        at = Point(box.left + size * ASCENT, middle)
        words.append(Words(text, at, size, palette.muted, "middle", turn=-90))
        box = box._replace(left=box.left + size * _TITLE)
    if rulers.right and (text := shortened(rulers.right.axis.title, height, size)):
        at = Point(box.right - size * ASCENT, middle)
        words.append(Words(text, at, size, palette.muted, "middle", turn=90))
        box = box._replace(right=box.right - size * _TITLE)
    return words, box


def _grid(
    rulers: Rulers, plane: Plane, scales: tuple[Scale, Scale], below: Below, palette: Palette
) -> list[Mark]:
    box, (level, upright) = plane.box, scales
    lines: list[Mark] = []
    if rulers.upright.grid:
        lines += level_lines(rulers.upright.ticks, upright, box, palette)
    if rulers.right is not None and rulers.right.grid:
        lines += level_lines(rulers.right.ticks, plane.right, box, palette)
    if rulers.level.grid:
        return lines + upright_lines(rulers.level.ticks, level, box, palette)
    if rulers.level.named:
        return lines
    return lines + tick_lines(below.ticks, level, box.bottom, plane.size, palette)


def _baseline(plane: Plane, palette: Palette) -> Mark:
    """The line that values stand on, or the body's edge where 0 is not to be seen."""
    across = plane.values.at(plane.values.floor)
    start = plane.point(plane.box.top if plane.horizontal else plane.box.left, across)
    end = plane.point(plane.box.bottom if plane.horizontal else plane.box.right, across)
    return Line((start, end), 1, palette.axis, crisp=True)
