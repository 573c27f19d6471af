"""The page that composes charts, also shown where a file's name is missing."""

from flask import Response, render_template, request

from endpoint.chart import bp
from endpoint.chart.composed import compose_chart
from endpoint.chart.offered import offered

_REVALIDATED = "no-cache"


@bp.get("/chart/")
def composer_page() -> Response:
    """Show the form with what was chosen, and the chart of it."""
    return _page(missing=False)


def form_page() -> Response:
    """Say that there is no input, and offer the form."""
    return _page(missing=True)


def _page(*, missing: bool) -> Response:
    files = offered()
    composed = compose_chart(request.args, files)
    page = render_template("chart.html", files=files, composed=composed, missing=missing)
    response = Response(page)
    response.headers["Cache-Control"] = _REVALIDATED
    return response
