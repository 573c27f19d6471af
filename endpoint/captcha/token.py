"""Tokens: `1.<nonce>.<end>.<scope>.<code>`, all of it readable and none of it secret."""

import re
from base64 import urlsafe_b64encode
from dataclasses import dataclass
from hmac import compare_digest
from typing import Self

from endpoint.captcha.keys import Keys

SCOPE = "[A-Za-z0-9_-]{0,64}"
_VERSION = "1"
_CODE_BYTES = 24
_TOKEN = re.compile(
    rf"{_VERSION}\.(?P<nonce>[A-Za-z0-9_-]{{22}})\.(?P<end>[0-9]{{1,11}})\.(?P<scope>{SCOPE})"
    r"\.(?P<code>[A-Za-z0-9_-]{32})",
    re.ASCII,
)


@dataclass(frozen=True, slots=True)
class Token:
    """A captcha, as everybody may see it.

    Args:
        nonce: 22 characters of base64url, never the same twice.
        end: s since 1970; it is good as long as the clock shows less.
        scope: what it was made for; may be empty.
    """

    nonce: str
    end: int
    scope: str

    @classmethod
    def read(cls, text: str, keys: Keys) -> Self | None:
        """Read a token that this service has made; None for any other text."""
        found = _TOKEN.fullmatch(text)
        if found is None:
            return None
        token = cls(found["nonce"], int(found["end"]), found["scope"])
        return token if compare_digest(token.write(keys).encode(), text.encode()) else None

    def write(self, keys: Keys) -> str:
        """Give the token's text."""
        said = f"{_VERSION}.{self.nonce}.{self.end}.{self.scope}"
        code = urlsafe_b64encode(keys.sign(said)[:_CODE_BYTES]).decode()
        return f"{said}.{code}"
