"""A badge as SVG: the same words in the same places for everybody, by `textLength`.

A sheet holds what depends on the words and the style; it is kept, and what is left to do for each
badge is to put colours, logo and links into it. Ids are hashes of what they name, so that several
badges may be written into one HTML page without taking each other's gradients.
"""

from functools import lru_cache
from html import escape
from typing import TYPE_CHECKING, NamedTuple

from image_proc.badge import svg_social
from image_proc.badge.layout import Content, Layout, Part, lay_out
from image_proc.badge.paint import ON_BRIGHT, ON_DARK, TextPaint, ground_colors, is_bright
from image_proc.badge.style import Style, Theme
from image_proc.badge.svg_logo import logo_markup
from image_proc.badge.svg_write import (
    anchor,
    dark_rules,
    fill,
    number,
    piece_id,
    short_hex,
    themed,
)

if TYPE_CHECKING:
    from image_proc.badge.spec import BadgeSpec

_FONT = (
    '<g fill="#fff" text-anchor="middle" font-family="Verdana,Geneva,DejaVu Sans,sans-serif" '
    'text-rendering="geometricPrecision" font-size="{}" transform="scale(.1)">'
)
_BLUR = '<feGaussianBlur stdDeviation="16"/>'
_BLUR_ID = piece_id(_BLUR)
_RADII = {Style.FLAT: 3, Style.PLASTIC: 4}
_GLOSSES = {
    Style.FLAT: '<stop stop-color="#bbb" stop-opacity=".1"/><stop offset="1" stop-opacity=".1"/>',
    Style.PLASTIC: (
        '<stop stop-color="#fff" stop-opacity=".7"/>'
        '<stop offset=".1" stop-color="#aaa" stop-opacity=".1"/>'
        '<stop offset=".9" stop-opacity=".3"/><stop offset="1" stop-opacity=".5"/>'
    ),
}


class Heading(NamedTuple):
    """What a badge's root element says.

    Args:
        logo_name: what the badge says where it has no text.
        scale: how many times as large it is drawn.
        linked: whether a part of it is a link, which an image cannot hold.
    """

    logo_name: str
    scale: float
    linked: bool


UNADORNED = Heading("", 1, linked=False)


class Sheet(NamedTuple):
    """A badge's SVG but for its colours, logo and links.

    Args:
        opening: the root, the title, and what the shapes refer to.
        group: opens the group of the grounds.
        grounds: each part's rectangle, still open for its paint; none in the social style.
        gloss: what lies upon the grounds, and the end of their group.
        font: opens the group of the words.
        words: each part's text, first in white, then in the dark colour for bright grounds.
    """

    opening: str
    group: str
    grounds: tuple[str, ...]
    gloss: str
    font: str
    words: tuple[tuple[str, str], ...]


def draw_svg(spec: "BadgeSpec") -> bytes:
    """Write a badge.

    Returns:
        A whole document in UTF-8, `spec.size` large before rounding up.
    """
    sheet = spec.sheet
    grounds = [sheet.group]
    words = [sheet.font]
    if sheet.grounds:
        for ground, both, color in zip(
            sheet.grounds, sheet.words, ground_colors(spec), strict=True
        ):
            grounds += (ground, fill(color), "/>")
            words.append(both[is_bright(color)])
    else:
        grounds.append(svg_social.bubbles(spec.layout, spec.theme))
        words += [svg_social.words(part, spec.theme) for part in spec.layout.parts]
    grounds.append(sheet.gloss)
    if spec.logo:
        grounds.append(logo_markup(spec))
    if spec.links or spec.theme != "light":
        return _compose(spec, grounds, words).encode()
    return "".join([sheet.opening, *grounds, *words, "</g></svg>"]).encode()


def _compose(spec: "BadgeSpec", grounds: list[str], words: list[str]) -> str:
    """Put a badge together that has links, or that follows its reader's theme."""
    labelled = spec.label and spec.label_color is None and spec.style is not Style.SOCIAL
    if spec.theme is Theme.AUTO and labelled:
        light, dark = ground_colors(spec)[0], ground_colors(spec, Theme.DARK)[0]
        grounds[2] = themed("fill", light, dark)
    if any(spec.links[1:]):
        linked = zip(spec.layout.parts, words[1:], strict=True)
        words[1:] = [_link(spec, part, text) for part, text in linked]
    content = "".join([*grounds, *words, "</g>"])
    if spec.links and not any(spec.links[1:]):
        content = anchor(spec.links[0], spec.name, content)
    return f"{spec.sheet.opening}{dark_rules(content)}{content}</svg>"


def _link(spec: "BadgeSpec", part: Part, words: str) -> str:
    """Make a part's text and a clear area over its whole ground a link of its own."""
    link = spec.links[0 if part.is_label else 1]
    if not (link and part.text):
        return words
    box = _box(part.x * 10, part.width * 10, spec.layout.height * 10)
    return anchor(link, part.text, f'<rect {box} fill-opacity="0"/>{words}')


@lru_cache(maxsize=1024)
def write_sheet(content: Content, heading: Heading) -> Sheet:
    """Write what badges with the same words in the same style share."""
    layout = lay_out(content)
    style, height = content.style, layout.height
    opening = _opening(content.name or heading.logo_name, layout, heading)
    if style is Style.SOCIAL:
        return Sheet(opening + svg_social.SHADE, "<g>", (), "</g>", svg_social.FONT, ())
    gloss = _glossy(style, layout.width) if style in _GLOSSES else _PLAIN
    return Sheet(
        opening + gloss.definitions,
        gloss.group,
        tuple(f"<rect {_box(part.x, part.width, height)} " for part in layout.parts),
        gloss.shine + "</g>",
        _FONT.format(100 if style is Style.FOR_THE_BADGE else 110),
        tuple(
            (_words(part, style, ON_DARK), _words(part, style, ON_BRIGHT)) for part in layout.parts
        ),
    )


def _opening(name: str, layout: Layout, heading: Heading) -> str:
    name = escape(name)
    width, height = layout.width, layout.height
    scaled = number(width * heading.scale), number(height * heading.scale)
    role = "group" if heading.linked else "img"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{scaled[0]}" height="{scaled[1]}" '
        f'viewBox="0 0 {number(width)} {height}" role="{role}" aria-label="{name}">'
        f"<title>{name}</title>"
    )


class _Gloss(NamedTuple):
    definitions: str
    group: str
    shine: str


_PLAIN = _Gloss("", '<g shape-rendering="crispEdges">', "")


def _glossy(style: Style, width: float) -> _Gloss:
    """Rounded corners and a gradient over the whole badge; a blur for the words' shadows."""
    whole = f"<rect {_box(0, width, style.height)}"
    clip = f'{whole} rx="{_RADII[style]}"/>'
    gradient_id, clip_id = piece_id(_GLOSSES[style]), piece_id(clip)
    definitions = (
        f'<filter id="{_BLUR_ID}">{_BLUR}</filter>'
        f'<linearGradient id="{gradient_id}" x2="0" y2="100%">{_GLOSSES[style]}</linearGradient>'
        f'<clipPath id="{clip_id}">{clip}</clipPath>'
    )
    return _Gloss(
        definitions, f'<g clip-path="url(#{clip_id})">', f'{whole} fill="url(#{gradient_id})"/>'
    )


def _words(part: Part, style: Style, paint: TextPaint) -> str:
    """A part's text; in the glossy styles above a sharp and a blurred shadow of itself."""
    if not part.text:
        return ""
    text = escape(part.text)
    y = round(style.baseline * 10)
    place = f'x="{number(part.center * 10)}" y="{{}}" textLength="{number(part.length * 10)}"'
    color = "" if paint is ON_DARK else f' fill="{short_hex(paint.fill)}"'
    weight = ' font-weight="700"' if part.bold else ""
    words = f"<text {place.format(y)}{color}{weight}>{text}</text>"
    if style not in _GLOSSES:
        return words
    below = place.format(y + 10)
    return (
        f'<g aria-hidden="true" fill="{short_hex(paint.shadow)}">'
        f'<text {below} fill-opacity=".8" filter="url(#{_BLUR_ID})">{text}</text>'
        f'<text {below} fill-opacity=".3">{text}</text></g>{words}'
    )


def _box(x: float, width: float, height: float) -> str:
    left = f'x="{number(x)}" ' if x else ""
    return f'{left}width="{number(width)}" height="{number(height)}"'
