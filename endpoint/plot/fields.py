"""What each parameter of a chart's look accepts, as a text of a query or a value of JSON."""

import re
from enum import StrEnum
from math import isfinite
from typing import Annotated

from pydantic import BeforeValidator, Field

from image_proc.chart.fields import Legend
from image_proc.chart.spec import MOST_BINS
from image_proc.color import CssColor
from image_proc.fields import parse_switch, parse_whole
from image_proc.spec import Format

MOST_COLORS = 256
NUMBER_ACCEPTED = "a number such as 10, -0.5 or 1e6"
_NUMBER = re.compile(r"[-+]?(?=\.?[0-9])[0-9]{0,400}(?:\.[0-9]{0,400})?(?:[eE][-+]?[0-9]{1,4})?")
# rgb(1, 2, 3) is one colour.
_BETWEEN_COLORS = re.compile(r",(?![^(]*\))")
_LARGEST = 999_999_999
_FORMATS = (Format.PNG, Format.SVG, Format.WEBP, Format.JSON)


class PlotType(StrEnum):
    """What values can be shown as: the types of charts, and a line without axes."""

    BAR = "bar"
    LINE = "line"
    AREA = "area"
    SCATTER = "scatter"
    BUBBLE = "bubble"
    PIE = "pie"
    DOUGHNUT = "doughnut"
    RADAR = "radar"
    POLAR = "polar"
    GAUGE = "gauge"
    HISTOGRAM = "histogram"
    HEATMAP = "heatmap"
    BOXPLOT = "boxplot"
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
LegendField = Annotated[Legend, BeforeValidator(_read_legend)]
