"""Writing projects: each change is one transaction, on the disk before it is answered."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

from sqlalchemy import Delete, delete, select
from sqlalchemy.orm import Session
from werkzeug.exceptions import Conflict, NotFound

from db import changed, transact
from endpoint.badge.projects.models import Json, MetricRow, ProjectRow, ValueRow

MOST_METRICS = 1000


def add_value(session: Session, metric: MetricRow, value: str, keep: timedelta) -> datetime:
    """Add a value to a metric that this transaction has locked, and forget what is too old.

    Args:
        session: of the transaction.
        metric: its newest value is changed, too.
        value: as it was written.
        keep: how long values are kept; the newest always is.

    Returns:
        The value's time: never before that of the value before.
    """
    now = max(datetime.now(UTC), metric.taken_at or datetime.min.replace(tzinfo=UTC))
    old = delete(ValueRow).where(ValueRow.metric_id == metric.id, ValueRow.taken_at < now - keep)
    session.execute(old)
    session.add(ValueRow(metric_id=metric.id, taken_at=now, value=value))
    metric.value, metric.taken_at = value, now
    return now


def lock_metric(session: Session, project: str, name: str) -> tuple[MetricRow, bool]:
    """Find a metric's row and hold it until the transaction ends; make what is missing.

    Returns:
        The row, and whether it is new.
    """
    row = find_metric(session, project, name)
    if row is not None:
        return row, False
    parent = lock_project(session, project)[0]
    count = session.scalars(
        select(MetricRow.id).where(MetricRow.project_id == parent.id).limit(MOST_METRICS)
    ).all()
    if len(count) >= MOST_METRICS:
        message = f'The project "{project}" has {MOST_METRICS} metrics, which is the most.'
        raise Conflict(message)
    row = MetricRow(project_id=parent.id, name=name, settings={})
    session.add(row)
    session.flush()
    return row, True


def lock_project(session: Session, name: str) -> tuple[ProjectRow, bool]:
    """Find a project's row and hold it until the transaction ends; make one if there is none.

    Returns:
        The row, and whether it is new.
    """
    found = select(ProjectRow).where(ProjectRow.name == name).with_for_update()
    if (row := session.scalar(found)) is not None:
        return row, False
    row = ProjectRow(name=name, settings={}, made_at=datetime.now(UTC))
    session.add(row)
    session.flush()
    return row, True


def declare_project(name: str, settings: Json, metrics: Mapping[str, Json]) -> bool:
    """Replace what is declared of a project, and of the metrics that are named; others stay.

    Returns:
        Whether it is new.
    """

    def work(session: Session) -> bool:
        row, new = lock_project(session, name)
        row.settings = settings
        for metric_name, declared in metrics.items():
            lock_metric(session, name, metric_name)[0].settings = declared
        return new

    return transact(work)


def declare_metric(project: str, name: str, settings: Json) -> bool:
    """Replace what is declared of a metric.

    Returns:
        Whether it is new.
    """

    def work(session: Session) -> bool:
        row, new = lock_metric(session, project, name)
        row.settings = settings
        return new

    return transact(work)


def remove_project(name: str) -> None:
    """Remove a project with its metrics and all their values.

    Raises:
        NotFound: there is none.
    """
    _remove(delete(ProjectRow).where(ProjectRow.name == name), f'There is no project "{name}".')


def remove_metric(project: str, name: str) -> None:
    """Remove a metric with all its values.

    Raises:
        NotFound: there is none.
    """
    parent = select(ProjectRow.id).where(ProjectRow.name == project).scalar_subquery()
    chosen = delete(MetricRow).where(MetricRow.project_id == parent, MetricRow.name == name)
    _remove(chosen, f'The project "{project}" has no metric "{name}" that can be removed.')


def find_metric(session: Session, project: str, name: str) -> MetricRow | None:
    """Find a metric's row and hold it until the transaction ends."""
    chosen = select(MetricRow).join(ProjectRow, ProjectRow.id == MetricRow.project_id)
    chosen = chosen.where(ProjectRow.name == project, MetricRow.name == name)
    return session.scalar(chosen.with_for_update(of=MetricRow))


def _remove(chosen: Delete, otherwise: str) -> None:
    def work(session: Session) -> None:
        if not changed(session, chosen):
            raise NotFound(otherwise)

    transact(work)
