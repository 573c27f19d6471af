"""Axes: the data's ends, and the words and numbers that stand beside them."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from pydantic import ValidationError

from endpoint.chart.google.axes import Beside
from endpoint.chart.google.encodings import Range
from endpoint.chart.google.keys import Keys, read_number
from endpoint.chart.google.kinds import Kind
from endpoint.chart.google.points import Points
from endpoint.query import refusal_of
from image_proc.chart import Axis, AxisKind, ChartType, Series

_GRID, _SHOWN, _RANGES = "chg", "chxt", "chxr"
_COUNTED = frozenset({ChartType.BAR, ChartType.RADAR})
"""Their places are labels, even where nobody has named them."""

Fields = dict[str, object]


def read_grid(keys: Keys) -> tuple[bool, bool]:
    """Whether there are upright and level lines behind the values; how many is not ours to say."""
    steps = [read_number(step, keys, _GRID) for step in keys.parts(_GRID, ",")[:2] if step]
    across, up = (*steps, 0.0, 0.0)[:2]
    return across > 0, up > 0


def on_the_right(
    series: tuple[Series, ...], besides: Mapping[str, Beside], kind: Kind, keys: Keys
) -> tuple[Series, ...]:
    """Give series to an axis at the right, which stands there only if it has any."""
    if "r" not in besides:
        return series
    if kind.type in _COUNTED and (kind.horizontal or kind.type is ChartType.RADAR):
        keys.give_up(_SHOWN)
        return series
    if "y" not in besides:
        return tuple(each.model_copy(update={"axis": "right"}) for each in series)
    if len(series) < 2 or kind.type is ChartType.BAR:  # noqa: PLR2004 - one for either side
        keys.give_up(_SHOWN)
        return series
    return (*series[:-1], series[-1].model_copy(update={"axis": "right"}))


@dataclass(frozen=True, slots=True)
class Axes:
    """What stands beside the values.

    Args:
        besides: x, y, r, t → what it says.
        kind: of the chart.
        grid: whether there are upright lines, and level ones.
        series: what is drawn.
    """

    besides: Mapping[str, Beside]
    kind: Kind
    grid: tuple[bool, bool]
    series: tuple[Series, ...]

    def fields(self, points: Points) -> Fields:
        """The axes and the labels of the spec.

        Raises:
            InvalidParameter: ends that do not go together.
        """
        index, value = ("y", "x") if self.kind.horizontal else ("x", "y")
        across, up = self.grid[::-1] if self.kind.horizontal else self.grid
        beside = self.besides.get(index)
        if points.placed:
            found: Fields = {"x": _numbers(beside, points.across, across), "labels": ()}
        elif self.kind.type in _COUNTED or _named(beside, points.count):
            found = self._labeled(beside, points.count)
        else:
            ends = (0.0, float(max(1, points.count - 1)))
            found = {"x": _numbers(beside, ends, across), "labels": ()}
        found["y"] = self._values(self.besides.get(value), points.up, up)
        if "r" in self.besides and not self.kind.horizontal:
            found["right"] = self._values(self.besides["r"], points.up, up)
        return found

    def _values(self, beside: Beside | None, ends: Range | None, grid: bool) -> Axis:
        """The axis of the values; one that fits them is bound to them, unless it has own words."""
        if ends is None and beside is not None and (beside.labels or beside.ends):
            ends = self._reach()
            beside = replace(beside, ends=beside.ends or ends)
        return _numbers(beside, ends, grid)

    def _labeled(self, beside: Beside | None, count: int) -> Fields:
        grid = self.grid[1 if self.kind.horizontal else 0]
        if beside is None:
            return {"x": Axis(kind=AxisKind.CATEGORY, visible=False, grid=grid), "labels": ()}
        labels = _texts(beside, count)
        if self.kind.horizontal:
            # They are listed upwards, the bars downwards.
            labels = labels[::-1]
        return {"x": Axis(kind=AxisKind.CATEGORY, title=beside.title, grid=grid), "labels": labels}

    def _reach(self) -> Range | None:
        """The ends of an axis that fits its values: from 0, or from what is less."""
        if self.kind.stacked:
            return None
        known = [value for each in self.series for value in each.values if value is not None]
        least, greatest = min(known, default=0.0), max(known, default=0.0)
        ends = (min(0.0, least), max(0.0, greatest))
        return ends if ends[0] < ends[1] else None


def _named(beside: Beside | None, count: int) -> bool:
    """Whether each place has a label."""
    return beside is not None and len(beside.labels) == count and not beside.places


def _texts(beside: Beside, count: int) -> tuple[str, ...]:
    """A text for each of some places."""
    if beside.labels and beside.places:
        return _scattered(beside, count)
    if beside.labels:
        return (*beside.labels, *[""] * (count - len(beside.labels)))[:count]
    low, high = beside.ends or (0.0, float(count - 1))
    step = (high - low) / max(1, count - 1)
    return tuple(f"{low + step * at:.6g}" for at in range(count))


def _scattered(beside: Beside, count: int) -> tuple[str, ...]:
    """Labels at the places that are nearest to where they should stand."""
    texts = [""] * count
    low, high = beside.called
    for text, place in zip(beside.labels, beside.places, strict=False):
        share = min(1.0, max(0.0, (place - low) / (high - low)))
        texts[round(share * (count - 1))] = text
    return tuple(texts)


def _numbers(beside: Beside | None, ends: Range | None, grid: bool) -> Axis:
    """An axis of numbers: its ends are the data's, its words are whatever stands beside it."""
    fields: Fields = {"grid": grid, "visible": beside is not None}
    if ends is None:
        fields["zero"] = True
    else:
        fields |= {"low": min(ends), "high": max(ends), "reverse": ends[0] > ends[1]}
    if beside is not None:
        fields |= dict(beside.look) | _words(beside, ends) | {"title": beside.title}
    try:
        return Axis.model_validate(fields)
    except ValidationError as error:
        raise refusal_of(error, _RANGES) from error


def _words(beside: Beside, ends: Range | None) -> Fields:
    if not beside.labels:
        shown: Fields = {} if ends in (None, beside.called) else {"shown": beside.called}
        return shown | {"marks": beside.marks}
    if not beside.places or ends is None:
        return {"labels": beside.labels, "marks": beside.places}
    low, high = beside.called
    shares = [(place - low) / (high - low) for place in beside.places]
    marks = tuple(ends[0] + (ends[1] - ends[0]) * share for share in shares)
    return {"labels": beside.labels, "marks": marks}
