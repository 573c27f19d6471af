"""Charts, specified: what was asked for, checked, and what follows from it."""

from functools import cached_property
from math import ceil
from typing import Annotated, ClassVar, Literal

from pydantic import Field, ValidationInfo, field_validator

from image_proc.chart.shapes import Pen
from image_proc.chart.trace import Box, Trace, trace
from image_proc.color import Color, CssColor
from image_proc.fields import Scale
from image_proc.limits import Limits
from image_proc.spec import Format, ImageSpec

MOST_VALUES = 100_000
SMALLEST_SIDE = 8
THINNEST, THICKEST = 0.5, 8
BLUE = Color(0x3B, 0x82, 0xF6)
"""Seen on white and on black pages."""

_DOT = 2.75
"""The last value's dot is so many times as wide as the line."""

Value = Annotated[float, Field(strict=True, allow_inf_nan=False)] | None


class SparklineSpec(ImageSpec):
    """A line through values at even distances, without axes, on a clear ground.

    `width` and `height` are what a page lays out, in px; the picture is `scale` times as large.
    The limits come as pydantic's validation context.
    """

    kind: ClassVar[str] = "sparkline"

    format: Literal[Format.SVG, Format.PNG, Format.WEBP] = Format.SVG
    scale: Scale = 1
    width: int = 100
    height: Annotated[int, Field(validate_default=True)] = 20
    values: Annotated[tuple[Value, ...], Field(min_length=1, max_length=MOST_VALUES)]
    line: CssColor = BLUE
    line_width: Annotated[float, Field(ge=THINNEST, le=THICKEST, allow_inf_nan=False)] = 1.5
    area: CssColor | None = None
    dot: bool = True

    @field_validator("width", "height")
    @classmethod
    def _keep_side(cls, side: int, info: ValidationInfo) -> int:
        most = int((info.context or Limits()).max_side / info.data.get("scale", 1))
        if not SMALLEST_SIDE <= side <= most:
            message = f"{SMALLEST_SIDE} to {most} px"
            raise ValueError(message)
        return side

    @field_validator("height")
    @classmethod
    def _keep_area(cls, height: int, info: ValidationInfo) -> int:
        width, scale = info.data.get("width", 1), info.data.get("scale", 1)
        most = int((info.context or Limits()).max_pixels / (width * scale**2))
        if height > most:
            message = f"{SMALLEST_SIDE} to {most} px beside a width of {width} px"
            raise ValueError(message)
        return height

    @field_validator("values")
    @classmethod
    def _keep_numbers(cls, values: tuple[Value, ...]) -> tuple[Value, ...]:
        if all(value is None for value in values):
            message = "at least one number"
            raise ValueError(message)
        return values

    @property
    def size(self) -> tuple[int, int]:
        """Px of a bitmap: (width, height)."""
        return ceil(self.width * self.scale), ceil(self.height * self.scale)

    @property
    def pixels(self) -> int:
        """The picture's area; an SVG has none."""
        return 1 if self.format is Format.SVG else self.size[0] * self.size[1]

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
