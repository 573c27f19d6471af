"""Projects and metrics as pages show them: what to say, and where everything is."""

import re
import shlex
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urlencode

from endpoint.badge.projects import history
from endpoint.badge.projects.catalog import Known, Whole
from endpoint.badge.projects.history import MOST_VALUES, NoNumberError, Range, Value
from endpoint.badge.projects.install import projects
from endpoint.badge.projects.listing import badge_url
from endpoint.badge.projects.names import path_of

_WINDOWS = {
    "1h": ("hour", timedelta(hours=1)),
    "1d": ("day", timedelta(days=1)),
    "7d": ("7 days", timedelta(days=7)),
    "30d": ("30 days", timedelta(days=30)),
    "90d": ("90 days", timedelta(days=90)),
    "1y": ("year", timedelta(days=365)),
    "10y": ("10 years", timedelta(days=3650)),
}
_JSON_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]{0,14})(?:\.[0-9]{1,15})?")
_AN_EXAMPLE = "1.0.0"


@dataclass(frozen=True, slots=True)
class Plate:
    """A badge in a list.

    Args:
        name: of its project or metric.
        page: the path of its page.
        badge: the path of its image; empty where there is no value to draw yet.
        alt: what the image says.
        at: when its value came, None before the first.
    """

    name: str
    page: str
    badge: str
    alt: str
    at: datetime | None


@dataclass(frozen=True, slots=True)
class Trend:
    """A badge with a sparkline.

    Args:
        image: its path.
        span: how far back it goes, in words: "7 days".
    """

    image: str
    span: str


@dataclass(frozen=True, slots=True)
class Exhibit:
    """A metric with all that is said of it.

    Args:
        plate: its badge.
        project: its project's name.
        origin: where its values come from: "url", "file", or empty where they are pushed.
        trend: None where the values are no numbers, or too few.
        values: the newest first.
        more: whether there are older ones.
        files: the paths of the history in full: JSON, CSV.
        markdown: what puts the badge into a README.
        command: the httpie line that pushes a value, or has it read anew.
    """

    plate: Plate
    project: str
    origin: str
    trend: Trend | None
    values: Sequence[Value]
    more: bool
    files: tuple[str, str]
    markdown: str
    command: str


def project_plate(whole: Whole) -> Plate:
    """Show a project by the badge of its primary metric."""
    return _plate(whole.name, whole.name, whole.primary, whole.label)


def metric_plate(known: Known) -> Plate:
    """Show a metric by its badge."""
    label = str(known.look["label"].value) if "label" in known.look else known.name
    return _plate(known.name, path_of(known.project, known.name), known, label)


def markdown_of(project: str, metric: str | None = None) -> str:
    """Write what puts a badge into a README; names need no escape there."""
    return f"![{metric or project}]({badge_url(project, metric)})"


def exhibit(known: Known, now: datetime) -> Exhibit:
    """Gather what a metric's page says.

    Args:
        known: the metric.
        now: where its trend ends.
    """
    found = _newest(known)
    past = f"/api/badge/{path_of(known.project, known.name)}/history"
    in_full = urlencode({"limit": MOST_VALUES})
    return Exhibit(
        plate=metric_plate(known),
        project=known.project,
        origin=known.source.origin_kind or "",
        trend=_trend(known, found, now),
        values=found[: history.USUAL_VALUES],
        more=len(found) > history.USUAL_VALUES,
        files=(f"{past}?{in_full}", f"{past}.csv?{in_full}"),
        markdown=markdown_of(known.project, known.name),
        command=_command(known),
    )


def _plate(name: str, address: str, shown: Known | None, label: str) -> Plate:
    page = f"/projects/{path_of(address)}"
    drawn = shown is not None and (shown.value is not None or shown.source.origin_kind is not None)
    badge = f"/api/badge/{path_of(address)}.svg" if drawn else ""
    value = shown.value if shown else None
    alt = f"{label}: {value}" if value is not None else label
    return Plate(name, page, badge, alt, shown.taken_at if shown else None)


def _newest(known: Known) -> list[Value]:
    """Read one value more than is shown, so that it is known whether there are more."""
    if known.row_id is None:
        return []
    return history.values(known.row_id, Range(limit=history.USUAL_VALUES + 1))[::-1]


def _trend(known: Known, found: Sequence[Value], now: datetime) -> Trend | None:
    """Choose the shortest window that holds the values which are shown."""
    if known.row_id is None or not found:
        return None
    age = now - found[-1].at
    fitting = (each for each in _WINDOWS.items() if each[1][1] >= age)
    name, (words, span) = next(fitting, [*_WINDOWS.items()][-1])
    try:
        if not history.trend(known.row_id, span, now):
            return None
    except NoNumberError:
        return None
    query = {"trend": name}
    style = known.look.get("style")
    if style is not None and str(style.value) in projects().checks.designs:
        query["style"] = "flat"  # designs draw no trend
    address = f"/api/badge/{path_of(known.project, known.name)}.svg?{urlencode(query)}"
    return Trend(address, words)


def _command(known: Known) -> str:
    address = badge_url(known.project, known.name)
    if known.source.origin_kind is not None:
        return shlex.join(["http", "POST", f"{address}/refresh"])
    value = known.value if known.value is not None else _AN_EXAMPLE
    sign = ":=" if _JSON_NUMBER.fullmatch(value) else "="
    return shlex.join(["http", "PUT", address, f"value{sign}{value}"])
