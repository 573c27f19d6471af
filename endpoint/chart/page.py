"""The page that is shown where nothing is said that could be drawn."""

from flask import Response, current_app, render_template

from endpoint.chart.found import listed
from source.errors import SourceError

_REVALIDATED = "no-cache"


def form_page() -> Response:
    """Say that there is no input, and offer the files that there are.

    Where only some may look at them, they are not named.
    """
    page = render_template("chart.html", files=_offered())
    response = Response(page)
    response.headers["Cache-Control"] = _REVALIDATED
    return response


def _offered() -> list[str]:
    if current_app.config["PRIVATE"]:
        return []
    try:
        return listed()
    except SourceError:
        return []
