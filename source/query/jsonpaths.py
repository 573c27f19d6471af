"""JSONPath, RFC 9535, asked of a tree of objects and lists.

The library's strict mode is the RFC. Three habits of those who write badges are read as well:
white space around the path, a path without its leading `$`, and `.length` at the end of a path to
a list, as JSONPath-Plus has it.
"""

from collections.abc import Iterator
from functools import lru_cache
from itertools import islice
from typing import NamedTuple, cast

from jsonpath import JSONPath, JSONPathEnvironment
from jsonpath.exceptions import JSONPathError, JSONPathRecursionError
from jsonpath.selectors import NameSelector
from jsonpath.token import TOKEN_EOF

from source.errors import BadExpression, NoMatch, Unreadable
from source.query.kinds import LONGEST_RESULT, shown
from source.query.texts import one_line, plain

_ENVIRONMENT = JSONPathEnvironment(strict=True)
_ACCEPTED = "a JSONPath such as $.version or $.items[0].name"


class Path(NamedTuple):
    """A compiled path.

    Args:
        path: all of it.
        measured: the path to the list whose length may be meant, or None.
    """

    path: JSONPath
    measured: JSONPath | None


@lru_cache(maxsize=64)
def compile_path(expression: str) -> Path:
    """Compile a JSONPath.

    Args:
        expression: at most 1024 characters and not deeply nested, see `check_sizes`.

    Raises:
        BadExpression: it is none; the message says where.
    """
    text = _rooted(expression.strip())
    wrong = f"query {shown(text)} is no JSONPath"
    try:
        # Strict mode knows no compound paths.
        path = cast("JSONPath", _ENVIRONMENT.compile(text))
    except JSONPathRecursionError:
        wrong = f"{wrong}: it is nested too deep"
        raise BadExpression(wrong, _ACCEPTED) from None
    except JSONPathError as error:
        wrong = f"{wrong}: {error.message}, {_place(error)}"
        raise BadExpression(wrong, _ACCEPTED) from None
    except (ValueError, OverflowError):
        wrong = f"{wrong}: it holds a number that is too large"
        raise BadExpression(wrong, _ACCEPTED) from None
    return Path(path, _measured(path))


def _place(error: JSONPathError) -> str:
    if error.token is None or error.token.kind == TOKEN_EOF:
        return "at its end"
    return f"at character {error.token.index + 1}"


def _rooted(text: str) -> str:
    if not text:
        wrong = "query is empty"
        raise BadExpression(wrong, _ACCEPTED)
    if text.startswith("$"):
        return text
    return f"${text}" if text.startswith((".", "[")) else f"$.{text}"


def _measured(path: JSONPath) -> JSONPath | None:
    if not path.segments or not path.singular_query():
        return None
    last = path.segments[-1]
    [selector] = last.selectors
    if isinstance(selector, NameSelector) and selector.name == "length":
        return JSONPath(env=_ENVIRONMENT, segments=path.segments[:-1])
    return None


def ask(path: Path, tree: object) -> str:
    """Ask a tree.

    Returns:
        1 to 256 characters; several values, and the items of a list, are joined by ", ".

    Raises:
        NoMatch: nothing is found, null alone, or something that holds more than texts and numbers.
        Unreadable: the tree is nested too deep for `..`.
    """
    try:
        found = list(islice(_find(path.path, tree), LONGEST_RESULT + 1))
        if not found and path.measured:
            found = [len(each) for each in _find(path.measured, tree) if isinstance(each, list)]
    except JSONPathRecursionError:
        message = "the document is nested too deep for a query with .."
        raise Unreadable(message) from None
    if len(found) == 1 and isinstance(found[0], list):
        found = found[0]
    if found == [None]:
        message = "the query finds null"
        raise NoMatch(message)
    return one_line(_write(value) for value in found)


def _find(path: JSONPath, tree: object) -> Iterator[object]:
    if isinstance(tree, str):
        # The library would read a text as a document of its own.
        return iter((tree,) if path.empty() else ())
    return (match.obj for match in path.finditer(cast("dict[str, object]", tree)))


def _write(value: object) -> str:
    text = "null" if value is None else plain(value)
    if text is None:
        name = "a list" if isinstance(value, list) else "an object"
        message = (
            f"the query finds {name}, which is no text or number; "
            "ask for a part of it, such as $.a.b or $.a[0]"
        )
        raise NoMatch(message)
    return text
