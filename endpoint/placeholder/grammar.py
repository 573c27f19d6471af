"""The path of a placeholder, read and written.

    /600x400   /400   /640x16:9   /16:9x400   /vga
    /600x400/<background>   /600x400/<background>/<foreground>
    /<background>/<foreground>/600x400      both colours in hex, as placehold.jp had it

Any segment may end in a pixel ratio (`@2x`) and a suffix (`.webp`); the format may be the last
segment too (`/600x400/png`). `x` may be `X` or `×`. A query that was glued to the path with `&`
is cut off by `split_glued_query`.
"""

import re
from dataclasses import dataclass, replace
from fractions import Fraction
from math import floor
from typing import NoReturn, Self

from endpoint.placeholder.sizes import SIZES
from image_proc.errors import InvalidParameter
from image_proc.placeholder import FORMATS, FORMATS_ACCEPTED

PATH_ACCEPTED = "/<size>, /<size>/<background> or /<size>/<background>/<foreground>"
SIZE_ACCEPTED = (
    "<width>x<height> such as 600x400, one number for a square, a ratio such as 640x16:9 or "
    "16:9x400, or a name such as vga"
)
RATIO_ACCEPTED = "@1x, @2x or @3x"

_HEX = r"(?:[0-9a-fA-F]{3,4}|[0-9a-fA-F]{6}|[0-9a-fA-F]{8})"
_NAMES = "|".join(re.escape(name) for name in SIZES if not name[0].isdigit())
ADDRESS_PATTERN = rf"(?:[0-9].*|(?:{_NAMES})(?:[@./&].*)?|{_HEX}/{_HEX}/[0-9].*)"
"""What is a placeholder's path, right or wrong; everything else belongs to other routes.

Names of sizes stand in lower case here, and are read in any.
"""

_TAIL = re.compile(
    r"(?P<body>.*?)(?:@(?P<ratio>[^@.]*))?(?:\.(?P<suffix>[A-Za-z][^.]*))?", re.DOTALL
)
_SIDE = r"[0-9]{1,24}"
_PART = r"[0-9]{1,5}(?:\.[0-9]{1,3})?"
_SQUARE = re.compile(_SIDE)
_SIZE = re.compile(rf"({_SIDE}|{_PART}:{_PART})[xX×]({_SIDE}|{_PART}:{_PART})")
_COLORS_FIRST = re.compile(rf"{_HEX}/{_HEX}/[0-9][^/]*")
_MOST_SEGMENTS = 3


@dataclass(frozen=True, slots=True)
class Address:
    """What a path says.

    Args:
        width: px as a page lays it out, 0 or more: the limits are the spec's affair.
        height: px, likewise.
        background: a colour as it was typed.
        foreground: a colour as it was typed.
        dpr: 1, 2 or 3.
        format: the format that a suffix named.
    """

    width: int
    height: int
    background: str | None = None
    foreground: str | None = None
    dpr: str | None = None
    format: str | None = None

    @classmethod
    def parse(cls, path: str) -> Self:
        """Read a path without its leading slash.

        Raises:
            InvalidParameter: names size, dpr, format or path.
        """
        segments = path.removesuffix("/").split("/")
        tails = _Tails()
        if len(segments) > 1 and segments[-1].lower() in FORMATS:
            tails = tails.join("format", str(FORMATS[segments.pop().lower()]))
        if len(segments) > _MOST_SEGMENTS:
            _refuse("path", f"/{path}", PATH_ACCEPTED)
        if _is_colors_first(segments):
            segments = [segments[2], *segments[:2]]
        bodies: list[str] = []
        for segment in segments:
            body, tails = _cut_tail(segment, tails)
            bodies.append(body)
        width, height = _parse_size(bodies[0])
        background, foreground = (*bodies[1:], None, None)[:2]
        return cls(width, height, background, foreground, tails.dpr, tails.format)

    def __str__(self) -> str:
        """Write the path, its leading slash included; `parse` is the inverse."""
        colors = [each for each in (self.background, self.foreground) if each is not None]
        ratio = f"@{self.dpr}x" if self.dpr else ""
        suffix = f".{self.format}" if self.format else ""
        return "/" + "/".join([f"{self.width}x{self.height}", *colors]) + ratio + suffix


def split_glued_query(path: str) -> tuple[str, str]:
    """Cut a path such as `600x400&text=Hello` into path and query."""
    address, _, query = path.partition("&")
    return address, query


@dataclass(frozen=True, slots=True)
class _Tails:
    """Ratio and format, which may stand in several segments as long as they agree."""

    dpr: str | None = None
    format: str | None = None

    def join(self, name: str, value: str) -> "_Tails":
        known = self.dpr if name == "dpr" else self.format
        if known is not None and known != value:
            _refuse(name, value, f"one {name}; the path says {known!r} already")
        return replace(self, **{name: value})


def _cut_tail(segment: str, tails: _Tails) -> tuple[str, _Tails]:
    match = _TAIL.fullmatch(segment)
    if match is None:
        return segment, tails
    if (ratio := match["ratio"]) is not None:
        if ratio.lower() not in {"1x", "2x", "3x"}:
            _refuse("dpr", f"@{ratio}", RATIO_ACCEPTED)
        tails = tails.join("dpr", ratio[0])
    if (suffix := match["suffix"]) is not None:
        if suffix.lower() not in FORMATS:
            _refuse("format", suffix, FORMATS_ACCEPTED)
        tails = tails.join("format", str(FORMATS[suffix.lower()]))
    return match["body"], tails


def _is_colors_first(segments: list[str]) -> bool:
    """Whether two hex colours stand before a size.

    `/300/200/400` is size first; so the size must be a `<width>x<height>`, which no colour is, or
    the first segment must be no size.
    """
    if not _COLORS_FIRST.fullmatch("/".join(segments)):
        return False
    last, _ = _cut_tail(segments[-1], _Tails())
    return bool(_SIZE.fullmatch(last)) or not _SQUARE.fullmatch(segments[0])


def _parse_size(text: str) -> tuple[int, int]:
    if (named := SIZES.get(text.lower())) is not None:
        return named
    if _SQUARE.fullmatch(text):
        return int(text), int(text)
    match = _SIZE.fullmatch(text)
    if match is None:
        _refuse("size", text, SIZE_ACCEPTED)
    across, down = match[1], match[2]
    if _is_ratio(across) and _is_ratio(down):
        _refuse("size", text, SIZE_ACCEPTED)
    if not _is_ratio(across) and not _is_ratio(down):
        return int(across), int(down)
    if _is_ratio(down):
        return int(across), _in_ratio(int(across), 1 / _parse_ratio(down, text))
    return _in_ratio(int(down), _parse_ratio(across, text)), int(down)


def _is_ratio(text: str) -> bool:
    return ":" in text


def _parse_ratio(text: str, size: str) -> Fraction:
    """Width by height; neither is 0."""
    across, down = (Fraction(part) for part in text.split(":"))
    if not across or not down:
        _refuse("size", size, SIZE_ACCEPTED)
    return across / down


def _in_ratio(side: int, factor: Fraction) -> int:
    """The other side, rounded to the nearest px; at least 1, unless there is no side at all."""
    return max(min(side, 1), floor(side * factor + Fraction(1, 2)))


def _refuse(name: str, value: str, accepted: str) -> NoReturn:
    raise InvalidParameter(name, value, accepted)
