"""An image as an HTTP response: 304 before anything is drawn, and the headers of every image."""

import gzip
from collections.abc import Callable
from dataclasses import replace
from hashlib import blake2b
from http import HTTPStatus

from flask import Response, current_app, g, request

from image_proc.produce import Encoded, Producer
from image_proc.spec import Format, ImageSpec
from image_proc.version import code_version

PRODUCER = "easel-producer"
YEAR = 31_536_000
"""s"""

IMMUTABLE = f"public, max-age={YEAR}, immutable"
"""For what its URL and its ETag say wholly."""

_SVG_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox"
_TEXTS = frozenset({"image/svg+xml", "application/json"})
_WORTH_GZIP = 256


def producer() -> Producer:
    """The app's producer."""
    found: Producer = current_app.extensions[PRODUCER]
    return found


def respond(spec: ImageSpec, cache_control: str) -> Response:
    """Answer with the image of a spec, or with 304 when the client has it.

    Args:
        spec: what to draw.
        cache_control: the route's policy.

    Raises:
        Busy: there is no capacity to draw it now.
    """
    if held := _held_by_client(spec.etag):
        response = unchanged(held)
    else:
        response = image_response(producer().produce(spec))
    return _described(response, spec.format, cache_control)


def respond_made(
    made_of: str, format_: Format, make: Callable[[], ImageSpec], cache_control: str
) -> Response:
    """Answer with an image whose spec is costly to make, or with 304 before it is made.

    Args:
        made_of: all that the image follows from, its drawing code aside.
        format_: what it is sent as.
        make: gives the spec; reads what it takes.
        cache_control: the route's policy.

    Raises:
        Busy: there is no capacity to draw it now.
        Exception: whatever `make` raises.
    """
    etag = blake2b(f"{made_of} {code_version()}".encode(), digest_size=12).hexdigest()
    if held := _held_by_client(etag):
        response = unchanged(held)
    else:
        response = image_response(replace(producer().produce(make()), etag=etag))
    return _described(response, format_, cache_control)


def respond_anew(spec: ImageSpec) -> Response:
    """Answer a request that no cache answers, such as a POST, with the image of a spec.

    Raises:
        Busy: there is no capacity to draw it now.
    """
    return _described(image_response(producer().produce(spec)), spec.format, "no-store")


def respond_text(text: str, cache_control: str) -> Response:
    """Answer with a text that was cheap to make, or with 304 when the client has it.

    Args:
        text: what is sent.
        cache_control: the route's policy.
    """
    response = Response(text, mimetype="text/plain")
    response.add_etag()
    response.make_conditional(request)
    return _with_policy(response, cache_control)


def nothing() -> Response:
    """Answer that a thing is done, and that there is nothing to say of it."""
    response = Response(status=HTTPStatus.NO_CONTENT, headers={"Cache-Control": "no-store"})
    del response.headers["Content-Type"]  # of content that there is not
    return response


def unchanged(etag: str) -> Response:
    """Tell a client that it has what a tag names."""
    response = Response(status=HTTPStatus.NOT_MODIFIED)
    # It has no content, and what looks at the type of content would take it for a page.
    del response.headers["Content-Type"]
    response.headers["ETag"] = f'"{etag}"'
    return response


def _described(response: Response, format_: Format, cache_control: str) -> Response:
    if format_.mimetype in _TEXTS:
        response.headers["Vary"] = "Accept-Encoding"
    return _with_policy(response, cache_control)


def _with_policy(response: Response, cache_control: str) -> Response:
    response.headers["Cache-Control"] = for_reader(cache_control)
    return response


def for_reader(cache_control: str) -> str:
    """Keep shared caches from what only those may see who have shown a token or a signature."""
    return cache_control.replace("public", "private") if g.get("private") else cache_control


def _held_by_client(etag: str) -> str | None:
    """Give the tag of the image that If-None-Match names, in either of its content codings."""
    names = request.if_none_match
    gzipped = _gzip_etag(etag)
    if not names.star_tag and _accepts_gzip() and names.contains_weak(gzipped):
        return gzipped
    return etag if names.contains_weak(etag) or names.contains_weak(gzipped) else None


def image_response(encoded: Encoded) -> Response:
    """Wrap an encoded image; caching is the caller's affair."""
    body, etag = encoded.body, encoded.etag
    response = Response(body, mimetype=encoded.mimetype)
    headers = response.headers
    if encoded.mimetype in _TEXTS and len(body) > _WORTH_GZIP and _accepts_gzip():
        response.set_data(gzip.compress(body, 6, mtime=0))
        headers["Content-Encoding"] = "gzip"
        etag = _gzip_etag(etag)
    headers["ETag"] = f'"{etag}"'
    headers["Content-Type"] = encoded.mimetype
    if encoded.mimetype == "image/svg+xml":
        headers["Content-Security-Policy"] = _SVG_POLICY
    return response


def _accepts_gzip() -> bool:
    return request.accept_encodings["gzip"] > 0


def _gzip_etag(etag: str) -> str:
    """Strong tags differ where the bytes do."""
    return f"{etag}-gzip"


def add_common_headers(response: Response) -> Response:
    """Put on every response what holds for all: no sniffing, and images may be used anywhere."""
    headers = response.headers
    if ignored := g.get("ignored_parameters"):
        headers["X-Ignored-Parameters"] = ignored
    headers["X-Content-Type-Options"] = "nosniff"
    headers.setdefault("Access-Control-Allow-Origin", "*")
    headers.setdefault("Cross-Origin-Resource-Policy", "cross-origin")
    return response
