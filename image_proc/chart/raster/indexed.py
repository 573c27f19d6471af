"""A drawing as palette indices: each colour that comes about gets a number.

A label takes some ten steps of a microsecond each. `Image` would add its checks to each of them and
double the time of a chart, so here its storage is spoken to: `Image.im`, mode L throughout.
"""

from collections.abc import Sequence
from functools import lru_cache
from itertools import compress
from typing import Any

from PIL import Image, ImageDraw

from image_proc.chart.raster.mask import FULL, STEP, Mask
from image_proc.chart.snap import Pixels
from image_proc.color import OPAQUE, Color, over

MOST_COLORS = 256
_Pixels = Any
"""Mode L, as Pillow stores it; its type has no public name."""

_RANKS = STEP
"""Colours below a mask that are told apart at one time: with 16 levels they fill a byte."""

_STRIPES = 100
"""Boxes in a row from which on they are so thin that each row of pixels resembles the one above."""

_FEW = 3
"""Colours below a mask of which it takes longer to see which levels they have than to mix all."""

_ALIKE = ((48, 2), (80, 3), (MOST_COLORS, 4))
"""Up to how many colours those of an edge may differ in how many bits from what is there."""

_ALL = [0] + [OPAQUE] * OPAQUE
"""A table: all of what is covered at all."""

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

        Attributes:
            picture: mode L.
            colors: of the indices.
            is_striped: whether many boxes stand in it side by side.
        """
        self.picture = Image.new("L", size)
        self._pixels = self.picture.im
        self.colors = [ground]
        self.is_striped = False
        self._numbers = {ground: 0}
        self._places = dict.fromkeys(_places(ground), 0)
        self._likeness = 0
        # Those that are no edge's: what is laid over them keeps its exact colour.
        self._plain = {0}
        self._mixes: dict[tuple[int, Color, int], int] = {}
        self._ramps: dict[tuple[int, Color], list[int]] = {}
        # What ImageDraw.rectangle comes to, in three quarters of its time.
        self._rectangle = ImageDraw.Draw(self.picture).draw.draw_rectangle

    def fill(self, boxes: Sequence[Pixels], color: Color) -> None:
        """Paint rectangles.

        Args:
            boxes: within the picture, none of them empty.
            color: opaque.

        Raises:
            TooManyColorsError: the palette is full.
        """
        number, rectangle = self._number(color), self._rectangle
        self._plain.add(number)
        self.is_striped = self.is_striped or len(boxes) >= _STRIPES
        for left, top, right, bottom in boxes:
            rectangle((left, top, right - 1, bottom - 1), number, 1)

    def stamp(self, mask: Mask, color: Color) -> None:
        """Paint an opaque colour where a mask is 255, within the picture.

        Raises:
            TooManyColorsError: the palette is full.
        """
        self.is_striped = True
        number = self._number(color)
        self._plain.add(number)
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
            table[::STEP] = self._ramp(grounds[0], color)
            self._pixels.paste(levels.point(table, None), box)
        elif len(grounds) <= _RANKS:
            self._pixels.paste(self._mixture(region, levels, grounds, color), box)
        else:
            self._mix_in_turn(region, mask, color)

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
            mixture = self._mixture(region, levels, grounds, color)
            self._pixels.paste(mixture, mask.box, levels.point(_ALL, None))
            return
        mixtures = []
        for start in range(0, len(grounds), _RANKS):
            group = grounds[start : start + _RANKS]
            members = [0] * MOST_COLORS
            for ground in group:
                members[ground] = OPAQUE
            # Where the mask covers nothing, and where it covers others, all stays as it is.
            share = region.point(members, None).chop_darker(levels)
            mixtures.append((self._mixture(region, share, group, color), share.point(_ALL, None)))
        for mixture, where in mixtures:
            self._pixels.paste(mixture, mask.box, where)

    def _mixture(
        self, region: _Pixels, levels: _Pixels, grounds: list[int], color: Color
    ) -> _Pixels:
        """What a region of few colours becomes; right where its pixel is one of `grounds`."""
        table = [0] * MOST_COLORS
        for rank, ground in enumerate(grounds):
            table[ground] = rank
        codes = region.point(table, None).chop_add_modulo(levels)
        if len(grounds) <= _FEW:
            for rank, ground in enumerate(grounds):
                table[rank::STEP] = self._ramp(ground, color)
        else:
            for code in _counted(codes.histogram()):
                level, rank = divmod(code, STEP)
                table[code] = self._mixed(grounds[rank], color, level)
        return codes.point(table, None)

    def _ramp(self, ground: int, color: Color) -> list[int]:
        """The numbers of a colour's levels over one other."""
        ramp = self._ramps.get((ground, color))
        if ramp is None:
            ramp = [self._mixed(ground, color, level) for level in range(FULL + 1)]
            self._ramps[ground, color] = ramp
        return ramp

    def _mixed(self, ground: int, color: Color, level: int) -> int:
        """The number of a colour that covers another in part."""
        if not level:
            return ground
        key = ground, color, level
        number = self._mixes.get(key)
        if number is None:
            mixed = _over(self.colors[ground], color, level)
            if level == FULL and (ground in self._plain or color.alpha == OPAQUE):
                number = self._number(mixed)
                self._plain.add(number)
            else:
                number = self._near(mixed)
            self._mixes[key] = number
        return number

    def _near(self, color: Color) -> int:
        """The number of a colour between two others, or of one that nobody tells from it.

        Only edges have such colours: a pixel here, a pixel there.
        """
        near = self._places.get(_places(color)[self._likeness])
        return self._number(color) if near is None else near

    def _number(self, color: Color) -> int:
        number = self._numbers.get(color)
        if number is None:
            number = len(self.colors)
            if number == MOST_COLORS:
                raise TooManyColorsError
            self._numbers[color] = number
            self.colors.append(color)
            if number >= _ALIKE[self._likeness][0]:
                self._likeness += 1
            for place in _places(color):
                self._places.setdefault(place, number)
        return number


@lru_cache(maxsize=16_384)
def _over(ground: Color, color: Color, level: int) -> Color:
    return over(ground, color, level / FULL)


@lru_cache(maxsize=16_384)
def _places(color: Color) -> tuple[int, ...]:
    """What a colour shares with those that differ in their lowest bits only; for each likeness."""
    red, green, blue, alpha = color
    return tuple(
        (((red >> bits << 8 | green >> bits) << 8 | blue >> bits) << 8 | alpha >> bits) << 8 | bits
        for _, bits in _ALIKE
    )


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
