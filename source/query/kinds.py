"""What may be asked of a document."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from source.errors import BadExpression

LONGEST_EXPRESSION = 1024
"""Characters of one expression, and of one replacement."""

LARGEST_BODY = 1_000_000
"""Bytes of one document."""

LONGEST_RESULT = 256
"""Characters of what a query may find: a badge's text holds no more."""

DEEPEST_EXPRESSION = 32
"""Brackets within brackets: compilers of expressions call themselves for each."""


_SHOWN = 80
"""Characters of an expression in a message."""


class Kind(StrEnum):
    """What a document is, which says how it is asked.

    json, yaml, toml: JSONPath (RFC 9535). xml: XPath 1.0. regex: any text, RE2.
    coverage: the figures `lines` (default) and `branches` of a coverage report in XML.
    junit: the figures `summary` (default), `tests`, `passed`, `failed`, `skipped` and `time` of
    a test report in XML.
    """

    JSON = "json"
    YAML = "yaml"
    TOML = "toml"
    XML = "xml"
    REGEX = "regex"
    COVERAGE = "coverage"
    JUNIT = "junit"


@dataclass(frozen=True, slots=True)
class Query:
    """One question to one document.

    Args:
        kind: the document's kind.
        expression: in the kind's language, 1 to 1024 characters; a report's figure may be left
            empty for its default.
        replace: regex only: what to make of the match, such as "v$1"; empty takes it as it is.
        flags: regex only: any of i (case does not matter), m (^ and $ match at lines), s (a dot
            matches line ends), U (take little); u changes nothing, RE2 always knows Unicode.
    """

    kind: Kind
    expression: str
    replace: str = ""
    flags: str = ""


def shown(text: str) -> str:
    """Quote an expression for a message, the long ones in part."""
    return repr(text) if len(text) <= _SHOWN else f"{text[:_SHOWN]!r}…"


def figure_of(query: Query, figures: Sequence[str], counted: str) -> str:
    """Tell which figure of a report is asked for.

    Args:
        query: to the report.
        figures: what may be asked; the first is the default.
        counted: what the report counts.

    Raises:
        BadExpression: there is no such figure.
    """
    figure = query.expression or figures[0]
    if figure not in figures:
        wrong = f"query {shown(figure)} is no figure of {counted}"
        raise BadExpression(wrong, ", ".join(figures))
    return figure


def check_sizes(query: Query) -> None:
    """Refuse what no language should be asked to compile.

    Raises:
        BadExpression: too long, nested too deep, or holding what is no text.
    """
    for name, text in (("query", query.expression), ("replace", query.replace)):
        if len(text) > LONGEST_EXPRESSION:
            wrong = f"{name} has {len(text)} characters"
            raise BadExpression(wrong, f"at most {LONGEST_EXPRESSION}", name)
        if "\0" in text or any("\ud800" <= char <= "\udfff" for char in text):
            wrong = f"{name} holds what is no character"
            raise BadExpression(wrong, "text without NUL", name)
    if query.kind is not Kind.REGEX and (query.replace or query.flags):
        wrong = "replace and flags belong to kind regex"
        part = "replace" if query.replace else "flags"
        raise BadExpression(wrong, f"none for {query.kind}", part)
    _check_depth(query.expression)


def _check_depth(expression: str) -> None:
    depth = 0
    for char in expression:
        if char in "([":
            depth += 1
            if depth > DEEPEST_EXPRESSION:
                wrong = f"query has brackets nested deeper than {DEEPEST_EXPRESSION}"
                raise BadExpression(wrong, "less")
        elif char in ")]":
            depth -= 1
