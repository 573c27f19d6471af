"""Which colours a badge is painted in."""

from functools import lru_cache
from typing import NamedTuple

from image_proc.badge.logo import brand_color
from image_proc.badge.spec import BadgeSpec
from image_proc.badge.style import Style
from image_proc.color import BLACK, WHITE, Color, brightness, contrast, mix
from image_proc.fields import Theme

DARK_TEXT = Color(0x33, 0x33, 0x33)
_DARK_SHADOW = Color(0x01, 0x01, 0x01)
_BRIGHT_SHADOW = Color(0xCC, 0xCC, 0xCC)
_BRIGHT = 0.69
_LEAST_CONTRAST = 1.7
_LABEL_GROUND = Color(0x55, 0x55, 0x55)
_TREND_SHADE = 0.15
_DARK_LABEL_GROUND = Color(0x3D, 0x44, 0x4D)


class TextPaint(NamedTuple):
    """The colours of text on a ground."""

    fill: Color
    shadow: Color


class SocialPaint(NamedTuple):
    """The colours of the bordered bubbles.

    Args:
        label: the label's ground.
        message: the messages' ground.
        border: the line around both.
        text: on both.
        glow: the text's shadow.
    """

    label: Color
    message: Color
    border: Color
    text: Color
    glow: Color


ON_DARK = TextPaint(WHITE, _DARK_SHADOW)
ON_BRIGHT = TextPaint(DARK_TEXT, _BRIGHT_SHADOW)
_LIGHT_SOCIAL = SocialPaint(
    label=Color(0xFC, 0xFC, 0xFC),
    message=Color(0xFA, 0xFA, 0xFA),
    border=Color(0xD5, 0xD5, 0xD5),
    text=DARK_TEXT,
    glow=WHITE,
)
_DARK_SOCIAL = SocialPaint(
    label=Color(0x2B, 0x31, 0x39),
    message=Color(0x1C, 0x21, 0x28),
    border=Color(0x4C, 0x54, 0x5E),
    text=Color(0xE6, 0xED, 0xF3),
    glow=Color(0x0D, 0x11, 0x17),
)


def social_paint(theme: Theme) -> SocialPaint:
    """The bubbles' colours; `auto` counts as light."""
    return _DARK_SOCIAL if theme is Theme.DARK else _LIGHT_SOCIAL


@lru_cache(maxsize=4096)
def is_bright(ground: Color) -> bool:
    """Whether text on a ground is dark rather than white.

    The threshold is the field's; some greens below it are so light that white vanishes on them.

    Args:
        ground: where it is not opaque, a white page is taken to shine through.

    Source: https://github.com/badges/shields/blob/master/badge-maker/lib/badge-renderers.js
    """
    seen = mix(WHITE, ground, ground.alpha / 255)
    return brightness(seen) > _BRIGHT or contrast(WHITE, seen) < _LEAST_CONTRAST


def text_paint(ground: Color) -> TextPaint:
    """The colours of text and its shadow on a ground."""
    return ON_BRIGHT if is_bright(ground) else ON_DARK


def ground_colors(spec: BadgeSpec, theme: Theme | None = None) -> tuple[Color, ...]:
    """The grounds of a badge's parts, from the left; the social style paints its own.

    Args:
        spec: the badge.
        theme: another than the badge's own; `auto` counts as light. The label's grey depends on it.
    """
    parts = spec.layout.parts
    if not parts[0].is_label:
        colors: tuple[Color, ...] = (spec.color,)
    elif (label := spec.label_color) is not None:
        colors = (label, spec.color)
    else:
        dark = (theme or spec.theme) == "dark"
        colors = (_DARK_LABEL_GROUND if dark else _LABEL_GROUND, spec.color)
    if len(colors) < len(parts):
        colors = (*colors, *(segment.color for segment in spec.more))
        return (*colors, trend_ground(colors[-1])) if spec.trend else colors
    return colors


def trend_ground(message: Color) -> Color:
    """A trend's ground: that of the message which it belongs to, a shade darker."""
    return mix(message, BLACK._replace(alpha=message.alpha), _TREND_SHADE)


def logo_color(spec: BadgeSpec, theme: Theme | None = None) -> Color:
    """The colour of a logo by name: the chosen one, or the brand's where it can be seen.

    Args:
        spec: a badge; without a logo by name the answer is white.
        theme: another than the badge's own.
    """
    icon = spec.art.icon if spec.art else None
    if spec.logo_color is not None or icon is None:
        return spec.logo_color or WHITE
    if spec.style is Style.SOCIAL:
        return brand_color(icon, social_paint(theme or spec.theme).label)
    return brand_color(icon, ground_colors(spec, theme)[0])
