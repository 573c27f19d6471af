"""What is said of a query that its language does not accept."""

from image_proc.errors import InvalidParameter
from source.errors import BadExpression
from source.query import Query


def wrong_part(query: Query, error: BadExpression, name: str = "query") -> InvalidParameter:
    """Name the part of a query that is wrong, what it was, what is accepted, and why.

    Args:
        query: what was asked.
        error: the refusal.
        name: what its expression is called where it was written: query or search.
    """
    parts = {"query": query.expression, "replace": query.replace, "flags": query.flags}
    named = name if error.part == "query" else error.part
    return InvalidParameter(named, parts[error.part], f"{error.accepted} ({error.wrong})")
