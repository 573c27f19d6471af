"""Images in Markdown, as CommonMark and GitHub read it; HTML may stand among it."""

import re
from collections.abc import Iterator

from endpoint.badge.readme import html
from endpoint.badge.readme.text import Image, Notation

_BRACKET = re.compile(r"\\.|!?\[|\]|\n[ \t\r]*\n", re.DOTALL)
_LABEL = re.compile(r"\[((?:[^\[\]\\]|\\.){0,999})\]", re.DOTALL)
_DEFINITION = re.compile(
    r"^[ \t>]*\[(?!\^)((?:[^\[\]\\]|\\.){1,999})\]:[ \t]*(?:\r?\n[ \t>]*)?(?:<([^<>\r\n]*)>|(\S+))",
    re.MULTILINE | re.DOTALL,
)
_ANGLED = re.compile(r"<([^<>\r\n]*)>")
_PIECE = re.compile(r"[^\s()\\]+|\\\S|[()\\]")
_DEEPEST = 32
"""Brackets in brackets within an address, as CommonMark's own reader has it."""

_OPENED = re.compile(r"\([ \t]*(?:\r?\n)?[ \t]*")


def images(text: str) -> Iterator[Image]:
    """Find the addresses of images.

    Args:
        text: with its code and comments blanked.
    """
    used: set[str] = set()
    for start, closed in _image_brackets(text):
        if image := _destination(text, closed):
            yield image
        else:
            used.add(_reference(text, start, closed))
    for match in _DEFINITION.finditer(text):
        if _folded(match[1]) in used:
            group = 2 if match[2] is not None else 3
            yield Image(*match.span(group), Notation.MARKDOWN)
    yield from html.images(text)


def _image_brackets(text: str) -> Iterator[tuple[int, int]]:
    """Find `![…]`: where its text begins, and the place behind its `]`."""
    opened: list[tuple[int, bool]] = []
    for match in _BRACKET.finditer(text):
        if match[0].endswith("["):
            opened.append((match.end(), match[0] == "!["))
        elif match[0] == "]" and opened:
            start, is_image = opened.pop()
            if is_image:
                yield start, match.end()
        elif match[0][0] == "\n":
            opened.clear()


def _destination(text: str, at: int) -> Image | None:
    """Read `(address`; None where there is none."""
    opened = _OPENED.match(text, at)
    if opened is None:
        return None
    start = opened.end()
    if angled := _ANGLED.match(text, start):
        return Image(*angled.span(1), Notation.MARKDOWN)
    depth, end = 0, start
    while (piece := _PIECE.match(text, end)) and depth <= _DEEPEST:
        if piece[0] == ")" and not depth:
            break
        depth += {"(": 1, ")": -1}.get(piece[0], 0)
        end = piece.end()
    if depth or end == start or end == len(text):
        return None
    return Image(start, end, Notation.MARKDOWN)


def _reference(text: str, start: int, closed: int) -> str:
    """The name that `![alt][name]`, `![name][]` or `![name]` asks for."""
    label = _LABEL.match(text, closed)
    return _folded((label and label[1]) or text[start : closed - 1])


def _folded(name: str) -> str:
    return " ".join(name.split()).casefold()
