"""What is around the body of a chart: its edge, its title, its legend."""

from collections.abc import Sequence
from typing import NamedTuple

from image_proc.chart.fields import Legend
from image_proc.chart.layout.legend import Entry, lay_legend
from image_proc.chart.layout.lettering import ASCENT, label_size, rows_of
from image_proc.chart.palette import Palette
from image_proc.chart.scene import Mark, Words
from image_proc.chart.spec import ChartSpec
from image_proc.chart.trace import Box, Point

_EDGE = 0.04
"""Of the shorter side: what is left free all around."""

_WIDEST_EDGE = 1.4
"""em."""

_TITLE = 1.3
"""em of labels: how large a title is."""

_TITLE_ROW = 1.25
_SMALLEST_FOR_TITLE = 60
_SMALLEST_FOR_LEGEND = 80
"""px of the shorter side."""


class Frame(NamedTuple):
    """The room for a chart's body, and what stands around it.

    Args:
        body: px.
        marks: title and legend.
        size: px a em of labels.
    """

    body: Box
    marks: tuple[Mark, ...]
    size: float


def lay_frame(
    spec: ChartSpec, palette: Palette, entries: Sequence[Entry], usual: Legend = Legend.TOP
) -> Frame:
    """Place title and legend, as far as the chart is large enough for them.

    Args:
        spec: a chart.
        palette: for the words.
        entries: what the legend names.
        usual: where it stands if the spec leaves that open.
    """
    size = label_size(spec.width, spec.height)
    shorter = min(spec.width, spec.height)
    edge = min(shorter * _EDGE, size * _WIDEST_EDGE)
    box = Box(edge, edge, spec.width - edge, spec.height - edge)
    marks: list[Mark] = []
    if spec.title and shorter >= _SMALLEST_FOR_TITLE:
        words, box = _title(spec.title, box, size * _TITLE, palette)
        marks += words
    side = _side(spec.legend, entries, usual)
    if side is not Legend.NONE and shorter >= _SMALLEST_FOR_LEGEND:
        names = lay_legend(entries, side, box, size, palette)
        marks += names.marks
        box = names.body
    return Frame(box, tuple(marks), size)


def _side(asked: Legend, entries: Sequence[Entry], usual: Legend) -> Legend:
    if not entries:
        return Legend.NONE
    if asked is Legend.AUTO:
        return usual if len(entries) > 1 else Legend.NONE
    return asked


def _title(text: str, box: Box, size: float, palette: Palette) -> tuple[list[Mark], Box]:
    most = 2 if box.height >= size * 8 else 1
    rows = rows_of(text, box.width, size, most, bold=True)
    words: list[Mark] = [
        Words(
            row,
            Point(box.left, box.top + size * (ASCENT + 0.12 + at * _TITLE_ROW)),
            size,
            palette.text,
            bold=True,
        )
        for at, row in enumerate(rows)
    ]
    return words, box._replace(top=box.top + size * (len(rows) * _TITLE_ROW + 0.35))
