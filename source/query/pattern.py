"""Any text searched with RE2, whose time grows only with the length of the text."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple, Protocol, cast

import re2  # type: ignore[import-untyped]

from source.errors import BadExpression, NoMatch
from source.query.charsets import decode
from source.query.kinds import Query, shown
from source.query.texts import one_line

MEMORY = 2_000_000
"""Bytes for one compiled expression and what it remembers while it searches."""

_FLAGS = "imsUu"
_ACCEPTED = "an RE2 expression such as version = (.*)"

# JavaScript's $1, $&, $$ and $<name>, since shields takes them, and Python's \1, \g<name>, \\.
_REFERENCE = re.compile(r"\$(\d{1,2}|[$&]|<(\w+)>)|\\(\d{1,2}|\\|g<(\w+)>)")


class _Match(Protocol):
    def group(self, group: int | str, /) -> bytes | None: ...


class _Pattern(Protocol):
    groups: int
    groupindex: dict[str, int]

    def search(self, text: bytes, /) -> _Match | None: ...


class Search(NamedTuple):
    """A compiled search.

    Args:
        pattern: RE2's.
        template: texts, and numbers of groups, whose sum is the result.
    """

    pattern: _Pattern
    template: tuple[str | int, ...]


def check(query: Query) -> None:
    """Compile a search and its replacement.

    Raises:
        BadExpression: one of them is none; the message says why.
    """
    _compile(query)


def evaluate(body: bytes, charset: str | None, query: Query) -> str:
    """Search a document for the first match.

    Raises:
        BadExpression: the search is none.
        Unreadable: the document is not in its charset.
        NoMatch: nothing is found, or an empty text.
    """
    search = _compile(query)
    match = search.pattern.search(decode(body, charset).encode("utf-8", "surrogatepass"))
    if match is None:
        message = "the query finds nothing"
        raise NoMatch(message)
    parts = (part if isinstance(part, str) else _group(match, part) for part in search.template)
    return one_line(["".join(parts)])


def _group(match: _Match, number: int) -> str:
    # RE2's \C matches single bytes, and so parts of characters.
    return (match.group(number) or b"").decode("utf-8", "replace")


@lru_cache(maxsize=64)
def _compile(query: Query) -> Search:
    for flag in query.flags:
        if flag not in _FLAGS:
            wrong = f"flags {shown(query.flags)} holds {flag!r}"
            raise BadExpression(wrong, f"any of {_FLAGS}", "flags")
    if not query.expression:
        wrong = "query is empty"
        raise BadExpression(wrong, _ACCEPTED)
    options = re2.Options()
    options.max_mem = MEMORY
    options.log_errors = False
    flags = "".join(sorted(set(query.flags) - {"u"}))
    try:
        found = re2.compile(f"(?{flags}){query.expression}" if flags else query.expression, options)
    except re2.error as error:
        reason = error.args[0]
        reason = reason.decode("utf-8", "replace") if isinstance(reason, bytes) else str(reason)
        wrong = f"query {shown(query.expression)} is no RE2: {reason}"
        raise BadExpression(wrong, _ACCEPTED) from None
    pattern = cast("_Pattern", found)
    return Search(pattern, tuple(_split(query.replace or "$&", pattern)))


def _split(template: str, pattern: _Pattern) -> Iterator[str | int]:
    """Split a replacement into texts and groups."""
    end = 0
    for reference in _REFERENCE.finditer(template):
        yield template[end : reference.start()]
        yield from _refer(reference, pattern)
        end = reference.end()
    yield template[end:]


def _refer(reference: re.Match[str], pattern: _Pattern) -> Iterator[str | int]:
    what = reference[1] or reference[3]
    name = reference[2] or reference[4]
    if what in ("$", "\\"):
        yield what
    elif what == "&":
        yield 0
    elif name and not name.isdigit():
        yield _numbered(pattern.groupindex.get(name, -1), reference[0], pattern)
    else:
        digits = name or what
        # With fewer than ten groups, $10 is $1 and a 0.
        if not name and len(digits) > 1 and int(digits) > pattern.groups:
            yield _numbered(int(digits[0]), reference[0], pattern)
            yield digits[1:]
        else:
            yield _numbered(int(digits), reference[0], pattern)


def _numbered(number: int, written: str, pattern: _Pattern) -> int:
    if not 0 <= number <= pattern.groups:
        accepted = (
            f"the query's groups, of which there are {pattern.groups}, $& for all of the match, "
            "and $$ for a dollar"
        )
        wrong = f"replace refers to {written!r}"
        raise BadExpression(wrong, accepted, "replace")
    return number
