"""`/chart`: values in the address or in a body, in this service's grammar or in another one."""

from collections.abc import Callable, Mapping
from typing import Any

from flask import Response, request

from endpoint.chart import bp
from endpoint.chart.arranged import LABELS
from endpoint.chart.data import DATA, NAMED, read_data
from endpoint.chart.documented import DRAWN, POSTED, DataQuery
from endpoint.chart.drawn import Drawn
from endpoint.chart.file_routes import answer_file
from endpoint.chart.google import read_google
from endpoint.chart.install import readings
from endpoint.chart.of_file import FILENAME
from endpoint.chart.page import form_page
from endpoint.chart.posted import LARGEST, PostedChart, check_parts, figures_of, read_posted
from endpoint.chart.quickchart import read_quickchart
from endpoint.documents import read_object
from endpoint.openapi import api
from endpoint.plot import NAMES, Asked
from endpoint.query import note_also_ignored, note_ignored, read_query
from endpoint.respond import IMMUTABLE, producer, respond, respond_anew
from image_proc.errors import InvalidParameter
from image_proc.limits import Limits
from image_proc.spec import ImageSpec

_Grammar = Callable[[Mapping[str, Any], Limits], Drawn]
_GRAMMARS: Mapping[str, _Grammar] = {
    "c": read_quickchart,
    "chart": read_quickchart,
    "cht": read_google,
}
"""The key by which another service's grammar is known → its reader."""

_TEXTS = (DATA, LABELS, NAMED)
_OF_DATA = {**NAMES, **{name: name for name in _TEXTS}}


@bp.get("/chart")
@api.route(tag="Charts", query=DataQuery, answers=DRAWN)
def chart() -> Response:
    """Draw values that stand in the address.

    Or a file of values, with `filename`; or a chart in the grammar of QuickChart (`c`) or Google
    Image Charts (`cht`). Without any of them a page offers the files that there are.
    """
    if drawn := _of_grammar(request.args.to_dict()):
        return respond(drawn, IMMUTABLE)
    if file := request.args.get(FILENAME):
        return answer_file(file)
    if DATA not in request.args:
        return form_page()
    return respond(_of_data(), IMMUTABLE)


@bp.post("/chart")
@api.route(tag="Charts", body=PostedChart, answers=POSTED)
def posted_chart() -> Response:
    """Draw values that stand in the body.

    `http POST :5000/chart type=line data:='[3, 5, null, 8]' > chart.png`; nothing is kept. A body
    with `chart` or `c` is QuickChart's, a form with `cht` one of Google Image Charts'.
    """
    request.max_content_length = LARGEST
    body = request.get_data()  # before its turn, which a slow client would hold
    with readings().admit(len(body)):
        spec = _of_form() if request.form else _of_body()
    return respond_anew(spec)


def _of_grammar(sent: Mapping[str, Any]) -> ImageSpec | None:
    """Read a chart of another service's grammar; None where it is none."""
    for key, read in _GRAMMARS.items():
        if key in sent:
            drawn = read(sent, producer().limits)
            note_ignored(list(drawn.ignored))
            return drawn.spec
    return None


def _of_data() -> ImageSpec:
    sent = read_query(request.args, _OF_DATA)
    texts = {field: str(sent.pop(field).value) for field in _TEXTS if field in sent}
    asked = Asked.read(sent, producer().limits)
    note_also_ignored(asked.ignored)
    return asked.spec(read_data(texts, asked.plot.type), producer().limits)


def _of_form() -> ImageSpec:
    spec = _of_grammar(request.form.to_dict())
    if spec is None:
        accepted = f"{', '.join(_GRAMMARS)}; or a body of JSON instead"
        raise InvalidParameter("form", ", ".join(request.form), accepted)  # noqa: EM101 - what it is
    return spec


def _of_body() -> ImageSpec:
    check_parts(request.get_data())
    found = read_object(LARGEST)
    if spec := _of_grammar(found):
        return spec
    posted, look = read_posted(found)
    asked = Asked.read(look, producer().limits)
    note_also_ignored(asked.ignored)
    return asked.spec(figures_of(posted), producer().limits)
