"""Colours: one parser for every grammar, and the measures that choose text colours."""

from functools import lru_cache
from typing import Annotated, NamedTuple

from pydantic import BeforeValidator, PlainSerializer, WithJsonSchema
from pydantic_core import PydanticCustomError
from pydantic_extra_types.color import COLORS_BY_NAME
from pydantic_extra_types.color import Color as CssSyntax

ACCEPTED = (
    "a CSS colour name, 3, 4, 6 or 8 hex digits (with or without '#'), "
    "rgb(), hsl() or 'transparent'"
)
ACCEPTED_FOR_BADGES = f"a badge colour such as 'brightgreen' or 'success', {ACCEPTED}"
LONGEST_COLOR = 64
OPAQUE = 255


class Color(NamedTuple):
    """A colour in sRGB; each channel 0 to 255, alpha 255 is opaque."""

    red: int
    green: int
    blue: int
    alpha: int = OPAQUE

    @property
    def hex(self) -> str:
        """`#rrggbb`, or `#rrggbbaa` when the colour is not opaque."""
        digits = self[:3] if self.alpha == OPAQUE else self
        return "#" + "".join(f"{channel:02x}" for channel in digits)

    @property
    def rgb(self) -> tuple[int, int, int]:
        """The colour without its alpha."""
        return self[:3]


WHITE = Color(255, 255, 255)
BLACK = Color(0, 0, 0)
TRANSPARENT = Color(0, 0, 0, 0)

# The names that READMEs carry; they win over CSS's own green, yellow, orange, red and blue.
# Source: https://github.com/badges/shields/tree/master/badge-maker#colors
_BADGE_NAMES = {
    "brightgreen": Color(0x44, 0xBB, 0x00),
    "green": Color(0x67, 0xAC, 0x09),
    "yellow": Color(0xD8, 0xB8, 0x00),
    "yellowgreen": Color(0x95, 0x99, 0x1A),
    "orange": Color(0xEA, 0x72, 0x33),
    "red": Color(0xDD, 0x43, 0x43),
    "blue": Color(0x00, 0x7E, 0xC6),
    "grey": Color(0x55, 0x55, 0x55),
    "lightgrey": Color(0x93, 0x93, 0x93),
}
_BADGE_ALIASES = {
    "gray": "grey",
    "lightgray": "lightgrey",
    "success": "brightgreen",
    "important": "orange",
    "critical": "red",
    "informational": "blue",
    "inactive": "lightgrey",
}
BADGE_COLORS = _BADGE_NAMES | {alias: _BADGE_NAMES[name] for alias, name in _BADGE_ALIASES.items()}
CSS_COLORS = {name: Color(*rgb) for name, rgb in COLORS_BY_NAME.items()} | {
    "transparent": TRANSPARENT,
    "rebeccapurple": Color(0x66, 0x33, 0x99),
}


@lru_cache(maxsize=4096)
def parse_color(text: str) -> Color:
    """Read a colour as CSS writes it; a hex colour may leave out its '#'.

    Raises:
        ValueError: what is accepted.
    """
    name = text.strip().lower()
    if (named := CSS_COLORS.get(name)) is not None:
        return named
    # The library also takes `0x`, which no browser does: such a link would work only here.
    if len(name) > LONGEST_COLOR or name.startswith("0x"):
        raise ValueError(ACCEPTED)
    try:
        rgba = CssSyntax(name).as_rgb_tuple(alpha=True)
    except PydanticCustomError as error:
        raise ValueError(ACCEPTED) from error
    red, green, blue, alpha = (*rgba, 1.0)[:4]
    return Color(red, green, blue, round(alpha * OPAQUE))


@lru_cache(maxsize=4096)
def parse_badge_color(text: str) -> Color:
    """Read a colour where the badge names ('brightgreen', 'critical') are known too.

    Raises:
        ValueError: what is accepted.
    """
    if (named := BADGE_COLORS.get(text.strip().lower())) is not None:
        return named
    try:
        return parse_color(text)
    except ValueError as error:
        raise ValueError(ACCEPTED_FOR_BADGES) from error


def _css(value: object) -> object:
    return parse_color(value) if isinstance(value, str) else value


def _badge(value: object) -> object:
    return parse_badge_color(value) if isinstance(value, str) else value


CssColor = Annotated[
    Color,
    BeforeValidator(_css),
    PlainSerializer(lambda color: color.hex, return_type=str),
    WithJsonSchema({"type": "string", "examples": ["#09f", "orange", "rgb(0 128 255 / 50%)"]}),
]
BadgeColor = Annotated[
    Color,
    BeforeValidator(_badge),
    PlainSerializer(lambda color: color.hex, return_type=str),
    WithJsonSchema({"type": "string", "examples": ["brightgreen", "critical", "#4c1", "orange"]}),
]


def luminance(color: Color) -> float:
    """Relative luminance, 0 (black) to 1 (white); alpha is not looked at.

    Source: https://www.w3.org/TR/WCAG22/#dfn-relative-luminance
    """

    def linear(channel: int) -> float:
        share = channel / 255
        return share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4  # noqa: PLR2004 - the formula's own

    return 0.2126 * linear(color.red) + 0.7152 * linear(color.green) + 0.0722 * linear(color.blue)


def contrast(one: Color, other: Color) -> float:
    """Contrast ratio of two opaque colours, 1 to 21.

    Source: https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio
    """
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def brightness(color: Color) -> float:
    """Perceived brightness, 0 to 1 in steps of .01; badges turn their text dark over .69.

    Source: https://www.w3.org/TR/AERT/#color-contrast
    """
    return round((color.red * 299 + color.green * 587 + color.blue * 114) / 255_000, 2)


def mix(under: Color, over: Color, share: float) -> Color:
    """Blend `share` (0 to 1) of `over` into `under`, channel by channel, alpha too."""
    pairs = zip(under, over, strict=True)
    return Color(*(round(low + (high - low) * share) for low, high in pairs))


def over(ground: Color, paint: Color, share: float = 1.0) -> Color:
    """Lay paint over a ground.

    Args:
        ground: what is below; may be clear.
        paint: what is laid over it.
        share: 0 to 1, how much of the place the paint covers.
    """
    upper = paint.alpha / OPAQUE * share
    lower = ground.alpha / OPAQUE * (1 - upper)
    alpha = upper + lower
    if not alpha:
        return ground
    red, green, blue = (
        round((above * upper + below * lower) / alpha)
        for above, below in zip(paint.rgb, ground.rgb, strict=True)
    )
    return Color(red, green, blue, round(alpha * OPAQUE))
