"""An answer is right, or it is not, and why; a captcha takes one."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from hmac import compare_digest
from unicodedata import normalize

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from db import transact
from endpoint.captcha.issuing import Captchas
from endpoint.captcha.keys import Challenge
from endpoint.captcha.models import AnsweredRow
from endpoint.captcha.params import Attempt
from endpoint.captcha.token import Token

_LONGEST_ANSWER = 64
"""Characters; no more are looked at."""

_KEPT_ON = timedelta(minutes=10)
"""After its end, since the clocks of replicas differ."""

_SWEPT = 500
"""Rows at most, each time."""

_SWEEPS = "AQ"
"""With what a nonce begins after which rows are swept: one of 32."""


class Reason(StrEnum):
    """Why an attempt has failed."""

    WRONG = "wrong"
    EXPIRED = "expired"
    USED = "used"
    INVALID = "invalid"


def judge(captchas: Captchas, attempt: Attempt) -> Reason | None:
    """Judge an attempt; the first one on a captcha is its last.

    Returns:
        Why it has failed; None if it has not.
    """
    token = Token.read(attempt.token, captchas.keys)
    if token is None:
        return Reason.INVALID
    if captchas.has_ended(token):
        return Reason.EXPIRED
    if token.scope != attempt.scope:
        return Reason.INVALID
    is_right = _is_right(attempt.answer, captchas.keys.challenge(token.nonce))
    if not _spend(token):
        return Reason.USED
    if token.nonce.startswith(tuple(_SWEEPS)):
        sweep(captchas.clock())
    return None if is_right else Reason.WRONG


def _is_right(answer: str, challenge: Challenge) -> bool:
    """Compare with what is seen and with what is heard, in a time that tells nothing."""
    plain = "".join(normalize("NFKC", answer[:_LONGEST_ANSWER]).split()).upper()
    given = plain.encode("utf-8", "backslashreplace")
    seen = compare_digest(given, challenge.text.encode())
    heard = compare_digest(given, challenge.digits.encode())
    return seen or heard


def _spend(token: Token) -> bool:
    """Write down that a captcha has had its attempt; False if it had one before.

    Of several at once the key lets one in; the others begin again, and find its row.
    """

    def work(session: Session) -> bool:
        if session.get(AnsweredRow, token.nonce) is not None:
            return False
        session.add(AnsweredRow(nonce=token.nonce, expires_at=_moment(token.end)))
        return True

    return transact(work)


def sweep(now: float) -> int:
    """Delete rows of captchas that have ended, the oldest first; return how many.

    Args:
        now: s since 1970.
    """

    def work(session: Session) -> int:
        ended = AnsweredRow.expires_at < _moment(now) - _KEPT_ON
        oldest = select(AnsweredRow.nonce).where(ended).order_by(AnsweredRow.expires_at)
        nonces: Sequence[str] = session.scalars(oldest.limit(_SWEPT)).all()
        if nonces:
            session.execute(delete(AnsweredRow).where(AnsweredRow.nonce.in_(nonces)))
        return len(nonces)

    return transact(work)


def _moment(seconds: float) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)
