"""A badge's trend: one line, as markup and as coverage like that of words."""

from math import ceil, floor

from image_proc.badge.lettering import Lettering
from image_proc.badge.paint import ground_colors, social_paint, text_paint
from image_proc.badge.palette import SHADOW
from image_proc.badge.plot import PEN
from image_proc.badge.spec import BadgeSpec
from image_proc.badge.style import Style
from image_proc.badge.svg_write import short_hex, themed
from image_proc.badge.word_codes import SHADOWED
from image_proc.chart.cover import cover
from image_proc.chart.path import line_path, number
from image_proc.chart.shapes import line_shapes
from image_proc.chart.trace import Box, trace
from image_proc.fields import Theme

_REACH = ceil(max(PEN) / 2)
"""px that a line may reach over the box of its points."""


def trend_ink(spec: BadgeSpec, box: Box) -> Lettering:
    """Draw the trend as words are drawn.

    Args:
        spec: a badge with a trend.
        box: where its points lie, px at scale 1.
    """
    scale = spec.scale
    left, top = floor((box.left - _REACH) * scale), floor((box.top - _REACH) * scale)
    right, bottom = ceil((box.right + _REACH) * scale), ceil((box.bottom + _REACH) * scale)
    x, y = left / scale, top / scale
    inner = Box(box.left - x, box.top - y, box.right - x, box.bottom - y)
    shapes = line_shapes(trace(spec.trend, inner), PEN, scale)
    return Lettering(cover(shapes, (right - left, bottom - top)), None, left, top)


def trend_markup(spec: BadgeSpec, box: Box) -> str:
    """Write the trend, in most styles above a shadow of itself.

    Args:
        spec: a badge with a trend.
        box: where its points lie, px.
    """
    line = trace(spec.trend, box)
    x, y = line.last
    drawn = (
        f'<path stroke-width="{PEN.line}" d="{line_path(line)}"/>'
        f'<path stroke-width="{PEN.dot}" d="M{number(x)} {number(y)}h0"/></g>'
    )
    return (
        '<g fill="none" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true">'
        + "".join(f"<g {paint}>{drawn}" for paint in _strokes(spec))
        + "</g>"
    )


def _strokes(spec: BadgeSpec) -> list[str]:
    """The attributes of the lines that lie upon each other, the lowest first."""
    below = ' transform="translate(0 1)"'
    if spec.style is Style.SOCIAL:
        light = social_paint(spec.theme)
        dark = social_paint(Theme.DARK) if spec.theme is Theme.AUTO else light
        glow = themed("stroke", light.glow, dark.glow) + below
        return [glow, themed("stroke", light.text, dark.text)]
    paint = text_paint(ground_colors(spec)[-1])
    line = f'stroke="{short_hex(paint.fill)}"'
    if spec.style not in SHADOWED:
        return [line]
    return [f'stroke="{short_hex(paint.shadow)}" opacity="{SHADOW}"{below}', line]
