"""By what of a request an answer is chosen among those of one address (RFC 9111, section 4.1)."""

import re
from collections.abc import Callable
from functools import lru_cache

from front.cache.policy import Fields

_WEIGHT = re.compile(rb"q=(?:0(?:\.0{0,3})?)", re.IGNORECASE)
_PLAIN = re.compile(
    rb"(?:[a-z0-9*-]++(?:\s*+;\s*+q=(?:0(?:\.[0-9]{0,3})?|1(?:\.0{0,3})?))?)?+", re.IGNORECASE
)
_SEEN = 512
"""Values of Accept-Encoding that are remembered; all browsers together send a few."""


class Selecting:
    """Reads the fields that Vary names; two that mean the same to the application are the same.

    What is not plain is taken as it is: were it read here in one way and by the application in
    another, a client could put a coded answer where those look who do not take that coding.

    Args:
        codings: the content codings that the application knows. Browsers name four or five that
            differ from one to the next, and each list would have an answer of its own.
    """

    def __init__(self, codings: tuple[bytes, ...] = ()) -> None:
        self._reduce: Callable[[bytes], bytes] = lru_cache(_SEEN)(
            lambda field: (
                b",".join(each for each in codings if accepts(field, each))
                if is_plain(field)
                else field
            )
        )
        self._codings = bool(codings)

    def values(self, names: tuple[bytes, ...], asked: Fields) -> tuple[bytes, ...]:
        """Give what a request says of these names, in their order."""
        return tuple([self._value(name, asked) for name in names])

    def _value(self, name: bytes, asked: Fields) -> bytes:
        value = asked.get(name, b"")
        return self._reduce(value) if name == b"accept-encoding" and self._codings else value


def is_plain(field: bytes) -> bool:
    """Tell whether an Accept-Encoding names each coding once, with no more than a weight."""
    members = [member.strip() for member in field.split(b",")]
    names = [member.partition(b";")[0].strip().lower() for member in members]
    return len({*names}) == len(names) and all(map(_PLAIN.fullmatch, members))


def accepts(field: bytes, coding: bytes) -> bool:
    """Tell whether a plain Accept-Encoding takes a coding (RFC 9110, section 12.5.3)."""
    others = False
    for member in field.split(b","):
        name, *parameters = (part.strip() for part in member.split(b";"))
        taken = not any(_WEIGHT.fullmatch(parameter) for parameter in parameters)
        if name.lower() == coding:
            return taken
        if name == b"*":
            others = taken
    return others
