"""How large a chart is: px of the page, and the bitmap's px for each of them."""

from math import ceil
from typing import Annotated

from pydantic import Field, ValidationInfo, field_validator

from image_proc.fields import Scale
from image_proc.limits import Limits
from image_proc.spec import Format, ImageSpec

SMALLEST_SIDE = 8


class SizedSpec(ImageSpec):
    """An image of a width and a height.

    Both are what a page lays out, in px; a bitmap is `scale` times as large. The limits come as
    pydantic's validation context.
    """

    scale: Scale = 1
    width: Annotated[int, Field(validate_default=True)] = 500
    height: Annotated[int, Field(validate_default=True)] = 300

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

    @property
    def size(self) -> tuple[int, int]:
        """Px of a bitmap: (width, height)."""
        return ceil(self.width * self.scale), ceil(self.height * self.scale)

    @property
    def pixels(self) -> int:
        """The bitmap's area; a text has none."""
        if self.format in (Format.SVG, Format.JSON):
            return 1
        return self.size[0] * self.size[1]
