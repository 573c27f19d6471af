"""A drawing as palette indices: each colour that comes about gets a number.

A label takes some ten steps of a microsecond each. `Image` would add its checks to each of them and
double the time of a chart, so here its storage is spoken to: `Image.im`, mode L throughout.
"""

from collections.abc import Sequence
from itertools import compress
from typing import Any

from PIL import Image, ImageDraw

from image_proc.chart.raster.beginnings import Palette
from image_proc.chart.raster.mask import STEP, Mask
from image_proc.chart.raster.numbers import MOST_COLORS
from image_proc.chart.snap import Pixels
from image_proc.color import OPAQUE, Color

_Pixels = Any
"""Mode L, as Pillow stores it; its type has no public name."""

_RANKS = STEP
"""Colours below a mask that are told apart at one time: with 16 levels they fill a byte."""

_STRIPES = 100
"""Boxes in a row from which on they are so thin that each row of pixels resembles the one above."""

_FEW = 3
"""Colours below a mask of which it takes longer to see which levels they have than to mix all."""

_BYTE = 0xFF
"""Numbers are taken modulo one more."""

_SMALL = 4096
"""px up to which it is faster to see first whether a region has one colour."""


class Indexed:
    """A picture of palette indices and its palette."""

    def __init__(self, size: tuple[int, int], ground: Color) -> None:
        """Begin with a picture of one colour.

        Args:
            size: px, (width, height).
            ground: its colour, number 0.

        Attributes:
            picture: mode L.
            is_striped: whether many boxes stand in it side by side.
        """
        self.picture = Image.new("L", size)
        self._pixels = self.picture.im
        self.is_striped = False
        self._numbers = Palette(ground)
        # What ImageDraw.rectangle comes to, in three quarters of its time.
        self._rectangle = ImageDraw.Draw(self.picture).draw.draw_rectangle

    @property
    def colors(self) -> list[Color]:
        """Of the indices."""
        return self._numbers.colors

    def fill(self, boxes: Sequence[Pixels], color: Color) -> None:
        """Paint rectangles.

        Args:
            boxes: within the picture, none of them empty.
            color: opaque.

        Raises:
            TooManyColorsError: the palette is full.
        """
        number, rectangle = self._numbers.plain(color), self._rectangle
        self.is_striped = self.is_striped or len(boxes) >= _STRIPES
        for left, top, right, bottom in boxes:
            rectangle((left, top, right - 1, bottom - 1), number, 1)

    def stamp(self, mask: Mask, color: Color) -> None:
        """Paint an opaque colour where a mask is 255, within the picture.

        Raises:
            TooManyColorsError: the palette is full.
        """
        self.is_striped = True
        number = self._numbers.plain(color)
        self._pixels.paste(number, mask.box, mask.levels.im)

    def lay(self, mask: Mask, color: Color) -> None:
        """Lay a colour over the picture.

        Args:
            mask: where, and how much of it; within the picture.
            color: may be half clear.

        Raises:
            TooManyColorsError: the palette is full.
        """
        box, levels = mask.box, mask.levels.im
        region = self._pixels.crop(box)
        if mask.thin and region.size[0] * region.size[1] > _SMALL:
            # Few of the many colours around a line are below it.
            self._mix_in_turn(region, mask, color)
            return
        grounds = _numbers_in(region)
        if len(grounds) == 1:
            table = [0] * MOST_COLORS
            table[::STEP] = self._numbers.ramp(grounds[0], color)
            self._pixels.paste(levels.point(table, None), box)
        elif len(grounds) <= _RANKS:
            change = self._change(region, levels, grounds, color)
            self._pixels.paste(region.chop_add_modulo(change), box)
        else:
            self._mix_in_turn(region, mask, color)

    def is_plain(self, box: Pixels) -> bool:
        """Whether a box within the picture has one colour."""
        low, high = self._pixels.crop(box).getextrema()
        return bool(low == high)

    def image(self) -> Image.Image:
        """The picture in its colours, mode RGBA."""
        picture = self.picture.copy()
        picture.putpalette(b"".join(map(bytes, self.colors)), "RGBA")
        return picture.convert("RGBA")

    def _mix_in_turn(self, region: _Pixels, mask: Mask, color: Color) -> None:
        """Lay a colour over many others, some of them at a time."""
        levels = mask.levels.im
        grounds = _counted(region.histogram((0, 0), levels))
        if len(grounds) <= _RANKS:
            changes = [self._change(region, levels, grounds, color)]
        else:
            changes = []
            for start in range(0, len(grounds), _RANKS):
                group = grounds[start : start + _RANKS]
                members = [0] * MOST_COLORS
                for ground in group:
                    members[ground] = OPAQUE
                # Where the mask covers others than these it covers nothing.
                share = region.point(members, None).chop_darker(levels)
                changes.append(self._change(region, share, group, color))
        for change in changes:
            region = region.chop_add_modulo(change)
        self._pixels.paste(region, mask.box)

    def _change(
        self, region: _Pixels, levels: _Pixels, grounds: list[int], color: Color
    ) -> _Pixels:
        """What is to be added to numbers, modulo 256: 0 where nothing is covered.

        So all of a region is pasted, without a mask of what is covered; that takes half the time.

        Args:
            region: the numbers that are there.
            levels: how much of each pixel is covered; 0 where it is none of the grounds.
            grounds: at most 16 of the numbers.
            color: what is laid over them.
        """
        ranks = [0] * MOST_COLORS
        for rank, ground in enumerate(grounds):
            ranks[ground] = rank
        codes = region.point(ranks, None).chop_add_modulo(levels)
        changes = [0] * MOST_COLORS
        if len(grounds) <= _FEW:
            for rank, ground in enumerate(grounds):
                ramp = self._numbers.ramp(ground, color)
                changes[rank::STEP] = [number - ground & _BYTE for number in ramp]
        else:
            for code in _counted(codes.histogram()):
                level, rank = divmod(code, STEP)
                number = self._numbers.mixed(grounds[rank], color, level)
                changes[code] = number - grounds[rank] & _BYTE
        return codes.point(changes, None)


def _numbers_in(region: _Pixels) -> list[int]:
    """The different values of pixels."""
    if region.size[0] * region.size[1] <= _SMALL:
        low, high = region.getextrema()
        if low == high:
            return [low]
    return _counted(region.histogram())


def _counted(histogram: list[int]) -> list[int]:
    """The values that are there at all."""
    return list(compress(range(MOST_COLORS), histogram))
