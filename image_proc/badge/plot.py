"""The room for a trend on a badge, and the pen that it is drawn with."""

from image_proc.badge.style import Style
from image_proc.chart.shapes import Pen
from image_proc.chart.trace import Box

PEN = Pen(line=1.25, dot=4)
_LINE = 50
"""px from the line's start to the end of its dot, in most styles."""

_MARGINS = {Style.FOR_THE_BADGE: 12}
_MARGIN = 5
# The highest and the lowest point. A line at either, or between them, stands on the middle of a
# row of pixels, where it is sharp; with its shadow it is as high as the text's letters.
_SPANS = {
    Style.FLAT: (4.5, 14.5),
    Style.FLAT_SQUARE: (4.5, 14.5),
    Style.PLASTIC: (4.5, 12.5),
    Style.FOR_THE_BADGE: (7.5, 19.5),
    Style.SOCIAL: (4.5, 14.5),
}


def plot_width(style: Style) -> int:
    """How wide the trend's part is, px."""
    return _LINE + 2 * _margin(style)


def plot_box(style: Style, x: float) -> Box:
    """Where the trend's points lie, within a part that begins at `x`; all in px."""
    start = x + _margin(style)
    top, bottom = _SPANS[style]
    return Box(start + PEN.line / 2, top, start + _LINE - PEN.dot / 2, bottom)


def _margin(style: Style) -> int:
    return _MARGINS.get(style, _MARGIN)
