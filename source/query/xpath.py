"""XML asked with XPath 1.0.

A prefix is read as the document's root declares it. A document's default namespace has no prefix:
`//*[local-name()='version']` finds its elements, as in shields.
"""

import math
from functools import lru_cache
from itertools import islice

from lxml import etree

from source.errors import BadExpression, NoMatch
from source.query.kinds import LONGEST_RESULT, Query, shown
from source.query.markup import read_xml
from source.query.texts import one_line

_ACCEPTED = "an XPath 1.0 expression such as //project/version or /report/@name"
_LARGEST_WHOLE = 1e15


def check(query: Query) -> None:
    """Compile an XPath.

    Raises:
        BadExpression: it is none.
    """
    _check_syntax(query.expression)


@lru_cache(maxsize=64)
def _check_syntax(expression: str) -> None:
    _compile(expression, {})


def _compile(expression: str, prefixes: dict[str, str]) -> etree.XPath:
    if not expression.strip():
        wrong = "query is empty"
        raise BadExpression(wrong, _ACCEPTED)
    try:
        return etree.XPath(expression, namespaces=prefixes, regexp=False, smart_strings=False)
    except (etree.XPathError, ValueError) as error:
        wrong = f"query {shown(expression)} is no XPath: {error}"
        raise BadExpression(wrong, _ACCEPTED) from None


def evaluate(body: bytes, charset: str | None, query: Query) -> str:
    """Parse a document and ask it with an XPath.

    Raises:
        BadExpression: the path is none, or uses a prefix that the document's root does not declare.
        Unreadable: the document is no XML.
        NoMatch: nothing is found, or elements that hold elements.
    """
    root = read_xml(body, charset)
    prefixes = {prefix: uri for prefix, uri in root.nsmap.items() if prefix}
    path = _compile(query.expression, prefixes)
    try:
        found: object = path(root.getroottree())
    except etree.XPathError as error:
        wrong = f"query {shown(query.expression)} cannot be answered: {error}"
        raise BadExpression(wrong, _ACCEPTED) from None
    if isinstance(found, list):
        return one_line(_write_node(node) for node in islice(found, LONGEST_RESULT + 1))
    return one_line([_write_value(found)])


def _write_value(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return _write_number(value)
    return str(value)


def _write_number(value: float) -> str:
    if not math.isfinite(value):
        message = "the query finds what is no number"
        raise NoMatch(message)
    whole = value.is_integer() and abs(value) < _LARGEST_WHOLE
    return str(int(value)) if whole else repr(value)


def _write_node(node: object) -> str:
    """Write an element's text, an attribute, or a text node."""
    if not isinstance(node, etree._Element):  # noqa: SLF001 - lxml's only name for it
        return node[1] if isinstance(node, tuple) else str(node)
    if len(node) and any(isinstance(child.tag, str) for child in node):
        message = (
            "the query finds an element that holds elements; ask for one of them, or for an "
            "attribute, such as //a/b or //a/@b"
        )
        raise NoMatch(message)
    return "".join(node.itertext()) if isinstance(node.tag, str) else node.text or ""
