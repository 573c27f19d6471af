"""What may be kept, and for how long (RFC 9111, sections 3 and 4.2; RFC 5861, section 3)."""

from collections.abc import Mapping
from dataclasses import dataclass
from email.utils import parsedate_to_datetime

from front.cache.directives import Directives, parse, seconds

Fields = Mapping[bytes, bytes]
"""Header fields by name in lower case; lines of one name are joined by commas."""

KEPT_STATUSES = frozenset({200, 203, 204, 300, 301, 308, 404, 405, 410, 414, 501})
"""Those that RFC 9110, section 15.1, calls heuristically cacheable, without 206: what is kept is
whole. They are kept only if the application says for how long."""

_NEVER = frozenset({b"no-store", b"private", b"no-cache"})
_NEVER_STALE = frozenset({b"must-revalidate", b"proxy-revalidate", b"s-maxage"})


@dataclass(frozen=True, slots=True)
class Lifetime:
    """For how long an answer may be given again.

    Args:
        fresh: seconds from when it was made, without asking anybody.
        stale: seconds after that, while somebody asks.
        age: seconds that it had when it came.
        strict: that it is never given stale, whatever a client would take.
    """

    fresh: int
    stale: int
    age: int
    strict: bool


def lifetime(status: int, fields: Fields, now: float) -> Lifetime | None:
    """Say for how long the answer to a GET without Authorization may be kept by a shared cache.

    There is no heuristic: without an explicit lifetime nothing is kept.

    Args:
        status: of the answer.
        fields: of the answer.
        now: seconds since the epoch.

    Returns:
        None where it may not be kept, or where keeping it would serve nobody.
    """
    if status not in KEPT_STATUSES or b"set-cookie" in fields or b"*" in varies_by(fields):
        return None
    directives = parse(fields.get(b"cache-control", b""))
    if not _NEVER.isdisjoint(directives):
        return None
    fresh = _fresh_for(directives, fields, now)
    if fresh is None:
        return None
    strict = not _NEVER_STALE.isdisjoint(directives)
    stale = 0 if strict else seconds(directives, b"stale-while-revalidate") or 0
    age = seconds({b"age": fields.get(b"age", b"0").strip()}, b"age") or 0
    return Lifetime(fresh, stale, age, strict) if fresh + stale > age else None


def _fresh_for(directives: Directives, fields: Fields, now: float) -> int | None:
    """Section 4.2.1: s-maxage, else max-age, else Expires."""
    for name in (b"s-maxage", b"max-age"):
        if (given := seconds(directives, name)) is not None:
            return given
    if b"expires" not in fields:
        return None
    expires = http_date(fields[b"expires"])
    made = http_date(fields.get(b"date", b""))
    return 0 if expires is None else max(0, int(expires - (now if made is None else made)))


def http_date(text: bytes) -> float | None:
    """Read a date as HTTP writes it, as seconds since the epoch; None for anything else."""
    try:
        return parsedate_to_datetime(text.decode("ascii")).timestamp()
    except (ValueError, OverflowError, TypeError):
        return None


def varies_by(fields: Fields) -> tuple[bytes, ...]:
    """Name the request's fields that choose among several answers, in one order."""
    names = {name.strip().lower() for name in fields.get(b"vary", b"").split(b",")}
    return tuple(sorted(names - {b""}))
