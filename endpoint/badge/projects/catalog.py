"""Which projects and metrics there are: those of `projects.toml` and those of the database, as one.

Where both say something of a metric, the file's word counts.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Row, select
from werkzeug.exceptions import NotFound

from db import db
from endpoint.badge.projects.declared import Metric, Project
from endpoint.badge.projects.models import MetricRow, ProjectRow
from endpoint.badge.projects.toml_file import ProjectsFile
from endpoint.query import Sent


@dataclass(frozen=True, slots=True)
class Known:
    """A metric as it stands.

    Args:
        project: its project's name.
        name: its own.
        look: field of a badge → what is declared of it, and under which name.
        source: where its values come from; a metric without a source is pushed.
        kept: what pushes and the API say of it.
        is_error: whether the last push said that its value is an error's.
        value: the newest value, None before the first.
        taken_at: when that came.
        row_id: of its row, None without one.
        in_file: whether `projects.toml` declares it.
    """

    project: str
    name: str
    look: Mapping[str, Sent]
    source: Metric
    kept: Metric
    is_error: bool = False
    value: str | None = None
    taken_at: datetime | None = None
    row_id: int | None = None
    in_file: bool = False


@dataclass(frozen=True, slots=True)
class Whole:
    """A project as it stands.

    Args:
        name: its name.
        declared: what is said of it; the metrics that it names are those of `projects.toml`.
        metrics: all of them, the declared ones first, else in the order in which they came.
        in_file: whether `projects.toml` declares it.
    """

    name: str
    declared: Project
    metrics: tuple[Known, ...]
    in_file: bool

    @property
    def label(self) -> str:
        """What its own badge says on the left."""
        return self.declared.label if self.declared.label is not None else self.name

    @property
    def primary(self) -> Known | None:
        """The metric that its own badge shows."""
        named = (each for each in self.metrics if each.name == self.declared.primary)
        return next(named, self.metrics[0] if self.metrics else None)

    def chosen(self, name: str | None) -> Known:
        """Find a metric; without a name the primary one, under the project's label.

        Raises:
            NotFound: there is none of that name, or none at all.
        """
        if name is None:
            if (primary := self.primary) is None:
                message = f'The project "{self.name}" has no metric yet.'
                raise NotFound(message)
            if self.declared.label is None and "label" in primary.look:
                return primary
            return replace(primary, look={**primary.look, "label": Sent("label", self.label)})
        return self.metric(name)

    def metric(self, name: str) -> Known:
        """Find a metric; its name is its label where none is declared.

        Raises:
            NotFound: there is none of that name.
        """
        for each in self.metrics:
            if each.name == name:
                return replace(each, look={"label": Sent("label", name), **each.look})
        message = f'The project "{self.name}" has no metric "{name}".'
        raise NotFound(message)


class Catalog:
    """Finds projects.

    Args:
        file: what is declared on this machine.
    """

    def __init__(self, file: ProjectsFile) -> None:
        self._file = file

    def find(self, name: str) -> Whole:
        """Find a project with its metrics.

        Raises:
            NotFound: there is none of that name.
        """
        declared = self._file.current().projects.get(name)
        found = _rows([name])
        if declared is None and not found:
            message = f'There is no project "{name}".'
            raise NotFound(message)
        return _whole(name, declared, found)

    def in_file(self, name: str) -> Project | None:
        """Give what `projects.toml` says of a project."""
        return self._file.current().projects.get(name)

    def page(self, after: str, limit: int) -> list[Whole]:
        """List projects by name.

        Args:
            after: the last name of the page before, "" for the first page.
            limit: at most so many.
        """
        declared = self._file.current().projects
        kept = select(ProjectRow.name).where(ProjectRow.name > after)
        names = set(db.session.scalars(kept.order_by(ProjectRow.name).limit(limit)))
        names |= {name for name in declared if name > after}
        chosen = sorted(names)[:limit]
        rows = _rows(chosen)
        return [
            _whole(name, declared.get(name), [row for row in rows if row.project == name])
            for name in chosen
        ]


def _rows(names: Sequence[str]) -> list[Row[Any]]:
    """Read projects and their metrics; a project without any is a row without a metric."""
    query = (
        select(
            ProjectRow.name.label("project"),
            ProjectRow.settings.label("common"),
            MetricRow.id,
            MetricRow.name,
            MetricRow.settings,
            MetricRow.value,
            MetricRow.taken_at,
        )
        .outerjoin(MetricRow, MetricRow.project_id == ProjectRow.id)
        .where(ProjectRow.name.in_(names))
        .order_by(MetricRow.id)
    )
    return [*db.session.execute(query)]


def _whole(name: str, declared: Project | None, rows: Sequence[Row[Any]]) -> Whole:
    common = declared or Project.model_validate(rows[0].common)
    look = {field: each for field, each in common.sent().items() if field != "label"}
    kept = {row.name: row for row in rows if row.name is not None}
    metrics = tuple(
        _known((name, each), look, common.metrics.get(each), kept.get(each))
        for each in dict.fromkeys([*common.metrics, *kept])
    )
    return Whole(name, common, metrics, in_file=declared is not None)


def _known(
    names: tuple[str, str],
    look: Mapping[str, Sent],
    declared: Metric | None,
    row: Row[Any] | None,
) -> Known:
    """Put the words of project, database and file on a metric together."""
    kept = Metric.model_validate(row.settings) if row else Metric()
    own = declared or Metric()
    return Known(
        *names,
        look={**look, **kept.sent(), **own.sent()},
        source=declared or kept,
        kept=kept,
        is_error=bool(kept.is_error),
        value=row.value if row else None,
        taken_at=row.taken_at if row else None,
        row_id=row.id if row else None,
        in_file=declared is not None,
    )
