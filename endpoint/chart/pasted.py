r"""Rows as they come from a spreadsheet, in the grammar of `data`, `labels` and `names`.

    "\tNorth\tSouth\nQ1\t3\t4\nQ2\t5\t4"  →  3,5|4,4   Q1,Q2   North,South

assets/static/charttable.js reads the same for those who have script.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from endpoint.plot import PlotType

_NUMBER = re.compile(r"[-+]?(?=\.?[0-9])[0-9]*(?:\.[0-9]*)?(?:[eE][-+]?[0-9]{1,4})?")
_DECIMAL_COMMA = re.compile(r"[-+]?[0-9.]*,(?:[0-9]{1,2}|[0-9]{4,})")
_YEAR = re.compile(r"(?:19|20)[0-9]{2}")
_UNSAID = re.compile(r"[\s'$€£%]")

_FEW = 2
"""So many rows are the columns of a table that lies on its side."""

Rows = Sequence[Sequence[str]]


@dataclass(frozen=True, slots=True)
class Pasted:
    """What rows say, as texts of a query; empty where they say nothing of it."""

    data: str
    labels: str = ""
    names: str = ""


def is_table(text: str) -> bool:
    """Tell whether a text is rows, and not `1,2|3,4` already."""
    return "\t" in text or ("\n" in text.strip() and "|" not in text)


def read_pasted(text: str, type_: str) -> Pasted:
    """Read rows: columns are series, words above them their names, words beside them labels.

    Args:
        text: with tabs between cells; or semicolons, or commas.
        type_: what it is shown as; a scatter chart's first column says where values stand.
    """
    cells = _upright(_cells(text))
    width = len(cells[0])
    headed = len(cells) > 1 and (
        (width > 1 and not cells[0][0])
        or any(cell and not _is_number(cell) for cell in cells[0][1 if width > 1 else 0 :])
    )
    head, body = (cells[0], cells[1:]) if headed else ([""] * width, cells)
    if type_ in {PlotType.SCATTER, PlotType.BUBBLE} and width > 1:
        return _placed(head, body, 1 if type_ == PlotType.SCATTER else 2)
    first = (
        1
        if width > 1 and _are_labels([row[0] for row in body], beside_names=headed and not head[0])
        else 0
    )
    labels, names = [row[0] for row in body] if first else [], head[first:]
    columns = [[row[at] for row in body] for at in range(first, width)]
    if type_ == PlotType.BOXPLOT:
        boxes = [",".join(cell for cell in column if cell) for column in columns]
        return Pasted(";".join(boxes), _listed(names))
    return Pasted("|".join(map(",".join, columns)), _listed(labels), _listed(names))


def _cells(text: str) -> list[list[str]]:
    lines = [line for line in re.split(r"\r?\n", text) if line.strip()] or [""]
    separator = next((each for each in "\t;" if each in text), ",")
    found = [[cell.strip() for cell in line.split(separator)] for line in lines]
    width = max(map(len, found))
    decimal = separator != "," and any(
        _DECIMAL_COMMA.fullmatch(_UNSAID.sub("", cell)) for row in found for cell in row
    )
    return [[_cell(cell, decimal=decimal) for cell in row + [""] * width][:width] for row in found]


def _upright(cells: list[list[str]]) -> list[list[str]]:
    if len(cells) > _FEW or len(cells) >= len(cells[0]):
        return cells
    return [list(column) for column in zip(*cells, strict=True)]


def _cell(text: str, *, decimal: bool) -> str:
    """Write a number as the service reads it; words stay as they are."""
    said = _UNSAID.sub("", text).replace("\u2212", "-")
    if "," in said:
        said = said.replace(".", "").replace(",", ".") if decimal else said.replace(",", "")
    return said if _is_number(said) else text


def _is_number(cell: str) -> bool:
    return _NUMBER.fullmatch(cell) is not None


def _are_labels(column: Sequence[str], *, beside_names: bool) -> bool:
    words = any(cell and not _is_number(cell) for cell in column)
    return beside_names or words or all(map(_YEAR.fullmatch, column))


def _placed(head: Sequence[str], body: Rows, step: int) -> Pasted:
    """Put the first column before each of the others; before each two of a bubble chart."""
    starts = range(1, len(head) - step + 1, step)
    series = [
        ",".join(":".join([row[0], *row[at : at + step]]) for row in body if row[0])
        for at in starts
    ]
    return Pasted("|".join(series), "", _listed([head[at] for at in starts]))


def _listed(words: Sequence[str]) -> str:
    return ",".join(word.replace(",", "\\,") for word in words) if any(words) else ""
