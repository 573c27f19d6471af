"""Bounds on the numbers of a stranger's SVG: past them a rasteriser takes seconds or falls over."""

import re
from math import inf, prod, radians, tan
from xml.etree.ElementTree import Element

LARGEST = 200
"""How many times the viewBox's longer side a number may be, the transforms around it counted."""

_SMALLEST_SIDE, _LARGEST_SIDE = 0.1, 10_000
_STEEPEST_SKEW = 80
# Names, and styles, whose values are checked one by one.
_WORDS = frozenset({"id", "class", "style", "type", "version", "baseProfile", "role", "focusable"})
_COLORS = frozenset({"fill", "stroke", "stop-color", "color", "href", "clip-path", "mask"})
_NUMBER = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?")
_LENGTH = re.compile(rf"({_NUMBER.pattern})(?:px)?")
_FUNCTION = re.compile(r"(\w+)\s*\(([^)]*)\)")


class ViewBox(tuple[float, float, float, float]):
    """(left, top, width, height) of a drawing, in its own units."""

    __slots__ = ()

    @property
    def aspect(self) -> float:
        """Width to height."""
        return self[2] / self[3]

    def __str__(self) -> str:
        """The attribute's value."""
        return " ".join(f"{number:.9g}" for number in self)


def view_box(root: Element) -> ViewBox:
    """Read the drawing's box from viewBox or else from width and height.

    Raises:
        ValueError: what is accepted.
    """
    found = _NUMBER.findall(root.get("viewBox", ""))
    if not found:
        lengths = [_LENGTH.fullmatch(root.get(side, "").strip()) for side in ("width", "height")]
        found = ["0", "0", *(length[1] for length in lengths if length)]
    numbers = [float(number) for number in found]
    sides = numbers[2:]
    if (
        len(sides) != 2  # noqa: PLR2004 - width and height
        or not all(_SMALLEST_SIDE <= side <= _LARGEST_SIDE for side in sides)
        or not all(abs(number) <= LARGEST * max(sides) for number in numbers)
    ):
        message = (
            "an SVG with a viewBox, or a width and a height in px, "
            f"of {_SMALLEST_SIDE} to {_LARGEST_SIDE}"
        )
        raise ValueError(message)
    return ViewBox(numbers)


def check_numbers(root: Element, largest: float) -> None:
    """Bound each number by what it comes to in the drawing.

    Args:
        root: at most a few levels deep.
        largest: in the drawing's units.

    Raises:
        ValueError: what is accepted.
    """
    _check_branch(root, largest, 1.0)


def check_values(text: str, largest: float) -> None:
    """Bound the numbers of one attribute or one style.

    Raises:
        ValueError: what is accepted.
    """
    if any(not abs(float(number)) <= largest for number in _NUMBER.findall(text)):
        message = (
            f"an SVG whose numbers, the transforms around them counted, are at most {LARGEST} "
            "times the longer side of its viewBox"
        )
        raise ValueError(message)


def _check_branch(element: Element, largest: float, enlarged: float) -> None:
    for name in ("transform", "gradientTransform"):
        enlarged *= _enlargement(element.get(name, ""))
    for name, value in element.attrib.items():
        if name not in _WORDS | _COLORS:
            check_values(value, largest / enlarged)
    for child in element:
        _check_branch(child, largest, enlarged)


def _enlargement(transform: str) -> float:
    return prod(_factor(name, inside) for name, inside in _FUNCTION.findall(transform))


def _factor(name: str, inside: str) -> float:
    """How many times one function of a transform enlarges at most."""
    numbers = [abs(float(number)) for number in _NUMBER.findall(inside)]
    if name == "scale":
        return max([1.0, *numbers])
    if name == "matrix":
        return max([1.0, *numbers[:4]])
    if name in {"skewX", "skewY"}:
        return max([1.0, *(_skew(number) for number in numbers)])
    return 1.0


def _skew(angle: float) -> float:
    return 1 + tan(radians(angle)) if angle <= _STEEPEST_SKEW else inf
