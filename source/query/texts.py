"""From what a query finds to one short line of text."""

import re
from collections.abc import Iterable
from decimal import Decimal
from itertools import islice

from source.errors import NoMatch
from source.query.kinds import LONGEST_RESULT

# What breaks a line or is drawn as nothing at all; every kind of white space becomes a space.
_GAPS = re.compile(r"[\s\x00-\x1f\x7f-\x9f]+")
# XML, and so a badge, cannot hold them.
_UNWRITABLE = re.compile("[\ud800-\udfff\ufffe\uffff]")


_DECIMAL = re.compile(r"[0-9]{1,15}(?:\.[0-9]{0,30})?(?:[eE][-+]?[0-9]{1,2})?", re.ASCII)


class Written(float):
    """A number that remembers how its document writes it: 1.10 is not 1.1."""

    __slots__ = ("text",)

    text: str

    def __new__(cls, text: str) -> "Written":
        """Read a decimal number."""
        number = super().__new__(cls, text)
        number.text = text
        return number


def plain(value: object) -> str | None:
    """Write a text, number or boolean; None for whatever is none of them."""
    if isinstance(value, str):
        return value
    if isinstance(value, Written):
        return value.text
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return str(value)
    return None


def read_decimal(text: str) -> Decimal | None:
    """Read a number of 0 or more as programs write them into reports; None for whatever else."""
    return Decimal(text) if _DECIMAL.fullmatch(text) else None


def one_line(texts: Iterable[str]) -> str:
    """Join texts with a comma and a space, each on one line.

    Args:
        texts: any, of any length; no more are taken than could fit.

    Returns:
        1 to 256 characters without control characters.

    Raises:
        NoMatch: there is none, they are empty, or together longer.
    """
    found = [_tidy(text) for text in islice(texts, LONGEST_RESULT + 1)]
    if not found:
        message = "the query finds nothing"
        raise NoMatch(message)
    line = ", ".join(found)
    if len(line) > LONGEST_RESULT:
        message = f"the query finds more than {LONGEST_RESULT} characters; ask for less"
        raise NoMatch(message)
    if not any(found):
        message = "the query finds an empty text"
        raise NoMatch(message)
    return line


def _tidy(text: str) -> str:
    return _UNWRITABLE.sub("\ufffd", _GAPS.sub(" ", text)).strip()
