"""Who is calling, and may he do that?"""

import re
from collections.abc import Iterable
from contextlib import suppress
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
_ADMIN = (Scope(Verb.ADMIN),)


def require(verb: Verb, target: str) -> None:
    """Let the request go on only if its sender may do this.

    Args:
        verb: what is about to be done.
        target: the project that it is done to; "" for what belongs to none.

    Raises:
        NoToken: no token, and the sender is not let in without one.
        BadToken: a token that opens nothing, even where none would be needed.
        LacksScope: a token for something else.
    """
    header = request.headers.get("Authorization")
    if header is not None:
        if not any(scope.covers(verb, target) for scope in _granted(header)):
            raise LacksScope(Scope(verb, target))
    elif current_app.config["OPEN_WRITES"] != "loopback" or not typed_here(request):
        raise NoToken(Scope(verb, target))


def _granted(header: str) -> Iterable[Scope]:
    """Return what the sender of a header may do.

    Raises:
        BadToken: nothing at all.
    """
    sent = _BEARER.fullmatch(header)
    if sent is None:
        raise BadToken(_MALFORMED)
    text = sent[1]
    bootstrap = current_app.config["BOOTSTRAP_TOKEN"]
    if bootstrap and compare_digest(tokens.digest_of(text), tokens.digest_of(bootstrap)):
        return _ADMIN
    token = tokens.find(text)
    if token is None:
        raise BadToken(_UNKNOWN)
    if (state := tokens.state_of(token)) is not tokens.State.ACTIVE:
        raise BadToken(state)
    return _understood(token.scopes)


def _understood(listed: str) -> Iterable[Scope]:
    """Read a row's scopes; one that another release knows and this one does not allows nothing."""
    for text in listed.split():
        with suppress(InvalidParameter):
            yield Scope.parse(text)
