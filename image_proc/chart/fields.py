"""What the values of charts accept: their kinds, their axes, their numbers."""

from enum import StrEnum
from typing import Annotated

from pydantic import AfterValidator, Field

from image_proc.fields import clean_text

MOST_VALUES = 100_000
"""Of all series of a chart together."""

MOST_SERIES = 64

Number = Annotated[float, Field(strict=True, allow_inf_nan=False)]


def _clean_affix(text: str) -> str:
    """Refuse what nothing can show, and keep the spaces: `12 kB/s`."""
    clean_text(text)
    return text


Affix = Annotated[str, Field(max_length=16), AfterValidator(_clean_affix)]
Value = Number | None
"""A number, or None where one is missing."""


MOST_BOXES = 1000
"""Of a boxplot: more of them nobody sees."""

LARGEST_DISC = 1000
"""px, the radius."""

Radius = Annotated[float, Field(ge=0, le=LARGEST_DISC, allow_inf_nan=False)]


class ChartType(StrEnum):
    """What a chart shows its values as."""

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


class SeriesType(StrEnum):
    """What one series of a chart is drawn as, where several kinds stand on the same axes."""

    BAR = "bar"
    LINE = "line"
    AREA = "area"
    SCATTER = "scatter"


class AxisKind(StrEnum):
    """How places on an axis follow from values.

    `category`: one place for each label; `time`: seconds since 1970 in UTC, dates at the ticks.
    """

    CATEGORY = "category"
    LINEAR = "linear"
    LOG = "log"
    TIME = "time"


class Unit(StrEnum):
    """How numbers are written: as they are, shortened (12k), as bytes, as shares of 1, as times."""

    PLAIN = "plain"
    SI = "si"
    BYTES = "bytes"
    PERCENT = "percent"
    SECONDS = "seconds"


class Legend(StrEnum):
    """Where the names of the series stand; auto: above, where there is more than one name."""

    AUTO = "auto"
    NONE = "none"
    TOP = "top"
    BOTTOM = "bottom"
    LEFT = "left"
    RIGHT = "right"


class Look(StrEnum):
    """How a chart is laid out.

    `plain`: as charts are; `strip`: as the seed's, a value a pixel, the latest that fit; `whole`:
    as the seed's, all values, several in a pixel where they are too many.
    """

    PLAIN = "plain"
    STRIP = "strip"
    WHOLE = "whole"
