"""The query of a picture, as the documentation shows it; nothing is validated with it."""

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from endpoint.openapi import shown_with
from image_proc.transform.fields import DEFAULT_OPACITY, DEFAULT_SCALE, Flip
from image_proc.transform.gravity import POSITIONS, Gravity
from image_proc.transform.plan import Fit

_SIZED = shown_with(w="240")


class TransformQuery(BaseModel):
    """What may be asked of any stored picture."""

    model_config = ConfigDict(frozen=True)

    w: float | None = Field(
        None,
        description="The width in px; the height follows where it is not given. A picture is never "
        "enlarged unless `enlarge` says so. Also `scalex` and `width`.",
        ge=0.5,
        examples=[320],
    )
    h: float | None = Field(
        None, description="The height in px. Also `scaley` and `height`.", ge=0.5, examples=[160]
    )
    fit: Fit | None = Field(
        None,
        description="How it takes the box of both: `inside` (the default) keeps all of it, "
        "`cover` fills the box and cuts what stands over, `contain` lays it on a ground of the "
        "box's size, `fill` distorts it, `outside` covers the box without cutting.",
        examples=["cover"],
        json_schema_extra=shown_with(w="240", h="240"),
    )
    gravity: Gravity | None = Field(
        None,
        description="What `cover` keeps and where `contain` places: a side, a corner, or `smart`, "
        "which looks for the subject. `top-left` and the like are understood too.",
        examples=["smart"],
        json_schema_extra=shown_with(w="160", h="240", fit="cover"),
    )
    fp: str | None = Field(
        None,
        description="The point that `cover` keeps in the middle: `x,y`, shares of the upright "
        "original from 0 to 1. It goes before `gravity`.",
        examples=["0.5,0.33"],
        json_schema_extra=shown_with(w="160", h="240", fit="cover"),
    )
    crop: str | None = Field(
        None,
        description="The part to begin with: `x,y,width,height` in px of the upright original.",
        examples=["60,20,240,240"],
    )
    trim: str | None = Field(
        None,
        description="Cuts off an even border: a tolerance from 0 to 255, or `true` for 10.",
        examples=["10"],
        json_schema_extra=_SIZED,
    )
    rotate: Literal[0, 90, 180, 270] | None = Field(
        None,
        description="Degrees clockwise. `w` and `h` are those after it.",
        examples=[90],
        json_schema_extra=_SIZED,
    )
    flip: Flip | None = Field(
        None,
        description="Mirrors it: `h` left to right, `v` upside down, `hv` both.",
        examples=["h"],
        json_schema_extra=_SIZED,
    )
    enlarge: bool | None = Field(
        None,
        description="Whether it may get more pixels than it has.",
        examples=[True],
        json_schema_extra=shown_with(w="800"),
    )
    dpr: float | None = Field(
        None,
        description="Pixels for each px of the page, 1 to 4; `w`, `h`, `pad`, `radius` and `blur` "
        "are multiplied by it.",
        ge=1,
        le=4,
        examples=[2],
        json_schema_extra=_SIZED,
    )
    format: Literal["auto", "jpeg", "png", "webp", "avif", "gif"] | None = Field(
        None,
        description="The format; the original's by default, or JPEG (PNG with transparency) where "
        "browsers do not show that. `auto` sends AVIF or WebP to those whose `Accept` names it. "
        "Also `encoding`; `jpg` is `jpeg`.",
        examples=["webp"],
        json_schema_extra=_SIZED,
    )
    quality: int | None = Field(
        None,
        description="1 to 100; 80 by default, 60 for AVIF. A PNG below 100 has a palette. Also "
        "`q`.",
        ge=1,
        le=100,
        examples=[40],
        json_schema_extra=_SIZED,
    )
    max_bytes: int | None = Field(
        None,
        description="The longest file; the quality is lowered until it fits.",
        ge=200,
        examples=[6000],
        json_schema_extra=_SIZED,
    )
    progressive: bool | None = Field(
        None,
        description="Whether a JPEG appears blurred first and then sharper; true by default.",
        examples=[False],
        json_schema_extra=_SIZED,
    )
    background: str | None = Field(
        None,
        description="What it is laid on where it is clear, padded or contained, in any CSS "
        "notation; by default clear, or white in a JPEG. Also `bg`.",
        examples=["#fde68a"],
        json_schema_extra=shown_with(w="240", h="240", fit="contain"),
    )
    pad: str | None = Field(
        None,
        description="Room around it in px, one to four numbers as in CSS.",
        examples=["10,30"],
        json_schema_extra=shown_with(w="240", background="orange"),
    )
    radius: str | None = Field(
        None,
        description="The corners' radius in px; `max` for a circle or a pill.",
        examples=["max"],
        json_schema_extra=shown_with(w="200", h="200", fit="cover", format="png"),
    )
    blur: float | None = Field(
        None,
        description="A Gaussian blur's sigma in px, 0.3 to 100.",
        ge=0,
        le=100,
        examples=[4],
        json_schema_extra=_SIZED,
    )
    sharpen: float | None = Field(
        None,
        description="How much the edges are sharpened.",
        ge=0,
        le=10,
        examples=[2],
        json_schema_extra=_SIZED,
    )
    grayscale: bool | None = Field(
        None,
        description="Takes the colours away. Also `greyscale`.",
        examples=[True],
        json_schema_extra=_SIZED,
    )
    brightness: float | None = Field(
        None,
        description="A factor as in CSS; 1 changes nothing.",
        ge=0,
        le=4,
        examples=[1.3],
        json_schema_extra=_SIZED,
    )
    contrast: float | None = Field(
        None,
        description="A factor as in CSS; 1 changes nothing.",
        ge=0,
        le=4,
        examples=[1.5],
        json_schema_extra=_SIZED,
    )
    saturation: float | None = Field(
        None,
        description="A factor as in CSS; 1 changes nothing.",
        ge=0,
        le=4,
        examples=[2],
        json_schema_extra=_SIZED,
    )
    watermark: str | None = Field(
        None,
        description="A text, or the file name of a mark that the service has.",
        max_length=256,
        examples=["© Jane Doe"],
        json_schema_extra=shown_with(w="320"),
    )
    watermark_position: Gravity | None = Field(
        None,
        description="The side or corner where it stands; southeast by default.",
        examples=["center"],
        json_schema_extra={"enum": list(POSITIONS), **shown_with(w="320", watermark="DRAFT")},
    )
    watermark_opacity: float | None = Field(
        None,
        description=f"0.05 to 1; {DEFAULT_OPACITY} by default.",
        ge=0.05,
        le=1,
        examples=[1],
        json_schema_extra=shown_with(w="320", watermark="© Jane Doe"),
    )
    watermark_scale: float | None = Field(
        None,
        description=f"How much of the picture's width a mark takes; {DEFAULT_SCALE} by default. "
        "The letters of a text are a quarter as high as this share of the shorter side.",
        ge=0.02,
        le=1,
        examples=[0.5],
        json_schema_extra=shown_with(w="320", watermark="easel.png"),
    )
    preset: str | None = Field(
        None,
        description="A set of parameters that the service's settings name; what else the address "
        "says goes before it.",
    )
    expires: int | None = Field(
        None, description="When a signed address ends: seconds since 1970.", ge=0
    )
    signature: str | None = Field(
        None, description="What `flask sign` writes, where the service answers signed addresses."
    )
