"""How a series looks."""

from collections.abc import Sequence
from dataclasses import dataclass

from endpoint.chart.google.kinds import Kind
from endpoint.chart.google.paint import Marks
from image_proc.chart import ChartType
from image_proc.color import TRANSPARENT, Color

_ROUND = 0.4
_DOT = 4.0


@dataclass(frozen=True, slots=True)
class Look:
    """What says how series look.

    Args:
        kind: of the chart.
        colors: of each series, used in turn.
        lines: fields of each series' line.
        marks: fills, points and numbers.
    """

    kind: Kind
    colors: Sequence[tuple[Color, ...]]
    lines: Sequence[dict[str, object]]
    marks: Marks

    def of(self, at: int) -> dict[str, object]:
        """The fields of a series, by its place."""
        found: dict[str, object] = {}
        colors = self.colors[at % len(self.colors)] if self.colors else ()
        if len(colors) == 1:
            found["color"] = colors[0]
        elif colors:
            found["colors"] = colors
        if self.kind.type is ChartType.BAR:
            return found
        if self.kind.type is ChartType.RADAR:
            found["fill"] = TRANSPARENT
        found["radius"] = _DOT if self.kind.type is ChartType.SCATTER else 0
        if self.kind.round:
            found["tension"] = _ROUND
        if at < len(self.lines):
            found |= self.lines[at]
        return found | self.marks.of_series.get(at, {})
