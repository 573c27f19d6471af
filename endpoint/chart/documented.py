"""The routes of charts, as the documentation shows them; nothing is validated with it."""

from pydantic import BaseModel, Field

from endpoint.openapi import Answer, PathParameter, always_shown, image_answers
from endpoint.openapi.answers import PROBLEM_TYPE, Problem
from endpoint.plot import SpanQuery
from endpoint.plot.documented import PlotQuery
from source.table import Kind

_TYPES = ("image/png", "image/svg+xml", "image/webp")
_WRONG: dict[str, type[BaseModel] | None] = {PROBLEM_TYPE: Problem, **dict.fromkeys(_TYPES)}


class ChartJson(BaseModel):
    """A chart's type, axes and series, as they were drawn."""


class DataQuery(PlotQuery):
    """Values in the address, and how they look."""

    data: str | None = Field(
        None,
        description="Numbers separated by commas, series by `|`; nothing, `_` or `null` is a gap. "
        "`x:y` of a scatter chart, `x:y:r` of a bubble chart; boxes of a boxplot are separated by "
        "`;`.",
        examples=["3,5,2,8|4,4,6,7"],
        json_schema_extra=always_shown(),
    )
    labels: str | None = Field(
        None,
        description="Of the places, separated by commas; a backslash keeps a comma. Dates make an "
        "axis of times.",
        examples=["Q1,Q2,Q3,Q4"],
    )
    names: str | None = Field(
        None, description="Of the series, likewise.", examples=["North,South"]
    )
    filename: str | None = Field(
        None, description="A file below DATA_DIR instead, as `/chart/<file>` shows it."
    )
    c: str | None = Field(None, description="A Chart.js config, as QuickChart takes it.")
    cht: str | None = Field(None, description="A chart in the grammar of Google Image Charts.")


class FileQuery(PlotQuery, SpanQuery):
    """What a query may say of a file's chart."""

    x: str | None = Field(
        None,
        description="The column that says where values stand, by its name or its number from 1; "
        "the first that holds times by default.",
    )
    y: str | None = Field(
        None,
        description="The columns of numbers: several separated by commas, or sent several times.",
    )
    by: str | None = Field(None, description="A column whose values become series.")
    kind: Kind | None = Field(
        None, description="What the file is; `auto` goes by its name and its first lines."
    )


FILE = PathParameter(
    "The file's path below DATA_DIR, its own suffix included; behind that `@2x` and a format: "
    "`.svg`, `.webp`, `.png`, `.json`.",
    "log1.txt",
)
_REFUSED = {
    401: Answer("PRIVATE is set, and there is no token that counts.", _WRONG),
    403: Answer("A token without the scope `read`, or a signature that is wrong.", _WRONG),
    404: Answer("There is no such file.", {**_WRONG, "text/html": None}),
    422: Answer("The file is not of its kind: which line, and what it may hold.", _WRONG),
}
READ = image_answers(*_TYPES, json=ChartJson) | _REFUSED
DRAWN = READ | {
    200: Answer(
        "The chart, in the format that `format` names; without values a page.",
        {**dict.fromkeys(_TYPES), "application/json": ChartJson, "text/html": None},
    )
}
POSTED = {status: READ[status] for status in (200, 400, 503)} | {
    413: Answer("The body is larger than 4 MB.", _WRONG),
    415: Answer("The body is neither JSON nor a form.", _WRONG),
}
