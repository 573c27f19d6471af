"""The query of a placeholder, as the documentation shows it."""

from pydantic import BaseModel, ConfigDict, Field

from endpoint.openapi import shown_with
from endpoint.openapi.drawn import ShownDpr, ShownFormat
from image_proc.fonts import Family
from image_proc.text import Align


class PlaceholderQuery(BaseModel):
    """What a query may hold; nothing is validated with it."""

    model_config = ConfigDict(frozen=True)

    text: str | None = Field(
        None,
        description="What it says, instead of its size; empty for nothing. `\\n`, `%0A` and `|` "
        "break lines. Also `Text`.",
        max_length=500,
        examples=["Hello\\nWorld"],
    )
    background: str | None = Field(
        None,
        description="The ground's colour, as in the path; here in any CSS notation. Also `bg`.",
        examples=["hsl(200 80% 90%)"],
    )
    foreground: str | None = Field(
        None,
        description="The text's colour, as in the path; one that is readable on the ground by "
        "default. Also `fg` and `color`.",
        examples=["navy"],
    )
    gradient: str | None = Field(
        None,
        description="A ground of two colours: `from,to` or `from,to,angle`, in degrees as in CSS "
        "(0 upwards, 90 to the right; 180 by default).",
        examples=["09f,60c,45"],
    )
    border: str | None = Field(
        None,
        description="A line along the inside of the edge: its width in px, and a colour where it "
        "is not the text's.",
        examples=["6,09f"],
    )
    radius: int | None = Field(
        None,
        description="The corners' radius in px, up to half of the shorter side.",
        ge=0,
        examples=[24],
    )
    font: Family | None = Field(
        None, description="The family; roboto by default.", examples=["dejavu"]
    )
    font_size: int | None = Field(
        None,
        description="The text's size in px, up to the box's height; the largest that fits by "
        "default.",
        ge=1,
        examples=[32],
    )
    bold: bool | None = Field(
        None, description="Whether the text is bold; true by default.", examples=[False]
    )
    align: Align | None = Field(
        None,
        description="Where lines stand; center by default.",
        examples=["left"],
        json_schema_extra=shown_with(text="Hello\\nfrom the left"),
    )
    dpr: ShownDpr = None
    format: ShownFormat = None
