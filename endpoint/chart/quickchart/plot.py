"""A chart of datasets: its series, its labels and its axes."""

from dataclasses import dataclass, replace

from endpoint.chart.quickchart.axes import NO_SCALES, read_scales
from endpoint.chart.quickchart.config import dotted
from endpoint.chart.quickchart.datasets import Frame, read_dataset
from endpoint.chart.quickchart.kinds import Kind
from endpoint.chart.quickchart.node import Node, read_text
from endpoint.chart.quickchart.points import Index, gather_labels
from endpoint.chart.quickchart.scales import Scale, Scales, reach_of
from image_proc.chart import Axis, AxisKind, ChartType, Series, Unit
from image_proc.chart.fields import MOST_VALUES
from image_proc.errors import InvalidParameter

Fields = dict[str, object]

_LABELS = "data.labels"
_POINTS = frozenset({ChartType.SCATTER, ChartType.BUBBLE})
_LINES = _POINTS | {ChartType.LINE}
_THIN, _CURVED = 1.5, 0.4
_SPARE = 0.05
"""What a sparkline's axis is longer at either end than its values, as a share of these."""


@dataclass(frozen=True, slots=True)
class Plot:
    """The parts of a config.

    Args:
        kind: of the chart.
        data: its `data`.
        datasets: of that.
        options: its `options`.
        new: whether it is written for Chart.js 3 or 4.
    """

    kind: Kind
    data: Node
    datasets: list[Node]
    options: Node
    new: bool

    def fields(self) -> Fields:
        """What is drawn, and along what.

        Raises:
            InvalidParameter: something that makes no sense, by its path.
        """
        slices = self.kind.type in (ChartType.PIE, ChartType.DOUGHNUT)
        scales = NO_SCALES if slices else read_scales(self.options, self.kind.horizontal)
        index = self._index(scales)
        series = self._series(self._frame(scales, index))
        found = self._axes(scales, index, series)
        return found | {"series": series, "labels": index.labels, "stacked": scales.values.stacked}

    def labels(self) -> tuple[str, ...]:
        """The labels of the chart.

        Raises:
            InvalidParameter: one cannot be shown, or there are too many of them.
        """
        items = self.data.items("labels")
        if len(items) > MOST_VALUES:
            raise InvalidParameter(_LABELS, f"{len(items)} labels", f"at most {MOST_VALUES}")
        return tuple(read_text(item, dotted(_LABELS, at)) for at, item in enumerate(items))

    @property
    def _spark(self) -> bool:
        return self.kind.bare and self.kind.type is ChartType.LINE

    def _frame(self, scales: Scales, index: Index) -> Frame:
        """What datasets stand in; lines are as QuickChart has them where nothing is said."""
        kind, elements = self.kind, self.options.within("elements")
        frame = Frame(kind, scales, index, elements, filled=not self.new)
        if self._spark:
            return replace(frame, line_width=_THIN, radius=0)
        # It takes the curves of Chart.js 2 from line charts, and from nothing else.
        curved = not self.new and kind.type in _POINTS | {ChartType.BAR}
        return replace(frame, tension=_CURVED) if curved else frame

    def _index(self, scales: Scales) -> Index:
        usual = AxisKind.LINEAR if self.kind.type in _POINTS else AxisKind.CATEGORY
        kind = scales.index.kind or usual
        horizontal = self.kind.horizontal
        if kind is not AxisKind.CATEGORY:
            return Index(kind, (), self.data.items("labels"), horizontal)
        labels = self.labels()
        if not labels:
            named = gather_labels(self.datasets, horizontal)
            labels = tuple(read_text(each, _LABELS) for each in named)
        return Index(kind, labels, labels, horizontal)

    def _series(self, frame: Frame) -> tuple[Series, ...]:
        shown = [each for each in self.datasets if not each.flag("hidden")]
        ordered = sorted(shown, key=lambda dataset: dataset.number("order") or 0)
        return tuple(read_dataset(dataset, frame) for dataset in ordered)

    def _axes(self, scales: Scales, index: Index, series: tuple[Series, ...]) -> Fields:
        if scales is NO_SCALES:
            return {"y": Axis(unit=Unit.PLAIN if self.kind.shares else Unit.SI)}
        if self._spark and not scales.named:
            return _hidden(series)
        left = [each.values for each in series if each.axis == "left"]
        right = [each.values for each in series if each.axis == "right"]
        found: Fields = {
            "x": scales.index.axis(index.kind),
            "y": self._values(scales.values, scales, left),
        }
        if scales.second is not None and right:
            found["right"] = self._values(scales.second, scales, right)
        return found

    def _values(
        self, scale: Scale, scales: Scales, columns: list[tuple[float | None, ...]]
    ) -> Axis:
        more: Fields = {}
        if self.kind.type in _LINES and scale.kind is not AxisKind.LOG:
            # What QuickChart adds where a config says nothing of scales.
            more["zero"] = not (scales.named or self.new)
        return scale.axis(AxisKind.LINEAR, reach_of(columns, scale.stacked), **more)


def _hidden(series: tuple[Series, ...]) -> Fields:
    """Axes that are not seen, around the values."""
    reach = reach_of([each.values for each in series], stacked=False)
    ends: Fields = {}
    if reach is not None and reach[0] < reach[1]:
        spare = reach[1] * _SPARE - reach[0] * _SPARE
        ends = {"low": reach[0] - spare, "high": reach[1] + spare}
    return {
        "x": Axis(kind=AxisKind.CATEGORY, visible=False, grid=False),
        "y": Axis.model_validate({"visible": False, "grid": False, "zero": False} | ends),
    }
