"""The routes of dynamic badges, as the documentation shows them."""

from pydantic import BaseModel, Field

from endpoint.badge.documented import BadgeLook
from endpoint.openapi import Answer, PathParameter, image_answers
from endpoint.openapi.answers import PROBLEM_TYPE, Problem
from image_proc.badge.schema import EndpointBadge

_WRONG: dict[str, type[BaseModel] | None] = {
    PROBLEM_TYPE: Problem,
    "image/svg+xml": None,
    "image/png": None,
    "image/webp": None,
}
ANSWERS = image_answers(
    "image/svg+xml",
    "image/png",
    "image/webp",
    json=EndpointBadge,
    _403=Answer("FETCH_ALLOW does not name the origin.", _WRONG),
    _404=Answer("The query finds nothing, or no such address.", {**_WRONG, "text/html": None}),
    _502=Answer("The document cannot be had or read, and there is no old value.", _WRONG),
    _504=Answer("The document does not come in time, and there is no old value.", _WRONG),
)
KIND = PathParameter(
    "What the document is: `json`, `yaml`, `toml`, `xml` or `regex`; then a scale and a suffix.",
    "json",
    of_rows=True,
)


class DynamicQuery(BadgeLook):
    """What a query says of a dynamic badge."""

    url: str | None = Field(None, description="The document's address.")
    query: str | None = Field(None, description="JSONPath, or XPath for xml.")
    search: str | None = Field(None, description="For regex: the expression (RE2).")
    replace: str | None = Field(None, description="For regex: what the match is written as.")
    flags: str | None = Field(None, description="For regex: flags such as i.")
    uri: str | None = Field(None, deprecated=True, description="Old for `url`.")
    label: str | None = Field(None, description="The left part; custom badge.")
    color: str | None = Field(None, description="The right part's ground.")


class EndpointQuery(BadgeLook):
    """What a query says of a badge that is described elsewhere."""

    url: str | None = Field(None, description="The address of a badge in the endpoint schema.")
    label: str | None = Field(None, description="In place of the badge's own.")
    color: str | None = Field(None, description="In place of the badge's own.")
