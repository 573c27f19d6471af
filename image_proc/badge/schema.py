"""A badge as JSON: the endpoint schema that other badge services read."""

from typing import Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator
from pydantic.alias_generators import to_camel

from image_proc.badge.fields import LONGEST_CACHE
from image_proc.badge.spec import BadgeSpec
from image_proc.badge.style import Style


class EndpointBadge(BaseModel):
    """What a badge says and how it looks, for programs.

    Source: https://shields.io/badges/endpoint-badge
    """

    model_config = ConfigDict(
        frozen=True, extra="forbid", alias_generator=to_camel, populate_by_name=True
    )

    schema_version: Literal[1] = Field(1, description="Always 1.")
    label: str = Field(description="The left part's text; may be empty.")
    message: str = Field(description="The right part's text.")
    color: str | None = Field(None, description="The right part's ground.")
    is_error: bool | None = Field(None, description="Whether the message is an error's.")
    label_color: str | None = Field(None, description="The left part's ground.")
    named_logo: str | None = Field(None, description="A logo's slug in simple-icons.")
    logo_svg: str | None = Field(None, description="A logo as SVG, in place of a slug.")
    logo_color: str | None = Field(None, description="The colour of a logo by slug.")
    logo_width: int | None = Field(None, description="The logo's width in px.")
    logo_size: Literal["auto"] | None = Field(
        None, description="`auto` for a logo as wide as it asks."
    )
    style: Style | None = Field(None, description="The look; flat by default.")
    cache_seconds: int | None = Field(
        None, ge=0, le=LONGEST_CACHE, description="How long it may be kept."
    )

    @model_validator(mode="after")
    def _has_one_logo(self) -> Self:
        if self.named_logo is not None and self.logo_svg is not None:
            message = "either namedLogo or logoSvg"
            raise ValueError(message)
        return self


def write_json(spec: BadgeSpec) -> bytes:
    """Write a badge of at most two parts; what is at its default is left out."""
    art = spec.art
    badge = EndpointBadge(
        label=spec.label,
        message=spec.message,
        color=spec.color.hex,
        label_color=spec.label_color and spec.label_color.hex,
        named_logo=spec.logo if art and art.icon else None,
        logo_svg=art.markup if art else None,
        logo_color=spec.logo_color.hex if spec.logo_color and art and art.icon else None,
        logo_width=spec.logo_width,
        logo_size=spec.logo_size,
        style=None if spec.style is Style.FLAT else spec.style,
        cache_seconds=spec.cache_seconds,
    )
    return badge.model_dump_json(by_alias=True, exclude_none=True).encode()
