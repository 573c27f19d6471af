"""From a query to how a chart looks, and from that and figures to its spec."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, ClassVar, Self

from pydantic import Field, model_validator

from endpoint.plot.fields import (
    Bins,
    Colors,
    Edges,
    End,
    FormatField,
    LegendField,
    Marks,
    Pixels,
    PlotType,
)
from endpoint.plot.figures import Figures
from endpoint.query import Sent, build
from image_proc.chart.fields import AxisKind, ChartType, Legend, Look, Unit
from image_proc.chart.series import Axis
from image_proc.chart.size import SizedSpec
from image_proc.chart.sparkline import SparklineSpec
from image_proc.chart.spec import ChartSpec
from image_proc.chart.trace import Values
from image_proc.color import CssColor
from image_proc.errors import InvalidParameter
from image_proc.fields import SwitchField, Text, Theme
from image_proc.limits import Limits
from image_proc.spec import Format, ImageSpec

USUAL_SIZE = (500, 300)
"""px, (width, height)."""

SIZE_OF_SPARKLINES = (100, 20)
"""px, (width, height)."""

_SAME = ("format", "scale", "width", "height")
_OF_CHARTS = (
    *_SAME,
    "theme",
    "background",
    "colors",
    "stacked",
    "numbers",
    "legend",
    "bins",
)


_OF_SPARKLINES = frozenset({*_SAME, "type", "colors", "low", "high", "mark", "limits"})
_ONLY_OF_SPARKLINES = frozenset({"mark", "limits"})


class Plot(SizedSpec):
    """How a chart looks, without what it shows: all that a query says of it.

    Attributes:
        type: what the values are shown as; what suits them by default.
        low: where the axis of the values begins.
        high: where it ends.
        log: whether that axis is logarithmic.
        mark: the values that a sparkline points out.
        limits: what its edges stand for; `low` and `high` say the same of one edge each.
    """

    kind: ClassVar[str] = "plot"

    format: FormatField = Format.PNG
    width: Annotated[Pixels, Field(validate_default=True)] = USUAL_SIZE[0]
    height: Annotated[Pixels, Field(validate_default=True)] = USUAL_SIZE[1]
    type: PlotType | None = None
    title: Text | None = None
    theme: Theme = Theme.LIGHT
    background: CssColor | None = None
    colors: Colors = ()
    stacked: SwitchField = False
    horizontal: SwitchField = False
    numbers: SwitchField = False
    legend: LegendField = Legend.AUTO
    log: SwitchField = False
    low: End | None = None
    high: End | None = None
    unit: Unit = Unit.PLAIN
    x_title: Text = ""
    y_title: Text = ""
    bins: Bins | None = None
    mark: Marks | None = None
    limits: Edges | None = None

    @model_validator(mode="after")
    def _order(self) -> Self:
        if self.low is not None and self.high is not None and not self.low < self.high:
            high, accepted = f"{self.high:g}", f"more than the least, {self.low:g}"
            raise InvalidParameter("high", high, accepted)  # noqa: EM101 - the field
        for name, end in (("low", self.low), ("high", self.high)):
            if self.log and end is not None and end <= 0:
                raise InvalidParameter(name, f"{end:g}", "more than 0 on a logarithmic axis")
        return self


@dataclass(frozen=True, slots=True)
class Asked:
    """A look, and the names that its user knows it by.

    Args:
        plot: the look.
        sent: field → what was sent for it.
    """

    plot: Plot
    sent: Mapping[str, Sent]

    @classmethod
    def read(
        cls, sent: Mapping[str, Sent], limits: Limits, usual: tuple[int, int] = USUAL_SIZE
    ) -> Self:
        """Read what was sent of a look.

        Args:
            sent: field of a plot → what was sent for it.
            limits: what the service draws at most.
            usual: px, the size where nobody says one; sparklines have their own.

        Raises:
            InvalidParameter: the first value that is not accepted, by its public name.
        """
        sparkline = "type" in sent and sent["type"].value == PlotType.SPARKLINE
        width, height = SIZE_OF_SPARKLINES if sparkline else usual
        sized = {"width": Sent("width", width), "height": Sent("height", height), **sent}
        return cls(build(Plot, sized, limits), sized)

    @property
    def ignored(self) -> list[str]:
        """The names of what was sent and says nothing of a picture of this type."""
        sparkline = self.plot.type is PlotType.SPARKLINE
        return [
            each.name
            for field, each in self.sent.items()
            if (field not in _OF_SPARKLINES if sparkline else field in _ONLY_OF_SPARKLINES)
        ]

    def spec(self, figures: Figures, limits: Limits) -> ImageSpec:
        """Specify the picture of some figures.

        Raises:
            InvalidParameter: the first thing that does not fit, by its public name.
        """
        figures.check_count()
        if (self.plot.type or figures.usual) is PlotType.SPARKLINE:
            return self._sparkline(figures, limits)
        return self._chart(figures, limits)

    def _chart(self, figures: Figures, limits: Limits) -> ChartSpec:
        plot = self.plot
        type_ = plot.type or figures.usual
        horizontal = type_ is PlotType.HORIZONTAL_BAR
        fields: dict[str, object] = {
            "type": ChartType.BAR if horizontal else ChartType(type_),
            "horizontal": horizontal or plot.horizontal,
            "series": figures.series,
            "labels": figures.labels,
            "x": Axis(kind=figures.x, title=plot.x_title),
            "y": _axis(plot),
            "title": figures.title if plot.title is None else plot.title,
            "look": figures.look if plot.type is None else Look.PLAIN,
        }
        return build(ChartSpec, self._sent(_OF_CHARTS, fields, figures), limits)

    def _sparkline(self, figures: Figures, limits: Limits) -> SparklineSpec:
        if not any(value is not None for value in figures.line):
            raise InvalidParameter(figures.parameter, "no number", "at least one number")
        if self.plot.format is Format.JSON:
            raise InvalidParameter(self._name("format"), Format.JSON, "png, svg or webp")
        fields: dict[str, object] = {"values": figures.line}
        if self.plot.colors:
            fields["line"] = self.plot.colors[0]
        fields["limits"] = self.plot.limits or _edges(self.plot, figures.line)
        return build(SparklineSpec, self._sent((*_SAME, "mark"), fields, figures), limits)

    def _sent(
        self, same: tuple[str, ...], fields: Mapping[str, object], figures: Figures
    ) -> dict[str, Sent]:
        """Give each field the name that its user knows."""
        looks = {field: Sent(self._name(field), getattr(self.plot, field)) for field in same}
        return looks | {
            field: Sent(self.sent[field].name if field in self.sent else figures.parameter, value)
            for field, value in fields.items()
        }

    def _name(self, field: str) -> str:
        return self.sent[field].name if field in self.sent else field


def _edges(plot: Plot, values: Values) -> tuple[float, float] | None:
    """What a sparkline's edges stand for; one that is not said follows from the values."""
    if plot.low is None and plot.high is None:
        return None
    known = [value for value in values if value is not None]
    low = min(known) if plot.low is None else plot.low
    high = max(known) if plot.high is None else plot.high
    if low < high:
        return low, high
    # All values lie beyond the one edge that is said.
    room = max(abs(low), abs(high), 1.0)
    return (low, low + room) if plot.high is None else (high - room, high)


def _axis(plot: Plot) -> Axis:
    return Axis(
        kind=AxisKind.LOG if plot.log else AxisKind.LINEAR,
        title=plot.y_title,
        low=plot.low,
        high=plot.high,
        unit=plot.unit,
    )
