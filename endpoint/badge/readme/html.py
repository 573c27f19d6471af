"""Images in HTML: `src` and `srcset` of `<img>`, `srcset` of `<source>`."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from endpoint.badge.readme.text import Hidden, Image, Notation

COMMENT = "in a comment"

_TAG = re.compile(r"<(?:img|source)(?=[\s/])", re.IGNORECASE)
_NAME = re.compile(r"[\s/]*([^\s\"'<>/=]+)(\s*=\s*)?")
_BARE = re.compile(r"[^\s\"'<>`]+")
_CANDIDATE = re.compile(r"(?<![^\s,])(?![0-9.]+[wxh](?:[\s,]|\Z))[^\s,](?:\S*[^\s,])?")
_SHOWN = frozenset({"src", "srcset"})


class _Attribute(NamedTuple):
    name: str
    start: int
    end: int
    stop: int  # behind the closing quote


def comments(text: str) -> Iterator[Hidden]:
    """Find `<!-- … -->`; one that is never closed goes to the end."""
    at = text.find("<!--")
    while at >= 0:
        found = text.find("-->", at + 4)
        end = found + 3 if found >= 0 else len(text)
        yield Hidden(at, end, COMMENT)
        at = text.find("<!--", end)


def images(text: str) -> Iterator[Image]:
    """Find the addresses of images.

    Args:
        text: with its comments blanked.
    """
    at = 0
    while match := _TAG.search(text, at):
        at = match.end()
        while attribute := _attribute(text, at):
            at = attribute.stop
            if attribute.name in _SHOWN:
                yield from _addresses(text, attribute)


def _attribute(text: str, at: int) -> _Attribute | None:
    """Read an attribute; None at the end of the tag, or where there is no reading on."""
    match = _NAME.match(text, at)
    if match is None:
        return None
    name, start = match[1].lower(), match.end()
    if match[2] is None:
        return _Attribute("", start, start, start)
    quote = text[start : start + 1]
    if quote in {'"', "'"}:
        end = text.find(quote, start + 1)
        return None if end < 0 else _Attribute(name, start + 1, end, end + 1)
    bare = _BARE.match(text, start)
    return _Attribute(name, start, bare.end(), bare.end()) if bare else None


def _addresses(text: str, attribute: _Attribute) -> Iterator[Image]:
    start, value = attribute.start, text[attribute.start : attribute.end]
    if attribute.name == "src":
        start += len(value) - len(value.lstrip())
        yield Image(start, start + len(value.strip()), Notation.HTML)
        return
    for candidate in _CANDIDATE.finditer(value):
        yield Image(start + candidate.start(), start + candidate.end(), Notation.HTML)
