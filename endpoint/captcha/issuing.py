"""Captchas are made of chance, the time and a key; none of them is kept."""

import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass

from flask import current_app
from werkzeug.exceptions import Gone, NotFound

from endpoint.captcha.keys import Challenge, Keys
from endpoint.captcha.token import Token

CAPTCHAS = "easel-captchas"
"""The app's extension."""

_NONCE_BYTES = 16


@dataclass(frozen=True, slots=True)
class Captchas:
    """Makes captchas, and knows its own.

    Args:
        keys: all replicas' own.
        clock: s since 1970.
    """

    keys: Keys
    clock: Callable[[], float] = time.time

    def issue(self, scope: str, ttl: int) -> Token:
        """Make a captcha.

        Args:
            scope: what it is for.
            ttl: s until it ends.
        """
        return Token(secrets.token_urlsafe(_NONCE_BYTES), int(self.clock()) + ttl, scope)

    def challenge(self, text: str) -> Challenge:
        """Give what the captcha of a token says.

        Raises:
            NotFound: the token is not of this service.
            Gone: it has expired.
        """
        token = Token.read(text, self.keys)
        if token is None:
            message = "There is no such captcha; POST /captcha makes one."
            raise NotFound(message)
        if self.has_ended(token):
            message = "This captcha has expired; POST /captcha makes another."
            raise Gone(message)
        return self.keys.challenge(token.nonce)

    def has_ended(self, token: Token) -> bool:
        """Tell whether it is too late for a token."""
        return self.clock() >= token.end


def captchas() -> Captchas:
    """The app's captchas."""
    found: Captchas = current_app.extensions[CAPTCHAS]
    return found
