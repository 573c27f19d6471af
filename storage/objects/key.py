"""The names of objects: random and ours, so that nobody's text is ever part of a path."""

import re
import secrets
from dataclasses import dataclass

from storage.errors import Missing

KEY = re.compile("[0-9a-f]{32}")
"""What a whole key looks like; for `fullmatch`."""


@dataclass(frozen=True, slots=True)
class Found:
    """An object that a store has.

    Args:
        key: its name.
        size: bytes.
    """

    key: str
    size: int


def new_key() -> str:
    """Make a key that no object ever had: 128 random bits as 32 hex digits."""
    return secrets.token_hex(16)


def checked(key: str) -> str:
    """Give a key back, before a path is made of it.

    Raises:
        Missing: it is none of ours, so nothing has that name.
    """
    if not KEY.fullmatch(key):
        msg = "no key of an object"
        raise Missing(msg)
    return key
