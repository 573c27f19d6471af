"""What a ground may be painted with: a border, a gradient; read from and written as URL text."""

import re
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, WithJsonSchema

from image_proc.color import CssColor, parse_color

BORDER_ACCEPTED = "a width in px, with a colour where wanted: '4' or '4,09f'"
GRADIENT_ACCEPTED = (
    "two colours, with an angle of 0 to 360 degrees where wanted: 'from,to' or 'from,to,angle'"
)
# A comma within brackets belongs to rgb(…) or hsl(…).
_COMMA = re.compile(r",(?![^(]*\))")
_WHOLE = re.compile(r"[0-9]{1,5}")
_FULL_TURN = 360


class Border(BaseModel):
    """A line along the inside of the edge.

    Attributes:
        width: px, 0 or more.
        color: None is the text's colour.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    width: int
    color: CssColor | None = None

    def __str__(self) -> str:
        """Write it as `parse_border` reads it."""
        return f"{self.width}" if self.color is None else f"{self.width},{url_color(self.color)}"


class Gradient(BaseModel):
    """Two colours and the way from one to the other.

    Attributes:
        start: the colour that it begins with.
        end: the colour that it ends with.
        angle: degrees as in CSS: 0 runs upwards, 90 to the right, 180 (the default) downwards.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    start: CssColor
    end: CssColor
    angle: int = 180

    def __str__(self) -> str:
        """Write it as `parse_gradient` reads it."""
        return f"{url_color(self.start)},{url_color(self.end)},{self.angle}"


def url_color(color: CssColor) -> str:
    """A colour as URLs carry it: hex without its '#', which would start a fragment."""
    return color.hex.removeprefix("#")


def parse_border(text: str) -> Border:
    """Read `width` or `width,color`.

    Raises:
        ValueError: what is accepted.
    """
    width, *color = _COMMA.split(text, maxsplit=1)
    return Border(
        width=_whole(width, BORDER_ACCEPTED),
        color=_color(color[0], BORDER_ACCEPTED) if color else None,
    )


def parse_gradient(text: str) -> Gradient:
    """Read `from,to` or `from,to,angle`.

    Raises:
        ValueError: what is accepted.
    """
    match _COMMA.split(text):
        case [start, end]:
            angle = _FULL_TURN // 2
        case [start, end, degrees]:
            angle = _whole(degrees, GRADIENT_ACCEPTED)
        case _:
            raise ValueError(GRADIENT_ACCEPTED)
    if angle > _FULL_TURN:
        raise ValueError(GRADIENT_ACCEPTED)
    return Gradient(
        start=_color(start, GRADIENT_ACCEPTED), end=_color(end, GRADIENT_ACCEPTED), angle=angle
    )


def _whole(text: str, accepted: str) -> int:
    if not _WHOLE.fullmatch(text.strip()):
        raise ValueError(accepted)
    return int(text)


def _color(text: str, accepted: str) -> CssColor:
    try:
        return parse_color(text)
    except ValueError as error:
        raise ValueError(accepted) from error


BorderField = Annotated[
    Border,
    BeforeValidator(lambda value: parse_border(value) if isinstance(value, str) else value),
    WithJsonSchema({"type": "string", "examples": ["4", "4,09f"]}),
]
GradientField = Annotated[
    Gradient,
    BeforeValidator(lambda value: parse_gradient(value) if isinstance(value, str) else value),
    WithJsonSchema({"type": "string", "examples": ["09f,f90", "09f,f90,135"]}),
]
