"""What a placeholder is before it is drawn."""

from typing import Any, ClassVar

from pydantic import Field, ValidationInfo, field_validator

from image_proc.color import Color, CssColor, mix
from image_proc.fields import RatioField, SwitchField, parse_whole
from image_proc.fonts import Family
from image_proc.limits import Limits
from image_proc.placeholder.fields import (
    AlignField,
    FontField,
    TextField,
    size_text,
)
from image_proc.placeholder.paint import Border, BorderField, GradientField
from image_proc.placeholder.readable import readable_on
from image_proc.spec import DrawnFormat, Format, ImageSpec
from image_proc.text import Align

BACKGROUND = Color(0xCC, 0xCC, 0xCC)


def _foreground(fields: dict[str, Any]) -> Color:
    """The colour for text when none was named: one that is readable on what it stands on."""
    if (gradient := fields["gradient"]) is None:
        return readable_on(fields["background"])
    middle = mix(gradient.start, gradient.end, 0.5)
    return readable_on(gradient.start, middle, gradient.end)


def _text(fields: dict[str, Any]) -> str:
    return size_text(fields["width"], fields["height"])


class PlaceholderSpec(ImageSpec):
    """A box of one colour (or two that blend) with a text.

    `width` and `height` are what a page lays out; the picture has `dpr` times as many pixels a
    side. The limits come as pydantic's validation context.
    """

    kind: ClassVar[str] = "placeholder"

    format: DrawnFormat = Format.PNG
    dpr: RatioField = 1
    width: int
    height: int
    background: CssColor = BACKGROUND
    gradient: GradientField | None = None
    foreground: CssColor = Field(default_factory=_foreground)
    text: TextField = Field(default_factory=_text)
    font: FontField = Family.ROBOTO
    bold: SwitchField = True
    font_size: int | None = None
    align: AlignField = Align.CENTER
    radius: int = 0
    border: BorderField | None = None

    @field_validator("width", mode="before")
    @classmethod
    def _keep_side(cls, width: object, info: ValidationInfo) -> int:
        limits, dpr = _limits(info)
        return parse_whole(width, 1, limits.max_side // dpr, _side_accepted(limits, dpr))

    @field_validator("height", mode="before")
    @classmethod
    def _keep_area(cls, height: object, info: ValidationInfo) -> int:
        limits, dpr = _limits(info)
        side = parse_whole(height, 1, limits.max_side // dpr, _side_accepted(limits, dpr))
        width: int = info.data.get("width", 1)
        most = limits.max_pixels // (width * dpr**2)
        room = f"{limits.max_pixels} px in all"
        accepted = f"1 to {most} px beside a width of {width} px{_at(dpr)}, {room}"
        return parse_whole(side, 1, most, accepted)

    @field_validator("font_size", mode="before")
    @classmethod
    def _keep_in_box(cls, size: object, info: ValidationInfo) -> int | None:
        most: int = info.data.get("height", 1)
        accepted = f"1 to {most} px, the height of the box"
        return None if size is None else parse_whole(size, 1, most, accepted)

    @field_validator("radius", mode="before")
    @classmethod
    def _keep_corners(cls, radius: object, info: ValidationInfo) -> int:
        most = _half_of_shorter(info)
        return parse_whole(radius, 0, most, f"0 to {most} px, half of the shorter side")

    @field_validator("border")
    @classmethod
    def _keep_ground(cls, border: Border | None, info: ValidationInfo) -> Border | None:
        most = _half_of_shorter(info)
        if border is not None and border.width > most:
            message = f"a width of 0 to {most} px, half of the shorter side"
            raise ValueError(message)
        return border

    @property
    def size(self) -> tuple[int, int]:
        """px, (width, height) of the picture."""
        return self.width * self.dpr, self.height * self.dpr

    @property
    def pixels(self) -> int:
        """The picture's area; an SVG has none."""
        return 1 if self.format is Format.SVG else self.size[0] * self.size[1]

    @property
    def border_color(self) -> Color:
        """The border's own colour, else the text's."""
        return (self.border and self.border.color) or self.foreground


def _limits(info: ValidationInfo) -> tuple[Limits, int]:
    return info.context or Limits(), info.data.get("dpr", 1)


def _side_accepted(limits: Limits, dpr: int) -> str:
    most = f"1 to {limits.max_side // dpr} px"
    return most if dpr == 1 else f"{most}{_at(dpr)}, {limits.max_side} px in all"


def _at(dpr: int) -> str:
    return f" at {dpr}×" if dpr > 1 else ""


def _half_of_shorter(info: ValidationInfo) -> int:
    """Half of the shorter side, rounded up so that an odd box can be round too."""
    shorter: int = min(info.data.get("width", 1), info.data.get("height", 1))
    return (shorter + 1) // 2
