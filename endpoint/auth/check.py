"""Who is calling, and may he do that?"""

import re
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from hmac import compare_digest

from flask import current_app, request

from endpoint.auth import tokens
from endpoint.auth.loopback import typed_here
from endpoint.auth.refusals import BadToken, LacksScope, NoToken
from endpoint.auth.scopes import Scope, Verb
from image_proc.errors import InvalidParameter

# RFC 6750, section 2.1; the longest is far above all that are made here.
_BEARER = re.compile(r"(?i:bearer) +([A-Za-z0-9._~+/-]{1,512}=*)")
_MALFORMED = "malformed (the header is `Authorization: Bearer <token>`)"
_UNKNOWN = "not known"


@dataclass(frozen=True, slots=True)
class Caller:
    """Who has sent a request.

    Args:
        name: of the token; `bootstrap` for the environment's, `loopback` for this machine's user.
        owner: the same in a form that no two callers share.
        scopes: what may be done.
    """

    name: str
    owner: str
    scopes: tuple[Scope, ...]

    def may(self, verb: Verb, target: str = "") -> bool:
        """Tell whether one of the scopes allows this."""
        return any(scope.covers(verb, target) for scope in self.scopes)


_ADMIN = (Scope(Verb.ADMIN),)
_BOOTSTRAP = Caller("bootstrap", "bootstrap", _ADMIN)
_LOOPBACK = Caller("loopback", "loopback", _ADMIN)


def require(verb: Verb, target: str = "") -> Caller:
    """Let the request go on only if its sender may do this.

    Args:
        verb: what is about to be done.
        target: the project that it is done to; "" for what belongs to none.

    Raises:
        NoToken: no token, and the sender is not let in without one.
        BadToken: a token that opens nothing, even where none would be needed.
        LacksScope: a token for something else.
    """
    found = caller()
    if found is None:
        raise NoToken(Scope(verb, target))
    if not found.may(verb, target):
        raise LacksScope(Scope(verb, target))
    return found


def caller() -> Caller | None:
    """Tell who has sent the request; None for anybody.

    Raises:
        BadToken: a token that opens nothing, even where none would be needed.
    """
    header = request.headers.get("Authorization")
    if header is not None:
        return _sender(header)
    open_here = current_app.config["OPEN_WRITES"] == "loopback" and typed_here(request)
    return _LOOPBACK if open_here else None


def _sender(header: str) -> Caller:
    sent = _BEARER.fullmatch(header)
    if sent is None:
        raise BadToken(_MALFORMED)
    text = sent[1]
    bootstrap = current_app.config["BOOTSTRAP_TOKEN"]
    if bootstrap and compare_digest(tokens.digest_of(text), tokens.digest_of(bootstrap)):
        return _BOOTSTRAP
    token = tokens.find(text)
    if token is None:
        raise BadToken(_UNKNOWN)
    if (state := tokens.state_of(token)) is not tokens.State.ACTIVE:
        raise BadToken(state)
    return Caller(token.name, f"token {token.id}", tuple(_understood(token.scopes)))


def _understood(listed: str) -> Iterable[Scope]:
    """Read a row's scopes; one that another release knows and this one does not allows nothing."""
    for text in listed.split():
        with suppress(InvalidParameter):
            yield Scope.parse(text)
