"""Who may look at images: everybody, or where PRIVATE is set those with a token or a signature."""

import time

from flask import current_app, g, request

from endpoint.auth.check import require
from endpoint.auth.scopes import Verb
from endpoint.signature import SIGNATURE, Expiry, seconds_left, sent_path, signer


def admit(*, signed: bool = False, shared: bool = False) -> Expiry | None:
    """Let the request go on only if its sender may look at an image.

    Args:
        signed: whether the address has to be signed where SIGNING_KEYS is set; a token will do
            there as well.
        shared: whether it has a random name, and so is public where others are private.

    Returns:
        When a signed address ends; None for never.

    Raises:
        Forbidden: the signature is missing or wrong, or the address has expired; the token is for
            something else.
        Unauthorized: PRIVATE is set, and there is neither a signature nor a token that counts.
        InvalidParameter: a signature or an end that nothing can be made of.
    """
    private = current_app.config["PRIVATE"] and not shared
    keys = bool(signer().keys)
    g.private = private
    if private and not (keys and SIGNATURE in request.args):
        require(Verb.READ)
        return None
    if keys and signed and not private and "Authorization" in request.headers:
        require(Verb.READ)
        g.private = True
        return None
    if signed or private:
        g.signed = keys
        return signer().check(sent_path(request.environ), request.query_string, int(time.time()))
    return None


def kept_until(expiry: Expiry, max_age: int) -> str:
    """Give the Cache-Control of an answer whose address ends: no cache keeps it longer than that.

    Args:
        expiry: when it ends.
        max_age: s that it is kept for otherwise.
    """
    return f"public, max-age={min(max_age, seconds_left(expiry, int(time.time())))}"


def admit_readers() -> None:
    """Guard all that a room shows; what writes asks for its own scope."""
    if request.method in {"GET", "HEAD"}:
        admit()
