"""simple-icons by name, read from one sorted file that stays on disk.

The file is mapped into memory and searched by halves: nothing is loaded at the start, and only the
few pages that a search touches become resident.

Source: https://github.com/simple-icons/simple-icons (CC0 1.0), assets/logos
"""

import mmap
import re
import unicodedata
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from image_proc.color import Color, parse_color

_FILE = Path(__file__).parent.parent.parent / "assets" / "logos" / "simple-icons.tsv"
_MOST_SUGGESTIONS = 3
# How simple-icons makes a slug of a title, where more than the letters a to z and digits count.
_SPELLED_OUT = str.maketrans(
    {
        "+": "plus",
        ".": "dot",
        "&": "and",
        "đ": "d",
        "ħ": "h",
        "\u0131": "i",
        "ĸ": "k",
        "ŀ": "l",
        "ł": "l",
        "ß": "ss",
        "ŧ": "t",
        "ø": "o",
    }
)


class Icon(NamedTuple):
    """One icon.

    Args:
        slug: its name in URLs.
        color: the brand's own.
        box: (left, top, right, bottom) of its ink on the canvas of 24 × 24.
        title: its name in print.
        path: the SVG path.
    """

    slug: str
    color: Color
    box: tuple[float, float, float, float]
    title: str
    path: str


def slug_of(name: str) -> str:
    """Make the slug that a name or title stands for: `Node.js` is `nodedotjs`."""
    plain = unicodedata.normalize("NFD", name.lower().translate(_SPELLED_OUT))
    return re.sub(r"[^a-z0-9_]", "", plain)


@lru_cache(maxsize=512)
def find_icon(slug: str) -> Icon | None:
    """Look an icon up, None when there is none of that name."""
    line = _line_at(_position(slug.encode()))
    if not line.startswith(f"{slug}\t"):
        return None
    _, color, box, title, path = line.split("\t")
    left, top, right, bottom = map(float, box.split(" "))
    return Icon(slug, parse_color(color), (left, top, right, bottom), title, path)


def suggest(slug: str) -> list[str]:
    """Name up to 3 icons that begin as a wrong name does, for the error message."""
    for length in range(len(slug), 1, -1):
        found = _beginning_with(slug[:length])
        if found:
            return found
    return []


def _beginning_with(prefix: str) -> list[str]:
    at = _position(prefix.encode())
    found: list[str] = []
    while len(found) < _MOST_SUGGESTIONS:
        line = _line_at(at)
        if not line.startswith(prefix):
            break
        found.append(line.partition("\t")[0])
        at += len(line.encode()) + 1
    return found


@lru_cache(maxsize=1)
def _mapped() -> mmap.mmap:
    with _FILE.open("rb") as file:
        return mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)


def _position(slug: bytes) -> int:
    """The offset of the first line whose slug is not before `slug`."""
    lines = _mapped()
    low, high = 0, len(lines)
    while low < high:
        start = lines.rfind(b"\n", low, (low + high) // 2) + 1 or low
        end = lines.find(b"\n", start) + 1
        if lines[start : lines.find(b"\t", start)] < slug:
            low = end
        else:
            high = start
    return low


def _line_at(offset: int) -> str:
    lines = _mapped()
    return lines[offset : lines.find(b"\n", offset)].decode() if offset < len(lines) else ""
