"""The queries of gradients, avatars and QR codes, as the documentation shows them."""

from pydantic import BaseModel, ConfigDict, Field

from endpoint.decor.params.avatar import STYLES
from endpoint.openapi import PathParameter, always_shown, shown_with
from endpoint.openapi.drawn import ShownDpr, ShownFormat
from image_proc.avatar import LARGEST, LONGEST_NAME, Style
from image_proc.gradient import Mix
from image_proc.qr import Level

TAIL = PathParameter(
    "`@2x` or `@3x`, a suffix such as `.svg` or `.webp`, or both.",
    ".svg",
    {"pattern": r"^[@.][^/]*$"},
)
GRADIENT_ADDRESS = PathParameter(
    "Width and height in px, or one number for a square; at the end `@2x` or `@3x` and a suffix.",
    "600x400.webp",
    {"pattern": r"^[0-9]+([xX×][0-9]+)?([@.].*)?$"},
    plain="300x150",
)
AVATAR_TEXT = PathParameter(
    "For whom: the MD5 or SHA-256 of an address of e-mail, as Gravatar has it, the address itself, "
    f"or any name, {LONGEST_NAME} characters at most. At the end `@2x` or `@3x` and a suffix.",
    "ada.lovelace@2x.png",
    plain="ada.lovelace",
)


class _DrawnQuery(BaseModel):
    """What every drawing's query may hold; nothing is validated with it."""

    model_config = ConfigDict(frozen=True)

    dpr: ShownDpr = None
    format: ShownFormat = None


class GradientQuery(_DrawnQuery):
    """What the query of a gradient may hold."""

    from_: str | None = Field(
        None,
        alias="from",
        description="The colour that it begins with, in any CSS notation; by chance by default.",
        examples=["0ea5e9"],
        json_schema_extra=shown_with(to="a855f7"),
    )
    to: str | None = Field(
        None,
        description="The colour that it ends with; by chance by default.",
        examples=["f97316"],
        json_schema_extra=shown_with(**{"from": "ec4899"}),
    )
    via: str | None = Field(
        None,
        description="A colour on the way, in the middle.",
        examples=["fde047"],
        json_schema_extra=shown_with(**{"from": "f43f5e", "to": "22c55e"}),
    )
    angle: int | None = Field(
        None,
        description="Degrees as in CSS: 0 upwards, 90 to the right, which is the default.",
        ge=-360,
        le=360,
        examples=[135],
        json_schema_extra=shown_with(seed="sea"),
    )
    mix: Mix | None = Field(
        None,
        description="Where the colours between are looked for: `oklab`, which looks even, by "
        "default; `srgb`, as CSS has it.",
        examples=["srgb"],
        json_schema_extra=shown_with(**{"from": "blue", "to": "yellow"}),
    )
    seed: str | None = Field(
        None,
        description="Any word: the same one gives the same colours, where they are not named.",
        min_length=1,
        max_length=200,
        examples=["easel"],
    )


class AvatarQuery(_DrawnQuery):
    """What the query of an avatar may hold."""

    style: Style | None = Field(
        None, description="What it shows; identicon by default.", examples=["marble"]
    )
    size: int | None = Field(
        None,
        description="Both sides in px; 80 by default. Also `s`.",
        ge=1,
        le=LARGEST,
        examples=[120],
    )
    rounded: bool | None = Field(
        None,
        description="Whether it is a disc.",
        examples=[True],
        json_schema_extra=shown_with(style="pixel"),
    )
    name: str | None = Field(
        None,
        description="The name whose initials are written, where the path is a digest.",
        max_length=LONGEST_NAME,
        examples=["Grace Hopper"],
        json_schema_extra=shown_with(style="initials"),
    )
    d: str | None = Field(
        None,
        description="Gravatar's word for a style; `404` is answered with that status. Also "
        "`default`.",
        examples=["retro"],
        json_schema_extra={"enum": [*STYLES, "404"]},
    )
    f: str | None = Field(
        None,
        description="Gravatar's: without effect here. Also `forcedefault`.",
        examples=["y"],
        json_schema_extra={"enum": ["y", "n"]},
    )
    r: str | None = Field(
        None,
        description="Gravatar's: without effect here. Also `rating`.",
        examples=["g"],
        json_schema_extra={"enum": ["g", "pg", "r", "x"]},
    )


class QrQuery(_DrawnQuery):
    """What the query of a QR code may hold."""

    text: str | None = Field(
        None,
        description="What cameras read, to the letter: an address, a contact, a Wi-Fi's key. At "
        "most 2953 bytes in UTF-8, and fewer at a higher `ecc`. Also `data` and `t`.",
        min_length=1,
        max_length=7089,
        examples=["https://example.org/"],
        json_schema_extra=always_shown(),
    )
    ecc: Level | None = Field(
        None,
        description="How much damage it bears: 7, 15, 25 or 30 percent; M by default, and more "
        "where that takes no more room. Also `ecLevel`.",
        examples=["H"],
    )
    size: int | None = Field(
        None,
        description="Both sides of the whole picture in px, 200 by default. Modules lie on whole "
        "px; what is left over is quiet ground.",
        ge=1,
        examples=[300],
    )
    margin: int | None = Field(
        None,
        description="Quiet ground around the symbol, in modules; 4 by default, as readers want it.",
        ge=0,
        le=100,
        examples=[1],
    )
    dark: str | None = Field(
        None, description="The modules' colour, in any CSS notation.", examples=["1e3a8a"]
    )
    light: str | None = Field(
        None,
        description="The ground's colour, `transparent` too; the contrast to `dark` must be 1.5 "
        "or more.",
        examples=["fef3c7"],
    )
