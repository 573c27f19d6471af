"""What a sparkline may look like."""

from enum import StrEnum

from image_proc.color import Color


class SparklineType(StrEnum):
    """What the values are shown as.

    `smooth` is a line without corners; `bar` and the thinner `impulse` stand on zero; `whisker`
    tells only whether a value is above or below zero; `discrete` is a tick at the value's height.
    """

    LINE = "line"
    AREA = "area"
    BAR = "bar"
    WHISKER = "whisker"
    DISCRETE = "discrete"
    IMPULSE = "impulse"
    SMOOTH = "smooth"


LINES = frozenset({SparklineType.LINE, SparklineType.AREA, SparklineType.SMOOTH})
"""The types whose values are joined."""


class Mark(StrEnum):
    """A value that is pointed out: with a dot, or by its bar's colour.

    Of equal ones the first; where all are equal none is the least and none the greatest.
    """

    FIRST = "first"
    LAST = "last"
    MIN = "min"
    MAX = "max"


# All of them are seen on white and on black pages.
BLUE = Color(0x3B, 0x82, 0xF6)
RED = Color(0xF8, 0x71, 0x71)
AMBER = Color(0xF5, 0x9E, 0x0B)
MARK_COLORS = {Mark.MIN: Color(0xDC, 0x26, 0x26), Mark.MAX: Color(0x10, 0xB9, 0x81)}
