"""The query of a badge, as the documentation shows it."""

from pydantic import BaseModel, ConfigDict, Field

from endpoint.openapi import always_shown, shown_with
from image_proc.badge.fields import LONGEST_CACHE, WIDEST_LOGO
from image_proc.badge.spec import MOST_SEGMENTS
from image_proc.badge.style import Style
from image_proc.badge.values import MOST_DECIMALS, ValueFormat
from image_proc.fields import LARGEST_SCALE, LONGEST_TEXT, Theme


class BadgeLook(BaseModel):
    """What a query may say about a badge whose words stand in the path."""

    model_config = ConfigDict(frozen=True)

    style: Style | None = Field(
        None, description="How it is painted; flat by default.", examples=["for-the-badge"]
    )
    label_color: str | None = Field(
        None,
        alias="labelColor",
        description="The label's ground: a badge colour, hex or any CSS colour.",
        examples=["#0d1117"],
    )
    logo: str | None = Field(
        None,
        description="A slug or title from simple-icons, or a data URI of a PNG, JPEG, GIF, WebP or "
        "SVG of at most 16 kB.",
        examples=["python"],
    )
    logo_color: str | None = Field(
        None,
        alias="logoColor",
        description="The colour of a logo by slug; the brand's own by default, where it can be "
        "seen on its ground.",
        examples=["white"],
        json_schema_extra=shown_with(logo="python"),
    )
    logo_size: str | None = Field(
        None,
        alias="logoSize",
        description="`auto`: a wide logo keeps its proportions at full height.",
        examples=["auto"],
        json_schema_extra={**shown_with(logo="amd"), "enum": ["auto"]},
    )
    logo_width: int | None = Field(
        None,
        alias="logoWidth",
        description="The room for the logo in px; 14 by default.",
        ge=1,
        le=WIDEST_LOGO,
        examples=[28],
        json_schema_extra=shown_with(logo="amd"),
    )
    link: list[str] | None = Field(
        None,
        description="Where a click leads, with http, https or mailto. Sent twice: the label's and "
        "the message's. Works where the SVG is a document of its own, not in an `<img>`.",
        max_length=2,
        examples=["https://example.org"],
    )
    format: ValueFormat | None = Field(
        None,
        description="What kind of value the message is, to be written for readers.",
        examples=["metric"],
        json_schema_extra=shown_with(message="1234567"),
    )
    precision: int | None = Field(
        None,
        description="Decimals of a `format` that has them.",
        ge=0,
        le=MOST_DECIMALS,
        examples=[2],
        json_schema_extra=shown_with(message="1234567", format="metric"),
    )
    prefix: str | None = Field(None, description="Put before the message.", examples=["≥ "])
    suffix: str | None = Field(None, description="Put behind the message.", examples=[" of all"])
    thresholds: str | None = Field(
        None,
        description="The colour by the message's value: below each step its colour, from the last "
        "one on too; a last colour without a step is for the rest. Or a rule: coverage, version, "
        "age, downloads.",
        examples=["50:red,80:yellow,100:green"],
        json_schema_extra=shown_with(message="72%"),
    )
    segments: str | None = Field(
        None,
        description=f"1 to {MOST_SEGMENTS} parts as text:color, in place of label and message; a "
        "backslash before a comma, colon or bracket in a text.",
        examples=["tests:555,412 passed:green,3 failed:red"],
    )
    theme: Theme | None = Field(
        None,
        description="The page that it stands on; auto, for SVG, follows its reader.",
        examples=["dark"],
    )
    scale: float | None = Field(
        None,
        description="How many times as large, as `@2x` in the path.",
        ge=1,
        le=LARGEST_SCALE,
        examples=[2],
    )
    cache_seconds: int | None = Field(
        None,
        alias="cacheSeconds",
        description="How long it may be kept; a day by default, a minute where time is in it.",
        ge=0,
        le=LONGEST_CACHE,
        examples=[3600],
    )
    color_a: str | None = Field(
        None, alias="colorA", deprecated=True, description="Old for `labelColor`, which beats it."
    )
    color_b: str | None = Field(
        None, alias="colorB", deprecated=True, description="Old for `color`, which beats it."
    )


class BadgeOverrides(BadgeLook):
    """What a query may say instead of the path, too."""

    label: str | None = Field(
        None,
        description="Instead of the path's label.",
        max_length=LONGEST_TEXT,
        examples=["CI -"],
    )
    message: str | None = Field(
        None,
        description="Instead of the path's message.",
        max_length=LONGEST_TEXT,
        examples=["3–0"],
    )
    color: str | None = Field(
        None, description="Instead of the path's colour.", examples=["hsl(280 60% 45%)"]
    )


class BadgeQuery(BadgeLook):
    """What a query may say where the path has no words."""

    label: str | None = Field(
        None,
        description="The left part's text.",
        max_length=LONGEST_TEXT,
        examples=["build"],
        json_schema_extra=always_shown(),
    )
    message: str | None = Field(
        None,
        description="The right part's text.",
        max_length=LONGEST_TEXT,
        examples=["passing"],
        json_schema_extra=always_shown(),
    )
    color: str | None = Field(
        None,
        description="The right part's ground: a badge colour such as brightgreen or critical, hex "
        "or any CSS colour; lightgrey by default.",
        examples=["brightgreen"],
        json_schema_extra=always_shown(),
    )
