"""Draw the pictures of the shipped designs anew: .venv/bin/python -m tools.draw_base_images.

All art in assets/base-images is made by this file. Each picture is drawn for scale 1, 2 and 4,
eight times as large as it will be, and averaged.
"""

from collections.abc import Callable, Iterable
from math import cos, pi
from pathlib import Path

from PIL import Image, ImageDraw

TARGET = Path(__file__).resolve().parent.parent / "assets" / "base-images"
SCALES = (1, 2, 4)
FINENESS = 8
"""Drawn px for each px of the picture, across and down."""

GROUND = ("#262d2a", "#1b211e")
EVENING = ("#1d3f4e", "#b9756a", "#f3c777")
SUN = "#fff1d0"
HILLS = ("#58c3a0", "#1d8a6c", "#00614c", "#0a3a30")
PAPER = ("#f2f6f3", "#e6eeea")
HAZE = ("#d5e8df", "#bcdccf", "#9accb9")

Point = tuple[float, float]


class Sheet:
    """A picture under work; all lengths are px at scale 1.

    Args:
        size: (width, height).
        scale: 1, 2 or 4.
    """

    def __init__(self, size: tuple[int, int], scale: int) -> None:
        self.size = size
        self.scale = scale
        self._fine = scale * FINENESS
        self.image = Image.new("RGB", (size[0] * self._fine, size[1] * self._fine))

    def shade(self, box: tuple[float, float, float, float], start: str, end: str) -> None:
        """Fill a box with a gradient that runs downwards."""
        left, top, right, bottom = self._px(box)
        low = Image.new("RGB", (right - left, bottom - top), end)
        slope = Image.linear_gradient("L").resize(low.size)
        self.image.paste(
            Image.composite(low, Image.new("RGB", low.size, start), slope), (left, top)
        )

    def disc(self, center: Point, radius: float, fill: str, share: float = 1) -> None:
        """Fill a disc; `share` of 0 to 1 lets the ground through."""
        x, y = center
        mask = Image.new("L", self.image.size)
        box = self._px((x - radius, y - radius, x + radius, y + radius))
        ImageDraw.Draw(mask).ellipse(box, fill=round(255 * share))
        self.image.paste(Image.new("RGB", self.image.size, fill), mask=mask)

    def hill(self, ridge: Callable[[float], float], right: int, fill: str) -> None:
        """Fill what lies below a ridge, from the left edge to `right`."""
        end, floor = right * self._fine - 1, self.image.height
        line = [(x, ridge(x / self._fine) * self._fine) for x in range(end + 1)]
        ImageDraw.Draw(self.image).polygon([(0, floor), *line, (end, floor)], fill=fill)

    def finished(self, radius: float) -> Image.Image:
        """Round the corners and bring the picture to its size."""
        mask = Image.new("L", self.image.size)
        right, bottom = self.image.width - 1, self.image.height - 1
        ImageDraw.Draw(mask).rounded_rectangle((0, 0, right, bottom), radius * self._fine, fill=255)
        small = self.image.reduce(FINENESS).convert("RGBA")
        small.putalpha(mask.reduce(FINENESS))
        return small

    def _px(self, box: Iterable[float]) -> tuple[int, int, int, int]:
        left, top, right, bottom = (round(side * self._fine) for side in box)
        return left, top, right, bottom


def wave(middle: float, rise: float, length: float, shift: float) -> Callable[[float], float]:
    """A ridge line: `rise` px about the height `middle`, one crest each `length` px."""
    return lambda x: middle - rise * cos((x - shift) / length * 2 * pi)


def draw_single(scale: int) -> Image.Image:
    """A wide strip: hills in the evening at the left, room for two lines of text at the right."""
    width, height, art = 300, 40, 100
    sheet = Sheet((width, height), scale)
    sheet.shade((0, 0, width, height), *GROUND)
    sheet.shade((0, 0, art, height * 0.45), *EVENING[:2])
    sheet.shade((0, height * 0.45, art, height), *EVENING[1:])
    sheet.disc((66, 19), 15, SUN, 0.14)
    sheet.disc((66, 19), 8.5, SUN)
    ridges = (wave(25, 5, 74, 24), wave(29, 5, 88, 84), wave(34, 5, 70, 22), wave(39, 4, 96, 88))
    for ridge, color in zip(ridges, HILLS, strict=True):
        sheet.hill(ridge, art, color)
    return sheet.finished(6)


def draw_tile(scale: int) -> Image.Image:
    """A light tile: room for one large value over far hills."""
    width, height = 180, 110
    sheet = Sheet((width, height), scale)
    sheet.shade((0, 0, width, height), *PAPER)
    ridges = (wave(88, 9, 150, 128), wave(98, 7, 120, 40), wave(107, 6, 170, 150))
    for ridge, color in zip(ridges, HAZE, strict=True):
        sheet.hill(ridge, width, color)
    return sheet.finished(8)


PICTURES = {"base-single": draw_single, "base-tile": draw_tile}


def main() -> None:
    """Draw and write them all."""
    for name, drawn in PICTURES.items():
        for scale in SCALES:
            suffix = "" if scale == 1 else f"@{scale}x"
            drawn(scale).save(TARGET / f"{name}{suffix}.png", optimize=True)


if __name__ == "__main__":
    main()
