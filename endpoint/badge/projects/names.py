"""Names of projects and metrics, and the addresses of their badges, read and written.

    /api/badge/<project>
    /api/badge/<project>/<metric>
    /api/badge/@<scope>/<name>/<metric>

At the end there may stand a scale (`@2x`) and a suffix (`.png`).
"""

import re
from dataclasses import dataclass
from typing import Annotated, Self
from urllib.parse import quote

from pydantic import AfterValidator

from endpoint.badge.grammar import PATH, SUFFIXES, Tail
from image_proc.errors import InvalidParameter
from image_proc.spec import SUFFIXES as KNOWN_FORMATS

LONGEST_METRIC = 100
LONGEST_PROJECT = 201
RESERVED = frozenset({"chart", "history", "refresh"})
"""What follows a metric in an address, so no metric has these names."""

PATH_ACCEPTED = "<project> or <project>/<metric>"
PROJECT, METRIC = "project", "metric"
_NO_TAIL = Tail()
_WORD = re.compile(r"[A-Za-z0-9_+][A-Za-z0-9._@+-]{0,99}")
_ADDRESS = re.compile(
    rf"\A(.*?)(?:@([0-9](?:\.[0-9]{{1,3}})?)x)?(?:\.({'|'.join(SUFFIXES)}))?\Z",
    re.IGNORECASE | re.DOTALL,
)
_TAIL = re.compile(rf"\.(?:{'|'.join((*KNOWN_FORMATS, 'csv'))})\Z|@[0-9.]+x\Z", re.IGNORECASE)
METRIC_ACCEPTED = (
    f"1 to {LONGEST_METRIC} letters A to Z, digits and . _ - @ +, not beginning with . - or @, "
    "not ending in the suffix of a format or in a scale such as @2x"
)
PROJECT_ACCEPTED = f"name or @scope/name, each {METRIC_ACCEPTED}"


def _check_project(name: str) -> str:
    words = name[1:].split("/") if name.startswith("@") else [name]
    if len(words) != (2 if name.startswith("@") else 1) or not all(map(_is_word, words)):
        raise ValueError(PROJECT_ACCEPTED)
    return name


def _check_metric(name: str) -> str:
    if not _is_word(name):
        raise ValueError(METRIC_ACCEPTED)
    if name in RESERVED:
        message = f"any name but {', '.join(sorted(RESERVED))}, which are addresses of their own"
        raise ValueError(message)
    return name


def _is_word(text: str) -> bool:
    return _WORD.fullmatch(text) is not None and not _TAIL.search(text)


ProjectName = Annotated[str, AfterValidator(_check_project)]
MetricName = Annotated[str, AfterValidator(_check_metric)]


@dataclass(frozen=True, slots=True)
class BadgeAddress:
    """What follows `/api/badge/`.

    Args:
        project: `name` or `@scope/name`.
        metric: None for the project's primary one.
        tail: scale and suffix.
    """

    project: str
    metric: str | None = None
    tail: Tail = _NO_TAIL

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read an address.

        Raises:
            InvalidParameter: names project, metric, scale or path.
        """
        body, scale, suffix = _ADDRESS.findall(text)[0]
        words = body.split("/")
        length = 2 if body.startswith("@") else 1
        project = "/".join(words[:length])
        rest = words[length:]
        if len(rest) > 1:
            raise InvalidParameter(PATH, text, PATH_ACCEPTED)
        check_name(PROJECT, project)
        if rest:
            check_name(METRIC, rest[0])
        tail = Tail(scale or None, suffix.lower() or None)
        return cls(project, rest[0] if rest else None, tail)

    def __str__(self) -> str:
        """Write the address, escaped for a URL; `parse` is the inverse."""
        return f"{path_of(self.project, self.metric)}{self.tail}"


def check_name(kind: str, name: str) -> str:
    """Give a name that is one.

    Args:
        kind: `PROJECT` or `METRIC`.
        name: as typed.

    Raises:
        InvalidParameter: names the kind.
    """
    try:
        return _check_project(name) if kind == PROJECT else _check_metric(name)
    except ValueError as error:
        raise InvalidParameter(kind, name, str(error)) from error


def path_of(project: str, metric: str | None = None) -> str:
    """Write what names a metric in a path: `@acme/web/coverage`."""
    return quote(f"{project}/{metric}" if metric else project, safe="/@+")
