"""A drawing as palette indices: each colour that comes about gets a number."""

from collections.abc import Iterable
from itertools import compress

from PIL import Image, ImageChops, ImageDraw

from image_proc.chart.raster.mask import FULL, STEP, Mask, recode
from image_proc.chart.snap import Pixels
from image_proc.color import OPAQUE, Color, over

MOST_COLORS = 256
_RANKS = STEP
"""Colours below a mask that are told apart at one time: with 16 levels they fill a byte."""

_SMALL = 4096
"""px up to which it is faster to see first whether a region has one colour."""


class TooManyColorsError(Exception):
    """A palette does not hold what is to be drawn; nothing of it was."""


class Indexed:
    """A picture of palette indices and its palette."""

    def __init__(self, size: tuple[int, int], ground: Color) -> None:
        """Begin with a picture of one colour.

        Args:
            size: px, (width, height).
            ground: its colour, number 0.
        """
        self.picture = Image.new("L", size)
        self.colors = [ground]
        self._numbers = {ground: 0}
        self._mixes: dict[tuple[int, Color, int], int] = {}
        self._ramps: dict[tuple[int, Color], list[int]] = {}
        # What ImageDraw.rectangle comes to, in three quarters of its time.
        self._rectangle = ImageDraw.Draw(self.picture).draw.draw_rectangle

    def fill(self, boxes: Iterable[Pixels], color: Color) -> None:
        """Paint rectangles.

        Args:
            boxes: within the picture, none of them empty.
            color: opaque.

        Raises:
            TooManyColorsError: the palette is full.
        """
        number, rectangle = self._number(color), self._rectangle
        for left, top, right, bottom in boxes:
            rectangle((left, top, right - 1, bottom - 1), number, 1)

    def lay(self, mask: Mask, color: Color) -> None:
        """Lay a colour over the picture.

        Args:
            mask: where, and how much of it; within the picture.
            color: may be half clear.

        Raises:
            TooManyColorsError: the palette is full.
        """
        region = self.picture.crop(mask.box)
        grounds = _numbers_in(region)
        if len(grounds) == 1:
            recode(region, mask.levels, self._ramp(grounds[0], color))
        elif len(grounds) <= _RANKS:
            self._mix(region, mask, grounds, color)
        else:
            self._mix_in_turn(region, mask, grounds, color)
        self.picture.paste(region, mask.box)

    def image(self) -> Image.Image:
        """The picture in its colours, mode RGBA."""
        picture = self.picture.copy()
        picture.putpalette(b"".join(map(bytes, self.colors)), "RGBA")
        return picture.convert("RGBA")

    def _ramp(self, ground: int, color: Color) -> list[int]:
        """A table of the numbers of a colour's levels over one other."""
        ramp = self._ramps.get((ground, color))
        if ramp is None:
            ramp = [0] * MOST_COLORS
            ramp[::STEP] = [self._mixed(ground, color, level) for level in range(FULL + 1)]
            self._ramps[ground, color] = ramp
        return ramp

    def _mix(self, region: Image.Image, mask: Mask, grounds: list[int], color: Color) -> None:
        """Replace a region of few colours by what it is under a mask."""
        ranks = [0] * MOST_COLORS
        for rank, ground in enumerate(grounds):
            ranks[ground] = rank
        recode(region, region, ranks)
        codes = ImageChops.add(region, mask.levels)
        table = [0] * MOST_COLORS
        for code in compress(range(MOST_COLORS), codes.histogram()):
            level, rank = divmod(code, STEP)
            table[code] = self._mixed(grounds[rank], color, level)
        recode(region, codes, table)

    def _mix_in_turn(
        self, region: Image.Image, mask: Mask, grounds: list[int], color: Color
    ) -> None:
        """Do the same for many colours, some of them at a time."""
        before = region.copy()
        for start in range(0, len(grounds), _RANKS):
            group = grounds[start : start + _RANKS]
            members = [0] * MOST_COLORS
            for ground in group:
                members[ground] = OPAQUE
            member = before.copy()
            recode(member, before, members)
            part = before.copy()
            levels = ImageChops.darker(mask.levels, member)
            self._mix(part, mask._replace(levels=levels), group, color)
            region.paste(part, mask=member)

    def _mixed(self, ground: int, color: Color, level: int) -> int:
        """The number of a colour that covers another in part."""
        key = ground, color, level
        number = self._mixes.get(key)
        if number is None:
            share = level / FULL
            number = self._number(over(self.colors[ground], color, share)) if level else ground
            self._mixes[key] = number
        return number

    def _number(self, color: Color) -> int:
        number = self._numbers.get(color)
        if number is None:
            number = len(self.colors)
            if number == MOST_COLORS:
                raise TooManyColorsError
            self._numbers[color] = number
            self.colors.append(color)
        return number


def _numbers_in(region: Image.Image) -> list[int]:
    """The different values of an image."""
    if region.width * region.height <= _SMALL:
        low, high = region.im.getextrema()
        if low == high:
            return [low]
    return list(compress(range(MOST_COLORS), region.histogram()))
