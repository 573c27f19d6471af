"""What can be declared of a project: the same keys in `projects.toml` and in the API's JSON."""

import re
from datetime import timedelta
from typing import Annotated, ClassVar, Literal, Self

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainSerializer,
    model_validator,
)
from pydantic.alias_generators import to_camel

from endpoint.badge.params import NAMES
from endpoint.badge.projects.names import MetricName, ProjectName
from endpoint.query import Sent
from image_proc.badge.fields import LONGEST_CACHE
from image_proc.badge.values import MOST_DECIMALS, ValueFormat
from source.query import Kind, Query

LONGEST_DECLARED = 1024
LONGEST_LOGO = 64 * 1024
MOST_METRICS = 100
_UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86_400}
_DURATION = re.compile(r"([0-9]{1,6})([smhd])")
DURATION_ACCEPTED = "seconds, or a text such as 30s, 5m, 2h or 7d, up to a year"


def _read_duration(value: object) -> timedelta:
    """A whole number of seconds, or a number with a unit."""
    seconds = -1
    if isinstance(value, str) and (match := _DURATION.fullmatch(value)):
        seconds = int(match[1]) * _UNITS[match[2]]
    elif isinstance(value, int) and not isinstance(value, bool):
        seconds = value
    if not 0 <= seconds <= LONGEST_CACHE:
        raise ValueError(DURATION_ACCEPTED)
    return timedelta(seconds=seconds)


Duration = Annotated[
    timedelta,
    BeforeValidator(_read_duration, json_schema_input_type=int | str),
    PlainSerializer(lambda span: int(span.total_seconds()), return_type=int),
]
Words = Annotated[str, Field(max_length=LONGEST_DECLARED)]


class Declaration(BaseModel):
    """Frozen, with the keys of URLs; a key that nobody knows is refused."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", alias_generator=to_camel, populate_by_name=False
    )


class Look(Declaration):
    """How the badges of a project look unless one of them says otherwise; as in a badge's query."""

    style: Words | None = Field(None, description="A badge style, or the name of a design.")
    theme: Words | None = Field(None, description="light, dark or auto.")
    color: Words | None = Field(None, description="The message's ground.")
    label_color: Words | None = Field(None, description="The label's ground.")
    logo: Annotated[str, Field(max_length=LONGEST_LOGO)] | None = Field(
        None, description="A name from simple-icons or a data URI."
    )
    logo_color: Words | None = Field(None, description="The colour of a logo by name.")
    logo_size: Literal["auto"] | None = Field(None, description="auto for a wide logo.")
    logo_width: int | None = Field(None, description="The logo's width in px.")

    def sent(self) -> dict[str, Sent]:
        """Give what is declared as if a query had said it: field → name and value."""
        said = self.model_dump(by_alias=True, exclude_none=True, include=set(_LOOKS))
        return {NAMES[name]: Sent(name, value) for name, value in said.items()}


class MetricLook(Look):
    """How one metric is written and drawn."""

    label: Words | None = Field(None, description="The left part; the metric's name by default.")
    format: ValueFormat | None = Field(None, description="How the value is written.")
    precision: int | None = Field(None, description="Decimals.", ge=0, le=MOST_DECIMALS)
    prefix: Words | None = Field(None, description="Put before the value.")
    suffix: Words | None = Field(None, description="Put behind the value.")
    thresholds: Words | None = Field(None, description="Steps or a rule that choose the colour.")
    cache_seconds: int | None = Field(
        None, description="How long it may be kept unasked.", ge=0, le=LONGEST_CACHE
    )
    is_error: bool | None = Field(None, description="Whether the value is an error's.")


_LOOKS = (
    *Look.model_fields,
    *("label", "format", "precision", "prefix", "suffix", "thresholds", "cache_seconds"),
)


class Metric(MetricLook):
    """A metric: how it looks, and where its value comes from; pushed where neither is named."""

    TTL: ClassVar = {"url": timedelta(minutes=5), "file": timedelta(seconds=10)}

    url: Annotated[str, Field(max_length=2048)] | None = Field(
        None, description="Where to read the value, on an origin of FETCH_ALLOW."
    )
    file: Words | None = Field(
        None, description="A file below REPO_ROOT that holds the value; in projects.toml only."
    )
    kind: Kind | None = Field(None, description="What is read there; by the suffix if left out.")
    query: Words | None = Field(
        None, description="JSONPath, XPath or a regular expression; files of known names need none."
    )
    replace: Words | None = Field(None, description="For kind=regex: what the match is written as.")
    flags: Words | None = Field(None, description="For kind=regex: flags such as i.")
    secret: str | None = Field(None, description="The secret of projects.toml that goes along.")
    ttl: Duration | None = Field(None, description="How long a value counts as new.")
    stale_for: Duration = Field(
        timedelta(days=7),
        alias="stale_for",
        description="How long an old value is shown while there is no new one.",
    )

    @model_validator(mode="after")
    def _has_one_source(self) -> Self:
        if self.url is not None and self.file is not None:
            message = "either url or file"
            raise ValueError(message)
        if self.secret is not None and self.url is None:
            message = "secret only beside url"
            raise ValueError(message)
        if self.origin_kind is None:
            for name in ("kind", "query", "replace", "flags", "ttl"):
                if getattr(self, name) is not None:
                    message = f"{name} only beside url or file"
                    raise ValueError(message)
        return self

    @property
    def origin_kind(self) -> Literal["url", "file"] | None:
        """Where values come from; None where they are pushed."""
        return "url" if self.url is not None else "file" if self.file is not None else None

    @property
    def lifetime(self) -> timedelta:
        """How long a value counts as new."""
        return self.TTL[self.origin_kind or "file"] if self.ttl is None else self.ttl

    def asked(self, kind: Kind) -> Query:
        """Give the query that is declared."""
        return Query(kind, self.query or "", self.replace or "", self.flags or "")


class Project(Look):
    """A project: its metrics in their order, and what they have in common."""

    label: Words | None = Field(
        None, description="The left part of the project's own badge; its name by default."
    )
    primary: MetricName | None = Field(
        None, description="The metric that the project's own badge shows; the first by default."
    )
    metrics: Annotated[dict[MetricName, Metric], Field(max_length=MOST_METRICS)] = Field(
        default_factory=dict, description="Name → what is declared of it."
    )

    @model_validator(mode="after")
    def _knows_its_primary(self) -> Self:
        if self.primary is not None and self.metrics and self.primary not in self.metrics:
            message = f"primary: one of {', '.join(self.metrics)}"
            raise ValueError(message)
        return self


class Secret(Declaration):
    """A header whose value stands in the environment, and the one origin that it is sent to."""

    origin: Words = Field(description="Such as https://gitlab.example.org.")
    header: Annotated[str, Field(pattern=r"^[A-Za-z0-9-]{1,64}$")] = Field(
        description="Such as PRIVATE-TOKEN or Authorization."
    )
    scheme: Annotated[str, Field(pattern=r"^[A-Za-z0-9-]{1,32}$")] | None = Field(
        None, description="A word before the secret, such as Bearer."
    )


class ProjectsToml(Declaration):
    """All of `projects.toml`."""

    secrets: dict[str, Secret] = Field(default_factory=dict)
    projects: dict[ProjectName, Project] = Field(default_factory=dict)
