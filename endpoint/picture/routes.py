"""The pictures' routes."""

from flask import Response, request
from image_proc.describe import DescribeSpec, Description

from endpoint.openapi import Answer, PathParameter, Problem, api, image_answers
from endpoint.openapi.answers import PROBLEM_TYPE
from endpoint.picture import bp
from endpoint.picture.documented import SrcsetQuery
from endpoint.picture.install import pictures
from endpoint.picture.policy import cache_control
from endpoint.picture.srcset import read_srcset
from endpoint.respond import respond
from endpoint.transform import Stored, accepted_formats
from endpoint.transform.documented import TransformQuery
from image_proc.transform.formats import FORMATS

_TYPES = tuple(dict.fromkeys(each.mimetype for each in FORMATS.values()))
_PATH = PathParameter(
    "The picture's path below the folder of pictures, or `@<source>/<path>` in a source that the "
    "settings name.",
    "coffee.jpg",
)
_REFUSALS = {
    "_403": Answer("The signature is missing or wrong, or the address is expired."),
    "_404": Answer("There is no such picture.", {PROBLEM_TYPE: Problem}),
    "_413": Answer("The picture has more bytes than are read.", {PROBLEM_TYPE: Problem}),
    "_415": Answer("It is of no format that is read here.", {PROBLEM_TYPE: Problem}),
    "_422": Answer("It is broken, or has too many pixels.", {PROBLEM_TYPE: Problem}),
    "_502": Answer("Its source does not answer.", {PROBLEM_TYPE: Problem}),
    "_504": Answer("Its source does not answer in time.", {PROBLEM_TYPE: Problem}),
}


@bp.get("/picture/<path:path>")
@api.route(
    tag="Pictures",
    query=TransformQuery,
    path={"path": _PATH},
    answers=image_answers(*_TYPES, **_REFUSALS),
)
def picture(path: str) -> Response:
    """Make a picture of a stored one.

    It is turned upright, its colours are brought to sRGB, what is private in it is left out. Then:
    crop, trim, resize, rotate, flip, blur, sharpen, tone, watermark, radius, pad, background.
    """
    return pictures().answer(path, _draw)


def _draw(stored: Stored) -> Response:
    accepted = accepted_formats(request.accept_mimetypes)
    asked = pictures().transforms.read(stored, request.args, accepted)
    response = respond(asked.spec, cache_control())
    if asked.negotiated:
        response.vary.add("Accept")
    return response


@bp.get("/picture/<path:path>/info")
@api.route(
    tag="Pictures",
    path={"path": _PATH},
    answers=image_answers(json=Description, **_REFUSALS),
)
def info(path: str) -> Response:
    """Tell what a picture is: its size, format, colours and placeholder hashes."""
    policy = cache_control()
    return pictures().answer(
        path, lambda stored: respond(DescribeSpec.of(stored.original, stored.header), policy)
    )


@bp.get("/picture/<path:path>/srcset")
@api.route(
    tag="Pictures",
    query=SrcsetQuery,
    path={"path": _PATH},
    answers={200: Answer("The text of a `srcset` attribute.", {"text/plain": None})},
)
def srcset(path: str) -> Response:
    """Write the `srcset` of a picture: its address at several widths, all else as in the query."""
    policy = cache_control()
    text = pictures().answer(path, lambda stored: read_srcset(stored, request.args))
    response = Response(text, mimetype="text/plain")
    response.headers["Cache-Control"] = policy
    return response
