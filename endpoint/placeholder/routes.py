"""The placeholders' route."""

from flask import Response, request

from endpoint.openapi import Answer, PathParameter, Problem, api, image_answers
from endpoint.openapi.answers import PROBLEM_TYPE
from endpoint.placeholder import bp
from endpoint.placeholder.documented import PlaceholderQuery
from endpoint.placeholder.grammar import ADDRESS_PATTERN
from endpoint.placeholder.params import read_placeholder
from endpoint.respond import IMMUTABLE, producer, respond
from image_proc.placeholder import FORMATS

_TYPES = tuple(dict.fromkeys(each.mimetype for each in FORMATS.values()))
_ADDRESS = PathParameter(
    "The size, then colours where wanted: `600x400`, `400`, `640x16:9`, `16:9x400` or a name such "
    "as `vga` or `leaderboard`; `600x400/orange`, `600x400/orange/white`. At the end, `@2x` or "
    "`@3x` and a suffix: `.png` (the default), `.svg`, `.webp`, `.jpg`, `.gif`, `.avif`.",
    "600x400/orange/white.webp",
    {"pattern": f"^{ADDRESS_PATTERN}$"},
    plain="300x150",
)


@bp.get("/<placeholder:address>")
@api.route(
    tag="Placeholders",
    query=PlaceholderQuery,
    path={"address": _ADDRESS},
    answers=image_answers(
        *_TYPES,
        _404=Answer(
            "The address is no placeholder's: it starts with neither a size nor two colours.",
            {PROBLEM_TYPE: Problem, "text/html": None, **dict.fromkeys(_TYPES)},
        ),
    ),
)
def placeholder(address: str) -> Response:
    """Draw a box of a size.

    It says its size, or a text that fills it. What is not said is chosen so that it can be read.
    """
    spec = read_placeholder(address, request.args, producer().limits)
    return respond(spec, IMMUTABLE)
