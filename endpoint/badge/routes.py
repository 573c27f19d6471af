"""The badges' routes."""

from datetime import UTC, datetime

from flask import Response, request

from endpoint.badge import bp
from endpoint.badge.documented import BadgeOverrides, BadgeQuery
from endpoint.badge.grammar import PATH, PATH_ACCEPTED, Address, Tail
from endpoint.badge.params import read_badge
from endpoint.openapi import Answer, PathParameter, api, image_answers
from endpoint.respond import producer, respond
from image_proc.badge.schema import EndpointBadge
from image_proc.errors import InvalidParameter

_ANSWERS = image_answers("image/svg+xml", "image/png", "image/webp", json=EndpointBadge)
_NO_TAIL = {404: Answer("What follows is no scale and no suffix: no such address.")}
_CONTENT = PathParameter(
    "`label-message-color` or `message-color`. In the texts `--` is a dash, `_` or `%20` a space, "
    "`__` an underscore. At the end, a scale (`@2x`, `@1.5x`) and a suffix: `.svg` (the default), "
    "`.png`, `.webp`, `.json`.",
    "build-passing-brightgreen",
)
_TAIL = PathParameter(
    "A scale (`@2x`) and a suffix: `.svg`, `.png`, `.webp`, `.json`.", ".png", {"pattern": "^[@.]"}
)


@bp.get("/badge/<words:content>")
@api.route(tag="Badges", query=BadgeOverrides, path={"content": _CONTENT}, answers=_ANSWERS)
def badge(content: str) -> Response:
    """Draw a badge.

    A label and a message in two colours, as large as badges elsewhere.
    """
    return _answer(Address.parse(content))


@bp.get("/badge/")
def empty() -> Response:
    """Say what a badge's path looks like."""
    raise InvalidParameter(PATH, request.path, PATH_ACCEPTED)


@bp.get("/badge")
@bp.get("/static/v1")
@api.route(tag="Badges", query=BadgeQuery, answers=_ANSWERS)
def badge_of_query() -> Response:
    """Draw a badge whose words stand in the query."""
    return _answer(Tail())


@bp.get("/badge<tail:tail>")
@bp.get("/static/v1<tail:tail>")
@api.route(tag="Badges", query=BadgeQuery, path={"tail": _TAIL}, answers=_ANSWERS | _NO_TAIL)
def badge_of_query_as(tail: str) -> Response:
    """Draw a badge whose words stand in the query, in a format."""
    return _answer(Tail.parse(tail))


def _answer(address: Address | Tail) -> Response:
    now = datetime.now(UTC).replace(second=0, microsecond=0)
    asked = read_badge(address, request.args, producer().limits, now)
    return respond(asked.spec, asked.cache_control)
