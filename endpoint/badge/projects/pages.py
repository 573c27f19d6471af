"""Projects for people: a list with badges, and a page for each project and each metric."""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import urlencode

from flask import Response, render_template, request
from sqlalchemy.exc import SQLAlchemyError
from werkzeug.exceptions import NotFound

from endpoint.badge import bp
from endpoint.badge.projects.exhibit import (
    Plate,
    exhibit,
    markdown_of,
    metric_plate,
    project_plate,
)
from endpoint.badge.projects.install import projects
from endpoint.badge.projects.names import BadgeAddress
from endpoint.badge.projects.params import REVALIDATED
from image_proc.errors import InvalidParameter

log = logging.getLogger(__name__)

_ON_A_PAGE = 48
_ON_THE_LANDING_PAGE = 12


@dataclass(frozen=True, slots=True)
class Page:
    """Some of the projects, by name.

    Args:
        plates: their badges.
        next: the path of those that follow; empty on the last page.
    """

    plates: Sequence[Plate]
    next: str


@bp.app_context_processor
def project_context() -> dict[str, Callable[[], Page | None]]:
    """Let a template ask for the first projects; None when the database does not answer."""

    def project_page() -> Page | None:
        try:
            return _page("", _ON_THE_LANDING_PAGE)
        except SQLAlchemyError as error:
            log.warning("a page without its projects: %s", type(error).__name__)
            return None

    return {"project_page": project_page}


@bp.get("/projects")
def list_projects() -> Response:
    """Show all projects by their badges, page by page."""
    after = request.args.get("after", "")
    return _show("projects.html", page=_page(after, _ON_A_PAGE), after=after)


@bp.get("/projects/<path:address>")
def show_project(address: str) -> Response:
    """Show a project with its metrics, or a metric with its history."""
    place = _place(address)
    whole = projects().catalog.find(place.project)
    if place.metric is None:
        plates = [metric_plate(whole.metric(each.name)) for each in whole.metrics]
        markdown = markdown_of(whole.name)
        plate = project_plate(whole)
        return _show("project.html", plate=plate, metrics=plates, markdown=markdown)
    return _show("metric.html", shown=exhibit(whole.metric(place.metric), datetime.now(UTC)))


def _page(after: str, limit: int) -> Page:
    found = projects().catalog.page(after, limit + 1)
    shown = found[:limit]
    more = len(found) > limit
    following = f"/projects?{urlencode({'after': shown[-1].name})}" if more else ""
    return Page([project_plate(each) for each in shown], following)


def _place(address: str) -> BadgeAddress:
    """Read an address; one that cannot be a project's leads nowhere, as any other."""
    try:
        place = BadgeAddress.parse(address)
    except InvalidParameter as error:
        raise NotFound from error
    if str(place.tail):
        raise NotFound
    return place


def _show(template: str, **variables: object) -> Response:
    response = Response(render_template(template, **variables))
    response.headers["Cache-Control"] = REVALIDATED
    return response
