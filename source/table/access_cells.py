"""What the groups of an access log's line say: numbers, words, parts of a request."""

from collections.abc import Callable, Sequence
from functools import lru_cache

from source.table.access_lines import REQUEST
from source.table.text import decode, label

Found = tuple[str, ...]
"""The groups of a line, each a byte a character."""

_MISSING = frozenset({"", "-"})


def numbers_at(group: int) -> Callable[[Sequence[Found]], list[float | None]]:
    """Make what reads the numbers of lines; the pattern lets nothing else through."""

    def read(found: Sequence[Found]) -> list[float | None]:
        texts = [each[group] for each in found]
        return [None if text in _MISSING else float(text) for text in texts]

    return read


def presence_at(group: int) -> Callable[[Sequence[Found]], list[float | None]]:
    """Make what tells whether something stands in lines, with 1."""
    return lambda found: [None if each[group] in _MISSING else 1.0 for each in found]


def words_at(group: int, field: str) -> Callable[[Sequence[Found]], list[str]]:
    """Make what reads the words of lines, "-" where there are none.

    Args:
        group: that holds the field, or the request that it is a part of.
        field: its name.
    """
    if field not in REQUEST:
        return lambda found: [_words(each[group]) for each in found]
    which = REQUEST.index(field)
    return lambda found: [_words(_part(each[group], which)) for each in found]


@lru_cache(maxsize=4096)
def _words(text: str) -> str:
    return label(decode(text.encode("latin-1"))) or "-"


def _part(request: str, which: int) -> str:
    """Take the method, the path without its query, or the protocol out of a request's line."""
    parts = request.split(" ")
    if len(parts) > len(REQUEST) or not parts[1:] or which >= len(parts):
        return ""
    return parts[which].partition("?")[0] if REQUEST[which] == "path" else parts[which]
