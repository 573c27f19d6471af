"""What a gradient is before it is drawn."""

from typing import ClassVar

from pydantic import ValidationInfo, field_validator

from image_proc.color import OPAQUE, CssColor
from image_proc.fields import RatioField, parse_whole
from image_proc.gradient.fields import AngleField, Mix, MixField
from image_proc.limits import Limits
from image_proc.spec import DrawnFormat, Format, ImageSpec

SIDE = 300
"""px, as the first of its kind was."""


class GradientSpec(ImageSpec):
    """A box in which one colour becomes another.

    `width` and `height` are what a page lays out; the picture has `dpr` times as many pixels a
    side. The limits come as pydantic's validation context.

    Attributes:
        start: the colour that it begins with.
        via: one on the way, in the middle.
        end: the colour that it ends with.
        angle: degrees as in CSS; 90, to the right, as the first of its kind was drawn.
        mix: where the colours between are looked for.
    """

    kind: ClassVar[str] = "gradient"

    format: DrawnFormat = Format.PNG
    dpr: RatioField = 1
    width: int = SIDE
    height: int = SIDE
    start: CssColor
    via: CssColor | None = None
    end: CssColor
    angle: AngleField = 90
    mix: MixField = Mix.OKLAB

    @field_validator("width", mode="before")
    @classmethod
    def _keep_width(cls, width: object, info: ValidationInfo) -> int:
        most = (info.context or Limits()).max_side // info.data.get("dpr", 1)
        return parse_whole(width, 1, most, f"1 to {most} px")

    @field_validator("height", mode="before")
    @classmethod
    def _keep_area(cls, height: object, info: ValidationInfo) -> int:
        limits: Limits = info.context or Limits()
        dpr, width = info.data.get("dpr", 1), info.data.get("width", 1)
        most = min(limits.max_side // dpr, limits.max_pixels // (width * dpr**2))
        return parse_whole(height, 1, most, f"1 to {most} px beside a width of {width} px")

    @property
    def size(self) -> tuple[int, int]:
        """px, (width, height) of the picture."""
        return self.width * self.dpr, self.height * self.dpr

    @property
    def colors(self) -> tuple[CssColor, ...]:
        """The colours in order."""
        return (self.start, self.end) if self.via is None else (self.start, self.via, self.end)

    @property
    def opaque(self) -> bool:
        """Whether no colour lets anything through."""
        return all(color.alpha == OPAQUE for color in self.colors)

    @property
    def pixels(self) -> int:
        """The picture's area; an SVG has none."""
        return 1 if self.format is Format.SVG else self.size[0] * self.size[1]
