"""Images in AsciiDoc: the macros `image:` and `image::`, and HTML between `++++`."""

import re
from collections.abc import Iterator

from endpoint.badge.readme import html
from endpoint.badge.readme.html import COMMENT
from endpoint.badge.readme.markdown_code import BLOCK
from endpoint.badge.readme.text import Hidden, Image, Notation, blanked, lines_of

_IMAGE = re.compile(r"(?<![\w:])image::?([^\s\[:][^\s\[]*)\[")
_DELIMITER = re.compile(r"(-{4,}|\.{4,}|/{4,}|\+{4,}|`{3})[^\S\r\n]*[\r\n]*")
_FENCE = re.compile(r"(`{3})[\w+-]*[^\S\r\n]*[\r\n]*")
_RAW = "in raw HTML"


def hidden(text: str) -> list[Hidden]:
    """Find the parts that show no images, in order."""
    return [part for part in _blocks(text) if part.why != _RAW]


def images(text: str) -> Iterator[Image]:
    """Find the addresses of images.

    Args:
        text: with its code and comments blanked.
    """
    raw = [part for part in _blocks(text) if part.why == _RAW]
    for match in _IMAGE.finditer(blanked(text, raw)):
        yield Image(*match.span(1), Notation.PLAIN)
    for part in raw:
        for image in html.images(text[part.start : part.end]):
            yield Image(part.start + image.start, part.start + image.end, image.notation)


def _blocks(text: str) -> Iterator[Hidden]:
    """The delimited blocks and the comments; a block that is never closed goes to the end."""
    opened, start, before = "", 0, ""
    for line in lines_of(text):
        match = _DELIMITER.fullmatch(line.text)
        if opened:
            if match and match[1] == opened:
                yield Hidden(start, line.end, _why(opened))
                opened = ""
        elif (match := match or _FENCE.fullmatch(line.text)) and not _underlines(match[1], before):
            opened, start = match[1], line.start
        elif line.text.startswith("//"):
            yield line.hidden(COMMENT)
        before = line.text.rstrip()
    if opened:
        yield Hidden(start, len(text), _why(opened))


def _underlines(delimiter: str, before: str) -> bool:
    """Whether it makes a title of the line before it, being about as long."""
    return bool(before) and abs(len(before) - len(delimiter)) <= 1


def _why(delimiter: str) -> str:
    return {"/": COMMENT, "+": _RAW}.get(delimiter[0], BLOCK)
