"""Projects as JSON: what there is, with the addresses of the badges."""

from datetime import datetime
from urllib.parse import urlencode

from flask import Response, jsonify
from pydantic import BaseModel, ConfigDict, Field
from werkzeug.datastructures import MultiDict

from endpoint.badge.projects.catalog import Known, Whole
from endpoint.badge.projects.history import read_limit
from endpoint.badge.projects.install import projects
from endpoint.badge.projects.names import path_of
from endpoint.links import base_url
from endpoint.query import read_query

MOST = 100
USUAL = 50


class ListedMetric(BaseModel):
    """A metric in a list."""

    name: str
    source: str = Field(description="pushed, url or file")
    value: str | None = Field(description="The newest value; null before the first.")
    time: datetime | None = Field(description="When that came.")
    badge: str = Field(description="The address of its badge.")


class ListedProject(BaseModel):
    """A project in a list."""

    name: str
    label: str
    primary: str | None = Field(description="The metric that its own badge shows.")
    in_file: bool = Field(alias="inFile", description="Whether projects.toml declares it.")
    badge: str = Field(description="The address of its badge.")
    metrics: list[ListedMetric]

    model_config = ConfigDict(populate_by_name=True)


class ProjectList(BaseModel):
    """A page of projects, by name."""

    projects: list[ListedProject]
    next: str | None = Field(description="The address of the next page; null on the last.")


def answer(args: MultiDict[str, str]) -> Response:
    """List projects.

    Raises:
        InvalidParameter: names limit.
    """
    query = read_query(args, {"limit": "limit", "after": "after"})
    limit = read_limit(query["limit"], MOST) if "limit" in query else USUAL
    after = str(query["after"].value) if "after" in query else ""
    found = projects().catalog.page(after, limit + 1)
    more = len(found) > limit
    found = found[:limit]
    following = urlencode({"after": found[-1].name, "limit": limit}) if more else ""
    listed = ProjectList(
        projects=[listed_project(each) for each in found],
        next=f"{base_url()}/api/badge?{following}" if more else None,
    )
    response = jsonify(listed.model_dump(mode="json", by_alias=True))
    if more:
        response.headers["Link"] = f'<{listed.next}>; rel="next"'
    response.headers["Cache-Control"] = "no-cache"
    response.vary.add("Accept")
    return response


def listed_project(whole: Whole) -> ListedProject:
    """Describe a project."""
    return ListedProject(
        name=whole.name,
        label=whole.label,
        primary=whole.primary.name if whole.primary else None,
        in_file=whole.in_file,
        badge=badge_url(whole.name),
        metrics=[_metric(each) for each in whole.metrics],
    )


def badge_url(project: str, metric: str | None = None) -> str:
    """Give the address of a badge as the world sees it."""
    return f"{base_url()}/api/badge/{path_of(project, metric)}"


def _metric(known: Known) -> ListedMetric:
    return ListedMetric(
        name=known.name,
        source=known.source.origin_kind or "pushed",
        value=known.value,
        time=known.taken_at,
        badge=badge_url(known.project, known.name),
    )
