"""Words as masks: drawn at the size they are seen at, turned if need be, and kept."""

from functools import lru_cache
from math import cos, radians, sin
from typing import NamedTuple

from PIL import Image

from image_proc.chart.raster.mask import Mask, to_levels
from image_proc.chart.scene import Words
from image_proc.chart.snap import whole
from image_proc.text import Line, TextStyle, lay_line, line_ink

_KEPT_AREA = 65_536
"""px; larger ones are drawn anew."""

_FINE = 3
"""How many times as large words are drawn that are turned to a slant."""

_SHARES = {"start": 0.0, "middle": 0.5, "end": 1.0}
"""How much of a line stands before the place that an anchor names."""

_QUARTERS = {
    90: Image.Transpose.ROTATE_270,
    180: Image.Transpose.ROTATE_180,
    270: Image.Transpose.ROTATE_90,
}


class Lettering(NamedTuple):
    """Words as pixels.

    Args:
        mask: where they are, from the place at which they stand.
        layer: mode RGBA, of the mask's size, what brings colours of its own; None mostly.
    """

    mask: Mask
    layer: Image.Image | None


class _Turned(NamedTuple):
    """What lettering is kept by.

    Args:
        text: what it says.
        size: px a em, of the bitmap.
        bold: its weight.
        turn: degrees clockwise, 0 up to 360.
        share: how much of the line stands before its place.
    """

    text: str
    size: float
    bold: bool
    turn: float
    share: float


def letter(words: Words, scale: float) -> Lettering:
    """Draw words, to be laid down at the whole pixel nearest to their place."""
    share = _SHARES[words.anchor]
    turned = words.text, words.size * scale, words.bold, words.turn % 360, share
    return _kept(turned) or _draw(_Turned(*turned))


def _line(turned: _Turned, fineness: int = 1) -> Line:
    return lay_line(turned.text, TextStyle(turned.size * fineness, bold=turned.bold))


@lru_cache(maxsize=1024)
def _kept(turned: tuple[str, float, bool, float, float]) -> Lettering | None:
    """Small words."""
    words = _Turned(*turned)
    left, top, right, bottom = _line(words).ink
    return _draw(words) if (right - left) * (bottom - top) <= _KEPT_AREA else None


def _draw(turned: _Turned) -> Lettering:
    fineness = 1 if turned.turn % 90 == 0 else _FINE
    line = _line(turned, fineness)
    ink = line_ink(line)
    pictures = [image for image in (ink.mask, ink.layer) if image is not None]
    # From the place at which the words stand to the middle of their ink.
    x = ink.left + ink.mask.width / 2 - line.advance * turned.share
    y = ink.top + ink.mask.height / 2
    angle = radians(turned.turn)
    x, y = x * cos(angle) - y * sin(angle), x * sin(angle) + y * cos(angle)
    mask, *layers = (_turn(picture, turned.turn, fineness) for picture in pictures)
    left, top = whole(x / fineness - mask.width / 2), whole(y / fineness - mask.height / 2)
    return Lettering(Mask(to_levels(mask), left, top), layers[0] if layers else None)


def _turn(picture: Image.Image, degrees: float, fineness: int) -> Image.Image:
    """A new picture, turned around its middle."""
    if degrees == 0:
        return picture.copy()
    if (quarter := _QUARTERS.get(int(degrees))) is not None and degrees % 90 == 0:
        return picture.transpose(quarter)
    # RGBa: colours of clear pixels must not come into the edges.
    premultiplied = picture.convert("RGBa") if picture.mode == "RGBA" else picture
    turned = premultiplied.rotate(-degrees, Image.Resampling.BILINEAR, expand=True)
    return turned.reduce(fineness).convert(picture.mode)
