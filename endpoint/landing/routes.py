"""The pages' routes."""

from flask import Response, jsonify, render_template, send_from_directory
from werkzeug.exceptions import NotFound

from endpoint.landing import bp
from endpoint.landing.assets import MIMETYPES, STATIC, logos, version
from endpoint.landing.context import base_url
from endpoint.landing.reference import chapters
from endpoint.openapi import Answer, api
from endpoint.respond import IMMUTABLE

_REVALIDATED = "no-cache"
_FOR_AN_HOUR = "public, max-age=3600"
_ROBOTS = """\
# The pages may be read. There is no end of images: their addresses say what is drawn.
User-agent: *
Allow: /$
Allow: /docs$
Allow: /static/
Disallow: /
"""


def _page(template: str, **variables: object) -> Response:
    response = Response(render_template(template, **variables))
    response.headers["Cache-Control"] = _REVALIDATED
    return response


@bp.get("/")
def home() -> Response:
    """Show the composer."""
    return _page("index.html")


@bp.get("/docs")
def docs() -> Response:
    """Show every route and parameter, from the OpenAPI document."""
    return _page("docs.html", chapters=chapters(api.document(base_url())))


@bp.get("/openapi.json")
@api.route(
    tag="Operation",
    answers={200: Answer("The OpenAPI 3.1 document.", {"application/json": None})},
)
def openapi() -> Response:
    """Describe every route for programs."""
    response = jsonify(api.document(base_url()))
    response.headers["Cache-Control"] = _REVALIDATED
    return response


@bp.get("/favicon.ico")
def favicon() -> Response:
    """Answer browsers that ask for it unasked."""
    response = send_from_directory(STATIC, "favicon.ico", mimetype="image/x-icon")
    response.headers["Cache-Control"] = _FOR_AN_HOUR
    return response


@bp.get("/robots.txt")
def robots() -> Response:
    """Keep crawlers on the pages."""
    response = Response(_ROBOTS, mimetype="text/plain")
    response.headers["Cache-Control"] = _FOR_AN_HOUR
    return response


@bp.get("/logos.txt")
def logo_names() -> Response:
    """List the names of logos, which the composer offers while one is typed."""
    response = Response(logos(), mimetype="text/plain")
    response.headers["Cache-Control"] = _FOR_AN_HOUR
    return response


@bp.get("/static/<release>/<path:name>")
def static(release: str, name: str) -> Response:
    """Serve one of the pages' files; an address of another release must not be kept for long."""
    mimetype = MIMETYPES.get("." + name.rpartition(".")[2])
    if mimetype is None:
        raise NotFound
    response = send_from_directory(STATIC, name, mimetype=mimetype)
    response.headers["Cache-Control"] = IMMUTABLE if release == version() else _REVALIDATED
    return response
