"""Charts, specified: what was asked for, checked, and what follows from it."""

from functools import cached_property
from typing import Annotated, ClassVar, Literal

from pydantic import Field, field_validator

from image_proc.chart.fields import MOST_VALUES, Value
from image_proc.chart.shapes import Pen
from image_proc.chart.size import SizedSpec
from image_proc.chart.trace import Box, Trace, trace
from image_proc.color import Color, CssColor
from image_proc.spec import Format

THINNEST, THICKEST = 0.5, 8
BLUE = Color(0x3B, 0x82, 0xF6)
"""Seen on white and on black pages."""

_DOT = 2.75
"""The last value's dot is so many times as wide as the line."""


class SparklineSpec(SizedSpec):
    """A line through values at even distances, without axes, on a clear ground."""

    kind: ClassVar[str] = "sparkline"

    format: Literal[Format.SVG, Format.PNG, Format.WEBP] = Format.SVG
    width: Annotated[int, Field(validate_default=True)] = 100
    height: Annotated[int, Field(validate_default=True)] = 20
    values: Annotated[tuple[Value, ...], Field(min_length=1, max_length=MOST_VALUES)]
    line: CssColor = BLUE
    line_width: Annotated[float, Field(ge=THINNEST, le=THICKEST, allow_inf_nan=False)] = 1.5
    area: CssColor | None = None
    dot: bool = True

    @field_validator("values")
    @classmethod
    def _keep_numbers(cls, values: tuple[Value, ...]) -> tuple[Value, ...]:
        if all(value is None for value in values):
            message = "at least one number"
            raise ValueError(message)
        return values

    @property
    def pen(self) -> Pen:
        """What the line is drawn with."""
        return Pen(self.line_width, self.line_width * _DOT if self.dot else 0.0)

    @cached_property
    def trace(self) -> Trace:
        """The line, in px at scale 1; no part of it touches the picture's edge."""
        inset = min(max(self.pen), self.width, self.height) / 2
        return trace(self.values, Box(inset, inset, self.width - inset, self.height - inset))

    @property
    def name(self) -> str:
        """What the line shows, for those who hear it."""
        known = [value for value in self.values if value is not None]
        if len(known) == 1:
            return f"one value, {known[0]:.6g}"
        first, last, low, high = (
            f"{value:.6g}" for value in (known[0], known[-1], min(known), max(known))
        )
        return f"{len(known)} values from {first} to {last}, lowest {low}, highest {high}"
