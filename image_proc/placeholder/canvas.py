"""Placeholders with more than two colours: gradients, borders, round corners, colour emoji."""

from collections.abc import Sequence
from typing import Literal

from PIL import Image, ImageChops

from image_proc.color import OPAQUE, Color
from image_proc.geometry import round_corners
from image_proc.placeholder.gradient import paint_gradient
from image_proc.placeholder.layout import PlacedLine
from image_proc.placeholder.spec import PlaceholderSpec
from image_proc.text import Ink, draw_ink, line_ink


def draw_canvas(spec: PlaceholderSpec, lines: Sequence[PlacedLine]) -> Image.Image:
    """Paint ground, border and text, then cut the corners off.

    Returns:
        Mode RGB where the picture is opaque, else RGBA; size == spec.size.
    """
    image = _ground(spec)
    if spec.border and spec.border.width:
        _draw_border(image, spec.border.width * spec.dpr, spec)
    for placed in lines:
        draw_ink(image, (round(placed.x), round(placed.y)), line_ink(placed.line), spec.foreground)
    if spec.radius:
        _cut_corners(image, radius_of(spec))
    return image


def radius_of(spec: PlaceholderSpec) -> float:
    """The corners' radius, px of the picture: half of the shorter side at most."""
    return min(spec.radius * spec.dpr, min(spec.size) / 2)


def _ground(spec: PlaceholderSpec) -> Image.Image:
    """Paint the ground, with alpha from the start where it will be needed: no second copy."""
    gradient = spec.gradient
    colors = (gradient.start, gradient.end) if gradient else (spec.background,)
    opaque = not spec.radius and all(color.alpha == OPAQUE for color in colors)
    mode: Literal["RGB", "RGBA"] = "RGB" if opaque else "RGBA"
    if gradient:
        return paint_gradient(gradient, spec.size, mode)
    return Image.new(mode, spec.size, spec.background[: len(mode)])


def _draw_border(image: Image.Image, line: int, spec: PlaceholderSpec) -> None:
    """Lay the border over the ground: four sides, and what round inner corners leave of it."""
    width, height = image.size
    color = spec.border_color
    for box in (
        (0, 0, width, line),
        (0, max(line, height - line), width, height),
        (0, line, line, height - line),
        (max(line, width - line), line, width, height - line),
    ):
        _fill(image, box, color)
    if (inner := radius_of(spec) - line) > 0:
        for mask, place in round_corners(image.size, inner, line):
            draw_ink(image, place, Ink(ImageChops.invert(mask), None, 0, 0), color)


def _fill(image: Image.Image, box: tuple[int, int, int, int], color: Color) -> None:
    left, top, right, bottom = box
    if left >= right or top >= bottom:
        return
    if color.alpha == OPAQUE:
        image.paste(color[: len(image.mode)], box)
    else:
        mask = Image.new("L", (right - left, bottom - top), OPAQUE)
        draw_ink(image, (left, top), Ink(mask, None, 0, 0), color)


def _cut_corners(image: Image.Image, radius: float) -> None:
    for mask, (x, y) in round_corners(image.size, radius):
        box = (x, y, x + mask.width, y + mask.height)
        corner = image.crop(box)
        corner.putalpha(ImageChops.multiply(corner.getchannel("A"), mask))
        image.paste(corner, box)
