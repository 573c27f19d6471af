"""The palette of a badge: which colours it needs, and which index stands for what."""

from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from PIL import Image

from image_proc.badge.paint import text_paint
from image_proc.badge.shine import ground_rows
from image_proc.badge.style import Style
from image_proc.badge.word_codes import BANDS, CODES, SHADOWED, TEXT_STEPS, shadow_steps
from image_proc.color import OPAQUE, TRANSPARENT, Color, mix
from image_proc.geometry import round_corner

SHADOW = 0.3
"""How dark a whole shadow is."""

_MOST_COLORS = 256
_ALPHA_STEPS = 15
_KEPT_AREA = 32_768
"""px; blanks up to this are kept, which makes 16 MB at the most."""


class PartPaint(NamedTuple):
    """A part's stretch of the palette.

    Args:
        rows: the index of each row of its ground.
        lookup: code → index.
    """

    rows: bytes
    lookup: bytes


class Corner(NamedTuple):
    """A rounded corner as indices.

    Args:
        indices: mode L.
        where: mode L, 255 where the corner is cut, wholly or in part.
        right: whether it is at the right end.
        lower: whether it is at the lower edge.
    """

    indices: Image.Image
    where: Image.Image
    right: bool
    lower: bool

    def place(self, size: tuple[int, int]) -> tuple[int, int]:
        """Where its upper left pixel lies on a badge of a size in px."""
        side = self.indices.width
        return (size[0] - side if self.right else 0), (size[1] - side if self.lower else 0)


@dataclass(frozen=True, slots=True, eq=False)
class Paints:
    """A palette, and which index is what; one object for each, so that blanks are kept by it.

    Args:
        palette: colours that are not opaque first.
        parts: one for each part.
        corners: four, or none.
    """

    palette: tuple[Color, ...]
    parts: tuple[PartPaint, ...]
    corners: tuple[Corner, ...]

    def blank(self, ends: tuple[int, ...]) -> Image.Image:
        """The badge without its words, behind a column of zeros.

        Args:
            ends: px, where each part ends.

        Returns:
            Mode L, not to be drawn on: it may be kept.
        """
        area = ends[-1] * len(self.parts[0].rows)
        return _kept_blank(self, ends) if area <= _KEPT_AREA else _blank(self, ends)


@lru_cache(maxsize=512)
def _kept_blank(paints: Paints, ends: tuple[int, ...]) -> Image.Image:
    return _blank(paints, ends)


def _blank(paints: Paints, ends: tuple[int, ...]) -> Image.Image:
    spans = [end - start for start, end in zip((0, *ends), ends, strict=False)]
    rows = b"".join(
        # The zero is the byte that says "no filter" before each row of a PNG.
        b"\0" + b"".join([bytes((index,)) * span for index, span in zip(row, spans, strict=True)])
        for row in zip(*(part.rows for part in paints.parts), strict=True)
    )
    size = ends[-1], len(paints.parts[0].rows)
    picture = Image.frombytes("L", (size[0] + 1, size[1]), rows)
    for cut in paints.corners:
        x, y = cut.place(size)
        picture.paste(cut.indices, (x + 1, y), cut.where)
    return picture


class _Palette:
    """Colours as they are given their indices."""

    def __init__(self) -> None:
        self.colors: list[Color] = []

    def add(self, color: Color) -> int:
        """The index of a colour, which may be new; 255 for all that are too many."""
        if color not in self.colors:
            self.colors.append(color)
        return min(self.colors.index(color), _MOST_COLORS - 1)


@lru_cache(maxsize=1024)
def paints_of(style: Style, height: int, grounds: tuple[Color, ...], side: int) -> Paints | None:
    """Choose the palette of a badge; None where 256 colours are too few.

    Args:
        style: the look.
        height: px.
        grounds: opaque, from the left.
        side: px, the radius of the corners.
    """
    palette = _Palette()
    corners = tuple(
        _corner(palette, _rim(style, height, ground), side, right=right, lower=lower)
        for right, ground in ((False, grounds[0]), (True, grounds[-1]))
        for lower in (False, True)
        if side
    )
    parts = tuple(_part_paint(palette, style, height, ground) for ground in grounds)
    if len(palette.colors) > _MOST_COLORS:
        return None
    return Paints(tuple(palette.colors), parts, corners)


def _rim(style: Style, height: int, ground: Color) -> tuple[Color, ...]:
    """The colours of the corners' rows; flat's gradient is too faint to cost a palette its size."""
    rows = ground_rows(style, height, ground)
    return (rows[height // 2],) * height if style is Style.FLAT else rows


def _corner(
    palette: _Palette, rows: tuple[Color, ...], side: int, *, right: bool, lower: bool
) -> Corner:
    shares = round_corner(side).point(
        [round(level * _ALPHA_STEPS / OPAQUE) for level in range(256)]
    )
    if right:
        shares = shares.transpose(Image.Transpose.FLIP_LEFT_RIGHT)
    if lower:
        shares = shares.transpose(Image.Transpose.FLIP_TOP_BOTTOM)
    indices = bytearray()
    for at, share in enumerate(shares.tobytes()):
        color = rows[at // side - side if lower else at // side]
        alpha = round(share * OPAQUE / _ALPHA_STEPS)
        clear = color._replace(alpha=alpha) if share else TRANSPARENT
        indices.append(palette.add(clear) if share < _ALPHA_STEPS else 0)
    where = shares.point([OPAQUE] * _ALPHA_STEPS + [0] * (256 - _ALPHA_STEPS))
    return Corner(Image.frombytes("L", (side, side), bytes(indices)), where, right, lower)


def _part_paint(palette: _Palette, style: Style, height: int, ground: Color) -> PartPaint:
    rows = ground_rows(style, height, ground)
    indices = bytes(palette.add(color) for color in rows)
    bands = BANDS.get(style, 1)
    lookup = bytearray(CODES * bands)
    for band in range(bands):
        middle = rows[(2 * band + 1) * height // (2 * bands)]
        colors = _word_colors(style, ground, middle, shadow_steps(fine=height > style.height))
        for code, color in enumerate(colors, start=band * CODES + 1):
            lookup[code] = palette.add(color)
    return PartPaint(indices, bytes(lookup.ljust(256, b"\0")))


def _word_colors(style: Style, ground: Color, middle: Color, shadow_steps: int) -> list[Color]:
    """The colours of the codes from 1 on: text that covers more and more, then shadow."""
    paint = text_paint(ground)
    if style not in SHADOWED:
        return [mix(middle, paint.fill, step / TEXT_STEPS) for step in range(1, TEXT_STEPS + 1)]
    # What an edge of a letter covers in part is in part in shadow, too.
    under = mix(middle, paint.shadow, SHADOW / 2)
    text = [mix(under, paint.fill, step / TEXT_STEPS) for step in range(1, TEXT_STEPS + 1)]
    shares = [SHADOW * step / shadow_steps for step in range(1, shadow_steps + 1)]
    return [*text, *(mix(middle, paint.shadow, share) for share in shares)]
