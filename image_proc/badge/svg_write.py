"""Small pieces of SVG that every style writes alike."""

import re
from functools import lru_cache
from hashlib import blake2b
from html import escape

import regex

from image_proc.badge.layout import Part
from image_proc.color import Color

_OPAQUE = 255
_DARK_CLASS = re.compile(r'class="dark-(fill|stroke)-([0-9a-f]{6})"')


# Space between these letters tears words apart, or marks from their letters.
_JOINED = regex.compile(
    r"[\p{Arabic}\p{Syriac}\p{Nko}\p{Mongolian}\p{Devanagari}\p{Bengali}\p{Gurmukhi}\p{Gujarati}"
    r"\p{Oriya}\p{Tamil}\p{Telugu}\p{Kannada}\p{Malayalam}\p{Sinhala}\p{Tibetan}\p{Myanmar}\p{Khmer}]"
)


def number(value: float) -> str:
    """Write a number without needless digits."""
    whole = int(value)
    return str(whole) if whole == value else f"{value:.10g}"


def short_hex(color: Color) -> str:
    """`#rgb` where that says it all, else `#rrggbb`; alpha is left out."""
    digits = color.hex[1:7]
    halves = digits[::2]
    return f"#{halves}" if halves == digits[1::2] else f"#{digits}"


@lru_cache(maxsize=4096)
def fill(color: Color) -> str:
    """The attributes that fill a shape, as short as can be: `fill="#4b0"`.

    The alpha stands apart, since not every reader of SVG knows eight hex digits.
    """
    opacity = "" if color.alpha == _OPAQUE else f' fill-opacity="{color.alpha / _OPAQUE:.3g}"'
    return f'fill="{short_hex(color)}"{opacity}'


def themed(attribute: str, light: Color, dark: Color) -> str:
    """Paint a shape by its reader's theme: `dark_rules` writes the rule for the class."""
    paint = fill(light) if attribute == "fill" else f'{attribute}="{short_hex(light)}"'
    return paint if light == dark else f'{paint} class="dark-{attribute}-{dark.hex[1:7]}"'


def dark_rules(markup: str) -> str:
    """Write the style rules for the classes in use; '' when there are none."""
    classes = sorted(set(_DARK_CLASS.findall(markup)))
    rules = "".join(f".dark-{what}-{color}{{{what}:#{color}}}" for what, color in classes)
    return f"<style>@media(prefers-color-scheme:dark){{{rules}}}</style>" if rules else ""


def text_place(part: Part) -> str:
    """The attributes that set a part's words across, in tenths of a px.

    They fill their length in every browser; words of joined letters stand in the middle of it.
    """
    center, length = part.center * 10, part.length * 10
    # Nearly always whole numbers, which write themselves in a third of the time.
    x = int(center) if center == int(center) else number(center)
    if not part.text.isascii() and _JOINED.search(part.text):
        return f'x="{x}"'
    return f'x="{x}" textLength="{length if isinstance(length, int) else number(length)}"'


def piece_id(content: str) -> str:
    """Name a part by its content, so that equal names always mean equal parts."""
    return "e" + blake2b(content.encode(), digest_size=4).hexdigest()


def anchor(link: str, name: str, content: str) -> str:
    """Make content a link, announced as an image of the given name."""
    return (
        f'<a href="{escape(link)}" target="_blank" rel="noopener">'
        f'<g role="img" aria-label="{escape(name)}">{content}</g></a>'
    )
