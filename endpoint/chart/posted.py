"""A chart as JSON: `{"type": "line", "series": [{"name": "a", "values": [1, null, 3]}]}`."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Annotated, Self

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Discriminator,
    Field,
    Tag,
    model_validator,
)

from endpoint.chart.arranged import arrange, named
from endpoint.documents import Json, validate
from endpoint.plot import NAMES, Figures, PlotType, parse_moments
from endpoint.plot.documented import PlotQuery
from endpoint.query import Sent
from image_proc.chart.fields import (
    LARGEST_DISC,
    MOST_BOXES,
    MOST_SERIES,
    MOST_VALUES,
    AxisKind,
    Radius,
    SeriesType,
)
from image_proc.chart.fields import Number as Finite
from image_proc.chart.series import Series
from image_proc.color import CssColor
from image_proc.errors import InvalidParameter
from image_proc.fields import Text

LARGEST = 4 * 1024 * 1024
"""Bytes of a body: 100,000 numbers with all their digits."""

MOST_PARTS = 120_000
"""Lists and objects of a body: a chart of 100,000 points, each an object of its own, and more."""

DATA, SERIES = "data", "series"
_FLAT, _NESTED, _DATES = "[numbers]", "[lists]", "[dates]"


def _plain(value: object) -> object:
    """Give a number of JSON its usual type; its digits were kept as they were written."""
    return float(value) if isinstance(value, Decimal) else value


def _label(value: object) -> object:
    return str(value) if isinstance(value, int | Decimal) and value is not True else value


Number = Annotated[Finite, BeforeValidator(_plain)]
Disc = Annotated[Radius, BeforeValidator(_plain)]
Label = Annotated[Text, BeforeValidator(_label)]


def _depth(value: object) -> str:
    nested = isinstance(value, list) and any(isinstance(each, list) for each in value)
    return _NESTED if nested else _FLAT


def _kind(value: object) -> str:
    dated = isinstance(value, list) and any(isinstance(each, str) for each in value)
    return _DATES if dated else _FLAT


Line = Annotated[list[Number | None], Field(max_length=MOST_VALUES)]
Values = Annotated[
    Annotated[Line, Tag(_FLAT)]
    | Annotated[list[Line], Field(max_length=MOST_SERIES), Tag(_NESTED)],
    Discriminator(_depth),
]
Places = Annotated[
    Annotated[list[Number], Field(max_length=MOST_VALUES), Tag(_FLAT)]
    | Annotated[list[str], Field(max_length=MOST_VALUES), Tag(_DATES)],
    Discriminator(_kind),
]


class PostedSeries(BaseModel):
    """Values that belong together."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    name: Text = Field("", description="For the legend.")
    values: Line = Field([], description="Numbers; null is a gap.")
    x: Places | None = Field(
        None, description="Where each value stands: numbers, or dates and times as of ISO 8601."
    )
    sizes: Annotated[list[Disc | None], Field(max_length=MOST_VALUES)] | None = Field(
        None, description=f"Of a bubble chart, each disc's radius, 0 to {LARGEST_DISC} px."
    )
    samples: Annotated[list[list[Number]], Field(max_length=MOST_BOXES)] | None = Field(
        None, description="Of a boxplot, the numbers of each box, instead of values."
    )
    type: SeriesType | None = Field(
        None, strict=False, description="What it is drawn as, where that is not the chart's type."
    )
    color: CssColor | None = Field(None, description="The palette's next one by default.")
    stack: Text = Field("", description="Series of the same word stand upon each other.")


class PostedChart(PlotQuery):
    """A chart: `data` or `series`, and all that a query may say of the look."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    data: Values | None = Field(None, description="The values of one series, or of several.")
    series: Annotated[list[PostedSeries], Field(max_length=MOST_SERIES)] | None = Field(
        None, description="The series, instead of data."
    )
    labels: Annotated[list[Label], Field(max_length=MOST_VALUES)] = Field(
        [], description="Of the places; dates make an axis of times."
    )
    names: Annotated[list[Text], Field(max_length=MOST_SERIES)] = Field(
        [], description="Of the series in `data`."
    )

    @model_validator(mode="after")
    def _choose(self) -> Self:
        if (self.data is None) == (self.series is None):
            message = "either data or series"
            raise ValueError(message)
        return self


def check_parts(body: bytes) -> None:
    """Refuse more lists and objects than a chart is made of: Python reads a million for seconds.

    Args:
        body: JSON; brackets in its texts count as well.

    Raises:
        InvalidParameter: names the body.
    """
    parts = body.count(b"[") + body.count(b"{")
    if parts > MOST_PARTS:
        accepted = f"at most {MOST_PARTS}"
        raise InvalidParameter("body", f"{parts} lists and objects", accepted)  # noqa: EM101 - its name


def read_posted(found: Json) -> tuple[PostedChart, dict[str, Sent]]:
    """Read a body.

    Returns:
        What it says, and of the look field → value.

    Raises:
        InvalidParameter: names the key.
    """
    posted = validate(PostedChart, found)
    look = {
        NAMES[name]: Sent(name, found[name])
        for name in PlotQuery.model_fields
        if found.get(name) is not None
    }
    return posted, look


def figures_of(posted: PostedChart) -> Figures:
    """Put what was posted in its places.

    Raises:
        InvalidParameter: names the key.
    """
    parameter = SERIES if posted.data is None else DATA
    series = tuple(_series(each, at) for at, each in enumerate(_listed(posted)))
    told = named(series, posted.names, "names") if posted.names else series
    figures = arrange(told, posted.labels, posted.type, parameter)
    dated = any(isinstance(place, str) for each in posted.series or () for place in each.x or ())
    return replace(figures, x=AxisKind.TIME, usual=PlotType.LINE) if dated else figures


def _listed(posted: PostedChart) -> list[PostedSeries]:
    if posted.series is not None:
        return posted.series
    data = posted.data or []
    nested = [each for each in data if isinstance(each, list)]
    flat = [each for each in data if not isinstance(each, list)]
    return [PostedSeries.model_construct(values=each) for each in nested or [flat]]


def _series(posted: PostedSeries, at: int) -> Series:
    for name, beside in (("x", posted.x), ("sizes", posted.sizes)):
        if beside is not None and len(beside) != len(posted.values):
            key, accepted = f"{SERIES}.{at}.{name}", f"as many as values, {len(posted.values)}"
            raise InvalidParameter(key, f"{len(beside)} of them", accepted)
    return Series(
        name=posted.name,
        values=tuple(posted.values),
        places=None if posted.x is None else _places(posted.x, f"{SERIES}.{at}.x"),
        sizes=None if posted.sizes is None else tuple(posted.sizes),
        samples=None if posted.samples is None else tuple(map(tuple, posted.samples)),
        type=posted.type,
        color=posted.color,
        stack=posted.stack,
    )


def _places(sent: Sequence[float | str], parameter: str) -> tuple[float, ...]:
    texts = [each for each in sent if isinstance(each, str)]
    if not texts:
        return tuple(each for each in sent if not isinstance(each, str))
    if (moments := parse_moments(texts)) is None:
        accepted = "numbers, or dates and times such as 2026-11-21 or 2026-11-21T09:30Z"
        raise InvalidParameter(parameter, ", ".join(texts), accepted)
    return moments
