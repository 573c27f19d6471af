"""Where a design's texts stand: found once at scale 1, then taken to the picture's scale."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from image_proc.card.design import Design, TextBox
from image_proc.color import Color
from image_proc.text import Line, TextStyle, lay_line
from image_proc.text.wrap import Paragraph, balanced, broken, cut, paragraphs_of, widest_word, wrap

# px between the sizes that are tried.
_STEP = 0.5
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
    return [
        placed
        for box, style in design.texts
        for placed in _place(box, style, _Fitted.of(box, style, values, design.size[0]), scale)
    ]


def is_inside(box: TextBox, style: TextStyle, size: tuple[int, int]) -> bool:
    """Whether a text's room, and the capitals of all its lines, are on a picture of a size."""
    width, height = size
    room = box.room(width)
    left = box.x - _SHARES[box.anchor[0]] * room
    first = _first_baseline(box, style, box.size, box.lines)
    last = first + (box.lines - 1) * box.line_height * box.size
    across = room > 0 and left >= 0 and left + room <= width
    return across and first >= _CAPITAL * box.size and last <= height


@dataclass(frozen=True, slots=True)
class _Fitted:
    """The rows of a text, and the size in px at which they fit."""

    rows: Sequence[str]
    size: float

    @classmethod
    def of(cls, box: TextBox, style: TextStyle, values: Mapping[str, str], width: int) -> "_Fitted":
        """Keep the size where it fits, shrink it as far as the box allows, cut what is left."""
        paragraphs = paragraphs_of(box.template.fill(values), style)
        room = box.room(width)
        least = box.min_size or box.size
        size = box.size
        while not _fits(paragraphs, room / size, box.lines):
            if size <= least:
                return cls(_cut(paragraphs, room / size, style, box.lines), size)
            size = max(least, size - _STEP)
        return cls(balanced(paragraphs, room / size), size)


def _fits(paragraphs: list[Paragraph], room: float, lines: int) -> bool:
    return widest_word(paragraphs) <= room and len(wrap(paragraphs, room)) <= lines


def _cut(paragraphs: list[Paragraph], room: float, style: TextStyle, lines: int) -> list[str]:
    rows = wrap(broken(paragraphs, room, style), room)
    if len(rows) <= lines:
        return rows
    return [*rows[: lines - 1], cut(rows[lines - 1], room, style)]


def _place(box: TextBox, style: TextStyle, fitted: _Fitted, scale: float) -> list[PlacedLine]:
    baseline = _first_baseline(box, style, fitted.size, len(fitted.rows))
    large = replace(style, size=fitted.size * scale)
    placed: list[PlacedLine] = []
    for index, row in enumerate(fitted.rows):
        line = lay_line(row, large)
        x = box.x * scale - _SHARES[box.anchor[0]] * line.advance
        y = (baseline + index * box.line_height * fitted.size) * scale
        placed.append(PlacedLine(line, round(x), round(y), box.fill))
    return placed


def _first_baseline(box: TextBox, style: TextStyle, size: float, rows: int) -> float:
    """Px at scale 1; a text that had to shrink stays on its baseline, or about its middle.

    Source: https://pillow.readthedocs.io/en/stable/handbook/text-anchors.html
    """
    ascent, descent = style.metrics
    rest = (rows - 1) * box.line_height * size
    match box.anchor[1]:
        case "a":
            return box.y + ascent
        case "m":
            up, down = ascent * size / box.size, descent * size / box.size
            return box.y + (up - down - rest) / 2
        case "d":
            return box.y - descent - rest
        case _:
            return box.y
