r"""The path of a badge and the list of its segments, read and written.

    /badge/<label>-<message>-<color>
    /badge/<message>-<color>

In both texts `_` and `%20` are a space, `__` is `_`, `--` is `-`; an odd number of dashes is the
separator and then, for each further two, a dash of the text behind it. At the end there may stand
a scale (`@2x`) and a suffix (`.png`).

    segments=build:555,passing on main:brightgreen,3\:11:blue

A segment is `text:color`; a backslash keeps `,` `:` `(` `)` and itself in a text.
"""

import re
from dataclasses import dataclass
from typing import Self
from urllib.parse import quote

from image_proc.badge.lists import escape_item, split_items, unescape_item
from image_proc.errors import InvalidParameter

PATH, SCALE = "path", "scale"
PATH_ACCEPTED = (
    "/badge/<label>-<message>-<color> or /badge/<message>-<color>, where '--' is a dash, '_' a "
    "space and '__' an underscore; more parts stand in segments="
)
SEGMENTS_ACCEPTED = (
    "text:color,text:color,… with a backslash before a comma, colon or bracket in a text"
)
SUFFIXES = ("svg", "png", "webp", "json")
SUFFIX_ACCEPTED = "the suffix .svg, .png, .webp or .json"
SCALE_ACCEPTED = "@1x to @4x, such as @2x or @1.5x"

_TAIL = re.compile(r"\A(.*?)(@[^@.]*(?:\.[0-9]+)?x)?(\.[A-Za-z][^.]*)?\Z", re.DOTALL)
_SCALE = re.compile(r"@[0-9](?:\.[0-9]{1,3})?x")
_DASHES = re.compile("-+")
_ESCAPED = re.compile("__|_")
_LAST_COLON = re.compile(r"((?:[^\\]|\\.)*):([^:\\]+)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Tail:
    """What a badge's path ends in.

    Args:
        scale: as typed, such as "2" or "1.5"; None without one.
        suffix: in lower case; None without one.
    """

    scale: str | None = None
    suffix: str | None = None

    @classmethod
    def cut(cls, text: str) -> tuple[str, Self]:
        """Cut the tail off a text.

        Raises:
            InvalidParameter: names scale or path.
        """
        body, scale, suffix = _TAIL.findall(text)[0]
        if scale and not _SCALE.fullmatch(scale):
            raise InvalidParameter(SCALE, scale, SCALE_ACCEPTED)
        if suffix and suffix[1:].lower() not in SUFFIXES:
            raise InvalidParameter(PATH, suffix, SUFFIX_ACCEPTED)
        return body, cls(scale[1:-1] or None, suffix[1:].lower() or None)

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read what is nothing but a tail.

        Raises:
            InvalidParameter: names scale or path.
        """
        body, tail = cls.cut(text)
        if body:
            raise InvalidParameter(PATH, text, f"{SCALE_ACCEPTED}, then {SUFFIX_ACCEPTED}")
        return tail

    def __str__(self) -> str:
        """Write the tail; `parse` is the inverse."""
        scale = f"@{self.scale}x" if self.scale else ""
        return f"{scale}.{self.suffix}" if self.suffix else scale


@dataclass(frozen=True, slots=True)
class Address:
    """What a badge's path says.

    Args:
        label: '' for none.
        message: may be '' beside a label or a logo.
        color: as typed; neither empty nor with a dash or a dot.
        tail: scale and format.
    """

    label: str
    message: str
    color: str
    tail: Tail = Tail()

    @property
    def suffix(self) -> str | None:
        """The format that the tail names."""
        return self.tail.suffix

    @classmethod
    def parse(cls, path: str) -> Self:
        """Read a path, decoded and without `/badge/`.

        Raises:
            InvalidParameter: names path or scale.
        """
        texts, dash, end = path.rpartition("-")
        color, tail = Tail.cut(end)
        found = _split_texts(texts)
        if not dash or not color or found is None:
            raise InvalidParameter(PATH, f"/badge/{path}", PATH_ACCEPTED)
        return cls(*found, _unescape(color), tail)

    def __str__(self) -> str:
        """Write the path, percent-encoded, `/badge/` included; `parse` is the inverse.

        Raises:
            ValueError: a label that ends in a dash, which only `?label=` can say.
        """
        if self.label.endswith("-"):
            message = "a path holds no label that ends in a dash"
            raise ValueError(message)
        texts = [_escape(self.label)] if self.label else []
        parts = [*texts, _escape(self.message), _escape(self.color)]
        return f"/badge/{'-'.join(parts)}{self.tail}"


def parse_segments(text: str) -> list[tuple[str, str]]:
    """Read a list of segments.

    Returns:
        (text, color) of each, at least one.

    Raises:
        ValueError: what is accepted.
    """
    try:
        items = split_items(text)
    except ValueError as error:
        raise ValueError(SEGMENTS_ACCEPTED) from error
    found: list[tuple[str, str]] = []
    for item in items:
        match = _LAST_COLON.fullmatch(item)
        if match is None or not match[1].strip():
            raise ValueError(SEGMENTS_ACCEPTED)
        found.append((unescape_item(match[1]), match[2]))
    return found


def format_segments(segments: list[tuple[str, str]]) -> str:
    """Write a list of segments, not yet percent-encoded; `parse_segments` is the inverse."""
    return ",".join(f"{escape_item(text)}:{color}" for text, color in segments)


def _split_texts(texts: str) -> tuple[str, str] | None:
    """Split what stands before the colour into label and message; None with more than two."""
    odd = [run for run in _DASHES.finditer(texts) if len(run.group()) % 2]
    if len(odd) > 1:
        return None
    if not odd:
        return "", _unescape(texts)
    at = odd[0].start()
    return _unescape(texts[:at]), _unescape(texts[at + 1 :])


def _unescape(text: str) -> str:
    spaced = _ESCAPED.sub(lambda run: "_" if run.group() == "__" else " ", text)
    return spaced.replace("--", "-")


def _escape(text: str) -> str:
    """Write a text for the path; a space before `_` or another space needs its percent sign."""
    encoded = quote(text.replace("-", "--").replace("_", "__"), safe="-_.~!*'(),;:@$&+=")
    return re.sub(r"%20(?!%20|_)", "_", encoded)
