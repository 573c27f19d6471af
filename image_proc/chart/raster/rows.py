"""Masks that stand side by side, such as the words along an axis, as one mask."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from PIL import Image

from image_proc.chart.raster.mask import Mask
from image_proc.chart.snap import Pixels

_WORTH = 2000
"""px that are laid down in the time that a mask takes besides its pixels."""


class Row(NamedTuple):
    """Masks of which none overlaps another.

    Args:
        masks: at least one, none of them empty.
        box: px, what all of them lie in.
    """

    masks: list[Mask]
    box: Pixels

    def joined(self) -> Mask:
        """All of them as one."""
        left, top, right, bottom = self.box
        levels = Image.new("L", (right - left, bottom - top))
        pixels = levels.im
        for own, x, y, _ in self.masks:
            width, height = own.size
            pixels.paste(own.im, (x - left, y - top, x - left + width, y - top + height))
        return Mask(levels, left, top)


def rows(masks: Iterable[Mask]) -> Iterator[Row]:
    """Divide masks to runs of those that lie close together and do not overlap.

    Args:
        masks: in the order in which they are laid down; empty ones are left out.
    """
    row: list[Mask] = []
    left = top = right = bottom = filled = 0
    for mask in masks:
        (width, height), x, y = mask.levels.size, mask.left, mask.top
        if not width or not height:
            continue
        end, foot = x + width, y + height
        over = min(x, left), min(y, top), max(end, right), max(foot, bottom)
        area = (over[2] - over[0]) * (over[3] - over[1])
        apart = x >= right or y >= bottom or end <= left or foot <= top
        if row and apart and area - filled <= width * height + _WORTH:
            row.append(mask)
            (left, top, right, bottom), filled = over, area
            continue
        if row:
            yield Row(row, (left, top, right, bottom))
        row, left, top, right, bottom, filled = [mask], x, y, end, foot, width * height
    if row:
        yield Row(row, (left, top, right, bottom))
