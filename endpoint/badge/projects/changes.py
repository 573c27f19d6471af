"""The API that changes projects: push, declare, remove, read anew."""

from datetime import datetime
from http import HTTPStatus
from typing import Any

from flask import Response, jsonify
from pydantic import BaseModel, Field, RootModel
from werkzeug.exceptions import Conflict

from endpoint.auth import Verb, require
from endpoint.badge import bp
from endpoint.badge.grammar import PATH
from endpoint.badge.projects import registry
from endpoint.badge.projects.declared import Metric, Project
from endpoint.badge.projects.documented import METRIC, PLACE, REFUSED
from endpoint.badge.projects.install import projects
from endpoint.badge.projects.listing import ListedProject, badge_url, listed_project
from endpoint.badge.projects.names import PATH_ACCEPTED, BadgeAddress
from endpoint.badge.projects.pushed import ValuePush, kept, read_push
from endpoint.documents import Json, read_object, validate
from endpoint.openapi import Answer, api
from endpoint.respond import nothing
from image_proc.badge.schema import EndpointBadge
from image_proc.errors import InvalidParameter

_DECLARED = {"url", "file"}
_METRICS = "metrics"


class Kept(BaseModel):
    """A value that is kept."""

    project: str
    metric: str
    value: str
    time: datetime
    stale: bool = Field(description="Whether its source gave no new one.")
    badge: str = Field(description="The address of the badge.")


class Put(RootModel[EndpointBadge | ValuePush | Metric | Project]):
    """Of a metric: the endpoint schema, a value, or a source. Of a project: what is declared."""


@bp.put("/api/badge/<path:address>")
@api.route(
    tag="Projects",
    path={"address": PLACE},
    body=Put,
    answers={
        200: Answer("It is kept.", {"application/json": Kept}),
        201: Answer("It is kept, and new.", {"application/json": Kept}),
        **REFUSED,
    },
)
def put(address: str) -> Response:
    """Push a value, or declare a metric or a project.

    `http PUT :5000/api/badge/billing/coverage value:=93.4 format=percent thresholds=coverage`
    makes project and metric with the first value. What is said of the look stays with the metric.
    A body with `url` declares where a metric's values come from; that, and declaring a project,
    needs the scope `manage`.
    """
    project, metric = _place(address)
    if metric is None:
        require(Verb.MANAGE, project)
        return _declare_project(project, read_object())
    require(Verb.PUSH, project)
    found = read_object()
    if _DECLARED & found.keys():
        require(Verb.MANAGE, project)
        return _declare_metric(project, metric, found)
    push = read_push(found)
    at, new = projects().push(project, metric, push)
    return _kept(Kept(**_names(project, metric), value=push.value, time=at, stale=False), new=new)


@bp.patch("/api/badge/<path:address>")
@api.route(
    tag="Projects",
    path={"address": PLACE},
    body=Put,
    answers={
        200: Answer("It is changed.", {"application/json": ListedProject}),
        **REFUSED,
    },
)
def patch(address: str) -> Response:
    """Change what is declared of a project or a metric.

    Keys with null are removed, others replaced (RFC 7396). Values stay.
    """
    project, metric = _place(address)
    require(Verb.MANAGE, project)
    found = read_object()
    whole = projects().catalog.find(project)
    _refuse_declared(project, metric)
    if metric is None:
        settings = _merged(kept(whole.declared, "metrics"), found)
        if "metrics" in found:
            accepted = "to be left out; PATCH /api/badge/<project>/<metric> changes a metric"
            raise InvalidParameter(_METRICS, _METRICS, accepted)
        _store_project(project, settings)
        return _listed(project)
    known = whole.metric(metric)
    _store_metric(project, metric, _merged(kept(known.kept), found), known.value)
    return _listed(project)


@bp.delete("/api/badge/<path:address>")
@api.route(
    tag="Projects",
    path={"address": PLACE},
    answers={204: Answer("It is gone, with all its values."), **REFUSED},
)
def remove(address: str) -> Response:
    """Remove a metric or a project, with all values."""
    project, metric = _place(address)
    require(Verb.MANAGE, project)
    _refuse_declared(project, metric)
    if metric is None:
        registry.remove_project(project)
    else:
        registry.remove_metric(project, metric)
    return nothing()


@bp.post("/api/badge/<path:address>/refresh")
@api.route(
    tag="Projects",
    path={"address": METRIC},
    answers={
        200: Answer("Its value now.", {"application/json": Kept}),
        **REFUSED,
        502: Answer("Its source gives no value, and there is no old one."),
        504: Answer("Its source gives no value in time, and there is no old one."),
    },
)
def refresh(address: str) -> Response:
    """Read a metric's source anew, although its value is not old yet."""
    project, metric = _place(address)
    require(Verb.PUSH, project)
    known = projects().catalog.find(project).chosen(metric)
    taken = projects().value_of(known, anew=True)
    names = _names(project, known.name)
    return _kept(Kept(**names, value=taken.value, time=taken.at, stale=taken.stale), new=False)


def _place(address: str) -> tuple[str, str | None]:
    place = BadgeAddress.parse(address)
    if str(place.tail):
        raise InvalidParameter(PATH, address, PATH_ACCEPTED)
    return place.project, place.metric


def _declare_project(name: str, found: Json) -> Response:
    declared = validate(Project, found)
    _refuse_declared(name, None)
    settings = kept(declared, "metrics")
    metrics = {each: kept(metric) for each, metric in declared.metrics.items()}
    for each, metric in declared.metrics.items():
        _check_metric(metric, ("metrics", each))
    projects().checks.check_sent(declared.sent())
    new = registry.declare_project(name, settings, metrics)
    return _listed(name, new=new)


def _declare_metric(project: str, name: str, found: Json) -> Response:
    declared = validate(Metric, found)
    _refuse_declared(project, name)
    _check_metric(declared)
    new = registry.declare_metric(project, name, kept(declared))
    return _listed(project, new=new)


def _store_project(name: str, settings: Json) -> None:
    declared = validate(Project, settings)
    projects().checks.check_sent(declared.sent())
    registry.declare_project(name, settings, {})


def _store_metric(project: str, name: str, settings: Json, value: str | None) -> None:
    declared = validate(Metric, settings)
    _check_metric(declared)
    if value is not None and declared.origin_kind is None:
        projects().checks.check_value(declared.sent(), value)
    registry.declare_metric(project, name, settings)


def _check_metric(metric: Metric, key: tuple[str, ...] = ()) -> None:
    """Check a metric that the API declares."""
    if metric.file is not None:
        accepted = "to be left out: files are declared in projects.toml"
        raise InvalidParameter(".".join((*key, "file")), metric.file, accepted)
    if metric.secret is not None:
        require(Verb.ADMIN, "")
    projects().checks.check_body(metric, projects().file.current().secrets, key)


def _refuse_declared(project: str, metric: str | None) -> None:
    """Leave alone what the operator's file says."""
    declared = projects().catalog.in_file(project)
    if declared is not None and (metric is None or metric in declared.metrics):
        message = f'"{project}" is declared in projects.toml and is changed there.'
        raise Conflict(message)


def _merged(settings: Json, changes: Json) -> Json:
    merged = {**settings, **changes}
    return {key: value for key, value in merged.items() if value is not None}


def _names(project: str, metric: str) -> dict[str, Any]:
    return {"project": project, "metric": metric, "badge": badge_url(project, metric)}


def _kept(kept_value: Kept, *, new: bool) -> Response:
    return _answer(kept_value.model_dump(mode="json"), new=new)


def _listed(project: str, *, new: bool = False) -> Response:
    listed = listed_project(projects().catalog.find(project))
    return _answer(listed.model_dump(mode="json", by_alias=True), new=new)


def _answer(found: Json, *, new: bool) -> Response:
    response = jsonify(found)
    response.status_code = HTTPStatus.CREATED if new else HTTPStatus.OK
    response.headers["Cache-Control"] = "no-store"
    return response
