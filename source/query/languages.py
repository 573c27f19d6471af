"""Each kind's language, loaded when it is first asked for: lxml alone is 8 MB."""

from importlib import import_module
from types import MappingProxyType
from typing import Protocol, cast

from source.errors import BadExpression, Unreadable
from source.query.kinds import LARGEST_BODY, Kind, Query, check_sizes

_MODULES = MappingProxyType(
    {
        Kind.JSON: "source.query.tree",
        Kind.YAML: "source.query.tree",
        Kind.TOML: "source.query.tree",
        Kind.XML: "source.query.xpath",
        Kind.REGEX: "source.query.pattern",
        Kind.COVERAGE: "source.query.coverage",
        Kind.JUNIT: "source.query.junit",
    }
)


class Language(Protocol):
    """What the module of a kind can do."""

    def check(self, query: Query) -> None:
        """Compile a query whose sizes were checked.

        Raises:
            BadExpression: it is none in this language.
        """

    def evaluate(self, body: bytes, charset: str | None, query: Query) -> str:
        """Read a document and answer a query.

        Raises:
            BadExpression: it is none in this language.
            Unreadable: the document is not what the query's kind says.
            NoMatch: nothing is found, or no short text.
        """


def language_of(kind: Kind) -> Language:
    """Load the module of a kind."""
    return cast("Language", import_module(_MODULES[kind]))


def check_query(query: Query) -> None:
    """Tell whether a query is one, at a bounded cost.

    Raises:
        BadExpression: the message says what is accepted and, where known, where the error is.
    """
    check_sizes(query)
    try:
        language_of(query.kind).check(query)
    except (RecursionError, MemoryError):
        wrong = "query is nested too deep or repeats too much"
        raise BadExpression(wrong, "a simpler one") from None


def answer(body: bytes, charset: str | None, query: Query) -> str:
    """Read a document and answer a query, in this process and with no limit of time.

    Args:
        body: at most 1 MB.
        charset: as its sender named it, or None.
        query: any.

    Returns:
        1 to 256 characters on one line.

    Raises:
        BadExpression: the query is none.
        Unreadable: the document is not what the query's kind says.
        NoMatch: nothing is found, or no short text.
    """
    check_body(body)
    check_sizes(query)
    try:
        return language_of(query.kind).evaluate(body, charset, query)
    except RecursionError:
        message = f"the document is nested too deep to be read as {query.kind}"
        raise Unreadable(message) from None
    except MemoryError:
        message = f"the document needs too much memory to be read as {query.kind}"
        raise Unreadable(message) from None


def check_body(body: bytes) -> None:
    """Refuse a document that is too large.

    Raises:
        Unreadable: it has more than 1 MB.
    """
    if len(body) > LARGEST_BODY:
        message = f"the document has {len(body)} bytes; at most {LARGEST_BODY} are read"
        raise Unreadable(message)
