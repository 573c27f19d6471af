"""Colours as attributes, and as rules for readers who prefer a dark page."""

from functools import lru_cache
from typing import Literal, NamedTuple

from image_proc.chart.path import number
from image_proc.chart.scene import Paint
from image_proc.color import OPAQUE, Color
from image_proc.fields import Theme

What = Literal["fill", "stroke"]


class Inks:
    """How the paints of one document are written; keeps what its style sheet needs."""

    def __init__(self, theme: Theme) -> None:
        """Begin a document.

        Args:
            theme: the page around it; `auto` is whichever its reader prefers.
        """
        self._theme = theme
        self._rules: dict[str, str] = {}

    def attributes(self, paint: Paint, what: What = "fill") -> str:
        """The attributes that paint a shape; they name a class where light and dark differ."""
        ink = _ink(self.seen(paint), what)
        if ink.name:
            self._rules[ink.name] = ink.rule
        return ink.attributes

    def seen(self, paint: Paint) -> Paint:
        """The paint as this document's theme has it."""
        match self._theme:
            case Theme.LIGHT:
                return Paint(paint.light, paint.light)
            case Theme.DARK:
                return Paint(paint.dark, paint.dark)
            case Theme.AUTO:
                return paint

    def is_clear(self, paint: Paint) -> bool:
        """Whether nothing is seen of it."""
        return not any(color.alpha for color in self.seen(paint))

    def is_opaque(self, paint: Paint) -> bool:
        """Whether it hides what lies below, so that overlaps do not show."""
        return all(color.alpha == OPAQUE for color in self.seen(paint))

    @property
    def style(self) -> str:
        """The style sheet, empty where no paint differs."""
        if not self._rules:
            return ""
        rules = "".join(f".{name}{{{rule}}}" for name, rule in self._rules.items())
        return f"<style>@media(prefers-color-scheme:dark){{{rules}}}</style>"


class _Ink(NamedTuple):
    """A paint as it is written.

    Args:
        attributes: what an element gets.
        name: of the class among them, empty where light and dark are the same.
        rule: what the class means on a dark page.
    """

    attributes: str
    name: str = ""
    rule: str = ""


@lru_cache(maxsize=4096)
def _ink(paint: Paint, what: What) -> _Ink:
    light, dark = paint
    share = f' {what}-opacity="{_share(light)}"' if light.alpha < OPAQUE else ""
    plain = f'{what}="{_digits(light)}"{share}'
    if light == dark:
        return _Ink(plain)
    # The name says the rule, so that documents within one page do not disturb each other.
    name, rule = f"{what}-{dark.hex[1:]}", f"{what}:{_digits(dark)}"
    if min(light.alpha, dark.alpha) < OPAQUE:
        name = f"{what}-{bytes(dark).hex()}"
        rule += f";{what}-opacity:{_share(dark)}"
    return _Ink(f'{plain} class="{name}"', name, rule)


def _digits(color: Color) -> str:
    return Color(*color.rgb).hex


def _share(color: Color) -> str:
    return number(color.alpha / OPAQUE)
