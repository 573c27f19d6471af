"""Words of a chart: how wide they are, and what is left where there is no room for all."""

from functools import lru_cache

import regex

from image_proc.text.line import TextStyle, advance_of

LEADING = 1.3
"""em from one line to the next."""

ASCENT = 0.72
"""em from the baseline to the top of capitals and digits, in Roboto."""

DESCENT = 0.22
"""em from the baseline to the foot of a g."""

_ELLIPSIS = "…"
_CLUSTER = regex.compile(r"\X")
_USUAL = 12.0
_USUAL_AREA = 500 * 275
_GROWTH = 0.15
_SMALLEST, _LARGEST = 9.0, 24.0


def label_size(width: int, height: int) -> float:
    """The size of labels in px: 12 in a usual chart, a little more in a larger one."""
    grown = _USUAL * float((width * height / _USUAL_AREA) ** _GROWTH)
    return round(min(max(grown, _SMALLEST), _LARGEST) * 2) / 2


@lru_cache(maxsize=4096)
def measure(text: str, size: float, *, bold: bool = False) -> float:
    """How wide a line is, in px."""
    return advance_of(text, TextStyle(size, bold=bold)) if text else 0.0


@lru_cache(maxsize=1024)
def shortened(text: str, room: float, size: float, *, bold: bool = False) -> str:
    """Cut a text to a room, an ellipsis in place of the rest.

    Args:
        text: one line.
        room: px.
        size: px a em.
        bold: its weight.

    Returns:
        Empty where not even one letter has room.
    """
    if measure(text, size, bold=bold) <= room:
        return text
    clusters = _CLUSTER.findall(text)
    low, high = 0, len(clusters)
    while low < high:
        middle = (low + high + 1) // 2
        if measure("".join(clusters[:middle]).rstrip() + _ELLIPSIS, size, bold=bold) <= room:
            low = middle
        else:
            high = middle - 1
    return "".join(clusters[:low]).rstrip() + _ELLIPSIS if low else ""


def rows_of(text: str, room: float, size: float, most: int, *, bold: bool = False) -> list[str]:
    """Wrap a text at its spaces into rows; what has no room is cut.

    Args:
        text: words.
        room: px of a row.
        size: px a em.
        most: rows, 1 or more.
        bold: the weight.
    """
    rows: list[str] = []
    words = text.split()
    while words and len(rows) < most - 1:
        count = 1
        while count < len(words) and measure(" ".join(words[: count + 1]), size, bold=bold) <= room:
            count += 1
        rows.append(shortened(" ".join(words[:count]), room, size, bold=bold))
        words = words[count:]
    if words:
        rows.append(shortened(" ".join(words), room, size, bold=bold))
    return [row for row in rows if row]
