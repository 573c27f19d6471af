"""The letters of a captcha: drawn by the package `captcha`, then set as a word that touches."""

from functools import cache
from typing import Any, NamedTuple

from PIL import Image, ImageDraw

from image_proc.captcha.seeded import Chance, copied
from image_proc.captcha.spec import DETAIL, SIZE
from image_proc.fonts import Family, primary

chance = Chance()
"""What a picture's letters, strokes and waves are taken from."""

_captcha: Any = copied("captcha.image", chance)

_SIZES = (48, 56)
"""px of the faces; `_TALL` rules what is seen."""

_TALL = (45.0, 53.0)
"""px of a letter's height, from and to."""

_WIDE = (21.0, 42.0)
"""px that a letter is wide at least and at most."""

_OVERLAP = (0.07, 0.15)
"""The share of a letter that stands in the room of the one before it."""

_JUMP = 4.0
"""px that a letter stands above or below the middle."""

_FILLED = (168.0, 184.0)
"""px that a word is wide, from and to."""

_MARGIN = 8
"""px that stay free at the left and the right."""


class _Letters(_captcha.ImageCaptcha):  # type: ignore[misc]  # a copy of a module has no types
    """Single letters, leaning and out of square."""

    character_rotate = (-14, 14)
    character_warp_dx = (0.05, 0.18)
    character_warp_dy = (0.05, 0.15)

    def letter(self, character: str) -> Image.Image:
        """Draw one: an L mask without free edges."""
        measure = ImageDraw.Draw(Image.new("L", (1, 1)))
        drawn = self._draw_character(character, measure, (255, 255, 255, 255))
        mask: Image.Image = drawn.getchannel("A")
        return mask.crop(mask.getbbox())


class _Placed(NamedTuple):
    mask: Image.Image
    x: float


@cache
def _letters() -> _Letters:
    """Open the bundled faces once."""
    faces = [str(primary(family, bold=bold).path) for family in Family for bold in (False, True)]
    return _Letters(fonts=faces, font_sizes=tuple(size * DETAIL for size in _SIZES))


def set_word(text: str) -> Image.Image:
    """Set a word, as `chance` has it.

    Returns:
        L mask of `SIZE` × `DETAIL`.
    """
    row = _row([_sized(_letters().letter(character)) for character in text])
    width, height = SIZE[0] * DETAIL, SIZE[1] * DETAIL
    word = Image.new("L", (round(row[-1].x) + row[-1].mask.width, height))
    for mask, x in row:
        y = (height - mask.height) / 2 + chance.between(-_JUMP, _JUMP) * DETAIL
        word.paste(255, (round(x), round(y)), mask)
    wide = round(chance.between(*_FILLED) * DETAIL)
    word = word.resize((wide, height), Image.Resampling.BICUBIC)
    margin = _MARGIN * DETAIL
    left = chance.between(margin, width - margin - wide)
    whole = Image.new("L", (width, height))
    whole.paste(word, (round(left), 0))
    return whole


def _sized(mask: Image.Image) -> Image.Image:
    """Give a letter a height of its own, near that of the others."""
    tall = chance.between(*_TALL) * DETAIL
    least, most = (side * DETAIL for side in _WIDE)
    wide = min(max(mask.width * tall / mask.height, least), most)
    return mask.resize((round(wide), round(tall)), Image.Resampling.BICUBIC)


def _row(masks: list[Image.Image]) -> list[_Placed]:
    row, x = [], 0.0
    for mask in masks:
        row.append(_Placed(mask, x))
        x += mask.width * (1 - chance.between(*_OVERLAP))
    return row
