"""The history of a metric, as JSON and as CSV."""

import csv
from datetime import datetime
from io import StringIO

from flask import Response, jsonify, request
from pydantic import BaseModel, ConfigDict, Field

from endpoint.badge import bp
from endpoint.badge.projects import history
from endpoint.badge.projects.documented import METRIC, REFUSED
from endpoint.badge.projects.history import Range
from endpoint.badge.projects.install import projects
from endpoint.badge.projects.names import BadgeAddress
from endpoint.badge.projects.params import REVALIDATED
from endpoint.openapi import Answer, api
from endpoint.query import read_query


class HistoryQuery(BaseModel):
    """Which values."""

    model_config = ConfigDict(frozen=True)

    from_: str | None = Field(None, alias="from", description="The earliest time: ISO 8601.")
    to: str | None = Field(None, description="The latest time: ISO 8601.")
    limit: int | None = Field(
        None,
        description=f"At most so many, the newest ones; {history.USUAL_VALUES}.",
        ge=1,
        le=history.MOST_VALUES,
    )


class PastValue(BaseModel):
    """A value and its time."""

    time: datetime
    value: str


class History(BaseModel):
    """A metric's values, the oldest first."""

    project: str
    metric: str
    values: list[PastValue]


_NAMES = {"from": "first", "to": "last", "limit": "limit"}
_ANSWERS = {
    200: Answer("The values, the oldest first.", {"application/json": History, "text/csv": None}),
    **{status: REFUSED[status] for status in (400, 404)},
}


@bp.get("/api/badge/<path:address>/history")
@api.route(tag="Projects", query=HistoryQuery, path={"address": METRIC}, answers=_ANSWERS)
def past(address: str) -> Response:
    """Give a metric's history; as CSV with `Accept: text/csv` or under `/history.csv`."""
    return _answer(address, as_csv=request.accept_mimetypes.best == "text/csv")


@bp.get("/api/badge/<path:address>/history.csv")
@api.route(tag="Projects", query=HistoryQuery, path={"address": METRIC}, answers=_ANSWERS)
def past_as_csv(address: str) -> Response:
    """Give a metric's history as CSV."""
    return _answer(address, as_csv=True)


def _answer(address: str, *, as_csv: bool) -> Response:
    place = BadgeAddress.parse(address)
    known = projects().catalog.find(place.project).chosen(place.metric)
    wanted = Range.read(read_query(request.args, _NAMES))
    found = history.values(known.row_id, wanted) if known.row_id is not None else []
    listed = [PastValue(time=each.at, value=each.text) for each in found]
    if as_csv:
        response = Response(_written(listed), mimetype="text/csv")
    else:
        answer = History(project=known.project, metric=known.name, values=listed)
        response = jsonify(answer.model_dump(mode="json"))
    response.headers["Cache-Control"] = REVALIDATED
    response.vary.add("Accept")
    return response


def _written(values: list[PastValue]) -> str:
    text = StringIO()
    writer = csv.writer(text)
    writer.writerow(("time", "value"))
    writer.writerows((each.time.isoformat(), each.value) for each in values)
    return text.getvalue()
