"""Signed addresses: only what its owner has signed is made, and only until it expires.

    signature = base64url(HMAC-SHA256(key, path + "?" + query without the signature))

Path and query are those that go over the wire, byte for byte: nothing is decoded, sorted or
encoded anew, so that there are no two readings of what was signed. The path is the one below the
service, beginning with /picture/ or /image/: a prefix that SCRIPT_NAME or a proxy puts before it
is not signed. The signature is taken out at its place, with one "&"; it may stand anywhere.

Source: RFC 2104, RFC 4648 section 5 (without padding).
"""

import hmac
import re
from base64 import urlsafe_b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any
from urllib.parse import quote, unquote, unquote_to_bytes

from flask import current_app
from werkzeug.exceptions import Forbidden

from image_proc.errors import InvalidParameter

SIGNER = "easel-signer"
"""The app's extension."""

SIGNATURE = "signature"
EXPIRES = "expires"
LATEST = 10**12 - 1
"""The last second that `expires` may name."""

SIGNED = frozenset({SIGNATURE, EXPIRES})
"""Parameters that are read before the image is looked for."""

_NAMES = (SIGNATURE, EXPIRES)
_DIGITS = re.compile(rb"[0-9]{1,12}")
_PATH = re.compile(r"(?:[A-Za-z][A-Za-z0-9+.-]*://[^/?#]*)?([^?#]*)")
_PATH_SAFE = "/:@!$&'()*+,;=~%"
_QUERY_SAFE = "/?:@!$&()*+,;=~[]%"  # not "'", which browsers encode there
_UNSIGNABLE = re.compile(r"[\x00-\x1f\x7f#]")
_TARGET = "target"
_TARGET_ACCEPTED = "a path and a query that are not signed yet, such as /picture/trip/a.jpg?w=800"
_EXPIRES_ACCEPTED = f"one moment in whole seconds since 1970, at most {LATEST}"
_NO_KEYS = "no such parameter, since SIGNING_KEYS is not set here and nobody could trust it"


@dataclass(frozen=True, slots=True)
class Expiry:
    """When a signed address ends.

    Args:
        at: seconds since 1970; it is good as long as the clock shows less.
    """

    at: int


@dataclass(frozen=True, slots=True)
class Signer:
    """Signs addresses and checks them.

    Args:
        keys: the first one signs, each of them is accepted; without any nothing needs to be signed.
    """

    keys: tuple[bytes, ...]

    def sign(self, target: str, expires: int | None = None) -> str:
        """Sign an address.

        Args:
            target: path below the service and query. What no URL may hold as it is, such as
                spaces and letters beyond ASCII, is percent-encoded first, as clients do.
            expires: when it ends, in seconds since 1970, 0 to LATEST; None for never.

        Returns:
            The target with its `expires` and `signature`.

        Raises:
            InvalidParameter: it cannot be signed.
            IndexError: there is no key.
        """
        path, _, query = target.partition("?")
        wire = _Query(quote(query, safe=_QUERY_SAFE).encode())
        if not path.startswith("/") or _UNSIGNABLE.search(target) or wire.named(SIGNATURE):
            raise InvalidParameter(_TARGET, target, _TARGET_ACCEPTED)
        if expires is not None:
            if wire.named(EXPIRES) or not 0 <= expires <= LATEST:
                raise InvalidParameter(EXPIRES, expires, _EXPIRES_ACCEPTED)
            wire = wire.with_(EXPIRES, str(expires))
        _expiry(wire)
        path = quote(path, safe=_PATH_SAFE)
        signature = _signature(self.keys[0], path, wire)
        return f"{path}?{wire.with_(SIGNATURE, signature.decode()).raw.decode()}"

    def check(self, path: str, query: bytes, now: int) -> Expiry | None:
        """Refuse a request whose address was not signed, or whose time is over.

        Args:
            path: as `sent_path` gives it.
            query: as it was sent.
            now: seconds since 1970.

        Returns:
            When the address ends; None for never.

        Raises:
            Forbidden: the signature is missing, wrong or ambiguous; or the address has expired.
            InvalidParameter: the address is signed and its `expires` is no moment; or there are
                no keys and it speaks of a signature or an end all the same.
        """
        sent = _Query(query)
        if not self.keys:
            for name in _NAMES:
                for place in sent.named(name):
                    raise InvalidParameter(name, _shown(sent.value(place)), _NO_KEYS)
            return None
        self._verify(path, sent)
        expiry = _expiry(sent)
        if expiry and expiry.at <= now:
            message = f"This address has expired: {EXPIRES} is {expiry.at}, and it is {now} now."
            raise Forbidden(message)
        return expiry

    def _verify(self, path: str, sent: "_Query") -> None:
        places = sent.named(SIGNATURE)
        if not places:
            message = f"This address is not signed: it needs the parameter {SIGNATURE}."
            raise Forbidden(message)
        if len(places) > 1 or not sent.plain(SIGNATURE):
            message = f"The parameter {SIGNATURE} has to be sent once, and not percent-encoded."
            raise Forbidden(message)
        rest = sent.without(places[0])
        value = sent.value(places[0])
        # All of them are compared, so that the time does not tell which key it was.
        if not sum(hmac.compare_digest(value, _signature(key, path, rest)) for key in self.keys):
            message = f"The {SIGNATURE} is not the one of this address."
            raise Forbidden(message)


class _Query:
    """A query as it was sent, in pieces between "&"."""

    def __init__(self, raw: bytes) -> None:
        self.raw = raw
        self._pieces = raw.split(b"&")

    def named(self, name: str) -> list[int]:
        """Tell the places of a parameter, however its name is spelled."""
        return [
            place
            for place, piece in enumerate(self._pieces)
            if unquote_to_bytes(piece.partition(b"=")[0]) == name.encode()
        ]

    def plain(self, name: str) -> bool:
        """Whether a parameter's name is never percent-encoded."""
        return all(
            self._pieces[place].partition(b"=")[0] == name.encode() for place in self.named(name)
        )

    def value(self, place: int) -> bytes:
        """Give the value of a parameter as it was sent."""
        return self._pieces[place].partition(b"=")[2]

    def without(self, place: int) -> "_Query":
        """Take one piece out, with one "&"."""
        return _Query(b"&".join(self._pieces[:place] + self._pieces[place + 1 :]))

    def with_(self, name: str, value: str) -> "_Query":
        """Put a parameter at the end."""
        piece = f"{name}={value}".encode()
        return _Query(self.raw + b"&" + piece if self.raw else piece)


def signer() -> Signer:
    """The app's signer."""
    found: Signer = current_app.extensions[SIGNER]
    return found


def sent_path(environ: Mapping[str, Any]) -> str:
    """Give the path of a request below the service, as it was sent.

    Args:
        environ: of WSGI. PATH_INFO tells where the path begins that routes see; where the server
            does not give the raw target, or a proxy has rewritten it, PATH_INFO is encoded anew.
    """
    target = environ.get("RAW_URI") or environ.get("REQUEST_URI") or ""
    match = _PATH.match(target)
    path = match[1] if match else ""
    routed: str = environ.get("PATH_INFO", "")
    for raw in (path, path.removeprefix(environ.get("SCRIPT_NAME", ""))):
        if unquote(raw, "latin-1") == routed:
            return raw
    return quote(routed.encode("latin-1"), safe=_PATH_SAFE.replace("%", ""))


def seconds_left(expiry: Expiry, now: int) -> int:
    """Tell for how long an address may be cached that ends.

    Args:
        expiry: when it ends.
        now: seconds since 1970.

    Returns:
        Seconds, 0 or more.
    """
    return max(0, expiry.at - now)


def _expiry(query: _Query) -> Expiry | None:
    places = query.named(EXPIRES)
    if not places:
        return None
    value = query.value(places[0])
    if len(places) > 1 or not query.plain(EXPIRES) or not _DIGITS.fullmatch(value):
        shown = ", ".join(_shown(query.value(place)) for place in places)
        raise InvalidParameter(EXPIRES, shown, _EXPIRES_ACCEPTED)
    return Expiry(int(value))


def _signature(key: bytes, path: str, query: _Query) -> bytes:
    signed = path.encode("latin-1", "backslashreplace") + b"?" + query.raw
    return urlsafe_b64encode(hmac.digest(key, signed, sha256)).rstrip(b"=")


def _shown(value: bytes) -> str:
    return unquote_to_bytes(value).decode(errors="backslashreplace")
