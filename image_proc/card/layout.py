"""Where a design's texts stand: found once at scale 1, then taken to the picture's scale."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from image_proc.card.design import Design, TextBox
from image_proc.card.fitting import Fitted, fit, row_count
from image_proc.color import Color
from image_proc.text import Line, TextStyle, lay_line

# em, a capital letter's height.
_CAPITAL = 0.7
_SHARES = {"l": 0.0, "m": 0.5, "r": 1.0}


@dataclass(frozen=True, slots=True)
class PlacedLine:
    """A line of text, where it begins, and its colour.

    Args:
        line: laid out for the picture's scale.
        x: px from the picture's left side to the line's origin.
        y: px from the picture's upper side to the baseline.
        fill: the letters' colour; None is the badge's own.
    """

    line: Line
    x: int
    y: int
    fill: Color | None


def lay_out(design: Design, values: Mapping[str, str], scale: float) -> list[PlacedLine]:
    """Fill a design's texts and fit each into its room.

    Args:
        design: the design.
        values: for every placeholder of templates.
        scale: 1 to 4, px of the picture for each px of the design.
    """
    placed: list[PlacedLine] = []
    for box, style in design.texts:
        room = box.room(design.size[0])
        fitted = fit(box.template.fill(values), box, style, room)
        lines = _lines(fitted, style, room, scale)
        placed += _place(box, style, lines, scale)
    return placed


def is_inside(box: TextBox, style: TextStyle, size: tuple[int, int]) -> bool:
    """Whether a text's room, and the capitals of all its lines, are on a picture of a size."""
    width, height = size
    room = box.room(width)
    left = box.x - _SHARES[box.anchor[0]] * room
    rest = (row_count(box, box.size) - 1) * box.line_height * box.size
    first = _first_baseline(box, style, box.size, rest)
    across = room > 0 and left >= 0 and left + room <= width
    return across and first >= _CAPITAL * box.size and first + rest <= height


def _lines(fitted: Fitted, style: TextStyle, room: float, scale: float) -> list[Line]:
    """Lay rows out, a little smaller where they come out longer than they were measured."""
    large = replace(style, size=fitted.size * scale)
    lines = [lay_line(row, large) for row in fitted.rows]
    widest = max(line.advance for line in lines)
    if widest <= room * scale:
        return lines
    smaller = replace(large, size=large.size * room * scale / widest)
    return [lay_line(row, smaller) for row in fitted.rows]


def _place(box: TextBox, style: TextStyle, lines: list[Line], scale: float) -> list[PlacedLine]:
    size = lines[0].style.size / scale
    leading = box.line_height * size
    baseline = _first_baseline(box, style, size, (len(lines) - 1) * leading)
    return [
        PlacedLine(
            line,
            round(box.x * scale - _SHARES[box.anchor[0]] * line.advance),
            round((baseline + index * leading) * scale),
            box.fill,
        )
        for index, line in enumerate(lines)
    ]


def _first_baseline(box: TextBox, style: TextStyle, size: float, rest: float) -> float:
    """Px at scale 1; a text that had to shrink stays on its baseline, or about its middle.

    Args:
        box: the anchor.
        style: the font at its full size.
        size: px an em of the text as it is drawn.
        rest: px from the first baseline to the last.

    Source: https://pillow.readthedocs.io/en/stable/handbook/text-anchors.html
    """
    ascent, descent = style.metrics
    match box.anchor[1]:
        case "a":
            return box.y + ascent
        case "m":
            return box.y + ((ascent - descent) * size / box.size - rest) / 2
        case "d":
            return box.y - descent - rest
        case _:
            return box.y
