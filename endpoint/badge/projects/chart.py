"""The chart of a metric: its values over time."""

from dataclasses import dataclass
from datetime import UTC, datetime

from flask import Response, request
from sqlalchemy import func, select
from werkzeug.exceptions import NotFound

from db import db
from endpoint.badge import bp
from endpoint.badge.grammar import Tail as BadgeTail
from endpoint.badge.projects import history
from endpoint.badge.projects.catalog import Known
from endpoint.badge.projects.charted import points_of
from endpoint.badge.projects.documented import REFUSED
from endpoint.badge.projects.history import Range
from endpoint.badge.projects.install import projects
from endpoint.badge.projects.models import ValueRow
from endpoint.badge.projects.names import BadgeAddress
from endpoint.badge.projects.params import REVALIDATED
from endpoint.openapi import Answer, PathParameter, api, image_answers
from endpoint.plot import NAMES, SPAN_NAMES, Asked, SpanQuery, Spans, Tail, clock, figures_of
from endpoint.plot.documented import PlotQuery
from endpoint.query import note_also_ignored, read_query
from endpoint.respond import producer, respond_made
from image_proc.chart.fields import MOST_VALUES
from image_proc.spec import ImageSpec
from source.table import Between, Rows

_LOOK = frozenset(NAMES.values())
_METRIC = PathParameter(
    "`project/metric`, or `project` for its primary one.", "billing/coverage", of_rows=True
)
_TAIL = PathParameter(
    "A scale (`@2x`) and a suffix: `.png` (the default), `.svg`, `.webp`, `.json`.",
    ".svg",
    {"pattern": "^[@.]"},
    of_rows=True,
)
_ANSWERS = {
    **image_answers("image/png", "image/svg+xml", "image/webp"),
    200: Answer(
        "The chart, in the format that the suffix names.",
        {"image/png": None, "image/svg+xml": None, "image/webp": None, "application/json": None},
    ),
    404: REFUSED[404],
}


class MetricChartQuery(PlotQuery, SpanQuery):
    """How a metric's values are shown, and which of them."""


@dataclass(frozen=True, slots=True)
class _Chart:
    """What is asked for.

    Args:
        known: the metric.
        row_id: of its row.
        look: how it is shown.
        spans: which values, and what several of them become.
        window: where that begins and ends now.
    """

    known: Known
    row_id: int
    look: Asked
    spans: Spans
    window: Between | Rows | None

    @property
    def made_of(self) -> str:
        """Write all that the picture follows from, the values by their number and the last one."""
        state = select(func.count(), func.max(ValueRow.id)).where(ValueRow.metric_id == self.row_id)
        count, last = db.session.execute(state).one()
        told = f"{self.label!r} {self.window} {self.spans.bucket} {self.spans.agg}"
        return f"{self.row_id} {count} {last} {told} {self.look.plot.etag}"

    @property
    def label(self) -> str:
        """What the metric is called."""
        return str(self.known.look["label"].value)

    def spec(self) -> ImageSpec:
        """Read the values and specify their picture.

        Raises:
            InvalidParameter: names what does not fit, or `value` where one is no number.
        """
        found = history.values(self.row_id, _range(self.window))
        figures = figures_of(points_of(found, self.spans), self.look.plot.type)
        return self.look.spec(figures.called(self.label, "value"), producer().limits)


@bp.get("/api/badge/<path:address>/chart")
@api.route(tag="Projects", query=MetricChartQuery, path={"address": _METRIC}, answers=_ANSWERS)
def metric_chart(address: str) -> Response:
    """Draw a metric's values over time."""
    return _answer(address, Tail())


@bp.get("/api/badge/<path:address>/chart<tail:tail>")
@api.route(
    tag="Projects",
    query=MetricChartQuery,
    path={"address": _METRIC, "tail": _TAIL},
    answers=_ANSWERS,
)
def metric_chart_as(address: str, tail: str) -> Response:
    """Draw a metric's values over time, in a format."""
    told = BadgeTail.parse(tail)
    return _answer(address, Tail(told.scale, told.suffix))


def _answer(address: str, tail: Tail) -> Response:
    chart = _read(address, tail)
    return respond_made(chart.made_of, chart.look.plot.format, chart.spec, REVALIDATED)


def _read(address: str, tail: Tail) -> _Chart:
    place = BadgeAddress.parse(address)
    known = projects().catalog.find(place.project).chosen(place.metric)
    sent = tail.join(read_query(request.args, {**NAMES, **SPAN_NAMES}))
    look = Asked.read({k: v for k, v in sent.items() if k in _LOOK}, producer().limits)
    note_also_ignored(look.ignored)
    spans = Spans.read(sent)
    if known.row_id is None:
        message = f'The metric "{known.name}" has no value yet.'
        raise NotFound(message)
    return _Chart(known, known.row_id, look, spans, spans.until(clock.now()))


def _range(window: Between | Rows | None) -> Range:
    match window:
        case Rows(count=count):
            return Range(limit=count)
        case Between(start=start, end=end):
            return Range(_moment(start), _moment(end), MOST_VALUES)
        case _:
            return Range(limit=MOST_VALUES)


def _moment(seconds: float) -> datetime:
    return datetime.fromtimestamp(max(seconds, 0), UTC)
