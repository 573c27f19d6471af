"""Laid-out lines as pixels: coverage for one-colour glyphs, and a layer for colour emoji."""

from dataclasses import dataclass
from functools import lru_cache
from math import ceil, floor

from PIL import Image, ImageDraw

from image_proc.color import OPAQUE, Color
from image_proc.compositing import lay_over
from image_proc.text.line import Line, PlacedRun, direction_of, scale_of

# Kept masks: 256 of 64 kB at most, so 16 MB. The default text of a usual placeholder is among
# them; a poster's is drawn anew.
_KEPT_AREA = 65_536


@dataclass(frozen=True, slots=True)
class Ink:
    """A line's pixels; not to be drawn on, it may be shared.

    Args:
        mask: mode L, how much of each pixel the text's colour covers.
        layer: mode RGBA, size of the mask, the glyphs that bring their own colours; None mostly.
        left: px, the mask's left edge from the line's origin.
        top: px, the mask's upper edge from the baseline.
    """

    mask: Image.Image
    layer: Image.Image | None
    left: int
    top: int


def line_ink(line: Line) -> Ink:
    """Draw a line that `lay_line` gave."""
    left, top, right, bottom = line.ink
    area = (right - left + 2) * (bottom - top + 2)
    return _kept_ink(line) if area <= _KEPT_AREA else _draw(line)


@lru_cache(maxsize=256)
def _kept_ink(line: Line) -> Ink:
    return _draw(line)


def _draw(line: Line) -> Ink:
    left, top = floor(line.ink[0]), floor(line.ink[1])
    # A pixel to spare at the right: the runs' own fractions may reach into it.
    size = (max(1, ceil(line.ink[2]) - left + 1), max(1, ceil(line.ink[3]) - top))
    mask = Image.new("L", size)
    cover(mask, line, (-left, -top))
    layer: Image.Image | None = None
    for placed in line.runs:
        if placed.run.face.color:
            layer = layer or Image.new("RGBA", size)
            _paste_emoji(layer, placed, line.style.size, (-left, -top))
    return Ink(mask, layer, left, top)


def cover(mask: Image.Image, line: Line, origin: tuple[float, float], full: int = OPAQUE) -> None:
    """Draw a line's one-colour glyphs onto a mask.

    Args:
        mask: mode L; changed.
        line: what `lay_line` gave.
        origin: px, where the line's origin comes to lie.
        full: 1 to 255, the value of a pixel that is all text.
    """
    draw = ImageDraw.Draw(mask)
    for placed in line.runs:
        if not placed.run.face.color:
            draw.text(
                (origin[0] + placed.x, origin[1]),
                placed.run.text,
                fill=full,
                font=placed.run.face.at(line.style.size),
                anchor="ls",
                direction=direction_of(placed.run),
            )


def _paste_emoji(
    layer: Image.Image, placed: PlacedRun, size: float, origin: tuple[float, float]
) -> None:
    drawn_size, factor = scale_of(placed.run, size)
    font = placed.run.face.at(drawn_size)
    left, top, right, bottom = font.getbbox(placed.run.text, anchor="ls")
    full = Image.new("RGBA", (max(1, ceil(right - left)), max(1, ceil(bottom - top))))
    ImageDraw.Draw(full).text(
        (-left, -top), placed.run.text, font=font, anchor="ls", embedded_color=True
    )
    # Drawing blends each colour with the clear black below it: that is premultiplied alpha, which
    # has to be called by its name, or edges come out dark. Hamming overshoots at no edge.
    scaled = (
        Image.frombytes("RGBa", full.size, full.tobytes())
        .resize(
            (max(1, round(full.width * factor)), max(1, round(full.height * factor))),
            Image.Resampling.HAMMING,
        )
        .convert("RGBA")
    )
    x = round(origin[0] + placed.x + left * factor)
    y = round(origin[1] + top * factor)
    layer.alpha_composite(scaled, (max(0, x), max(0, y)))


def draw_ink(image: Image.Image, origin: tuple[int, int], ink: Ink, fill: Color) -> None:
    """Paint a line onto an image.

    Args:
        image: mode RGB or RGBA; changed.
        origin: px, where the line's origin comes to lie.
        ink: what `line_ink` gave.
        fill: the colour of one-colour glyphs.
    """
    place = (origin[0] + ink.left, origin[1] + ink.top)
    mask = ink.mask
    if fill.alpha < OPAQUE:
        mask = mask.point(lambda share: share * fill.alpha // OPAQUE)
    _compose(image, Image.new("RGBA", mask.size, fill.rgb), place, mask)
    if ink.layer is not None:
        _compose(image, ink.layer, place, ink.layer.getchannel("A"))


def _compose(
    image: Image.Image, paint: Image.Image, place: tuple[int, int], mask: Image.Image
) -> None:
    """Lay paint over an image through a mask."""
    if image.mode == "RGB":
        image.paste(paint.convert("RGB"), place, mask)
        return
    paint = paint.copy()
    paint.putalpha(mask)
    lay_over(image, paint, place)
