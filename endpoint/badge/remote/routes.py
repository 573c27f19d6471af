"""Dynamic badges and badges of endpoints, as shields has them."""

from datetime import UTC, datetime

from flask import Response, request
from pydantic import ValidationError

from endpoint.badge import bp
from endpoint.badge.grammar import Tail
from endpoint.badge.params import NAMES
from endpoint.badge.projects.catalog import Known
from endpoint.badge.projects.declared import Metric
from endpoint.badge.projects.documented import TAIL
from endpoint.badge.projects.install import projects
from endpoint.badge.projects.params import Asked, Ground, Shown, draw
from endpoint.badge.remote import params
from endpoint.badge.remote.documented import ANSWERS, KIND, DynamicQuery, EndpointQuery
from endpoint.badge.remote.params import DYNAMIC_NAMES, ENDPOINT_NAMES, Place
from endpoint.badge.schema import look_of
from endpoint.badge.sources.models import LONGEST_READING
from endpoint.badge.sources.readings import Taken, Wanted
from endpoint.documents import dotted, parse_object, wrong_key
from endpoint.openapi import api
from endpoint.query import Sent
from endpoint.respond import producer, respond
from image_proc.badge.schema import EndpointBadge
from image_proc.spec import Format
from source.errors import Unreadable
from source.fetch import Request

_KEPT = "public, max-age=300"
_KEPT_STALE = "public, max-age=30"
_USUAL_LABEL = "custom badge"


@bp.get("/badge/dynamic/<path:kind>")
@api.route(tag="Dynamic badges", query=DynamicQuery, path={"kind": KIND}, answers=ANSWERS)
def dynamic(kind: str) -> Response:
    """Draw a badge of a value in a document.

    The document is fetched from an origin that FETCH_ALLOW names, and asked by JSONPath, XPath or
    a regular expression. A value is kept for five minutes, or `cacheSeconds`.
    """
    asked_kind, tail = params.read_kind(kind)
    asked = Asked.read(tail, request.args, Format.SVG, DYNAMIC_NAMES)
    place = params.read_place(asked.sent, asked_kind)
    taken = _take(place, asked)
    known = Known("", "", {"label": Sent("label", _USUAL_LABEL)}, Metric(), Metric())
    return _answer(known, taken, asked)


@bp.get("/endpoint")
@bp.get("/endpoint<tail:tail>")
@api.route(tag="Dynamic badges", query=EndpointQuery, path={"tail": TAIL}, answers=ANSWERS)
def endpoint_badge(tail: str = "") -> Response:
    """Draw a badge that another service describes in the endpoint schema.

    What the query says of the look counts more, but for the colour of an error.
    """
    asked = Asked.read(Tail.parse(tail), request.args, Format.SVG, ENDPOINT_NAMES)
    taken = _take(Place(params.read_url(asked.sent)), asked)
    badge = EndpointBadge.model_validate_json(taken.value)
    said = look_of(badge)
    is_error = bool(said.pop("isError", False))
    look = {NAMES[name]: Sent(name, value) for name, value in said.items()}
    known = Known("", "", look, Metric(), Metric(), is_error=is_error)
    return _answer(known, Taken(badge.message, taken.at, taken.stale), asked)


def _take(place: Place, asked: Asked) -> Taken:
    bring = _bring_badge if place.query is None else _bring_value
    return projects().readings.take(
        Wanted(place.key, params.lifetime(asked.sent), params.STALE_FOR, lambda: bring(place))
    )


def _bring_value(place: Place) -> str:
    queries = [place.query] if place.query else []
    return projects().reader.at(Request(place.url), queries)


def _bring_badge(place: Place) -> str:
    """Fetch a badge in the endpoint schema; give it as it is kept.

    Raises:
        SourceError: it cannot be had, or is none.
    """
    body = projects().reader.fetcher.fetch(Request(place.url)).body
    try:
        badge = EndpointBadge.model_validate(parse_object(body))
    except ValidationError as error:
        key, message = wrong_key(error)
        text = f"the document is no badge in the endpoint schema: {dotted(key)}: {message}"
        raise Unreadable(text) from error
    except ValueError as error:
        text = f"the document is no JSON object: {error}"
        raise Unreadable(text) from error
    text = badge.model_dump_json(by_alias=True, exclude_none=True)
    if len(text) > LONGEST_READING:
        message = f"the badge has more than {LONGEST_READING} characters"
        raise Unreadable(message)
    return text


def _answer(known: Known, taken: Taken, asked: Asked) -> Response:
    now = datetime.now(UTC).replace(second=0, microsecond=0)
    ground = Ground(producer().limits, projects().checks.designs, now)
    drawn = draw(known, Shown(taken.value, taken.at, taken.stale), asked, ground)
    said = "cache_seconds" in known.look or "cache_seconds" in asked.sent
    response = respond(drawn.spec, drawn.cache_control if said else _KEPT)
    if taken.stale:
        response.headers["X-Easel-Stale"] = "1"
        response.headers["Cache-Control"] = _KEPT_STALE
    return response
