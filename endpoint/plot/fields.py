"""What each parameter of a chart's look accepts, as a text of a query or a value of JSON."""

import re
from enum import StrEnum
from math import isfinite
from typing import Annotated

from pydantic import BeforeValidator, Field

from image_proc.chart.fields import ChartType, Legend
from image_proc.chart.sparkline import Mark
from image_proc.chart.spec import MOST_BINS
from image_proc.color import CssColor
from image_proc.fields import parse_switch, parse_whole
from image_proc.spec import Format

MOST_COLORS = 256
NUMBER_ACCEPTED = "a number such as 10, -0.5 or 1e6"
MARKS_ACCEPTED = f"{', '.join(Mark)}, several separated by commas, or none"
LIMITS_ACCEPTED = "two numbers, the lower one first, such as 0,100"
_GAPS = frozenset({"", "_", "null"})
_NO_MARKS = frozenset({"", "none"})
_NUMBER = re.compile(r"[-+]?(?=\.?[0-9])[0-9]{0,400}(?:\.[0-9]{0,400})?(?:[eE][-+]?[0-9]{1,4})?")
# rgb(1, 2, 3) is one colour.
_BETWEEN_COLORS = re.compile(r",(?![^(]*\))")
_LARGEST = 999_999_999
_FORMATS = (Format.PNG, Format.SVG, Format.WEBP, Format.JSON)


class PlotType(StrEnum):
    """What values can be shown as: each type of chart, and two more.

    A line without axes is an image of its own, and bars may lie by their name alone.
    """

    BAR = ChartType.BAR
    LINE = ChartType.LINE
    AREA = ChartType.AREA
    SCATTER = ChartType.SCATTER
    BUBBLE = ChartType.BUBBLE
    PIE = ChartType.PIE
    DOUGHNUT = ChartType.DOUGHNUT
    RADAR = ChartType.RADAR
    POLAR = ChartType.POLAR
    GAUGE = ChartType.GAUGE
    HISTOGRAM = ChartType.HISTOGRAM
    HEATMAP = ChartType.HEATMAP
    BOXPLOT = ChartType.BOXPLOT
    SPARKLINE = "sparkline"
    HORIZONTAL_BAR = "horizontalBar"


def parse_number(value: object) -> float:
    """Read a number; Python itself would take "1_0", "nan" and " 5" too.

    Raises:
        ValueError: it is none, or larger than any that is drawn.
    """
    text = str(value)
    number = float(text) if _NUMBER.fullmatch(text) else float("nan")
    if isinstance(value, bool) or not isfinite(number):
        raise ValueError(NUMBER_ACCEPTED)
    return number


def parse_value(item: str) -> float | None:
    """Read one of many values: a number, or a gap, which is nothing, `_` or `null`.

    Raises:
        ValueError: it is neither.
    """
    return None if item in _GAPS else parse_number(item)


class WrongItem(ValueError):  # noqa: N818 - what it is
    """An item of a list that is not accepted.

    Args:
        item: as it was sent.
        accepted: what it may be.
    """

    def __init__(self, item: str, accepted: str) -> None:
        super().__init__(accepted)
        self.item = item


def parse_marks(value: object) -> tuple[Mark, ...]:
    """Read which values are pointed out: `min,last`, or `none`.

    Raises:
        WrongItem: a mark that there is not.
    """
    text = str(value)
    items = [] if text in _NO_MARKS else [item.strip() for item in text.split(",")]
    for item in items:
        if item not in set(Mark):
            raise WrongItem(item, MARKS_ACCEPTED)
    return tuple(map(Mark, items))


def parse_limits(value: object) -> tuple[float, float]:
    """Read what the lower and the upper edge stand for: `0,100`.

    Raises:
        ValueError: what is accepted.
    """
    try:
        low, high = (parse_number(item.strip()) for item in str(value).split(","))
    except ValueError as error:
        raise ValueError(LIMITS_ACCEPTED) from error
    if not low < high:
        raise ValueError(LIMITS_ACCEPTED)
    return low, high


def _read_pixels(value: object) -> int:
    return parse_whole(value, 0, _LARGEST, "a whole number of px")


def _read_bins(value: object) -> int:
    return parse_whole(value, 1, MOST_BINS, f"1 to {MOST_BINS}")


def _read_format(value: object) -> Format:
    if value not in _FORMATS:
        raise ValueError(", ".join(_FORMATS))
    return Format(str(value))


def _read_colors(value: object) -> object:
    return _BETWEEN_COLORS.split(value) if isinstance(value, str) else value


def _read_legend(value: object) -> object:
    """Understand a switch, too: what is not there is switched off elsewhere."""
    if value in set(Legend):
        return value
    try:
        return Legend.AUTO if parse_switch(value) else Legend.NONE
    except ValueError as error:
        message = f"{', '.join(Legend)}, {error}"
        raise ValueError(message) from error


Pixels = Annotated[int, BeforeValidator(_read_pixels)]
Bins = Annotated[int, BeforeValidator(_read_bins)]
FormatField = Annotated[Format, BeforeValidator(_read_format)]
End = Annotated[float, BeforeValidator(parse_number)]
Colors = Annotated[
    tuple[CssColor, ...], Field(max_length=MOST_COLORS), BeforeValidator(_read_colors)
]
Marks = Annotated[tuple[Mark, ...], BeforeValidator(parse_marks)]
Edges = Annotated[tuple[float, float], BeforeValidator(parse_limits)]
LegendField = Annotated[Legend, BeforeValidator(_read_legend)]
