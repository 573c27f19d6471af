"""A sparkline, specified: what was asked for, checked, and what follows from it."""

from functools import cached_property
from typing import Annotated, ClassVar, Literal

from pydantic import Field, field_validator

from image_proc.chart.fields import MOST_VALUES, Number, Value
from image_proc.chart.shapes import Pen
from image_proc.chart.size import SizedSpec
from image_proc.chart.sparkline.fields import (
    AMBER,
    BLUE,
    LINES,
    MARK_COLORS,
    RED,
    Mark,
    SparklineType,
)
from image_proc.chart.summary import summary
from image_proc.chart.trace import Box, Polyline, trace
from image_proc.color import Color, CssColor
from image_proc.spec import Format

THINNEST, THICKEST = 0.5, 8
_FAINT = 4
"""The part of a line's opacity that the area below it has."""

_DOT = 2.75
"""A mark's dot is so many times as wide as the line."""


class SparklineSpec(SizedSpec):
    """Values at even distances, without axes, on a clear ground.

    Attributes:
        values: from the left; None where one is missing.
        type: what they are shown as.
        line: the colour of the line, or of bars and ticks.
        line_width: px of a line, an impulse or a discrete tick.
        area: the colour below a line, which type `area` has in any case.
        negative: the colour of bars below zero.
        mark: the values that are pointed out; of a line the last one by default, else none.
        mark_color: of all marks; a colour for each of them by default.
        limits: what the lower and the upper edge stand for; values beyond them end there.
    """

    kind: ClassVar[str] = "sparkline"

    format: Literal[Format.SVG, Format.PNG, Format.WEBP] = Format.SVG
    type: SparklineType = SparklineType.LINE
    width: Annotated[int, Field(validate_default=True)] = 100
    height: Annotated[int, Field(validate_default=True)] = 20
    values: Annotated[tuple[Value, ...], Field(min_length=1, max_length=MOST_VALUES)]
    line: CssColor = BLUE
    line_width: Annotated[float, Field(ge=THINNEST, le=THICKEST, allow_inf_nan=False)] = 1.5
    area: CssColor | None = None
    negative: CssColor = RED
    mark: tuple[Mark, ...] | None = None
    mark_color: CssColor | None = None
    limits: tuple[Number, Number] | None = None

    @field_validator("values")
    @classmethod
    def _keep_numbers(cls, values: tuple[Value, ...]) -> tuple[Value, ...]:
        if all(value is None for value in values):
            message = "at least one number"
            raise ValueError(message)
        return values

    @field_validator("limits")
    @classmethod
    def _order(cls, limits: tuple[float, float] | None) -> tuple[float, float] | None:
        if limits and not limits[0] < limits[1]:
            message = "two numbers, the lower one first"
            raise ValueError(message)
        return limits

    @field_validator("mark")
    @classmethod
    def _sort(cls, mark: tuple[Mark, ...] | None) -> tuple[Mark, ...] | None:
        """What means the same is the same; the later ones lie above."""
        return None if mark is None else tuple(each for each in Mark if each in mark)

    @cached_property
    def known(self) -> list[float]:
        """The values that are there, in their order; at least one."""
        return [value for value in self.values if value is not None]

    @property
    def is_line(self) -> bool:
        """Whether values are joined, and not each a mark of its own."""
        return self.type in LINES

    @cached_property
    def marks(self) -> dict[int, Color]:
        """The places of the values that are pointed out, and in which colours, the lowest first."""
        places = {self._place(mark): self._mark_color(mark) for mark in self._marked}
        return {place: color for place, color in places.items() if place is not None}

    @property
    def _marked(self) -> tuple[Mark, ...]:
        if self.mark is None:
            return (Mark.LAST,) if self.is_line else ()
        return self.mark

    def _mark_color(self, mark: Mark) -> Color:
        plain = self.line if self.is_line else AMBER
        return self.mark_color or MARK_COLORS.get(mark, plain)

    def _place(self, mark: Mark) -> int | None:
        if mark is Mark.FIRST:
            return next(at for at, value in enumerate(self.values) if value is not None)
        if mark is Mark.LAST:
            backwards = enumerate(reversed(self.values), 1)
            return len(self.values) - next(at for at, value in backwards if value is not None)
        low, high = min(self.known), max(self.known)
        if low == high:
            return None
        return self.values.index(low if mark is Mark.MIN else high)

    @property
    def below(self) -> Color | None:
        """The colour below a line, if it has one."""
        if self.area is None and self.type is SparklineType.AREA:
            return self.line._replace(alpha=round(self.line.alpha / _FAINT))
        return self.area

    @property
    def pen(self) -> Pen:
        """What a line is drawn with."""
        return Pen(self.line_width, self.line_width * _DOT if self._marked else 0.0)

    @property
    def box(self) -> Box:
        """Where the points of a line may lie, in px at scale 1: none of it is cut off."""
        inset = min(max(self.pen), self.width, self.height) / 2
        return Box(inset, inset, self.width - inset, self.height - inset)

    @cached_property
    def trace(self) -> Polyline:
        """The line, in px at scale 1."""
        return trace(self.bounded, self.box, self.limits)

    @cached_property
    def bounded(self) -> tuple[float | None, ...]:
        """The values, those beyond the limits moved to them."""
        if self.limits is None:
            return self.values
        low, high = self.limits
        return tuple(None if value is None else min(max(value, low), high) for value in self.values)

    @cached_property
    def ends(self) -> tuple[float, float]:
        """What the lower and the upper edge of a line stand for; equal where all values are."""
        return self.limits or (min(self.known), max(self.known))

    @property
    def name(self) -> str:
        """What it shows, for those who hear it."""
        return summary(self.known, "{:.6g}".format)
