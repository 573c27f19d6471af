"""Masks that stand side by side, such as the words along an axis, as one mask."""

from collections.abc import Iterator, Sequence

from PIL import Image

from image_proc.chart.raster.mask import Mask
from image_proc.chart.snap import Pixels

_WORTH = 2000
"""px that are laid down in the time that a mask takes besides its pixels."""


def rows(masks: Sequence[Mask]) -> Iterator[list[Mask]]:
    """Divide masks to runs of which none overlaps another, and that lie close together.

    Args:
        masks: in the order in which they are laid down; empty ones are left out.
    """
    row: list[Mask] = []
    whole, filled = (0, 0, 0, 0), 0
    for mask in masks:
        left, top, right, bottom = box = mask.box
        if left >= right or top >= bottom:
            continue
        apart = left >= whole[2] or top >= whole[3] or right <= whole[0] or bottom <= whole[1]
        over = min(left, whole[0]), min(top, whole[1]), max(right, whole[2]), max(bottom, whole[3])
        area = (over[2] - over[0]) * (over[3] - over[1])
        if row and apart and area - filled <= (right - left) * (bottom - top) + _WORTH:
            row.append(mask)
            whole, filled = over, area
            continue
        if row:
            yield row
        row, whole, filled = [mask], box, (right - left) * (bottom - top)
    if row:
        yield row


def around(row: Sequence[Mask]) -> Pixels:
    """What at least one mask lies in."""
    boxes = [mask.box for mask in row]
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    return min(lefts), min(tops), max(rights), max(bottoms)


def joined(row: Sequence[Mask], box: Pixels) -> Mask:
    """Masks that do not overlap as one, of a box that they lie in."""
    left, top, right, bottom = box
    levels = Image.new("L", (right - left, bottom - top))
    pixels = levels.im
    for mask in row:
        x, y, end, foot = mask.box
        pixels.paste(mask.levels.im, (x - left, y - top, end - left, foot - top))
    return Mask(levels, left, top)
