"""A badge, specified: what was asked for, checked, and what follows from it."""

from collections.abc import Mapping
from functools import cached_property
from math import ceil
from typing import Annotated, Any, ClassVar, Literal

from pydantic import Field, ValidationInfo, field_validator

from image_proc.badge.fields import (
    WIDEST_LOGO,
    CacheSeconds,
    Link,
    LogoWidth,
    Segment,
    Trend,
    trend_name,
)
from image_proc.badge.layout import LOGO_SIDE, Content, Layout, lay_out
from image_proc.badge.logo import Artwork, Logo, artwork, cropped
from image_proc.badge.style import Style
from image_proc.color import BADGE_COLORS, BadgeColor
from image_proc.fields import Scale, Text, Theme
from image_proc.limits import Limits
from image_proc.spec import Format, ImageSpec

MOST_SEGMENTS = 10
FORMATS = (Format.SVG, Format.PNG, Format.WEBP, Format.JSON)
FORMATS_ACCEPTED = "svg, png, webp or json"


class BadgeSpec(ImageSpec):
    """A badge: a label, one or more messages, a look.

    The fields stand in the order in which they are checked; a later one may look at those before.
    `trend` is how the message's value came about, the latest last; `note` is said behind the words
    and not drawn. The schema of .json holds neither.
    """

    kind: ClassVar[str] = "badge"

    format: Literal[Format.SVG, Format.PNG, Format.WEBP, Format.JSON] = Format.SVG
    style: Style = Style.FLAT
    theme: Theme = Theme.LIGHT
    label: Text = ""
    label_color: BadgeColor | None = None
    logo: Logo | None = None
    logo_color: BadgeColor | None = None
    logo_size: Literal["auto"] | None = None
    logo_width: LogoWidth | None = None
    message: Annotated[Text, Field(validate_default=True)] = ""
    color: BadgeColor = BADGE_COLORS["lightgrey"]
    more: Annotated[tuple[Segment, ...], Field(max_length=MOST_SEGMENTS - 2)] = ()
    trend: Trend = ()
    note: Text = ""
    links: Annotated[tuple[Link, ...], Field(max_length=2)] = ()
    scale: Annotated[Scale, Field(validate_default=True)] = 1
    cache_seconds: CacheSeconds | None = None

    @field_validator("theme")
    @classmethod
    def _suits_format(cls, theme: Theme, info: ValidationInfo) -> Theme:
        if theme is Theme.AUTO and info.data.get("format") in {Format.PNG, Format.WEBP}:
            message = "light or dark for a bitmap; auto needs the suffix .svg"
            raise ValueError(message)
        return theme

    @field_validator("logo")
    @classmethod
    def _fits_schema(cls, logo: str | None, info: ValidationInfo) -> str | None:
        if logo and info.data.get("format") is Format.JSON and artwork(logo).bitmap:
            message = "for .json a name from simple-icons or an SVG: its schema holds no bitmap"
            raise ValueError(message)
        return logo

    @field_validator("logo_width")
    @classmethod
    def _contradicts_auto(cls, width: int | None, info: ValidationInfo) -> int | None:
        if width is not None and info.data.get("logo_size"):
            message = "either a width or logoSize=auto"
            raise ValueError(message)
        return width

    @field_validator("logo_size")
    @classmethod
    def _narrow_enough(cls, size: str | None, info: ValidationInfo) -> str | None:
        if size and (logo := info.data.get("logo")):
            widest = WIDEST_LOGO / LOGO_SIDE
            if cropped(artwork(logo)).aspect > widest:
                message = f"a logo at most {widest:.1f} times as wide as it is high"
                raise ValueError(message)
        return size

    @field_validator("message")
    @classmethod
    def _says_something(cls, message: str, info: ValidationInfo) -> str:
        if not message and not info.data.get("label") and not info.data.get("logo"):
            error = "a text, where there is neither a label nor a logo"
            raise ValueError(error)
        return message

    @field_validator("more")
    @classmethod
    def _countable(cls, more: tuple[Segment, ...], info: ValidationInfo) -> tuple[Segment, ...]:
        if more and info.data.get("format") is Format.JSON:
            message = "one or two segments for .json: its schema holds a label and a message"
            raise ValueError(message)
        return more

    @field_validator("scale")
    @classmethod
    def _small_enough(cls, scale: float, info: ValidationInfo) -> float:
        if scale != 1 and info.data.get("format") is Format.JSON:
            message = "1 for .json, which has no size"
            raise ValueError(message)
        longest = (info.context or Limits()).max_side
        width = lay_out(_content(info.data)).width * scale
        if width > longest:
            message = f"a badge of at most {longest} px; this one is {ceil(width)} px wide"
            raise ValueError(message)
        return scale

    @cached_property
    def layout(self) -> Layout:
        """Where everything stands, in px at scale 1."""
        return lay_out(_content(self.__dict__))

    def model_post_init(self, _context: object, /) -> None:
        """Keep the layout, which the check of the scale has made."""
        self.__dict__["layout"] = lay_out(_content(self.__dict__))

    @cached_property
    def art(self) -> Artwork | None:
        """The logo's picture."""
        return _art(self.__dict__)

    @property
    def size(self) -> tuple[int, int]:
        """Px of a bitmap: (width, height)."""
        return ceil(self.layout.width * self.scale), ceil(self.layout.height * self.scale)

    @property
    def pixels(self) -> int:
        """The area of the bitmap; text formats cost about as much as the smallest."""
        width, height = self.size
        return width * height

    @property
    def name(self) -> str:
        """What the badge says, for those who hear it."""
        # Every badge asks: one look at all fields is as fast as two at one of them.
        values = self.__dict__
        label, said, more = values["label"], values["message"], values["more"]
        if more:
            said = ", ".join(filter(None, (said, *(segment.text for segment in more))))
        name: str = f"{label}: {said}" if label and said else label or said or self._logo_name
        if note := values["note"]:
            name = f"{name} ({note})"
        if trend := values["trend"]:
            name = f"{name}; {trend_name(trend)}"
        return name

    @property
    def _logo_name(self) -> str:
        icon = self.art.icon if self.art else None
        return icon.title if icon else "logo"


def _content(values: Mapping[str, Any]) -> Content:
    """What the layout depends on; a value that was refused already is taken for empty."""
    get = values.get
    message = get("message", "")
    more = get("more")
    return Content(
        get("style", Style.FLAT),
        get("label", ""),
        (message, *(segment.text for segment in more)) if more else (message,),
        get("label_color") is not None,
        _logo_width(values) if get("logo") else 0,
        bool(get("trend")),
    )


def _art(values: Mapping[str, Any]) -> Artwork | None:
    if not (logo := values.get("logo")):
        return None
    art = artwork(logo)
    return cropped(art) if values.get("logo_size") else art


def _logo_width(values: Mapping[str, Any]) -> int:
    if (art := _art(values)) is None:
        return 0
    if values.get("logo_size"):
        return round(LOGO_SIDE * max(1.0, art.aspect))
    return values.get("logo_width") or LOGO_SIDE
