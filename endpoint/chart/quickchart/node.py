"""An object of a config: its keys are read by what they should hold, and what nobody read is known.

Chart.js takes what it can use and passes over the rest; here a value that makes no sense is an
error that names its dotted path, and a key that nothing follows from is listed.
"""

import math
import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field

from endpoint.chart.quickchart.config import dotted
from endpoint.plot.fields import parse_number
from image_proc.color import ACCEPTED as COLOR_ACCEPTED
from image_proc.color import Color, parse_color
from image_proc.errors import InvalidParameter
from image_proc.fields import clean_text

_SWITCHES: dict[object, bool] = {"true": True, "false": False, "auto": True}
_MOST_IGNORED = 100

# They are about motion, pointers and pages; and what a picture of one moment cannot show.
_HARMLESS = re.compile(
    r"animations?|transitions|responsive\w*|resizeDelay|maintainAspectRatio|aspectRatio|"
    r"devicePixelRatio|tooltips?|interaction|events|on[A-Z]\w*|hover\w*|pointH\w+|normalized|"
    r"locale|parsing|_meta|deferred|zoom|hitRadius"
)


@dataclass(slots=True)
class Trail:
    """What was looked at, and what was found there that nothing follows from."""

    nodes: list["Node"] = field(default_factory=list)
    unusable: list[str] = field(default_factory=list)

    def ignored(self) -> tuple[str, ...]:
        """The dotted paths of keys that would have changed the picture, in order."""
        unread = [path for node in self.nodes for path in node.unread()]
        return tuple(dict.fromkeys([*unread, *self.unusable]))[:_MOST_IGNORED]


class Node:
    """An object and its place.

    Args:
        keys: what it holds.
        path: dotted, from the config's root; "" for the root.
        trail: of the whole config.
    """

    def __init__(self, keys: Mapping[str, object], path: str, trail: Trail) -> None:
        self.path = path
        self.trail = trail
        self._keys = keys
        self._read: set[str] = set()
        self._inside: dict[str, Node] = {}
        trail.nodes.append(self)

    def __contains__(self, key: str) -> bool:
        """Tell whether a key says something: null says nothing."""
        return self._keys.get(key) is not None

    def __iter__(self) -> Iterator[str]:
        """The keys, in order."""
        return iter(self._keys)

    def peek(self) -> Mapping[str, object]:
        """All that it holds, without having read it."""
        return self._keys

    def take(self, *names: str) -> object:
        """The value of the first of several names for one thing that says something, or None."""
        self._read.update(names)
        values = (self._keys.get(name) for name in names)
        return next((value for value in values if value is not None), None)

    def place(self, *names: str) -> str:
        """The dotted path of the first of several names that says something."""
        return dotted(self.path, next((name for name in names if name in self), names[0]))

    def number(self, *names: str) -> float | None:
        """A number."""
        value = self.take(*names)
        return None if value is None else read_number(value, self.place(*names))

    def text(self, *names: str) -> str:
        """A text, "" where there is none; lines become one."""
        value = self.take(*names)
        return "" if value is None else read_text(value, self.place(*names))

    def flag(self, *names: str) -> bool | None:
        """A switch."""
        value = self.take(*names)
        return None if value is None else read_flag(value, self.place(*names))

    def items(self, *names: str) -> list[object]:
        """A list, empty where there is none."""
        value = self.take(*names)
        if value is not None and not isinstance(value, list):
            raise InvalidParameter(self.place(*names), value, "a list")
        return value or []

    def within(self, *names: str) -> "Node":
        """An object, empty where there is none; `true` and `false` stand for its `display`."""
        value, path = self.take(*names), self.place(*names)
        if isinstance(value, bool):
            value = {"display": value}
        if value is not None and not isinstance(value, dict):
            raise InvalidParameter(path, value, "an object")
        if path not in self._inside:
            self._inside[path] = Node(value or {}, path, self.trail)
        return self._inside[path]

    def each(self, *names: str) -> list["Node"]:
        """A list of objects; one that stands alone will do."""
        value = self.take(*names)
        path = self.place(*names)
        found = value if isinstance(value, list) else [] if value is None else [value]
        for at, item in enumerate(found):
            if not isinstance(item, dict):
                raise InvalidParameter(dotted(path, at), item, "an object")
        return [Node(item, dotted(path, at), self.trail) for at, item in enumerate(found)]

    def give_up(self, *names: str) -> None:
        """List keys that say something which cannot be drawn."""
        for name in names:
            self._read.add(name)
            if name in self:
                self.trail.unusable.append(dotted(self.path, name))

    def unread(self) -> list[str]:
        """The paths of keys that nobody asked for and that are about the picture."""
        return [
            dotted(self.path, key)
            for key, value in self._keys.items()
            if key not in self._read and value is not None and not _HARMLESS.fullmatch(key)
        ]


def read_number(value: object, path: str) -> float:
    """Read a number, or a text that is one.

    Raises:
        InvalidParameter: it is none, or not finite.
    """
    if isinstance(value, str):
        with suppress(ValueError):
            value = parse_number(value.strip())
    if isinstance(value, int | float) and not isinstance(value, bool):
        try:
            number = float(value)
        except OverflowError:
            number = math.inf
        if math.isfinite(number):
            return number
    raise InvalidParameter(path, value, "a number")


def read_flag(value: object, path: str) -> bool:
    """Read a switch.

    Raises:
        InvalidParameter: it is none.
    """
    if isinstance(value, bool):
        return value
    known = (
        bool(value) if value in (0, 1) else _SWITCHES.get(value) if isinstance(value, str) else None
    )
    if known is None:
        raise InvalidParameter(path, value, "true or false")
    return known


def read_text(value: object, path: str) -> str:
    """Read a text, a number, or the lines of one text; they become one line.

    Raises:
        InvalidParameter: it is none, or cannot be shown.
    """
    if isinstance(value, list):
        return read_text(" ".join(_written(line, path) for line in value), path)
    text = " ".join(_written(value, path).split())
    try:
        return clean_text(text)
    except ValueError as error:
        raise InvalidParameter(path, text, str(error)) from error


def _written(value: object, path: str) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return str(value).lower()
    number = read_number(value, path) if isinstance(value, int | float) else None
    if number is None:
        raise InvalidParameter(path, value, "a text")
    return f"{number:.15g}"


def read_color(value: object, path: str) -> Color:
    """Read a colour as CSS writes it.

    Raises:
        InvalidParameter: it is none.
    """
    try:
        return parse_color(value if isinstance(value, str) else "")
    except ValueError as error:
        raise InvalidParameter(path, value, COLOR_ACCEPTED) from error
