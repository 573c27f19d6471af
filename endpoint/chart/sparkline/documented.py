"""The query of a sparkline, as the documentation shows it."""

from pydantic import BaseModel, ConfigDict, Field

from endpoint.chart.sparkline.params import FORMATS
from endpoint.openapi import PathParameter, always_shown, shown_with
from image_proc.chart.sparkline import SparklineType
from image_proc.chart.sparkline.spec import THICKEST, THINNEST

TAIL = PathParameter(
    "`@2x` or another scale, a suffix (`.svg`, `.png`, `.webp`), or both.",
    "@2x.png",
    {"pattern": r"^[@.][^/]*$"},
)


class SparklineQuery(BaseModel):
    """What a query may hold; nothing is validated with it."""

    model_config = ConfigDict(frozen=True)

    data: str | None = Field(
        None,
        description="Numbers separated by commas; nothing, `_` or `null` is a gap. Also `values` "
        "and `d`.",
        examples=["3,5,-2,8,-4,1,6,,4,-3,7"],
        json_schema_extra=always_shown(),
    )
    type: SparklineType | None = Field(
        None,
        description="What they are shown as: a line by default, with corners or `smooth`; bars "
        "from zero, thick or thin (`impulse`); `whisker` for above or below zero; `discrete` ticks "
        "at their height.",
        examples=["bar"],
    )
    width: int | None = Field(
        None, description="px; 100 by default. Also `w`.", ge=8, examples=[160]
    )
    height: int | None = Field(
        None, description="px; 20 by default. Also `h`.", ge=8, examples=[40]
    )
    mark: str | None = Field(
        None,
        description="Values that are pointed out, of `min`, `max`, `first` and `last`, separated "
        "by commas; `none` for none. Of a line the last one by default.",
        examples=["min,max,last"],
    )
    mark_color: str | None = Field(
        None,
        description="Of all marks; a colour for each of them by default.",
        examples=["orange"],
    )
    limits: str | None = Field(
        None,
        description="What the lower and the upper edge stand for; values beyond them end there. "
        "Follow from the values by default.",
        examples=["-10,10"],
    )
    color: str | None = Field(
        None,
        description="The colour of the line, or of bars and ticks, in any CSS notation.",
        examples=["teal"],
    )
    fill: str | None = Field(
        None,
        description="The colour below a line; of type `area` a shade of the line's by default.",
        examples=["#14b8a640"],
    )
    negative: str | None = Field(
        None,
        description="The colour of bars and ticks below zero.",
        examples=["#f97316"],
        json_schema_extra=shown_with(type="bar"),
    )
    line_width: float | None = Field(
        None,
        description="px, of a line, an impulse or a tick; 1.5 by default.",
        ge=THINNEST,
        le=THICKEST,
        examples=[3],
    )
    format: str | None = Field(
        None,
        description="The format, as the suffix in the path; svg by default.",
        examples=["webp"],
        json_schema_extra={"enum": list(FORMATS)},
    )
    scale: float | None = Field(
        None,
        description="Pixels for each px of the page, as `@2x` in the path. Also `dpr`.",
        ge=1,
        le=4,
        examples=[2],
    )
