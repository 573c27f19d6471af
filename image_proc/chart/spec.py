"""A chart, specified: its values, and how they are to be seen."""

from typing import Annotated, ClassVar, Literal, Self

from pydantic import Field, model_validator

from image_proc.chart.fields import (
    MOST_BOXES,
    MOST_SERIES,
    MOST_VALUES,
    AxisKind,
    ChartType,
    Legend,
    Look,
    SeriesType,
)
from image_proc.chart.series import Axis, Series
from image_proc.chart.size import SizedSpec
from image_proc.chart.wholes import check_radial
from image_proc.color import CssColor
from image_proc.errors import InvalidParameter
from image_proc.fields import Text, Theme
from image_proc.spec import Format

MOST_BINS = 200
_PX_OF_VALUE = 50
"""What a value takes while it is laid out, about 200 bytes, in px of 4 bytes."""


_MOST_AREA = 100_000_000
"""px of a bitmap times its lines and areas: each of them may cross all of it."""

_SLOW_AREA = _MOST_AREA // 4
"""From here on only one such chart is drawn at a time."""

_CROSSING = frozenset({ChartType.LINE, ChartType.AREA, ChartType.RADAR})


class ChartSpec(SizedSpec):
    """Series of values on axes, or as parts of a whole.

    Attributes:
        type: what the values are shown as.
        series: what is shown; of a heatmap one for each row.
        labels: of the places along a category axis, of slices, of the columns of a heatmap.
        x: the axis along which places run; at the left side where bars are horizontal.
        y: the axis of the values.
        right: a second axis of values, for the series that belong to it.
        title: above the chart.
        legend: where the series' names stand.
        stacked: whether bars, lines or areas stand upon each other.
        horizontal: whether values run from the left to the right.
        numbers: whether each value is written at its place; not in a radar or a box plot.
        bins: how many classes a histogram has; found by a rule where it is not given.
        theme: the page around it.
        background: below all; the theme's by default.
        colors: for the series (or slices), in turn, or of a heatmap from the least to the most;
            the palette's by default.
        look: how it is laid out.
    """

    kind: ClassVar[str] = "chart"

    format: Literal[Format.PNG, Format.SVG, Format.WEBP, Format.JSON] = Format.PNG
    type: ChartType = ChartType.BAR
    series: Annotated[tuple[Series, ...], Field(max_length=MOST_SERIES)] = ()
    labels: Annotated[tuple[Text, ...], Field(max_length=MOST_VALUES)] = ()
    x: Axis = Axis(kind=AxisKind.CATEGORY)
    y: Axis = Axis()
    right: Axis | None = None
    title: Text = ""
    legend: Legend = Legend.AUTO
    stacked: bool = False
    horizontal: bool = False
    numbers: bool = False
    bins: Annotated[int, Field(ge=1, le=MOST_BINS)] | None = None
    theme: Theme = Theme.LIGHT
    background: CssColor | None = None
    colors: Annotated[tuple[CssColor, ...], Field(max_length=MOST_VALUES)] = ()
    look: Look = Look.PLAIN

    @property
    def pixels(self) -> int:
        """What it costs: the bitmap's area, and what its values take, which a text takes too."""
        values = sum(series.count for series in self.series)
        return super().pixels + values * _PX_OF_VALUE

    @property
    def slow(self) -> bool:
        """Whether lines and areas cross so many pixels that a second such chart has to wait."""
        return self._crossed > _SLOW_AREA

    @property
    def _crossed(self) -> int:
        """Px of the bitmap, once for each line and area."""
        crossing = sum(
            series.type in (SeriesType.LINE, SeriesType.AREA)
            if series.type
            else self.type in _CROSSING
            for series in self.series
        )
        return super().pixels * crossing

    @model_validator(mode="after")
    def _check(self) -> Self:
        count = sum(series.count for series in self.series)
        if count > MOST_VALUES:
            accepted = f"at most {MOST_VALUES} values in all"
            raise InvalidParameter("series", f"{count} values", accepted)  # noqa: EM101 - its name
        boxes = sum(series.boxes for series in self.series)
        if boxes > MOST_BOXES:
            accepted = f"at most {MOST_BOXES} boxes in all"
            raise InvalidParameter("series", f"{boxes} boxes", accepted)  # noqa: EM101 - its name
        if self._crossed > _MOST_AREA:
            most = _MOST_AREA * super().pixels // self._crossed
            accepted = f"a smaller picture: at most {most} px in area for so many lines and areas"
            raise InvalidParameter("width", self.width, accepted)  # noqa: EM101 - its name
        check_radial(self.type, self.series, len(self.labels))
        return self
