"""What a dynamic badge's address says of its source."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from hashlib import blake2b

from endpoint.badge.grammar import PATH, Tail
from endpoint.badge.params import NAMES, read_cache_seconds
from endpoint.badge.sources.refused import wrong_part
from endpoint.query import Sent
from image_proc.errors import InvalidParameter
from source.errors import BadExpression
from source.query import Kind, Query, check_query

KINDS = (Kind.JSON, Kind.YAML, Kind.TOML, Kind.XML, Kind.REGEX)
LIFETIME = timedelta(minutes=5)
STALE_FOR = timedelta(days=1)
_SHORTEST, _LONGEST = timedelta(minutes=1), timedelta(days=1)
_OF_SOURCES = ("url", "query", "search", "replace", "flags")

DYNAMIC_NAMES = {**NAMES, **{name: name for name in _OF_SOURCES}, "uri": "url"}
ENDPOINT_NAMES = {**NAMES, "url": "url"}


@dataclass(frozen=True, slots=True)
class Place:
    """Where a badge's value stands.

    Args:
        url: of the document.
        query: what to ask it; None for a document in the endpoint schema.
    """

    url: str
    query: Query | None = None

    @property
    def key(self) -> str:
        """32 hex digits of all that it depends on."""
        return blake2b(repr(self).encode(), digest_size=16).hexdigest()


def read_kind(path: str) -> tuple[Kind, Tail]:
    """Read what follows `/badge/dynamic/`: `json`, `xml.svg`, `regex@2x.png`.

    Raises:
        InvalidParameter: names path or scale.
    """
    body, tail = Tail.cut(path)
    if body not in KINDS:
        raise InvalidParameter(PATH, path, f"{', '.join(KINDS)}, then a scale and a suffix")
    return Kind(body), tail


def read_place(sent: Mapping[str, Sent], kind: Kind) -> Place:
    """Read where a dynamic badge's value stands, and check its query.

    Raises:
        InvalidParameter: names url, query, search, replace or flags.
    """
    named = "search" if kind is Kind.REGEX else "query"
    _refuse_others(sent, kind)
    expression = _needed(sent, named, "a regular expression (RE2)" if named == "search" else kind)
    query = Query(kind, expression, _text(sent, "replace"), _text(sent, "flags"))
    try:
        check_query(query)
    except BadExpression as error:
        raise wrong_part(query, error, named) from error
    return Place(read_url(sent), query)


def read_url(sent: Mapping[str, Sent]) -> str:
    """Give the address of the document.

    Raises:
        InvalidParameter: there is none.
    """
    return _needed(sent, "url", "an address")


def lifetime(sent: Mapping[str, Sent]) -> timedelta:
    """Give how long a value counts as new: `cacheSeconds`, from a minute to a day."""
    seconds = read_cache_seconds(sent.get("cache_seconds"))
    if seconds is None:
        return LIFETIME
    return min(max(timedelta(seconds=seconds), _SHORTEST), _LONGEST)


def _needed(sent: Mapping[str, Sent], name: str, what: str) -> str:
    text = _text(sent, name)
    if not text:
        accepted = {"json": "a JSONPath", "yaml": "a JSONPath", "toml": "a JSONPath"}
        accepted["xml"] = "an XPath"
        raise InvalidParameter(name, text, accepted.get(what, what))
    return text


def _refuse_others(sent: Mapping[str, Sent], kind: Kind) -> None:
    """Refuse what another kind is asked by."""
    others = ("query",) if kind is Kind.REGEX else ("search", "replace", "flags")
    for name in others:
        if name in sent:
            accepted = f"to be left out for {kind}"
            raise InvalidParameter(name, sent[name].value, accepted)


def _text(sent: Mapping[str, Sent], name: str) -> str:
    return str(sent[name].value) if name in sent else ""
