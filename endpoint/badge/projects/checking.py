"""What a declaration needs of the rest of the service, checked before it is taken."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime

from endpoint.badge.projects.catalog import Known
from endpoint.badge.projects.declared import Metric, ProjectsToml, Secret
from endpoint.badge.projects.params import Asked, Ground, Shown, draw
from endpoint.badge.projects.toml_file import DeclarationError
from endpoint.badge.sources.refused import wrong_part
from endpoint.documents import dotted
from endpoint.query import Sent
from image_proc.badge.values import ValueFormat
from image_proc.card.designs import Designs
from image_proc.errors import InvalidParameter
from image_proc.limits import Limits
from source.errors import BadExpression, SourceError
from source.headers import check_headers
from source.known import default_queries, kind_of
from source.origin import AllowList, Origin
from source.query import Kind, Query, check_query
from source.target import Target

_URL, _FILE, _QUERY, _SECRET = "url", "file", "query", "secret"
_DATED = frozenset({ValueFormat.DATE, ValueFormat.RELATIVE})


@dataclass(frozen=True, slots=True)
class Checks:
    """What this service has that declarations may name.

    Args:
        limits: what it draws at most.
        designs: the designs of cards.
        allow: the origins that may be asked.
        has_files: whether there is a repository.
        secrets: name → text, of the environment.
    """

    limits: Limits
    designs: Designs
    allow: AllowList
    has_files: bool
    secrets: Mapping[str, str]

    def check_file(self, content: ProjectsToml) -> None:
        """Check all of `projects.toml`.

        Raises:
            DeclarationError: names the key.
        """
        for name, secret in content.secrets.items():
            self._check_secret(name, secret)
        for name, project in content.projects.items():
            with _declared("projects", name):
                self._check_look(project.sent())
            for metric_name, metric in project.metrics.items():
                with _declared("projects", name, "metrics", metric_name):
                    look = {**project.sent(), **metric.sent()}
                    self._check_metric(metric, look, content.secrets)

    def check_body(
        self, metric: Metric, secrets: Mapping[str, Secret], key: tuple[str, ...]
    ) -> None:
        """Check a metric that a request declares.

        Raises:
            InvalidParameter: names the key below `key`.
        """
        try:
            self._check_metric(metric, metric.sent(), secrets)
        except InvalidParameter as error:
            name = dotted((*key, error.name))
            raise InvalidParameter(name, error.value, error.accepted) from error

    def check_sent(self, look: Mapping[str, Sent]) -> None:
        """Check a look that a request declares.

        Raises:
            InvalidParameter: names the key.
        """
        self.check_value({field: each for field, each in look.items() if field != "label"}, "1")

    def check_value(self, look: Mapping[str, Sent], value: str) -> None:
        """Check that a value can be drawn by a look.

        Raises:
            InvalidParameter: names the key, or `value`.
        """
        now = datetime.now(UTC)
        known = Known("project", "metric", {"label": Sent("label", ""), **look}, Metric(), Metric())
        sent = {"format": Sent("format", "svg")}
        ground = Ground(self.limits, self.designs, now)
        draw(known, Shown(value, now), Asked(sent, None, None), ground)

    def _check_metric(
        self, metric: Metric, look: Mapping[str, Sent], secrets: Mapping[str, Secret]
    ) -> None:
        """Check that a metric's source can be asked, and its look drawn."""
        if metric.url is not None:
            _check_secret_of(metric, self._origin(metric.url), secrets)
        if metric.file is not None and not self.has_files:
            raise InvalidParameter(_FILE, metric.file, "no file, since REPO_ROOT is not set")
        if metric.origin_kind:
            for query in queries_of(metric):
                _check_query(query)
        self._check_look(look)

    def _check_look(self, look: Mapping[str, Sent]) -> None:
        """Check a look by specifying a badge of it."""
        format_ = look["value_format"].value if "value_format" in look else None
        self.check_value(look, "2026-01-01" if format_ in _DATED else "1")

    def _origin(self, url: str) -> Origin:
        """Give whom an address asks, if that is allowed; never repeat what may hold a secret."""
        try:
            origin = Target.parse(url).origin
        except SourceError as error:
            accepted = f"an address of an origin that FETCH_ALLOW names ({error})"
            raise InvalidParameter(_URL, "…", accepted) from error
        if origin not in self.allow:
            accepted = "an address of an origin that FETCH_ALLOW names"
            raise InvalidParameter(_URL, f"{origin}/…", accepted)
        return origin

    def _check_secret(self, name: str, secret: Secret) -> None:
        key = ("secrets", name)
        if name not in self.secrets:
            message = "no such variable in the environment; expected SOURCE_SECRET_<NAME>"
            raise DeclarationError(key, message)
        try:
            check_headers(((secret.header, self.secrets[name]),))
        except SourceError as error:
            raise DeclarationError((*key, "header"), str(error)) from error
        try:
            Origin.parse(secret.origin)
        except ValueError as error:
            raise DeclarationError((*key, "origin"), str(error)) from error


@contextmanager
def _declared(*key: str) -> Iterator[None]:
    """Say of what is wrong within the block where in the file that stands."""
    try:
        yield
    except InvalidParameter as error:
        message = f"'{error.value}' is not accepted; expected {error.accepted}"
        raise DeclarationError((*key, error.name), message) from error


def queries_of(metric: Metric) -> Sequence[Query]:
    """Give the queries that a metric's source is asked, in their order.

    Raises:
        InvalidParameter: none is declared, and the name of what is read stands for none.
    """
    place = metric.file or Target.parse(metric.url or "").path.partition("?")[0]
    if metric.query is None and metric.kind is None:
        if found := default_queries(place):
            return found
        accepted = f"a query, which is needed: none is known for {place.rpartition('/')[2]!r}"
        raise InvalidParameter(_QUERY, "", accepted)
    return (metric.asked(metric.kind or _kind(place, metric.query or "")),)


def _kind(place: str, query: str) -> Kind:
    """A suffix says what is read; of an address without one, a JSONPath does."""
    named = "." in place.rpartition("/")[2]
    return Kind.JSON if query.startswith("$") and not named else kind_of(place)


def _check_query(query: Query) -> None:
    try:
        check_query(query)
    except BadExpression as error:
        raise wrong_part(query, error) from error


def _check_secret_of(metric: Metric, origin: Origin, secrets: Mapping[str, Secret]) -> None:
    """Check that a metric's secret is declared, and goes where the metric asks."""
    if metric.secret is None:
        return
    if metric.secret not in secrets:
        accepted = f"a secret of projects.toml: {', '.join(secrets) or 'none is declared'}"
        raise InvalidParameter(_SECRET, metric.secret, accepted)
    home = secrets[metric.secret].origin
    if Origin.parse(home) != origin:
        raise InvalidParameter(_SECRET, metric.secret, f"another: this is sent to {home} only")
