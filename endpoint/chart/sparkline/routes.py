"""The routes of sparklines."""

from flask import Response, request

from endpoint.chart import bp
from endpoint.chart.sparkline.documented import TAIL, SparklineQuery
from endpoint.chart.sparkline.params import read_sparkline
from endpoint.openapi import Answer, Problem, api, image_answers
from endpoint.openapi.answers import PROBLEM_TYPE
from endpoint.respond import IMMUTABLE, producer, respond

_TYPES = ("image/svg+xml", "image/png", "image/webp")
_ANSWERS = image_answers(*_TYPES)
_NO_TAIL = {
    404: Answer(
        "What stands behind is neither a scale nor a suffix.",
        {PROBLEM_TYPE: Problem, "text/html": None, **dict.fromkeys(_TYPES)},
    )
}


@bp.get("/sparkline")
@api.route(tag="Charts", query=SparklineQuery, answers=_ANSWERS)
def sparkline(tail: str = "") -> Response:
    """Draw values as one small line, or as bars, without axes.

    For a line of text, a cell of a table, a README.
    """
    return respond(read_sparkline(tail, request.args, producer().limits), IMMUTABLE)


@bp.get("/sparkline<tail:tail>")
@api.route(tag="Charts", query=SparklineQuery, path={"tail": TAIL}, answers=_ANSWERS | _NO_TAIL)
def sparkline_as(tail: str) -> Response:
    """Draw values as one small line in a format."""
    return sparkline(tail)
