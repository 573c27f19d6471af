"""Cache-Control, parsed (RFC 9111, section 5.2)."""

import re
from collections.abc import Mapping

Directives = Mapping[bytes, bytes]
"""Names in lower case, with their arguments; b"" where there is none."""

# Possessive throughout: a client writes these fields, and nothing here is worth trying twice.
_DIRECTIVE = re.compile(
    rb'\s*+([^\s,=";]++)\s*+'
    rb'(?:=\s*+(?:"((?:[^"\\]|\\.)*+)"|([^\s,";]*+)))?+\s*+(?:,|$)'
)
_ESCAPED = re.compile(rb"\\(.)")
_SECONDS = re.compile(rb"[0-9]+")
_LONGEST = 2**31
"""s; RFC 9111, section 1.2.2: what is longer counts as this."""

_DIGITS = len(str(_LONGEST))


def parse(field: bytes) -> Directives:
    """Read a Cache-Control field whose lines are joined by commas.

    What is malformed is passed over up to the next comma. Of a directive that stands twice with
    different arguments the smaller number counts (section 4.2.1 leaves it to the cache).
    """
    found: dict[bytes, bytes] = {}
    at = 0
    while at < len(field):
        match = _DIRECTIVE.match(field, at)
        if match is None:
            at = field.find(b",", at) + 1 or len(field)
            continue
        at = match.end()
        name = match[1].lower()
        quoted, plain = match[2], match[3]
        argument = plain or b"" if quoted is None else _ESCAPED.sub(rb"\1", quoted)
        found[name] = _stricter(found[name], argument) if name in found else argument
    return found


def _stricter(one: bytes, other: bytes) -> bytes:
    if _SECONDS.fullmatch(one) and _SECONDS.fullmatch(other):
        return min(one, other, key=_size)
    return b""


def _size(digits: bytes) -> tuple[int, bytes]:
    """Order numbers without int(), which takes long over thousands of digits."""
    plain = digits.lstrip(b"0")
    return len(plain), plain


def seconds(directives: Directives, name: bytes) -> int | None:
    """Give the seconds that a directive names; 0 for what is no number, None without it.

    An unreadable lifetime makes an answer stale at once (section 4.2.1).
    """
    argument = directives.get(name)
    if argument is None:
        return None
    if not _SECONDS.fullmatch(argument):
        return 0
    return min(int(argument), _LONGEST) if len(argument) <= _DIGITS else _LONGEST
