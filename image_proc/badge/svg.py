"""A badge as SVG: the same words in the same places for everybody, by `textLength`.

Written by templates; pieces that many badges share are kept. Ids are hashes of what they name, so
that several badges may be written into one HTML page without taking each other's gradients.
"""

from functools import lru_cache
from html import escape
from typing import NamedTuple

from image_proc.badge import svg_social
from image_proc.badge.fields import trend_name
from image_proc.badge.layout import Part
from image_proc.badge.paint import ON_BRIGHT, ON_DARK, ground_colors, is_bright
from image_proc.badge.spec import BadgeSpec
from image_proc.badge.style import Style
from image_proc.badge.svg_logo import logo_markup
from image_proc.badge.svg_write import (
    anchor,
    dark_rules,
    fill,
    number,
    piece_id,
    short_hex,
    text_place,
    themed,
)
from image_proc.badge.trend import trend_markup
from image_proc.color import Color
from image_proc.fields import Theme

_FONT = (
    '<g fill="#fff" text-anchor="middle" font-family="Verdana,Geneva,DejaVu Sans,sans-serif" '
    'text-rendering="geometricPrecision" font-size="{}" transform="scale(.1)">'
)
_BLUR = '<feGaussianBlur stdDeviation="16"/>'
_BLUR_ID = piece_id(_BLUR)
_BLURRED = f'".8" filter="url(#{_BLUR_ID})">'
_ON_BRIGHT = f' fill="{short_hex(ON_BRIGHT.fill)}"'
_DARK_SHADOW, _BRIGHT_SHADOW = (
    f'<g aria-hidden="true" fill="{short_hex(paint.shadow)}">' for paint in (ON_DARK, ON_BRIGHT)
)
_GLOSSES = {
    Style.FLAT: '<stop stop-color="#bbb" stop-opacity=".1"/><stop offset="1" stop-opacity=".1"/>',
    Style.PLASTIC: (
        '<stop stop-color="#fff" stop-opacity=".7"/>'
        '<stop offset=".1" stop-color="#aaa" stop-opacity=".1"/>'
        '<stop offset=".9" stop-opacity=".3"/><stop offset="1" stop-opacity=".5"/>'
    ),
}

# Height, baseline in tenths of a px, and whether there is a gloss upon it.
_LOOKS = {style: (style.height, round(style.baseline * 10), style in _GLOSSES) for style in Style}


class Frame(NamedTuple):
    """What badges of one width share.

    Args:
        root: the root element, up to the name that it is given.
        definitions: what the shapes refer to.
        group: opens the group of the grounds.
        gloss: what lies upon the grounds, and the end of their group.
        font: opens the group of the words.
    """

    root: str
    definitions: str
    group: str
    gloss: str
    font: str


def draw_svg(spec: BadgeSpec) -> bytes:
    """Write a badge.

    Returns:
        A whole document in UTF-8, `spec.size` large before rounding up.
    """
    style = spec.style
    layout = spec.layout
    links = spec.links
    frame = _frame(style, layout.width, spec.scale, bool(links))
    name = escape(spec.name)
    grounds = [frame.group]
    words = [frame.font]
    if style == "social":
        grounds.append(svg_social.bubbles(layout, spec.theme))
        words += [svg_social.words(part, spec.theme) for part in layout.parts]
    else:
        for part, color in zip(layout.parts, ground_colors(spec), strict=True):
            ground, paint, text = _part(part, style, color)
            grounds += (ground, paint)
            words.append(text)
    grounds.append(frame.gloss)
    if spec.logo:
        grounds.append(logo_markup(spec))
    if layout.plot:
        grounds.append(trend_markup(spec, layout.plot))
    opening = f'{frame.root}{name}"><title>{name}</title>{frame.definitions}'
    if links or spec.theme != "light":
        return f"{opening}{_compose(spec, grounds, words)}</svg>".encode()
    return f"{opening}{''.join(grounds)}{''.join(words)}</g></svg>".encode()


def _compose(spec: BadgeSpec, grounds: list[str], words: list[str]) -> str:
    """Put a badge together that has links, or that follows its reader's theme."""
    labelled = spec.label and spec.label_color is None and spec.style is not Style.SOCIAL
    if spec.theme is Theme.AUTO and labelled:
        light, dark = ground_colors(spec)[0], ground_colors(spec, Theme.DARK)[0]
        grounds[2] = themed("fill", light, dark) + "/>"
    if any(spec.links[1:]):
        linked = zip(spec.layout.parts, words[1:], strict=True)
        words[1:] = [_link(spec, part, text) for part, text in linked]
    content = "".join([*grounds, *words, "</g>"])
    if spec.links and not any(spec.links[1:]):
        content = anchor(spec.links[0], spec.name, content)
    return dark_rules(content) + content


def _link(spec: BadgeSpec, part: Part, words: str) -> str:
    """Make a part's text and a clear area over its whole ground a link of its own."""
    link = spec.links[0 if part.is_label else 1]
    is_trend = bool(spec.trend) and part is spec.layout.parts[-1]
    name = trend_name(spec.trend) if is_trend else part.text
    if not (link and name):
        return words
    x, width, height = part.x * 10, part.width * 10, spec.layout.height * 10
    area = f'<rect x="{number(x)}" width="{number(width)}" height="{height}" fill-opacity="0"/>'
    return anchor(link, name, area + words)


@lru_cache(maxsize=2048)
def _frame(style: Style, width: float, scale: float, linked: bool) -> Frame:
    height = style.height
    role = "group" if linked else "img"
    root = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{number(width * scale)}" '
        f'height="{number(height * scale)}" viewBox="0 0 {number(width)} {height}" role="{role}" '
        'aria-label="'
    )
    if style is Style.SOCIAL:
        return Frame(root, svg_social.SHADE, "<g>", "</g>", svg_social.FONT)
    font = _FONT.format(100 if style is Style.FOR_THE_BADGE else 110)
    if style not in _GLOSSES:
        return Frame(root, "", '<g shape-rendering="crispEdges">', "</g>", font)
    whole = f'<rect width="{number(width)}" height="{height}"'
    clip = f'{whole} rx="{style.radius()}"/>'
    gradient_id, clip_id = piece_id(_GLOSSES[style]), piece_id(clip)
    definitions = (
        f'<filter id="{_BLUR_ID}">{_BLUR}</filter>'
        f'<linearGradient id="{gradient_id}" x2="0" y2="100%">{_GLOSSES[style]}</linearGradient>'
        f'<clipPath id="{clip_id}">{clip}</clipPath>'
    )
    gloss = f'{whole} fill="url(#{gradient_id})"/></g>'
    return Frame(root, definitions, f'<g clip-path="url(#{clip_id})">', gloss, font)


@lru_cache(maxsize=4096)
def _tone(color: Color) -> tuple[str, bool]:
    """A ground's paint, and whether the text on it is dark."""
    return f"{fill(color)}/>", is_bright(color)


@lru_cache(maxsize=4096)
def _part(part: Part, style: Style, ground_color: Color) -> tuple[str, str, str]:
    """A part's rectangle, still open for its paint, that paint, and its words."""
    paint, bright = _tone(ground_color)
    text = part.text
    height, y, glossy = _LOOKS[style]
    left = f'x="{part.x}" ' if part.x else ""
    ground = f'<rect {left}width="{part.width}" height="{height}" '
    if not text:
        return ground, paint, ""
    place = text_place(part)
    if not text.isalnum():
        text = escape(text)
    color = _ON_BRIGHT if bright else ""
    if not glossy:
        weight = ' font-weight="700"' if part.bold else ""
        return ground, paint, f'<text {place} y="{y}"{color}{weight}>{text}</text>'
    shadow = f'<text {place} y="{y + 10}" fill-opacity='
    # A blurred and a sharp shadow, and the words on both.
    words = (
        f"{_BRIGHT_SHADOW if bright else _DARK_SHADOW}{shadow}{_BLURRED}{text}</text>"
        f'{shadow}".3">{text}</text></g><text {place} y="{y}"{color}>{text}</text>'
    )
    return ground, paint, words
