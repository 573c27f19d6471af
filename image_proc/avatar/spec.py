"""What an avatar is before it is drawn."""

from typing import Annotated, ClassVar

from pydantic import Field, ValidationInfo, field_validator

from image_proc.avatar.fields import (
    LARGEST,
    LONGEST_INITIALS,
    SeedField,
    Style,
    StyleField,
)
from image_proc.fields import RatioField, SwitchField, parse_whole
from image_proc.limits import Limits
from image_proc.spec import DrawnFormat, Format, ImageSpec


class AvatarSpec(ImageSpec):
    """A square picture that stands for someone.

    `size` is what a page lays out, in px; the picture has `dpr` times as many pixels a side. The
    limits come as pydantic's validation context.

    Attributes:
        seed: the digest that all of it is drawn from: 32 or 64 hex digits.
        style: what it shows.
        initials: what is written where the style is `initials`; of other styles empty.
        size: px, both sides.
        rounded: whether it is a disc.
    """

    kind: ClassVar[str] = "avatar"

    format: DrawnFormat = Format.PNG
    dpr: RatioField = 1
    style: StyleField = Style.IDENTICON
    seed: SeedField
    initials: Annotated[str, Field(max_length=LONGEST_INITIALS)] = ""
    size: int = 80
    rounded: SwitchField = False

    @field_validator("size", mode="before")
    @classmethod
    def _keep_side(cls, size: object, info: ValidationInfo) -> int:
        most = min(LARGEST, (info.context or Limits()).max_side // info.data.get("dpr", 1))
        return parse_whole(size, 1, most, f"1 to {most} px")

    @property
    def side(self) -> int:
        """Px of the picture, each way."""
        return self.size * self.dpr

    @property
    def pixels(self) -> int:
        """The picture's area; an SVG has none."""
        return 1 if self.format is Format.SVG else self.side**2
