"""The charts of files below DATA_DIR."""

from http import HTTPStatus
from urllib.parse import urlencode

from flask import Response, request

from endpoint.auth.looking import admit
from endpoint.chart import bp
from endpoint.chart.documented import FILE, READ, FileQuery
from endpoint.chart.found import opened
from endpoint.chart.install import readings
from endpoint.chart.of_file import FILENAME, OfFile
from endpoint.chart.page import form_page
from endpoint.openapi import api
from endpoint.plot import clock
from endpoint.respond import producer, respond_made

_REVALIDATED = "public, no-cache"
_LARGEST_FORM = 2048  # bytes; it becomes an address


@bp.get("/chart/<path:file>")
@api.route(tag="Charts", query=FileQuery, path={"file": FILE}, answers=READ)
def file_chart(file: str) -> Response:
    """Draw what a file holds.

    One number a line, a table (CSV, TSV), JSON Lines, or the access log of a web server, below the
    folder DATA_DIR. The picture changes when the file does, and with the time where a window is
    asked for.
    """
    return answer_file(file)


@bp.get("/cgi-bin/dynimg3.py")
def seed_chart() -> Response:
    """Draw a file as the seed's script does: `?filename=log1.txt`."""
    file = request.args.get(FILENAME)
    return answer_file(file) if file else form_page()


@bp.post("/cgi-bin/dynimg3.py")
def seed_form() -> Response:
    """Send a form, which the seed's script reads as well, on to the address that says the same.

    What is drawn, kept and signed is an address, so a form adds nothing to one unseen.
    """
    request.max_content_length = _LARGEST_FORM
    fields = [*request.args.items(multi=True), *request.form.items(multi=True)]
    address = f"{request.script_root}{request.path}?{urlencode(fields)}"
    headers = {"Location": address, "Cache-Control": "no-store"}
    return Response(status=HTTPStatus.SEE_OTHER, headers=headers)


def answer_file(address: str) -> Response:
    """Answer with the chart of a file, for those who may look.

    Raises:
        NotFound: there is no such file.
        InvalidParameter: the query, or what it asks of the file.
        BadTable: the file is not of its kind.
        Busy: there is no capacity to read it now.
    """
    admit()
    with opened(address) as found:
        limits = producer().limits
        asked = OfFile.read(found, request.args, limits, clock.now())
        made_of = asked.made_of(found)
        return respond_made(
            made_of,
            asked.look.plot.format,
            lambda: readings().share(
                made_of, found.version.size, lambda: asked.spec(found, limits)
            ),
            _REVALIDATED,
        )
