"""Colours, lines, fills and marks."""

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from endpoint.chart.google.keys import Keys, read_color, read_number
from image_proc.chart.fields import MOST_VALUES
from image_proc.chart.palette import along
from image_proc.color import WHITE, Color, mix

_COLORS, _FILLS, _LINES, _MARKS = "chco", "chf", "chls", "chm"
_WIDEST = 64.0
_PALEST = 0.75
_LEAST_PIECES = 3
_ALL_POINTS = frozenset({"", "-1"})
_ROUND_MARKS = frozenset("odsacx")
_MOST_MARKS = 200


def read_colors(keys: Keys) -> tuple[tuple[Color, ...], ...]:
    """Read `chco`: for each series its colours, of which it has several for its single values.

    Raises:
        InvalidParameter: one is no colour.
    """
    if keys.text(_COLORS).count("|") > MOST_VALUES:
        raise keys.refuse(_COLORS, f"at most {MOST_VALUES} colours")
    return tuple(
        tuple(read_color(each, _COLORS) for each in piece.split("|") if each)
        for piece in keys.parts(_COLORS, ",")
    )


def of_slices(colors: Sequence[tuple[Color, ...]], count: int) -> tuple[Color, ...]:
    """The colours of slices: with bars between them in turn, with commas from one to the next.

    Args:
        colors: of `chco`.
        count: how many slices there are.
    """
    listed = [color for each in colors for color in each]
    if not listed or any(len(each) > 1 for each in colors) or len(listed) >= count:
        return tuple(listed)
    stops = listed if len(listed) > 1 else [listed[0], mix(listed[0], WHITE, _PALEST)]
    return tuple(along(stops, at / max(1, count - 1)) for at in range(count))


def read_ground(keys: Keys) -> Color | None:
    """Read the solid ground of `chf`; everything else in it is listed.

    Raises:
        InvalidParameter: its colour is none.
    """
    ground = None
    for piece in keys.parts(_FILLS):
        what, *how = piece.split(",")
        if what == "bg" and how[:1] == ["s"] and len(how) == 2:  # noqa: PLR2004 - s and a colour
            ground = read_color(how[1], _FILLS)
        else:
            keys.give_up(_FILLS)
    return ground


def read_lines(keys: Keys) -> list[dict[str, object]]:
    """Read `chls`: for each series the fields of its line.

    Raises:
        InvalidParameter: a length is no number.
    """
    found: list[dict[str, object]] = []
    for piece in keys.parts(_LINES):
        numbers = [read_number(each, keys, _LINES) for each in piece.split(",") if each]
        lengths = [min(_WIDEST, max(0.0, number)) for number in numbers]
        width, dashes = lengths[:1], lengths[1:3]
        said: dict[str, object] = {"line_width": width[0]} if width else {}
        # A gap of nothing is a whole line.
        if len(dashes) == 2 and all(dashes):  # noqa: PLR2004 - drawn and left out
            said["dashes"] = tuple(dashes)
        found.append(said)
    return found


class Marks(NamedTuple):
    """What `chm` says.

    Args:
        numbers: whether each value is written.
        of_series: for some series the fields of its fill and its points.
    """

    numbers: bool
    of_series: Mapping[int, dict[str, object]]


def read_marks(keys: Keys, count: int) -> Marks:
    """Read the fills, points and numbers of `chm`; what else there is is listed.

    Args:
        keys: the request's.
        count: how many series there are.

    Raises:
        InvalidParameter: a colour or a size makes no sense.
    """
    pieces = keys.parts(_MARKS)
    if len(pieces) > _MOST_MARKS:
        raise keys.refuse(_MARKS, f"at most {_MOST_MARKS} marks")
    numbers, found = False, dict[int, dict[str, object]]()
    for piece in pieces:
        kind, *said = piece.split(",")
        series = said[1] if len(said) > 1 else ""
        fields = _fields(kind, said, keys) if re.fullmatch("[0-9]{1,2}", series) else None
        if kind.startswith("N") and said[2:3] in ([], ["-1"], [""]):
            numbers = True
        elif fields is None or int(series) >= count:
            keys.give_up(_MARKS)
        else:
            found.setdefault(int(series), {}).update(fields)
    return Marks(numbers, found)


def _fields(kind: str, said: list[str], keys: Keys) -> dict[str, object] | None:
    """The fields of a series that a mark fills; None for one that is not drawn."""
    if kind == "B" and said[0]:
        return {"fill": read_color(said[0], _MARKS)}
    if kind in _ROUND_MARKS and len(said) > _LEAST_PIECES and said[2] in _ALL_POINTS:
        if kind != "o":
            keys.give_up(_MARKS)
        size = read_number(said[3], keys, _MARKS)
        return {"radius": min(_WIDEST, max(0.0, size / 2))}
    return None
