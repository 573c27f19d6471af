"""Shapes brought onto a canvas: found out how much they cover, and laid down."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, floor
from typing import TypeVar

from image_proc.chart.raster.canvas import Canvas
from image_proc.chart.raster.mask import is_empty
from image_proc.chart.raster.shape import Fill, Stroke
from image_proc.chart.snap import Pixels
from image_proc.chart.trace import Box
from image_proc.color import OPAQUE, Color

_WORTH = 12_000
"""px that are drawn in the time which any shape takes besides its pixels."""


_Shape = TypeVar("_Shape", Fill, Stroke)


@dataclass(frozen=True, slots=True)
class Brush:
    """What marks are drawn with.

    Args:
        canvas: what is drawn on.
        scale: px for each px of the scene.
        color: what is painted; not clear.
    """

    canvas: Canvas
    scale: float
    color: Color

    def paint(self, shapes: Sequence[_Shape]) -> None:
        """Paint shapes of one colour; as one where that takes less time and looks the same."""
        regions = [self._region(shape.box) for shape in shapes]
        seen = [at for at, region in enumerate(regions) if not is_empty(region)]
        if len(seen) > 1 and self.color.alpha == OPAQUE:
            whole = shapes[seen[0]].joined([shapes[at] for at in seen[1:]])
            apart = sum(_area(regions[at]) + _WORTH for at in seen)
            if _area(self._region(whole.box)) + _WORTH < apart:
                self._lay(whole)
                return
        for at in seen:
            self._lay(shapes[at])

    def _region(self, box: Box) -> Pixels:
        """What is seen of a box."""
        left, top, right, bottom = self.canvas.clip
        return (
            floor(max(left, box.left)),
            floor(max(top, box.top)),
            ceil(min(right, box.right)),
            ceil(min(bottom, box.bottom)),
        )

    def _lay(self, shape: Fill | Stroke) -> None:
        for mask in shape.masks(self._region(shape.box)):
            if mask is not None:
                self.canvas.lay(mask, self.color)


def _area(region: Pixels) -> int:
    return (region[2] - region[0]) * (region[3] - region[1])
