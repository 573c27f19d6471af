"""The routes of projects, as the documentation shows them."""

from pydantic import BaseModel, ConfigDict, Field

from endpoint.badge.documented import BadgeOverrides
from endpoint.openapi import Answer, PathParameter, image_answers
from endpoint.openapi.answers import PROBLEM_TYPE, Problem
from image_proc.badge.fields import LONGEST_CACHE
from image_proc.badge.schema import EndpointBadge

_WRONG: dict[str, type[BaseModel] | None] = {
    PROBLEM_TYPE: Problem,
    "image/png": None,
    "image/svg+xml": None,
    "image/webp": None,
}
_NOT_HERE = {**_WRONG, "text/html": None}

ANSWERS = image_answers(
    "image/png",
    "image/svg+xml",
    "image/webp",
    json=EndpointBadge,
    _403=Answer("An origin that FETCH_ALLOW does not name.", _WRONG),
    _404=Answer("No such project, metric or address, or no value yet.", _NOT_HERE),
    _502=Answer("Its source gives no value, and there is no old one to show.", _WRONG),
    _504=Answer("Its source gives no value in time, and there is no old one to show.", _WRONG),
)
REFUSED = {
    400: Answer(
        "The name, the body or the query is wrong: which key, and what is accepted.", _WRONG
    ),
    401: Answer("No token, or one that is not known.", _WRONG),
    403: Answer("A token without the scope that is needed.", _WRONG),
    404: Answer("No such project, metric or address.", _NOT_HERE),
    409: Answer("`projects.toml` declares it, or its values come from a source.", _WRONG),
    413: Answer("The body is larger than 256 kB.", _WRONG),
    415: Answer("The body is not sent as JSON.", _WRONG),
    503: Answer("The database does not answer, or too much waits for sources.", _WRONG),
}
PATH = PathParameter(
    "`project` or `project/metric`; a project may be `@scope/name`. At the end a scale (`@2x`) and "
    "a suffix: `.png` (the default), `.svg`, `.webp`, `.json`.",
    "billing/coverage.svg",
    of_rows=True,
)
PROJECT = PathParameter("A project's name: `name` or `@scope/name`.", "billing")
PLACE = PathParameter("`project` or `project/metric`.", "billing/coverage")
METRIC = PathParameter("`project/metric`.", "billing/coverage")
TAIL = PathParameter("A scale (`@2x`) and a suffix.", ".png", {"pattern": "^[@.]"}, of_rows=True)


class MetricQuery(BadgeOverrides):
    """What a query may say about a metric's badge."""

    style: str | None = Field(  # type: ignore[assignment]
        None, description="A badge style, or the name of a design such as card.", examples=["card"]
    )
    trend: str | None = Field(
        None,
        description="A sparkline of so long a time: 12h, 30d, 8w, 1y. In a badge of any style.",
        examples=["30d"],
    )
    delta: str | None = Field(
        None, description="By how much the value changed in so long a time.", examples=["7d"]
    )


class CardQuery(BaseModel):
    """What a query may say about a card."""

    model_config = ConfigDict(frozen=True)

    label: str | None = Field(None, description="The first line; Hello.", examples=["Hello"])
    message: str | None = Field(None, description="The second line; World.", examples=["World"])
    project: str | None = Field(None, description="For designs that show it.", examples=["billing"])
    metric: str | None = Field(None, description="For designs that show it.", examples=["version"])
    date: str | None = Field(None, description="For designs that show it.", examples=["today"])
    color: str | None = Field(None, description="For designs that show it.", examples=["green"])
    style: str | None = Field(None, description="The design's name; card.", examples=["card"])
    scale: float | None = Field(None, description="1 to 4, as `@2x` in the path.", examples=[2])
    cache_seconds: int | None = Field(
        None,
        alias="cacheSeconds",
        description="How long it may be kept; a day.",
        ge=0,
        le=LONGEST_CACHE,
        examples=[3600],
    )
    limit: int | None = Field(None, description="Of the list: how many projects.", examples=[50])
    after: str | None = Field(None, description="Of the list: the name before.", examples=["a"])
