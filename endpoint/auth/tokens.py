"""Tokens: made, found, listed, revoked.

A token is 256 random bits, so what is stored of it is a plain SHA-256. Slow hashes (bcrypt, argon2)
make guessing words dear; nobody guesses 2^256, and a slow one would let anybody who sends junk burn
the processor. For the same reason the row is looked up by the digest: how long that takes tells
about the digest of what was sent, from which nobody gets nearer to a token.

Source: https://datatracker.ietf.org/doc/html/rfc6750 (how tokens are sent).
"""

import re
from base64 import urlsafe_b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from hashlib import sha256
from secrets import token_bytes

from sqlalchemy import select
from sqlalchemy.orm import Session

from db import db, transact
from endpoint.auth.models import LONGEST_NAME, LONGEST_SCOPES, Token
from endpoint.auth.scopes import Scope
from image_proc.errors import InvalidParameter

_TOKEN = re.compile(r"easel_[A-Za-z0-9_-]{43}")
_NAME, _SCOPE, _WHICH = "name", "scope", "token"  # as errors call them
_ID = re.compile(r"[0-9]{1,18}")
NAME_ACCEPTED = (
    f"1 to {LONGEST_NAME} printable characters, not digits alone, no space at either end"
)


class State(StrEnum):
    """Whether a token opens anything."""

    ACTIVE = "active"
    EXPIRED = "expired"
    REVOKED = "revoked"


@dataclass(frozen=True, slots=True)
class Minted:
    """A new token.

    Args:
        token: its row.
        text: what its owner sends; it is nowhere else and cannot be had again.
    """

    token: Token
    text: str


def digest_of(text: str) -> str:
    """Return what is kept of a token: 64 hexadecimal digits."""
    return sha256(text.encode()).hexdigest()


def create(name: str, scopes: Sequence[Scope], expires_at: datetime | None = None) -> Minted:
    """Make a token.

    Args:
        name: whose it is, for people; several tokens may share one.
        scopes: what it may do, one or more; never changed later.
        expires_at: from when on it opens nothing; never by default.

    Raises:
        InvalidParameter: names `name` or `scope`.
    """
    _check_name(name)
    listed = " ".join(dict.fromkeys(map(str, scopes)))
    if not listed or len(listed) > LONGEST_SCOPES:
        accepted = f"one scope or more, {LONGEST_SCOPES} characters together at most"
        raise InvalidParameter(_SCOPE, listed, accepted)
    text = f"easel_{urlsafe_b64encode(token_bytes(32)).decode().rstrip('=')}"

    def insert(session: Session) -> Token:
        token = Token(
            name=name,
            digest=digest_of(text),
            scopes=listed,
            created_at=datetime.now(UTC),
            expires_at=expires_at,
        )
        session.add(token)
        session.flush()
        return token

    return Minted(transact(insert), text)


def find(text: str) -> Token | None:
    """Return the row of a token as it is now, whatever its state; None for what is no token.

    It is read in a transaction of its own, so that what a room reads later is not older.
    """
    if not _TOKEN.fullmatch(text):
        return None
    with Session(db.engine) as session:
        return session.scalar(select(Token).where(Token.digest == digest_of(text)))


def listed() -> Sequence[Token]:
    """Return all tokens, the oldest first."""
    with Session(db.engine) as session:
        return session.scalars(select(Token).order_by(Token.id)).all()


def revoke(which: str) -> Token:
    """Take a token's powers from the next request on; again is no mistake.

    Args:
        which: an id, or a name that only one token that is not revoked has.

    Raises:
        InvalidParameter: names `token`: there is none, or there are several.
    """

    def update(session: Session) -> Token:
        token = _by_id(session, int(which)) if _ID.fullmatch(which) else _by_name(session, which)
        token.revoked_at = token.revoked_at or datetime.now(UTC)
        return token

    return transact(update)


def state_of(token: Token) -> State:
    """Tell whether a token opens anything at this moment."""
    if token.revoked_at is not None:
        return State.REVOKED
    if token.expires_at is not None and token.expires_at <= datetime.now(UTC):
        return State.EXPIRED
    return State.ACTIVE


def _check_name(name: str) -> None:
    fits = 1 <= len(name) <= LONGEST_NAME and name.isprintable() and name == name.strip()
    if not fits or re.fullmatch(r"[0-9]+", name):  # digits alone are an id
        raise InvalidParameter(_NAME, name, NAME_ACCEPTED)


def _by_id(session: Session, number: int) -> Token:
    if (token := session.get(Token, number)) is None:
        raise InvalidParameter(_WHICH, number, "an id that `flask token list` shows")
    return token


def _by_name(session: Session, name: str) -> Token:
    of_name = select(Token).where(Token.name == name, Token.revoked_at.is_(None))
    found = session.scalars(of_name.order_by(Token.id)).all()
    if not found:
        accepted = "an id, or the name of a token that is not revoked; see `flask token list`"
        raise InvalidParameter(_WHICH, name, accepted)
    if len(found) > 1:
        ids = ", ".join(str(token.id) for token in found)
        raise InvalidParameter(_WHICH, name, f"one of the ids that share this name: {ids}")
    return found[0]
