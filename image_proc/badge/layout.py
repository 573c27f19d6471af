"""Where everything on a badge stands: one layout for SVG and bitmaps alike.

Sizes, paddings and rounding are those of badge-maker 6.0.0, so that a badge from here stands in a
row of others without a step. More than two parts are laid out by the same rules.

Source: https://github.com/badges/shields/tree/master/badge-maker
"""

from functools import lru_cache
from math import floor
from typing import NamedTuple

from image_proc.badge.plot import plot_box, plot_width
from image_proc.badge.style import Style
from image_proc.badge.widths import Metric, text_width
from image_proc.chart.trace import Box

LOGO_SIDE = 14
"""px, the height of every logo and the width of a square one."""

PADDING = 5
LOGO_GAP = 3
SOCIAL_GUTTER = 6
_SOCIAL_MESSAGE_PADDING = 4
_WIDE_MARGIN = 12
_WIDE_LOGO_MARGIN = 9
_WIDE_GUTTER = 6
_LETTER_SPACING = 1.25
# Capitals of Latin letters that Unicode got in versions 16 and 17, which not every Python knows.
_NEW_CAPITALS = str.maketrans(
    "\u019b\u0264\ua7cd\ua7cf\ua7d3\ua7d5\ua7db", "\ua7dc\ua7cb\ua7cc\ua7ce\ua7d2\ua7d4\ua7da"
)


class Part(NamedTuple):
    """One coloured part of a badge and the text on it.

    Args:
        text: as drawn, in the style's letter case; '' draws none.
        x: px, the left edge of its ground.
        width: px, of its ground.
        center: px, the x of the middle of its text.
        length: px, the width that its text fills.
        bold: whether the style draws it bold.
        is_label: whether it is the label rather than (a piece of) the message.
    """

    text: str
    x: float
    width: float
    center: float
    length: float
    bold: bool
    is_label: bool


class LogoBox(NamedTuple):
    """Where the logo stands, in px."""

    x: float
    y: float
    width: float
    height: float = LOGO_SIDE


class Layout(NamedTuple):
    """A badge laid out, in px at scale 1.

    Args:
        width: of the whole badge; may end in .25, .5 or .75.
        height: of the whole badge.
        parts: from the left, at least one.
        logo: where the logo stands, None without one.
        plot: where the trend's points may lie, in the last of the parts; None without a trend.
    """

    width: float
    height: int
    parts: tuple[Part, ...]
    logo: LogoBox | None
    plot: Box | None = None


class Content(NamedTuple):
    """What a layout depends on.

    Args:
        style: the look.
        label: trimmed, '' for none.
        messages: trimmed, at least one; the first may be ''.
        label_ground: whether a label colour was chosen, which gives even an empty label a ground.
        logo_width: px, 0 without a logo.
        trend: whether a last part shows one.
    """

    style: Style
    label: str
    messages: tuple[str, ...]
    label_ground: bool = False
    logo_width: float = 0
    trend: bool = False


@lru_cache(maxsize=4096)
def lay_out(content: Content) -> Layout:
    """Place the parts of a badge."""
    match content.style:
        case Style.SOCIAL:
            layout = _lay_out_social(content)
        case Style.FOR_THE_BADGE:
            layout = _lay_out_wide(content)
        case _:
            layout = _lay_out_flat(content)
    return _add_plot(layout, content.style) if content.trend else layout


def part_ends(parts: tuple[Part, ...], scale: float, width: int) -> tuple[int, ...]:
    """The px at which a bitmap's parts end, on whole pixels; the last ends with the badge.

    Args:
        parts: from the left.
        scale: px of the bitmap for one px of the layout.
        width: px, of the bitmap.
    """
    return (*(round((part.x + part.width) * scale) for part in parts[:-1]), width)


def _add_plot(layout: Layout, style: Style) -> Layout:
    """Set a part for the trend behind all others; in the social style it is one more bubble."""
    social = style is Style.SOCIAL
    x = layout.width + (SOCIAL_GUTTER - 1 if social else 0)
    part = Part("", x, plot_width(style), 0, 0, bold=False, is_label=False)
    width = x + part.width + (1 if social else 0)
    return layout._replace(width=width, parts=(*layout.parts, part), plot=plot_box(style, x))


def _odd(width: float) -> int:
    """Whole px, an odd number of them: centred text then starts on a whole pixel."""
    return floor(width) | 1


def _lay_out_flat(content: Content) -> Layout:
    height = content.style.height
    logo_room = content.logo_width + (LOGO_GAP if content.logo_width and content.label else 0)
    parts: list[Part] = []
    x: float = 0
    has_label = bool(content.label) or content.label_ground
    if has_label:
        length = _odd(text_width(content.label, Metric.VERDANA_11)) if content.label else 0
        width = length + 2 * PADDING + logo_room
        center = logo_room + 1 + PADDING + length / 2
        parts.append(Part(content.label, 0, width, center, length, bold=False, is_label=True))
        x = width
    for index, text in enumerate(content.messages):
        length = _odd(text_width(text, Metric.VERDANA_11))
        width = length + 2 * PADDING
        center = x + PADDING + length / 2
        if not parts and content.logo_width:
            width += logo_room + (PADDING - 1 if text else 0)
            center += logo_room + PADDING - 1
        elif has_label and index == len(content.messages) - 1:
            # The label stands 1 px right of its middle, the last message 1 px left of it.
            center -= 1
        parts.append(Part(text, x, width, center, length, bold=False, is_label=False))
        x += width
    logo = _logo_box(PADDING, height, content.logo_width)
    return Layout(x, height, tuple(parts), logo)


def _lay_out_social(content: Content) -> Layout:
    height = content.style.height
    # Only a first letter that is one UTF-16 unit changes its case: so the field does it.
    first = content.label[:1]
    label = (_upper(first) if first <= "\uffff" else first) + content.label[1:]
    logo_room = content.logo_width + (LOGO_GAP if content.logo_width and label else 0)
    length = _odd(text_width(label, Metric.HELVETICA_BOLD_11))
    bubble = length + 2 * PADDING + logo_room
    center = logo_room + PADDING + length / 2
    parts = [Part(label, 0, bubble, center, length, bold=True, is_label=True)]
    width = bubble + 1
    for text in filter(None, content.messages):
        length = _odd(text_width(text, Metric.HELVETICA_BOLD_11))
        bubble = length + 2 * _SOCIAL_MESSAGE_PADDING
        x = width - 1 + SOCIAL_GUTTER
        parts.append(Part(text, x, bubble, x + bubble / 2, length, bold=True, is_label=False))
        width += SOCIAL_GUTTER + bubble
    return Layout(width, height, tuple(parts), _logo_box(PADDING, height, content.logo_width))


def _lay_out_wide(content: Content) -> Layout:
    height = content.style.height
    label = _upper(content.label)
    messages = [_upper(text) for text in content.messages]
    logo_width = content.logo_width
    silent = not label and not any(messages)
    gutter = _WIDE_GUTTER - (_WIDE_LOGO_MARGIN if silent else 0)
    parts: list[Part] = []
    x: float = 0
    if label:
        length = _spaced_width(label, Metric.VERDANA_10)
        start = _WIDE_LOGO_MARGIN + logo_width + gutter if logo_width else _WIDE_MARGIN
        x = start + length + _WIDE_MARGIN
        center = start + length / 2
        parts.append(Part(label, 0, x, center, length, bold=False, is_label=True))
    elif logo_width and content.label_ground:
        x = 2 * _WIDE_LOGO_MARGIN + logo_width
        parts.append(Part("", 0, x, 0, 0, bold=False, is_label=True))
    for text in messages:
        length = _spaced_width(text, Metric.VERDANA_BOLD_10)
        room = logo_width + gutter if logo_width and not parts else 0
        width = 2 * _WIDE_MARGIN + room + length
        center = x + _WIDE_MARGIN + room + length / 2
        parts.append(Part(text, x, width, center, length, bold=True, is_label=False))
        x += width
    return Layout(x, height, tuple(parts), _logo_box(_WIDE_LOGO_MARGIN, height, logo_width))


def _upper(text: str) -> str:
    return text.translate(_NEW_CAPITALS).upper()


def _spaced_width(text: str, metric: Metric) -> float:
    if not text:
        return 0
    utf16_length = len(text) + sum(char > "\uffff" for char in text)
    return floor(text_width(text, metric)) + _LETTER_SPACING * utf16_length


def _logo_box(x: float, height: int, width: float) -> LogoBox | None:
    return LogoBox(x, (height - LOGO_SIDE) / 2, width) if width else None
