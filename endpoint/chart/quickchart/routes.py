"""Charts under a short address: QuickChart's `/chart/create` and `/chart/render/<id>`."""

from flask import Response, jsonify, request

from endpoint.auth import Verb, require
from endpoint.chart import bp
from endpoint.chart.models import LARGEST_CHART
from endpoint.chart.quickchart.beside import read_request
from endpoint.chart.quickchart.documented import (
    CREATED,
    FORGOTTEN,
    KEPT,
    RENDERED,
    QuickChartBody,
    RenderQuery,
)
from endpoint.chart.quickchart.kept import forget, keep, kept, written
from endpoint.chart.quickchart.reading import read_quickchart
from endpoint.chart.quickchart.template import read_kept
from endpoint.documents import read_object
from endpoint.links import base_url
from endpoint.openapi import api
from endpoint.query import note_ignored
from endpoint.respond import IMMUTABLE, nothing, producer, respond


@bp.post("/chart/create")
@api.route(tag="Charts", body=QuickChartBody, answers=CREATED)
def create() -> Response:
    """Keep a chart under a short address, in QuickChart's manner.

    Needs a token with the scope `upload`. The same chart has the same address.
    """
    maker = require(Verb.UPLOAD)
    sent = read_object(2 * LARGEST_CHART)
    drawn = read_quickchart(sent, producer().limits)
    note_ignored(list(drawn.ignored))
    name = keep(written(read_request(sent)), maker.owner)
    response = jsonify(success=True, url=f"{base_url()}/chart/render/{name}")
    response.headers["Cache-Control"] = "no-store"
    return response


@bp.get("/chart/render/<name>")
@api.route(tag="Charts", query=RenderQuery, path={"name": KEPT}, answers=RENDERED)
def rendered(name: str) -> Response:
    """Draw a chart that is kept, with what the query says anew of it."""
    drawn = read_kept(kept(name), request.args.to_dict(), producer().limits)
    note_ignored(list(drawn.ignored))
    return respond(drawn.spec, IMMUTABLE)


@bp.delete("/chart/render/<name>")
@api.route(tag="Charts", path={"name": KEPT}, answers=FORGOTTEN)
def forgotten(name: str) -> Response:
    """Delete a chart that is kept; caches may go on showing it."""
    require(Verb.UPLOAD)
    forget(name)
    return nothing()
