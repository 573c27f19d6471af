"""Who is calling, and may he do that?

Source: https://datatracker.ietf.org/doc/html/rfc6750#section-3 (WWW-Authenticate).
"""

import re
from collections.abc import Iterable
from contextlib import suppress
from hmac import compare_digest
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from flask import current_app, request
from werkzeug.datastructures import WWWAuthenticate
from werkzeug.exceptions import Forbidden, Unauthorized

from endpoint.auth import tokens
from endpoint.auth.loopback import typed_here
from endpoint.auth.scopes import Scope, Verb
from image_proc.errors import InvalidParameter

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIEnvironment

_BEARER = re.compile(r"bearer +([A-Za-z0-9._~+/-]{1,512}=*)", re.IGNORECASE | re.ASCII)
_MALFORMED = "malformed (the header is `Authorization: Bearer <token>`)"
_UNKNOWN = "not known"
_ADMIN = (Scope(Verb.ADMIN),)


class LacksScope(Forbidden):
    """A token that is good, but not for this.

    Args:
        scope: what it would need, as in `flask token create --scope`.
    """

    def __init__(self, scope: str) -> None:
        super().__init__(f"This token may not do that: it needs the scope {scope}.")
        self._challenge = _challenge(error="insufficient_scope", scope=scope)

    def get_headers(
        self, environ: "WSGIEnvironment | None" = None, scope: dict[str, Any] | None = None
    ) -> list[tuple[str, str]]:
        """Add what the token lacks."""
        return [*super().get_headers(environ, scope), ("WWW-Authenticate", str(self._challenge))]


def require(verb: Verb, target: str) -> None:
    """Let the request go on only if its sender may do this.

    Args:
        verb: what is about to be done.
        target: the project that it is done to; "" for what belongs to none.

    Raises:
        Unauthorized: no token, or one that opens nothing.
        LacksScope: a token for something else.
    """
    header = request.headers.get("Authorization")
    needed = _shown(Scope(verb, target))
    if header is not None:
        if not any(scope.covers(verb, target) for scope in _granted(header)):
            raise LacksScope(needed)
    elif current_app.config["OPEN_WRITES"] != "loopback" or not typed_here(request):
        raise _anonymous(needed)


def _granted(header: str) -> Iterable[Scope]:
    """Return what the sender of a header may do.

    Raises:
        Unauthorized: nothing at all, since it holds no token that is good.
    """
    sent = _BEARER.fullmatch(header)
    if sent is None:
        raise _useless(_MALFORMED)
    text = sent[1]
    bootstrap = current_app.config["BOOTSTRAP_TOKEN"]
    if bootstrap and compare_digest(tokens.digest_of(text), tokens.digest_of(bootstrap)):
        return _ADMIN
    token = tokens.find(text)
    if token is None:
        raise _useless(_UNKNOWN)
    if (state := tokens.state_of(token)) is not tokens.State.ACTIVE:
        raise _useless(state)
    return _understood(token.scopes)


def _understood(listed: str) -> Iterable[Scope]:
    """Read a row's scopes; one that another release knows and this one does not allows nothing."""
    for text in listed.split():
        with suppress(InvalidParameter):
            yield Scope.parse(text)


def _anonymous(needed: str) -> Unauthorized:
    return Unauthorized(
        "This needs a token, sent as `Authorization: Bearer <token>`. Make one where Easel runs: "
        f"flask token create --name ci --scope {needed}",
        www_authenticate=_challenge(),
    )


def _useless(why: str) -> Unauthorized:
    return Unauthorized(
        f"The token that was sent is {why}. Where Easel runs, `flask token list` shows which are "
        "active.",
        www_authenticate=_challenge(error="invalid_token"),
    )


def _challenge(**parameters: str) -> WWWAuthenticate:
    return WWWAuthenticate("bearer", {"realm": "easel", **parameters})


def _shown(scope: Scope) -> str:
    """Write a scope for a header and for a shell, whatever was asked for as a project."""
    return quote(str(scope), safe=":/@+*")
