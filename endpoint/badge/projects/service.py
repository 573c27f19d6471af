"""A project's badges, put together: where its values come from and what keeps them."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import blake2b

from sqlalchemy.orm import Session
from werkzeug.exceptions import Conflict, NotFound

from db import transact
from endpoint.badge.projects.catalog import Catalog, Known
from endpoint.badge.projects.checking import Checks, queries_of
from endpoint.badge.projects.declared import Metric
from endpoint.badge.projects.models import Json, MetricRow
from endpoint.badge.projects.pushed import Push
from endpoint.badge.projects.registry import add_value, find_metric, lock_metric
from endpoint.badge.projects.toml_file import ProjectsFile
from endpoint.badge.sources.reader import Reader
from endpoint.badge.sources.readings import Readings, Taken, Wanted
from image_proc.errors import InvalidParameter
from source.errors import Unreadable
from source.fetch import Request


@dataclass(frozen=True, slots=True)
class Projects:
    """All that project badges need; one for a process.

    Args:
        file: `projects.toml`.
        catalog: finds projects in it and in the database.
        checks: what declarations may name.
        reader: reads values from elsewhere.
        readings: keeps what it read.
        history: how long values are kept.
    """

    file: ProjectsFile
    catalog: Catalog
    checks: Checks
    reader: Reader
    readings: Readings
    history: timedelta

    def value_of(self, known: Known, *, anew: bool = False) -> Taken:
        """Give a metric's value: the pushed one, or its source's.

        Args:
            known: the metric.
            anew: read a source although there is a new value.

        Raises:
            NotFound: nothing was pushed yet.
            SourceError: its source gives none, and no old one may be shown.
            Busy: too many wait for sources.
        """
        if known.source.origin_kind is not None:
            return self.readings.take(self._wanted(known), anew=anew)
        if known.value is None or known.taken_at is None:
            message = f'No value was pushed yet to "{known.name}" of "{known.project}".'
            raise NotFound(message)
        return Taken(known.value, known.taken_at)

    def push(self, project: str, name: str, push: Push) -> tuple[datetime, bool]:
        """Keep a pushed value.

        Returns:
            Its time, and whether the metric is new.

        Raises:
            Conflict: the metric has a source of its own.
            InvalidParameter: the value or the look cannot be drawn.
        """
        declared = self.catalog.in_file(project)
        in_file = declared.metrics.get(name) if declared else None

        def work(session: Session) -> tuple[datetime, bool]:
            row, new = lock_metric(session, project, name)
            kept = Metric.model_validate(row.settings)
            source = in_file or kept
            if source.origin_kind is not None:
                message = f'The values of "{name}" come from its {source.origin_kind}.'
                raise Conflict(message)
            settings = push.look if push.whole else {**_without_error(row.settings), **push.look}
            look = Metric.model_validate(settings).sent() | (in_file.sent() if in_file else {})
            self.checks.check_value(look, push.value)
            row.settings = settings
            return add_value(session, row, push.value, self.history), new

        return transact(work)

    def _wanted(self, known: Known) -> Wanted:
        source = known.source
        place = f"{known.project}\0{known.name}\0{source.model_dump_json(exclude=_NOT_OF_VALUES)}"
        return Wanted(
            key=blake2b(place.encode(), digest_size=16).hexdigest(),
            lifetime=source.lifetime,
            stale_for=source.stale_for,
            bring=lambda: self._bring(known),
            keep=self._keep(known),
        )

    def _bring(self, known: Known) -> str:
        """Read a source's value, and see that it can be drawn."""
        source = known.source
        queries = queries_of(source)
        if source.file is not None:
            value = self.reader.in_file(source.file, queries)
        else:
            value = self.reader.at(Request(source.url or "", self._headers(source)), queries)
        try:
            self.checks.check_value(known.look, value)
        except InvalidParameter as error:
            message = f"what was read is not what its format says: expected {error.accepted}"
            raise Unreadable(message) from error
        return value

    def _headers(self, source: Metric) -> tuple[tuple[str, str], ...]:
        if source.secret is None:
            return ()
        secret = self.file.current().secrets[source.secret]
        text = self.checks.secrets[source.secret]
        return ((secret.header, f"{secret.scheme} {text}" if secret.scheme else text),)

    def _keep(self, known: Known) -> Callable[[Session, str, datetime], None]:
        """Add what was read to the history, where it has changed or the last is a day old."""

        def keep(session: Session, value: str, at: datetime) -> None:
            if not known.in_file and find_metric(session, known.project, known.name) is None:
                return  # it was removed while its source was read
            row, _ = lock_metric(session, known.project, known.name)
            if row.value != value or _is_old(row, at):
                add_value(session, row, value, self.history)

        return keep


_NOT_OF_VALUES = {"ttl", "stale_for", "style", "theme", "color", "label_color", "label", "logo"}
_OFTEN_ENOUGH = timedelta(days=1)


def _is_old(row: MetricRow, now: datetime) -> bool:
    return row.taken_at is None or now - row.taken_at >= _OFTEN_ENOUGH


def _without_error(settings: Json) -> Json:
    """A value of its own is not the error that was pushed before it."""
    return {key: value for key, value in settings.items() if key != "isError"}
