"""The images of projects, and the seed's own card."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

from flask import Response, request

from endpoint.badge import bp
from endpoint.badge.grammar import Tail
from endpoint.badge.params import KEPT
from endpoint.badge.projects import history, listing
from endpoint.badge.projects.cards import draw_card
from endpoint.badge.projects.catalog import Known
from endpoint.badge.projects.documented import ANSWERS, PATH, TAIL, CardQuery, MetricQuery
from endpoint.badge.projects.install import projects
from endpoint.badge.projects.names import BadgeAddress
from endpoint.badge.projects.params import Asked, Ground, Shown, draw
from endpoint.badge.projects.window import Window
from endpoint.badge.sources.readings import Taken
from endpoint.openapi import api
from endpoint.respond import producer, respond


@bp.get("/api/badge/<path:address>")
@api.route(tag="Projects", query=MetricQuery, path={"address": PATH}, answers=ANSWERS)
def project_badge(address: str) -> Response:
    """Draw a project's badge.

    Of its primary metric, or of the one that is named: the newest value, written and coloured as
    it is declared. What a query says of the look counts more.
    """
    place = BadgeAddress.parse(address)
    whole = projects().catalog.find(place.project)
    known = whole.chosen(place.metric)
    asked = Asked.read(place.tail, request.args)
    taken = projects().value_of(known)
    drawn = draw(known, _shown(known, taken, asked), asked, _ground())
    response = respond(drawn.spec, drawn.cache_control)
    if taken.stale:
        response.headers["X-Easel-Stale"] = "1"
    return response


@bp.get("/api/badge")
@bp.get("/api/badge<tail:tail>")
@api.route(tag="Projects", query=CardQuery, path={"tail": TAIL}, answers=ANSWERS)
def card(tail: str = "") -> Response:
    """Draw a card.

    The words of the query on a design's picture. With `Accept: application/json`, and without a
    suffix, the projects are listed instead.
    """
    if not tail and request.accept_mimetypes.best == "application/json":
        return listing.answer(request.args)
    drawn = draw_card(Tail.parse(tail), request.args, _ground(), KEPT)
    response = respond(drawn.spec, drawn.cache_control)
    response.vary.add("Accept")
    return response


def _ground() -> Ground:
    now = datetime.now(UTC).replace(second=0, microsecond=0)
    return Ground(producer().limits, projects().checks.designs, now)


def _shown(known: Known, taken: Taken, asked: Asked) -> Shown:
    """Put a value and what led to it together."""
    now = datetime.now(UTC)
    points: tuple[float, ...] = ()
    delta = ""
    if known.row_id is not None and asked.trend is not None:
        with _numbers_in(asked.trend):
            points = history.trend(known.row_id, asked.trend.span, now)
    if known.row_id is not None and asked.delta is not None:
        earlier = history.value_at(known.row_id, now - asked.delta.span)
        with _numbers_in(asked.delta):
            delta = history.change(taken.value, earlier)
    return Shown(taken.value, taken.at, taken.stale, points, delta)


@contextmanager
def _numbers_in(window: Window) -> Iterator[None]:
    """Speak of a window where the values in it are no numbers."""
    try:
        yield
    except history.NoNumberError as error:
        raise window.refusal(str(error)) from error
