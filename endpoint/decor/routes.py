"""The routes of gradients, avatars and QR codes."""

from flask import Response, request

from endpoint.decor import bp
from endpoint.decor.documented import (
    AVATAR_TEXT,
    GRADIENT_ADDRESS,
    TAIL,
    AvatarQuery,
    GradientQuery,
    QrQuery,
)
from endpoint.decor.params.avatar import read_avatar
from endpoint.decor.params.gradient import read_gradient
from endpoint.decor.params.qr import read_qr
from endpoint.openapi import Answer, Problem, api, image_answers
from endpoint.openapi.answers import PROBLEM_TYPE
from endpoint.respond import IMMUTABLE, producer, respond
from image_proc.spec import DRAWN

_TAG = "Decoration"
_TYPES = tuple(dict.fromkeys(each.mimetype for each in DRAWN.values()))
_ANSWERS = image_answers(*_TYPES)
_PAGE_TOO = {PROBLEM_TYPE: Problem, "text/html": None, **dict.fromkeys(_TYPES)}
_NOBODY = {404: Answer("`d=404` asks for this.", _PAGE_TOO)}
_NO_TAIL = {404: Answer("What stands behind is neither a ratio nor a suffix.", _PAGE_TOO)}


@bp.get("/gradient")
@bp.get("/cgi-bin/dynimg2.py")
@api.route(tag=_TAG, query=GradientQuery, answers=_ANSWERS)
def any_gradient(tail: str = "") -> Response:
    """Draw a gradient of 300 by 300 px, with two other colours each time.

    They are chosen so that they look well together. A `seed`, or both colours, make it one that
    caches keep.
    """
    spec, cache_control = read_gradient(tail, request.args, producer().limits)
    return respond(spec, cache_control)


@bp.get("/gradient<tail:tail>")
@api.route(tag=_TAG, query=GradientQuery, path={"tail": TAIL}, answers=_ANSWERS | _NO_TAIL)
def any_gradient_as(tail: str) -> Response:
    """Draw a gradient of 300 by 300 px in a format."""
    return any_gradient(tail)


@bp.get("/gradient/<address>", strict_slashes=False)
@api.route(tag=_TAG, query=GradientQuery, path={"address": GRADIENT_ADDRESS}, answers=_ANSWERS)
def gradient(address: str) -> Response:
    """Draw a gradient of a size.

    What is not named is chosen by `seed`, and without it by chance, anew each time.
    """
    return any_gradient(address)


@bp.get("/avatar/<path:text>")
@api.route(
    tag=_TAG,
    query=AvatarQuery,
    path={"text": AVATAR_TEXT},
    answers=_ANSWERS | _NOBODY,
)
def avatar(text: str) -> Response:
    """Draw a picture for someone, always the same one.

    Links to Gravatar may be moved here: digests, `s` and `d` mean the same.
    """
    return respond(read_avatar(text, request.args, producer().limits), IMMUTABLE)


@bp.get("/qr")
@api.route(tag=_TAG, query=QrQuery, answers=_ANSWERS)
def qr(tail: str = "") -> Response:
    """Draw a text as a QR code."""
    return respond(read_qr(tail, request.args, producer().limits), IMMUTABLE)


@bp.get("/qr<tail:tail>")
@api.route(tag=_TAG, query=QrQuery, path={"tail": TAIL}, answers=_ANSWERS | _NO_TAIL)
def qr_as(tail: str) -> Response:
    """Draw a text as a QR code in a format."""
    return qr(tail)
