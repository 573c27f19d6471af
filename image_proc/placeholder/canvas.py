"""Placeholders with more than two colours: gradients, borders, round corners, colour emoji."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PIL import Image, ImageChops

from image_proc.placeholder.corner import round_corner
from image_proc.placeholder.gradient import paint_gradient
from image_proc.text import Ink, draw_ink, line_ink

if TYPE_CHECKING:
    from collections.abc import Sequence

    from image_proc.placeholder.layout import PlacedLine
    from image_proc.placeholder.spec import PlaceholderSpec

_OPAQUE = 255
_FLIP, _FLOP = Image.Transpose.FLIP_LEFT_RIGHT, Image.Transpose.FLIP_TOP_BOTTOM


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
    if spec.gradient:
        ground = paint_gradient(spec.gradient, spec.size)
        return ground.convert("RGBA") if spec.radius and ground.mode == "RGB" else ground
    # With corners to cut it is made with alpha at once: a conversion would hold it twice.
    opaque = spec.background.alpha == _OPAQUE and not spec.radius
    return Image.new("RGB" if opaque else "RGBA", spec.size, spec.background[: 3 if opaque else 4])


def _draw_border(image: Image.Image, line: int, spec: PlaceholderSpec) -> None:
    """Lay the border over the ground: four sides, and what round inner corners leave of it."""
    width, height = image.size
    across, down = (width, min(line, height)), (min(line, width), max(0, height - 2 * line))
    parts = [
        (Image.new("L", across, _OPAQUE), (0, 0)),
        (Image.new("L", across, _OPAQUE), (0, height - across[1])),
        (Image.new("L", down, _OPAQUE), (0, line)),
        (Image.new("L", down, _OPAQUE), (width - down[0], line)),
    ]
    if (inner := radius_of(spec) - line) > 0:
        corners = _corners(image.size, inner, line)
        parts += [(ImageChops.invert(mask), place) for mask, place in corners]
    for mask, place in parts:
        draw_ink(image, place, Ink(mask, None, 0, 0), spec.border_color)


def _cut_corners(image: Image.Image, radius: float) -> None:
    for mask, (x, y) in _corners(image.size, radius, 0):
        box = (x, y, x + mask.width, y + mask.height)
        corner = image.crop(box)
        corner.putalpha(ImageChops.multiply(corner.getchannel("A"), mask))
        image.paste(corner, box)


def _corners(
    size: tuple[int, int], radius: float, inset: int
) -> list[tuple[Image.Image, tuple[int, int]]]:
    """The four round corners, and where each of them stands."""
    mask = round_corner(radius)
    right, bottom = size[0] - inset - mask.width, size[1] - inset - mask.height
    flipped = mask.transpose(_FLIP)
    return [
        (mask, (inset, inset)),
        (flipped, (right, inset)),
        (mask.transpose(_FLOP), (inset, bottom)),
        (flipped.transpose(_FLOP), (right, bottom)),
    ]
