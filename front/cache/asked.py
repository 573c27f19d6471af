"""A request as the cache sees it."""

import itertools
import re
import secrets
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from urllib.parse import urlsplit

from front.cache.conditions import CONDITIONS
from front.cache.directives import Directives
from front.cache.memory import Key
from front.cache.policy import Fields
from front.interface import Headers, Receive, Scope, Send
from front.ready import REQUEST_ID

_SAFE_ID = re.compile(rb"[A-Za-z0-9._-]{8,128}")

_PASSED = frozenset(
    {
        b"authorization",
        b"expect",
        b"if-match",
        b"if-range",
        b"if-unmodified-since",
        b"range",
        b"transfer-encoding",
        b"upgrade",
    }
)
"""Who sends one of these is answered by the application: a token's answers are its owner's (RFC
9111, section 3.5), and what is kept is whole."""

_PARTICULAR = _PASSED | {b"cache-control"}


@dataclass(frozen=True, slots=True)
class Asked:
    """A GET or HEAD that may be answered from memory.

    Args:
        scope: as ASGI gives it.
        receive: as ASGI gives it.
        send: as ASGI gives it.
        fields: its header fields.
        key: its whole address.
        wishes: its Cache-Control.
    """

    scope: Scope
    receive: Receive
    send: Send
    fields: Fields
    key: Key
    wishes: Directives

    @property
    def head(self) -> bool:
        """Whether only the header is wanted."""
        return bool(self.scope["method"] == "HEAD")


def fields_of(headers: Headers) -> Fields:
    """Look header fields up by name; lines of one name are one list (RFC 9110, section 5.3)."""
    fields = dict(headers)
    if len(fields) == len(headers):
        return fields
    joined: dict[bytes, bytes] = {}
    for name, value in headers:
        joined[name] = joined[name] + b", " + value if name in joined else value
    return joined


def is_passed(scope: Scope, fields: Fields) -> bool:
    """Tell whether a GET or HEAD is none of the cache's business."""
    return (
        not _PASSED.isdisjoint(fields)
        or b"host" not in fields  # whether that is a request at all, the application decides
        or fields.get(b"content-length", b"0") != b"0"
        or not scope["raw_path"].startswith(b"/")
    )


def takes_any(fields: Fields) -> bool:
    """Tell whether a GET or HEAD of a whole answer takes whatever is fresh."""
    return _PARTICULAR.isdisjoint(fields)


def with_condition(scope: Scope, etag: bytes | None) -> Scope:
    """Give the scope that asks for the whole, or whether the answer with a tag still holds."""
    headers = [pair for pair in scope["headers"] if pair[0] not in CONDITIONS]
    if etag is not None:
        headers.append((b"if-none-match", etag))
    return {**scope, "method": "GET", "headers": headers}


def changed_targets(scope: Scope, answer: Fields) -> Iterator[bytes]:
    """Name the addresses that an unsafe method may have changed (RFC 9111, section 4.4)."""
    yield _target(scope["raw_path"], scope["query_string"])
    host = fields_of(scope["headers"]).get(b"host")
    for name in (b"location", b"content-location"):
        with suppress(ValueError):
            given = urlsplit(answer.get(name, b""))
            if given.path.startswith(b"/") and given.netloc in (b"", host):
                yield _target(given.path, given.query)


def _target(path: bytes, query: bytes) -> bytes:
    return path + b"?" + query


def whole(target: bytes) -> bytes:
    """Give a target as it was sent in the form that keys are made of."""
    return target if b"?" in target else target + b"?"


class Addresses:
    """Makes keys: the whole address, with all that the application takes for a part of it.

    Args:
        target_fields: request fields besides Host that say what is asked for, such as those by
            which a trusted proxy tells the host and scheme that it was asked for.
    """

    def __init__(self, target_fields: tuple[bytes, ...] = ()) -> None:
        self._names = (b"host", *target_fields)

    def key(self, scope: Scope, fields: Fields) -> Key:
        """Give the key of a request (RFC 9111, section 2)."""
        return self.key_of(_target(scope["raw_path"], scope["query_string"]), fields)

    def key_of(self, target: bytes, fields: Fields) -> Key:
        """Give the key of another address on the same host.

        No field holds a line break, so no two addresses share a key.
        """
        return b"\n".join([target, *[fields.get(name, b"") for name in self._names]])


class RequestIds:
    """Gives each request a name that stands in its answer and in all logs."""

    def __init__(self) -> None:
        self.renew()

    def renew(self) -> None:
        """Begin anew, as every process must after a fork, or two would give the same names."""
        self._process = secrets.token_hex(6).encode()
        self._next = itertools.count(1)

    def of(self, fields: Fields) -> bytes:
        """Take over the client's, if it can stand in a log, or make one."""
        given = fields.get(REQUEST_ID)
        if given is not None and _SAFE_ID.fullmatch(given):
            return given
        return b"%s-%x" % (self._process, next(self._next))

    def put_into(self, scope: Scope, fields: Fields) -> Scope:
        """Give the scope for the application, with one name of the request."""
        name = self.of(fields)
        if fields.get(REQUEST_ID) == name:
            return scope
        headers = [pair for pair in scope["headers"] if pair[0] != REQUEST_ID]
        return {**scope, "headers": [*headers, (REQUEST_ID, name)]}
