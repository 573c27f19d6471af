"""The series, labels and axes of a chart."""

from dataclasses import dataclass
from itertools import zip_longest

from pydantic import ValidationError

from endpoint.chart.google.axes import read_axes
from endpoint.chart.google.encodings import Data
from endpoint.chart.google.keys import Keys, read_words
from endpoint.chart.google.kinds import SLICED, Kind
from endpoint.chart.google.look import Look
from endpoint.chart.google.paint import of_slices, read_colors, read_ground, read_lines, read_marks
from endpoint.chart.google.points import paired_points, plain_points
from endpoint.chart.google.scales import Axes, on_the_right, read_grid
from endpoint.query import refusal_of
from image_proc.chart import Axis, ChartType, Legend, Series

Fields = dict[str, object]

_PLACES = {"b": Legend.BOTTOM, "t": Legend.TOP, "l": Legend.LEFT, "r": Legend.RIGHT}
_LABELS, _NAMES, _AT, _TITLE, _BARS, _DATA = "chl", "chdl", "chdlp", "chtt", "chbh", "chd"


@dataclass(frozen=True, slots=True)
class Plot:
    """A request for a chart.

    Args:
        kind: what `cht` says.
        data: what `chd` says.
        keys: the rest.
    """

    kind: Kind
    data: Data
    keys: Keys

    def fields(self) -> Fields:
        """All fields of the spec but those of its size.

        Raises:
            InvalidParameter: the first thing that makes no sense, by its key.
        """
        kind, keys = self.kind, self.keys
        if not keys.text(_BARS).startswith(("a", "r")):
            keys.give_up(_BARS)
        names = tuple(read_words(each, _NAMES) for each in keys.parts(_NAMES))
        fields: Fields = {
            "type": kind.type,
            "stacked": kind.stacked,
            "horizontal": kind.horizontal,
            "title": read_words(keys.text(_TITLE).replace("|", " "), _TITLE),
            "legend": self._legend(names),
            "background": read_ground(keys),
        }
        if kind.type in SLICED:
            return fields | self._slices(names)
        if kind.type is ChartType.GAUGE:
            return fields | self._gauge()
        return fields | self._plane(names)

    def _legend(self, names: tuple[str, ...]) -> Legend:
        place = self.keys.text(_AT).partition("|")[0]
        if place[:1] not in _PLACES and place not in ("", "s"):
            raise self.keys.refuse(_AT, "b, bv, t, tv, l or r")
        if not any(names):
            return Legend.NONE
        return _PLACES.get(place[:1], Legend.RIGHT)

    def _slices(self, names: tuple[str, ...]) -> Fields:
        labels = tuple(read_words(each, _LABELS) for each in self.keys.parts(_LABELS))
        count = max(len(values) for values in self.data.series)
        colors = of_slices(read_colors(self.keys), count)
        series = tuple(
            _series({"values": tuple(_positive(each) for each in values)})
            for values in self.data.series
        )
        return {"series": series, "labels": _both(names, labels), "colors": colors}

    def _gauge(self) -> Fields:
        values = self.data.series[0]
        if len(values) > 1 or len(self.data.series) > 1:
            self.keys.give_up(_DATA)
        labels = self.keys.parts(_LABELS)
        colors = [color for each in read_colors(self.keys) for color in each]
        low, high = sorted(self.data.common or (0.0, 100.0))
        return {
            "series": (_series({"values": values[:1], "colors": tuple(colors)}),),
            "labels": tuple(read_words(each, _LABELS) for each in labels[:1]),
            "y": Axis(low=low, high=high, visible="y" in read_axes(self.keys)),
        }

    def _plane(self, names: tuple[str, ...]) -> Fields:
        keys, paired = self.keys, self.kind.paired
        besides = {} if self.kind.bare else read_axes(keys)
        labels = len(besides["x"].labels) if "x" in besides else 0
        points = (
            paired_points(self.data, keys) if paired else plain_points(self.data, self.kind, labels)
        )
        marks = read_marks(keys, len(points.series))
        look = Look(self.kind, read_colors(keys), read_lines(keys), marks)
        series = tuple(
            _series({"name": names[at] if at < len(names) else "", **each, **look.of(at)})
            for at, each in enumerate(points.series)
        )
        series = on_the_right(series, besides, self.kind, keys)
        axes = Axes(besides, self.kind, read_grid(keys), series)
        sized = any(each.sizes for each in series)
        bubbles: Fields = {"type": ChartType.BUBBLE} if sized else {}
        found: Fields = {"numbers": marks.numbers, "series": series}
        return axes.fields(points) | found | bubbles


def _positive(value: float | None) -> float | None:
    return None if value is None else max(0.0, value)


def _both(names: tuple[str, ...], labels: tuple[str, ...]) -> tuple[str, ...]:
    """The words of slices: those of the legend and those at the slices are one here."""
    if not names or not labels:
        return names or labels
    pairs = zip_longest(names, labels, fillvalue="")
    return tuple(name if name == label else f"{name} {label}".strip() for name, label in pairs)


def _series(fields: Fields) -> Series:
    try:
        return Series.model_validate(fields)
    except ValidationError as error:
        raise refusal_of(error, _DATA) from error
