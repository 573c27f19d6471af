"""Rectangles, on whole pixels; round corners are strips of masks that many bars share."""

from collections.abc import Sequence
from functools import lru_cache
from math import ceil

from PIL import Image

from image_proc.chart.raster.brush import Brush
from image_proc.chart.raster.contour import rounded
from image_proc.chart.raster.coverage import coverage
from image_proc.chart.raster.mask import Mask, to_levels
from image_proc.chart.raster.shape import Fill
from image_proc.chart.scene import Comb, Rect
from image_proc.chart.snap import Pixels, snap_box, snap_comb
from image_proc.color import OPAQUE

_KEPT_AREA = 16_384
"""px; the corners of larger ones are drawn anew."""

_FEW = 100
"""Bars that are as fast drawn one by one."""

_SQUARE: tuple[float, float, float, float] = (0, 0, 0, 0)


def draw_rects(brush: Brush, rects: Sequence[Rect]) -> None:
    """Draw rectangles of one paint."""
    scale = brush.scale
    square: list[Pixels] = []
    for rect in rects:
        box = snap_box(rect.box, scale)
        if rect.radii != _SQUARE:
            _draw_round(brush, box, rect.radii)
        elif box[0] < box[2] and box[1] < box[3]:
            square.append(box)
    brush.canvas.fill(square, brush.color)


def draw_combs(brush: Brush, combs: Sequence[Comb]) -> None:
    """Draw bars of a pixel each, of one paint."""
    for comb in combs:
        boxes = snap_comb(comb, brush.scale)
        if brush.scale == 1 and brush.color.alpha == OPAQUE and len(boxes) > _FEW:
            brush.canvas.stamp(_columns(boxes), brush.color)
        else:
            brush.canvas.fill(boxes, brush.color)


def _columns(boxes: Sequence[Pixels]) -> Mask:
    """Boxes of a pixel's width side by side, in half of the time of drawing each of them.

    Args:
        boxes: from the left, none of them empty.

    Returns:
        255 where they are.
    """
    left, right = boxes[0][0], boxes[-1][2]
    top, bottom = min(box[1] for box in boxes), max(box[3] for box in boxes)
    height = bottom - top
    full, blank = b"\xff" * height, bytes(height)
    columns = [blank] * (right - left)
    for at, upper, _, lower in boxes:
        columns[at - left] = blank[: upper - top] + full[: lower - upper] + blank[: bottom - lower]
    # A column is a row of this, and then upright again.
    lying = Image.frombytes("L", (height, right - left), b"".join(columns))
    return Mask(lying.transpose(Image.Transpose.TRANSPOSE), left, top)


def _draw_round(brush: Brush, box: Pixels, radii: Sequence[float]) -> None:
    left, top, right, bottom = box
    width, height = right - left, bottom - top
    if width <= 0 or height <= 0:
        return
    most = min(width, height) / 2
    first, second, third, fourth = (min(radius * brush.scale, most) for radius in radii)
    upper, lower = ceil(max(first, second)), ceil(max(third, fourth))
    if upper + lower > height or width * max(upper, lower) > _KEPT_AREA:
        brush.paint([Fill.of([rounded(box, (first, second, third, fourth))])])
        return
    if upper:
        brush.canvas.lay(_strip(width, upper, (first, second, 0, 0)).moved(left, top), brush.color)
    if lower:
        strip = _strip(width, lower, (0, 0, third, fourth))
        brush.canvas.lay(strip.moved(left, bottom - lower), brush.color)
    if top + upper < bottom - lower:
        brush.canvas.fill([(left, top + upper, right, bottom - lower)], brush.color)


@lru_cache(maxsize=512)
def _strip(width: int, height: int, radii: tuple[float, float, float, float]) -> Mask:
    """The rows of a rectangle that have round corners."""
    covered = coverage([rounded((0, 0, width, height), radii)], (0, 0), max(width, height))
    return Mask(to_levels(covered.mask), covered.left, covered.top)
