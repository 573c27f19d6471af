"""The pages' routes."""

from pathlib import PurePosixPath

from flask import Response, jsonify, render_template, request
from werkzeug.exceptions import NotFound

from endpoint.landing import bp
from endpoint.landing.assets import MIMETYPES, files, logos, version
from endpoint.landing.reference import chapters
from endpoint.links import base_url
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
    return _file("favicon.ico", _FOR_AN_HOUR)


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
    return _file(name, IMMUTABLE if release == version() else _REVALIDATED)


@bp.get("/static/lazyload.js")
def lazyload() -> Response:
    """Serve the script that other sites load too, at an address that stays."""
    return _file("lazyload.js", _FOR_AN_HOUR)


def _file(name: str, cache_control: str) -> Response:
    if (content := files().get(name)) is None:
        raise NotFound
    response = Response(content, mimetype=MIMETYPES[PurePosixPath(name).suffix])
    response.headers["Cache-Control"] = cache_control
    response.set_etag(version())
    response.make_conditional(request)
    return response
