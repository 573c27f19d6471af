"""Where a README shows images, by the syntax that it is written in."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import PurePath

from endpoint.badge.readme import asciidoc, html, markdown, markdown_code, rst
from endpoint.badge.readme.text import Hidden, Image, blanked


class Syntax(StrEnum):
    """What a README is written in."""

    MARKDOWN = "markdown"
    HTML = "html"
    RST = "rst"
    ASCIIDOC = "asciidoc"

    @classmethod
    def of(cls, name: str) -> "Syntax":
        """Tell it by a file's name; what has no suffix of the others is read as Markdown."""
        return _SUFFIXES.get(PurePath(name).suffix.lower(), cls.MARKDOWN)


_SUFFIXES = {
    ".html": Syntax.HTML,
    ".htm": Syntax.HTML,
    ".rst": Syntax.RST,
    ".rest": Syntax.RST,
    ".adoc": Syntax.ASCIIDOC,
    ".asciidoc": Syntax.ASCIIDOC,
    ".asc": Syntax.ASCIIDOC,
}


@dataclass(frozen=True, slots=True)
class Found:
    """What a text holds.

    Args:
        images: in order.
        hidden: the parts that show none, in order.
    """

    images: tuple[Image, ...]
    hidden: tuple[Hidden, ...]


_Finder = tuple[Callable[[str], Iterable[Hidden]], Callable[[str], Iterable[Image]]]
_FINDERS: dict[Syntax, _Finder] = {
    Syntax.MARKDOWN: (markdown_code.hidden, markdown.images),
    Syntax.HTML: (html.comments, html.images),
    Syntax.RST: (rst.hidden, rst.images),
    Syntax.ASCIIDOC: (asciidoc.hidden, asciidoc.images),
}


def find_images(text: str, syntax: Syntax) -> Found:
    """Find the addresses of a text's images, in time proportional to its length."""
    hide, find = _FINDERS[syntax]
    hidden = tuple(hide(text))
    return Found(tuple(sorted(set(find(blanked(text, hidden))))), hidden)
