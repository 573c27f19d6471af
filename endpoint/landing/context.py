"""What every page knows, also the one that endpoint/errors.py renders."""

from functools import partial
from typing import Any

from flask import Response, current_app, request

from endpoint.auth import Verb, caller
from endpoint.landing import bp
from endpoint.landing.assets import version
from endpoint.landing.compose import compose, compose_picture
from endpoint.links import base_url

# blob: is what the page of images has fetched with a token, which an <img> cannot send.
POLICY = (
    "default-src 'self'; img-src 'self' blob:; base-uri 'none'; form-action 'self'; "
    "frame-ancestors 'none'; object-src 'none'"
)


_GUARDED = ("/badge", "/static/v1", "/endpoint", "/api/", "/picture/", "/chart/")


def closed() -> bool:
    """Tell whether this reader's browser would be refused images: PRIVATE is set."""
    if not current_app.config["PRIVATE"]:
        return False
    reader = caller()
    return reader is None or not reader.may(Verb.READ)


def hidden(address: str) -> bool:
    """Tell whether this reader's browser would be refused the image at an address."""
    return address.startswith(_GUARDED) and closed()


def static_url(name: str) -> str:
    """Give the path of one of our files, below `root`."""
    return f"{request.script_root}/static/{version()}/{name}"


@bp.app_context_processor
def page_context() -> dict[str, Any]:
    """Give the templates' variables and functions."""
    return {
        "base_url": base_url(),
        "closed": closed,
        "compose_picture": partial(compose_picture, request.args),
        "composed": compose(request.args),
        "hidden": hidden,
        "root": request.script_root,
        "static": static_url,
    }


@bp.after_app_request
def protect_pages(response: Response) -> Response:
    """Let a page load only what is ours, and nobody frame it."""
    if response.mimetype == "text/html":
        response.headers["Content-Security-Policy"] = POLICY
        response.headers["Referrer-Policy"] = "strict-origin-when-cross-origin"
    return response
