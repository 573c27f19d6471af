"""Addresses of shields: which of them mean something here, and what they are called here.

Source: https://shields.io/docs, and the routes of https://github.com/badges/shields (services/)
"""

import re
from dataclasses import dataclass, replace
from enum import Enum, auto

from endpoint.badge.readme.typed import Typed

HOSTS = ("img.shields.io", "raster.shields.io", "shields.io", "www.shields.io")
RASTER = "raster.shields.io"

_ADDRESS = re.compile(
    r"(?:https?:)?//([^/?#:@\s]+)(?::(?:80|443))?([/?#].*)?", re.IGNORECASE | re.DOTALL
)
_TAIL = r"(?P<tail>\.(?:svg|png|json))?"
_WORDS = r"(?!/|%2[Ff])(?P<words>.+)"
_SUFFIX = re.compile(r"\.[A-Za-z]+\Z")
_BACKWARDS = re.compile(r"\[\(@\.length *- *([0-9]{1,4})\)\]")
_OF_HERE = ("theme", "scale", "segments", "format", "precision", "thresholds")


class Route(Enum):
    """What draws a badge."""

    PATH = auto()
    QUERY = auto()
    DYNAMIC = auto()
    ENDPOINT = auto()


class NotCarriedError(Exception):
    """An address that means nothing here; the message says why and what to do instead."""


@dataclass(frozen=True, slots=True)
class Sought:
    """A badge of shields, as this service says it.

    Args:
        route: what draws it.
        typed: path and query, in this service's names.
        tail: the suffix, "" without one or where it is part of the path's words.
        kind: of a dynamic badge: json, xml, yaml, toml or regex.
        mended: what had to be changed, as phrases.
    """

    route: Route
    typed: Typed
    tail: str = ""
    kind: str = ""
    mended: tuple[str, ...] = ()

    def mend(self, typed: Typed, phrase: str) -> "Sought":
        """The same, changed."""
        return replace(self, typed=typed, mended=(*self.mended, phrase))


_ROUTES = (
    (Route.DYNAMIC, rf"/badge/dynamic/(?P<kind>json|xml|yaml|toml|regex){_TAIL}", None),
    (Route.ENDPOINT, rf"/(?:badge/)?endpoint{_TAIL}", "/endpoint"),
    (Route.QUERY, rf"/static/v1{_TAIL}", None),
    (Route.QUERY, rf"/badge{_TAIL}", None),
    (Route.PATH, rf"/badge/(?!dynamic/|endpoint(?:[./]|\Z)){_WORDS}", "/badge/"),
    (Route.PATH, rf"/:{_WORDS}", "/badge/"),
)
_COMPILED = tuple((route, re.compile(rule, re.DOTALL), path) for route, rule, path in _ROUTES)


def recognise(address: str) -> Sought | None:
    """Read an address.

    Args:
        address: of an image.

    Returns:
        What it asks for; None for an address of another host.

    Raises:
        NotCarriedError: it is one of shields, and means nothing here.
    """
    match = _ADDRESS.fullmatch(address)
    if match is None or match[1].lower() not in HOSTS:
        return None
    typed = Typed.parse(match[2] or "/")
    sought = _routed(typed, raster=match[1].lower() == RASTER)
    return _renamed(_without_strange_keys(sought))


def _routed(typed: Typed, *, raster: bool) -> Sought:
    for route, rule, path in _COMPILED:
        if match := rule.fullmatch(typed.path):
            found = match.groupdict()
            tail = found.get("tail") or ""
            if path is not None:
                typed = replace(typed, path=path + (found.get("words") or tail))
            sought = Sought(route, typed, tail, found.get("kind") or "")
            return _as_bitmap(sought) if raster else sought
    raise NotCarriedError(_instead(typed.path))


def _as_bitmap(sought: Sought) -> Sought:
    """Say by a suffix what that host says by its name."""
    if _SUFFIX.search(sought.typed.path):
        return sought
    typed = replace(sought.typed, path=f"{sought.typed.path}.png")
    tail = "" if sought.route is Route.PATH else ".png"
    return replace(sought, typed=typed, tail=tail)


def _instead(path: str) -> str:
    """Say what to do about an address that asks another service."""
    service = path.strip("/").partition("/")[0]
    if service in {"", "badge", "static"}:
        return "no badge of shields that is known here"
    return (
        f"'{service}' is asked for its value by shields; here a project's metric is pushed or has "
        "a registered source, or /badge/dynamic/json reads that service's API"
    )


def _without_strange_keys(sought: Sought) -> Sought:
    """Drop what shields does not know and this service would obey."""
    strange = list(_OF_HERE)
    if sought.route is not Route.DYNAMIC:
        strange += ["prefix", "suffix"]
    if sought.route is not Route.QUERY:
        strange.append("message")
    for name in strange:
        if sought.typed.values(name):
            phrase = f"{name} dropped, of which shields knows nothing"
            sought = sought.mend(sought.typed.without(name), phrase)
    return sought


def _renamed(sought: Sought) -> Sought:
    """Give what has an old name the new one."""
    typed = sought.typed
    if sought.route is Route.DYNAMIC and typed.values("noMatch"):
        phrase = "noMatch dropped: where nothing matches, the badge says that"
        sought = sought.mend(typed.without("noMatch"), phrase)
        typed = sought.typed
    if sought.kind in {"json", "yaml"}:
        sought = _from_the_end(sought)
        typed = sought.typed
    if typed.values("maxAge") and typed.values("cacheSeconds"):
        phrase = "maxAge and cacheSeconds dropped: shields takes neither beside the other"
        return sought.mend(typed.without("maxAge", "cacheSeconds"), phrase)
    if typed.values("maxAge"):
        return sought.mend(typed.renamed("maxAge", "cacheSeconds"), "maxAge is cacheSeconds now")
    return sought


def _from_the_end(sought: Sought) -> Sought:
    """Count from the end of a list as RFC 9535 writes it."""
    for old in sought.typed.values("query"):
        new = _BACKWARDS.sub(r"[-\1]", old)
        if new != old:
            return sought.mend(sought.typed.with_value("query", new), f"query is {new} now")
    return sought
