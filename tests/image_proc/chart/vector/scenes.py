"""Scenes that the tests of both backends may draw."""

from math import pi

from image_proc.chart.scene import (
    Area,
    Clip,
    Disc,
    Line,
    Mark,
    Paint,
    Rect,
    Scene,
    Sector,
    Words,
)
from image_proc.chart.trace import Box, Point
from image_proc.color import TRANSPARENT, WHITE, parse_color


def paint(light: str, dark: str | None = None) -> Paint:
    """A colour by its name; the same on dark pages unless that one is named too."""
    return Paint(parse_color(light), parse_color(dark or light))


GREY = paint("#777")
PAGE = Paint(WHITE, WHITE)
CLEAR = Paint(TRANSPARENT, TRANSPARENT)
BLUE = paint("#2563c9", "#5b95f5")
ORANGE = paint("#e07b00", "#f0a040")
GREEN = paint("#0f9d7680", "#2fc49ab0")
INK = paint("#1c2430", "#eceff3")
GRID = paint("#e6e9ed", "#2c323a")


def scene(*marks: Mark | Clip, ground: Paint = PAGE) -> Scene:
    """A small one."""
    return Scene(60, 40, ground, marks, "A scene")


def every_mark() -> Scene:
    """One of each kind, side by side."""
    zigzag = tuple(Point(20 + 20 * at, 150 - 37 * at % 110) for at in range(9))
    marks: tuple[Mark | Clip, ...] = (
        Words("Every <mark> & more", Point(20, 24), 15, INK, bold=True),
        *(
            Line((Point(20, y), Point(300, y)), 1, GRID, crisp=True)
            for y in (40, 67.5, 95, 122.5, 150)
        ),
        *(Rect(Box(24 + 18 * at, 140 - 9.3 * at, 36 + 18 * at, 150), BLUE) for at in range(6)),
        *(
            Rect(Box(136 + 14 * at, 60 + 8 * at, 146 + 14 * at, 150), ORANGE, (3, 3, 0, 0))
            for at in range(4)
        ),
        Clip(
            Box(20, 60, 180, 150),
            (Area((Point(20, 150), *zigzag, Point(180, 150)), GREEN), Line(zigzag, 2, GREY)),
        ),
        Line((Point(20, 81), Point(300, 81)), 1, ORANGE, (4, 3), crisp=True),
        Line((Point(200, 60), Point(240, 110)), 1.5, BLUE, (6, 4)),
        Line((Point(250, 52),), 8, BLUE),
        *(Disc(Point(205 + 9 * at, 130), 7, GREEN) for at in range(3)),
        Sector(Point(270, 90), 12, 26, 0, 1.2, BLUE),
        Sector(Point(270, 90), 12, 26, 1.2, 2 * pi, ORANGE),
        Sector(Point(270, 136), 5, 10, 0, 2 * pi, BLUE),
        Words("upwards", Point(12, 95), 11, INK, "middle", turn=-90),
        Words("שלום", Point(20, 166), 11, INK),
        Words("10", Point(300, 166), 11, INK, "end"),
    )
    return Scene(310, 176, paint("#fff", "#15181d"), marks, 'Every "mark"', "One of <each> kind")
