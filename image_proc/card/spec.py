"""A card, specified: a design and what its texts are filled with."""

from typing import Annotated, ClassVar, Literal

from pydantic import (
    Field,
    InstanceOf,
    PlainSerializer,
    ValidationInfo,
    WithJsonSchema,
    field_validator,
)

from image_proc.card.design import Design
from image_proc.color import BADGE_COLORS, BadgeColor
from image_proc.fields import LARGEST_SCALE, Scale, Text
from image_proc.limits import Limits
from image_proc.spec import Format, ImageSpec

FORMATS = (Format.PNG, Format.WEBP, Format.SVG)
FORMATS_ACCEPTED = "png, webp or svg"

_SVG_DETAIL = 2
"""Px of the picture within an SVG for each px of it: screens have as many."""

DesignField = Annotated[
    InstanceOf[Design],
    PlainSerializer(str, return_type=str),
    WithJsonSchema({"type": "string", "examples": ["card"]}),
]


class CardSpec(ImageSpec):
    """A card: a design, filled; `note` is said behind the words and not drawn.

    The fields stand in the order in which they are checked; a later one may look at those before.
    The limits come as pydantic's validation context.
    """

    kind: ClassVar[str] = "card"

    format: Literal[Format.PNG, Format.WEBP, Format.SVG] = Format.PNG
    design: DesignField
    label: Text = ""
    message: Text = ""
    project: Text = ""
    metric: Text = ""
    date: Text = ""
    color: BadgeColor = BADGE_COLORS["lightgrey"]
    note: Text = ""
    scale: Annotated[Scale, Field(validate_default=True)] = 1

    @field_validator("scale")
    @classmethod
    def _small_enough(cls, scale: float, info: ValidationInfo) -> float:
        if (design := info.data.get("design")) is None:
            return scale
        limits = info.context or Limits()
        width, height = _scaled(design, _detail(info.data.get("format"), scale))
        if max(width, height) > limits.max_side or width * height > limits.max_pixels:
            message = (
                f"a card of at most {limits.max_side} px a side and {limits.max_pixels} px in all; "
                f"this one is {width} × {height} px"
            )
            raise ValueError(message)
        return scale

    @property
    def detail(self) -> float:
        """Px of the drawn picture for each px of the design, 1 to 4."""
        return _detail(self.format, self.scale)

    @property
    def size(self) -> tuple[int, int]:
        """px, (width, height) of the drawn picture; an SVG shows it smaller than that."""
        return _scaled(self.design, self.detail)

    @property
    def pixels(self) -> int:
        """The drawn picture's area."""
        width, height = self.size
        return width * height

    @property
    def name(self) -> str:
        """What the card says, for those who hear it."""
        words = ": ".join(filter(None, (self.label, self.message)))
        name = words or self.project or self.design.title
        return f"{name} ({self.note})" if self.note else name


def _detail(format_: Format | None, scale: float) -> float:
    return min(LARGEST_SCALE, scale * _SVG_DETAIL) if format_ is Format.SVG else scale


def _scaled(design: Design, scale: float) -> tuple[int, int]:
    width, height = design.size
    return round(width * scale), round(height * scale)
