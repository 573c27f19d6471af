"""A README's text with the addresses of its badges on this host, all else as it was."""

import html
import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeVar

from endpoint.badge.readme.carry import Carried, Left, Service, carry_over
from endpoint.badge.readme.find import Syntax, find_images
from endpoint.badge.readme.text import Hidden, Image, LineNumbers, Notation

Part = TypeVar("Part", Image, Hidden)

_ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
_UNSAFE = re.compile(r"[\x00-\x20\"'<>\\()`]")
_MENTION = re.compile(
    r"(?:https?:)?//(?:img|raster)\.shields\.io(?![\w.-])[^\s<>\"'`)\]]*", re.IGNORECASE
)
_NO_IMAGE = "no image that is understood here: a link, or a definition that no image uses"


@dataclass(frozen=True, slots=True)
class Change:
    """An address that was rewritten.

    Args:
        line: from 1.
        old: as it stood there.
        new: as it stands there now.
        carried: what was made of it.
    """

    line: int
    old: str
    new: str
    carried: Carried


@dataclass(frozen=True, slots=True)
class Kept:
    """An address of shields that stays.

    Args:
        line: from 1.
        address: as it stands there.
        reason: a sentence without its full stop.
    """

    line: int
    address: str
    reason: str


@dataclass(frozen=True, slots=True)
class Rewriting:
    """What was made of a text.

    Args:
        text: the new one.
        changes: in order.
        kept: in order.
    """

    text: str
    changes: tuple[Change, ...]
    kept: tuple[Kept, ...]


def rewrite(text: str, syntax: Syntax, service: Service) -> Rewriting:
    """Carry a text's badges over.

    Args:
        text: with its line ends and its byte order mark.
        syntax: what it is written in.
        service: where to.
    """
    found, numbers = find_images(text, syntax), LineNumbers(text)
    pieces: list[str] = []
    changes: list[Change] = []
    kept: list[tuple[int, Kept]] = []
    at = 0
    for image in found.images:
        old, line = text[image.start : image.end], numbers.at(image.start)
        result = carry_over(_read(old, image.notation), service) if image.start >= at else None
        if isinstance(result, Left):
            kept.append((image.start, Kept(line, old, result.reason)))
        elif result is not None:
            new = _written(result.address, old, image.notation)
            changes.append(Change(line, old, new, result))
            pieces += text[at : image.start], new
            at = image.end
    for start, address, reason in _elsewhere(text, found.images, found.hidden):
        kept.append((start, Kept(numbers.at(start), address, reason)))
    return Rewriting(
        "".join([*pieces, text[at:]]), tuple(changes), tuple(each for _, each in sorted(kept))
    )


def _read(written: str, notation: Notation) -> str:
    """Undo what the notation does to an address."""
    if notation is Notation.MARKDOWN:
        written = _ESCAPED.sub(r"\1", written)
    if notation is Notation.PLAIN:
        return written
    return _ENTITY.sub(lambda match: html.unescape(match[0]), written)


def _written(address: str, like: str, notation: Notation) -> str:
    """Write an address as the one in its place is written; most have nothing to be escaped."""
    if _read(like, notation) == like:
        return address
    safe = _UNSAFE.sub(lambda match: f"%{ord(match[0]):02X}", address)
    return safe.replace("&", "&amp;") if _ENTITY.search(like) else safe


def _elsewhere(
    text: str, images: tuple[Image, ...], hidden: tuple[Hidden, ...]
) -> Iterator[tuple[int, str, str]]:
    """Find the badges of shields that are no images, and what they are."""
    for match in _MENTION.finditer(text):
        if not _around(images, match.start()):
            part = _around(hidden, match.start())
            yield match.start(), match[0], part.why if part else _NO_IMAGE


def _around(parts: tuple[Part, ...], at: int) -> Part | None:
    """The one of parts in order that an offset is in."""
    index = bisect_right(parts, at, key=lambda part: part.start) - 1
    return parts[index] if index >= 0 and at < parts[index].end else None
