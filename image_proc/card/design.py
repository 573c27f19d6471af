"""What a design says: the keys of its TOML file, and the value that a card is drawn from."""

from dataclasses import dataclass, field
from itertools import product
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationInfo, field_validator

from image_proc.card.base import Base
from image_proc.card.template import Template
from image_proc.color import ACCEPTED, WHITE, Color, parse_color
from image_proc.text import TextStyle

OWN_COLOR = "{color}"
MOST_ITEMS = 32
"""Texts of one design; boxes as well."""

_ANCHORS = {across + down for across, down in product("lmr", "amsd")}
_ANCHOR_ACCEPTED = "l, m or r (left, middle, right), then a, m, s or d (as Pillow's text anchors)"
_PAINT_ACCEPTED = f"{ACCEPTED}, or '{OWN_COLOR}' for the badge's own colour"


def _read_paint(value: object) -> Color | None:
    if value == OWN_COLOR:
        return None
    if not isinstance(value, str):
        raise ValueError(_PAINT_ACCEPTED)  # noqa: TRY004 - pydantic collects ValueErrors only
    try:
        return parse_color(value)
    except ValueError as error:
        raise ValueError(_PAINT_ACCEPTED) from error


def _read_anchor(value: object) -> object:
    if not isinstance(value, str) or value not in _ANCHORS:
        raise ValueError(_ANCHOR_ACCEPTED)
    return value


def _read_template(value: object) -> object:
    return Template.parse(value) if isinstance(value, str) else value


Paint = Annotated[Color | None, BeforeValidator(_read_paint)]
"""A colour; None is the badge's own."""

Place = Annotated[float, Field(ge=-4096, le=4096)]
Length = Annotated[float, Field(gt=0, le=4096)]
Size = Annotated[float, Field(ge=4, le=512)]


class _Item(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, allow_inf_nan=False)


class TextBox(_Item):
    """A `[[text]]`: what is written, and where. All lengths are px of the picture at scale 1.

    Attributes:
        template: what is written.
        x: the point that the anchor's first letter speaks of.
        y: the point that its second letter speaks of.
        font: a bundled family, or a TTF or OTF file in the design's folder.
        weight: of a bundled family, and of the fonts that help a file out.
        size: an em.
        fill: the letters' colour.
        anchor: as Pillow has it. Across: (l)eft, (m)iddle, (r)ight of the line. Down: the
            (a)scender of the first line, the (m)iddle, the ba(s)eline of the first line, the
            (d)escender of the last one.
        width: the room of a line; None is all that the picture has from the anchor on.
        height: the room of all lines, from the first one's capitals to the last baseline, about;
            None is as much as `max_lines` take.
        min_size: longer texts are shrunk down to it, then end in an ellipsis; None is `size`.
        line_height: em from one baseline to the next.
        max_lines: words are wrapped into so many; None is as many as the template has.
    """

    template: Annotated[Template, BeforeValidator(_read_template)]
    x: Place
    y: Place
    font: str = "Roboto"
    weight: Literal["regular", "bold"] = "regular"
    size: Size = 16
    fill: Paint = WHITE
    anchor: Annotated[str, BeforeValidator(_read_anchor)] = "la"
    width: Length | None = None
    height: Length | None = None
    min_size: Size | None = None
    line_height: Annotated[float, Field(ge=0.8, le=3)] = 1.2
    max_lines: Annotated[int, Field(ge=1, le=20)] | None = None

    @field_validator("min_size")
    @classmethod
    def _at_most_size(cls, least: float | None, info: ValidationInfo) -> float | None:
        if least is not None and least > (size := info.data.get("size", least)):
            message = f"at most the size, {size:g} px"
            raise ValueError(message)
        return least

    @field_validator("max_lines")
    @classmethod
    def _holds_template(cls, most: int | None, info: ValidationInfo) -> int | None:
        template = info.data.get("template")
        if most is not None and template is not None and most < template.line_count:
            message = f"at least the lines of the template, {template.line_count}"
            raise ValueError(message)
        return most

    @property
    def lines(self) -> int:
        """How many lines it may have."""
        return self.max_lines or self.template.line_count

    def room(self, width: int) -> float:
        """The px that a line may fill on a picture of a width in px."""
        if self.width is not None:
            return self.width
        left, right = self.x, width - self.x
        return {"l": right, "m": 2 * min(left, right), "r": left}[self.anchor[0]]


class ColorBox(_Item):
    """A `[[box]]`: a rectangle below the texts, in px of the picture at scale 1.

    Attributes:
        x: of its left side.
        y: of its upper side.
        width: across.
        height: down.
        radius: of its corners; half of the shorter side at most.
        fill: its colour.
    """

    x: Annotated[float, Field(ge=0, le=4096)]
    y: Annotated[float, Field(ge=0, le=4096)]
    width: Length
    height: Length
    radius: Annotated[float, Field(ge=0, le=2048)] = 0
    fill: Paint = None


class DesignFile(_Item):
    """A design as its TOML file says it.

    Attributes:
        image: the PNG in the design's folder that everything is drawn on; pictures for larger
            scales stand beside it: base.png, base@2x.png, base@3x.png, base@4x.png.
        title: what people call the design.
        box: drawn first, in this order.
        text: drawn upon them, in this order.
    """

    image: str
    title: Annotated[str, Field(max_length=100)] = ""
    box: Annotated[tuple[ColorBox, ...], Field(max_length=MOST_ITEMS, strict=False)] = ()
    text: Annotated[tuple[TextBox, ...], Field(max_length=MOST_ITEMS, strict=False)] = ()


@dataclass(frozen=True, slots=True)
class Design:
    """A design that is ready to be drawn; equal where name and digest are.

    Args:
        name: 1 to 40 of `a-z`, `0-9` and `-`.
        digest: hash of all its files: a change of any of them changes every ETag.
        title: what people call it; its name where the file has no title.
        bases: the picture for each scale there is, the first for scale 1.
        boxes: drawn first.
        texts: drawn upon them, each with the style at its full size.
    """

    name: str
    digest: str
    title: str = field(compare=False)
    bases: tuple[Base, ...] = field(compare=False, repr=False)
    boxes: tuple[ColorBox, ...] = field(compare=False, repr=False)
    texts: tuple[tuple[TextBox, TextStyle], ...] = field(compare=False, repr=False)

    @property
    def size(self) -> tuple[int, int]:
        """px, (width, height) at scale 1."""
        return self.bases[0].size

    def __str__(self) -> str:
        """What stands for it in an ETag."""
        return f"{self.name} {self.digest}"
