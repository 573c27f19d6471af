"""The social style as SVG: a bubble for the label, and one with a notch for each message."""

from functools import lru_cache
from html import escape

from image_proc.badge.layout import Layout, Part
from image_proc.badge.paint import social_paint
from image_proc.badge.svg_write import number, piece_id, text_place, themed
from image_proc.fields import Theme

FONT = (
    '<g text-anchor="middle" font-family="Helvetica Neue,Helvetica,Arial,sans-serif" '
    'text-rendering="geometricPrecision" font-weight="700" font-size="110" transform="scale(.1)">'
)
_SHADE_STOPS = '<stop stop-color="#fcfcfc" stop-opacity="0"/><stop offset="1" stop-opacity=".1"/>'
_SHADE_ID = piece_id(_SHADE_STOPS)
SHADE = f'<linearGradient id="{_SHADE_ID}" x2="0" y2="100%">{_SHADE_STOPS}</linearGradient>'


@lru_cache(maxsize=1024)
def bubbles(layout: Layout, theme: Theme) -> str:
    """Write the grounds."""
    paint = _paints(theme)
    label, *messages = layout.parts
    box = f'x=".5" y=".5" width="{number(label.width)}" height="19" rx="2"'
    shaded = (
        f'<rect {box} {paint["label"]}/><rect {box} fill="url(#{_SHADE_ID})" {paint["border"]}/>'
    )
    return shaded + "".join(
        f'<g {paint["border"]}><path {paint["message"]} d="{_outline(part)}"/></g>'
        for part in messages
    )


@lru_cache(maxsize=2048)
def words(part: Part, theme: Theme) -> str:
    """Write a part's text and the glow below it."""
    if not part.text:
        return ""
    paint = _paints(theme)
    place = text_place(part)
    text = escape(part.text)
    return (
        f'<text aria-hidden="true" y="150" {place} {paint["glow"]}>{text}</text>'
        f'<text y="140" {place} {paint["text"]}>{text}</text>'
    )


@lru_cache(maxsize=len(Theme))
def _paints(theme: Theme) -> dict[str, str]:
    """The style's colours as attributes, by the names of `SocialPaint`."""
    light = social_paint(theme)._asdict()
    dark = social_paint(Theme.DARK)._asdict() if theme is Theme.AUTO else light
    return {
        name: themed("stroke" if name == "border" else "fill", light[name], dark[name])
        for name in light
    }


def _outline(part: Part) -> str:
    """A message's bubble: corners of 2 px, and a notch that points at what stands before."""
    across = number(part.width - 4)
    return (
        f"M{number(part.x + 2.5)} .5h{across}a2 2 0 0 1 2 2v15a2 2 0 0 1-2 2h-{across}"
        "a2 2 0 0 1-2-2v-4l-3-3v-1l3-3V2.5a2 2 0 0 1 2-2z"
    )
