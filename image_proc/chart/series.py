"""A series of a chart, and an axis: what is shown, and against what."""

from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from image_proc.chart.fields import (
    MOST_VALUES,
    Affix,
    AxisKind,
    Number,
    Radius,
    SeriesType,
    Unit,
    Value,
)
from image_proc.color import CssColor
from image_proc.fields import Text

Width = Annotated[float, Field(ge=0, le=64, allow_inf_nan=False)]


class Series(BaseModel):
    """Values that belong together.

    Attributes:
        name: for the legend; empty for none.
        values: y of each; of a histogram what is counted; of a boxplot nothing.
        places: x of each on a linear, logarithmic or time axis; none where labels are the places.
        sizes: of a bubble chart each disc's radius in px.
        samples: of a boxplot the numbers of each box.
        type: what it is drawn as, if not as the chart's type says.
        color: of its lines, bars or slices; the palette's by default.
        colors: one for each bar, dot, slice or box, or each zone of a gauge, instead of `color`;
            used in turn where there are fewer. What is one piece has the first.
        fill: below a line; none where it is not filled, or the chart's type fills.
        line_width: px of its line.
        dashes: px, drawn and left out in turn.
        radius: px of the dots at its values; none for the type's usual.
        tension: 0 for straight lines, up to 1 for round ones.
        stepped: whether a value holds until the next one; of lines that run along an axis.
        joined: whether its line runs on over missing values.
        axis: which y axis it belongs to; where bars run to the right there is one.
        stack: series of the same word stand upon each other, in a stacked chart.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: Text = ""
    values: tuple[Value, ...] = ()
    places: tuple[Number, ...] | None = None
    sizes: tuple[Radius | None, ...] | None = None
    samples: tuple[tuple[Number, ...], ...] | None = None
    type: SeriesType | None = None
    color: CssColor | None = None
    colors: Annotated[tuple[CssColor, ...], Field(max_length=MOST_VALUES)] = ()
    fill: CssColor | None = None
    line_width: Width = 2
    dashes: Annotated[tuple[Width, ...], Field(max_length=8)] = ()
    radius: Width | None = None
    tension: Annotated[float, Field(ge=0, le=1, allow_inf_nan=False)] = 0
    stepped: bool = False
    joined: bool = False
    axis: Literal["left", "right"] = "left"
    stack: Text = ""

    @model_validator(mode="after")
    def _match(self) -> Self:
        for name, beside in (("places", self.places), ("sizes", self.sizes)):
            if beside is not None and len(beside) != len(self.values):
                message = f"as many {name} as values, {len(self.values)}"
                raise ValueError(message)
        return self

    @property
    def boxes(self) -> int:
        """How many boxes it holds, empty ones too."""
        return len(self.samples or ())

    @property
    def count(self) -> int:
        """How many numbers it holds."""
        return len(self.values) + sum(len(sample) for sample in self.samples or ())


class Axis(BaseModel):
    """What values are placed along.

    Attributes:
        kind: how places follow from values.
        title: beside it.
        low: where it begins; follows from the values by default.
        high: where it ends, likewise.
        zero: whether it reaches to 0 in any case; none for the type's usual.
        labels: texts in place of numbers, at `marks` or, without those, at even distances from
            end to end.
        marks: values at which the labels stand, or numbers where there are no labels.
        shown: the numbers that its ends are called, where they are others than low and high.
        unit: how numbers are written.
        prefix: before each number.
        suffix: behind each.
        grid: whether lines run across the chart at its ticks; none for the type's usual.
        visible: whether it is there at all, with its labels.
        reverse: whether it runs the other way.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    kind: AxisKind = AxisKind.LINEAR
    title: Text = ""
    low: Value = None
    high: Value = None
    zero: bool | None = None
    labels: Annotated[tuple[Text, ...], Field(max_length=1000)] = ()
    marks: Annotated[tuple[Number, ...], Field(max_length=1000)] = ()
    shown: tuple[Number, Number] | None = None
    unit: Unit = Unit.PLAIN
    prefix: Affix = ""
    suffix: Affix = ""
    grid: bool | None = None
    visible: bool = True
    reverse: bool = False

    @model_validator(mode="after")
    def _order(self) -> Self:
        if self.low is not None and self.high is not None and not self.low < self.high:
            message = f"a high end above the low one, {self.low:g}"
            raise ValueError(message)
        if self.kind is AxisKind.LOG and any(
            end is not None and end <= 0 for end in (self.low, self.high)
        ):
            message = "ends above 0 on a logarithmic axis"
            raise ValueError(message)
        return self
