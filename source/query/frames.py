"""How the service and its readers talk: frames of a length and bytes, over one stream.

A question is two frames, a header in JSON and the document. The answer is two frames as well: an
empty one as soon as the question is read and its language loaded, which starts the clock, and then
the outcome in JSON.
"""

import json
import struct
from collections.abc import Mapping
from typing import Any

from source import errors
from source.query.kinds import Kind, Query

LENGTH = struct.Struct(">I")
LONGEST_ANSWER = 100_000
"""Bytes of an outcome: a text, or an error's sentence, which may repeat an expression."""


def frame(body: bytes) -> bytes:
    """Put a length before bytes."""
    return LENGTH.pack(len(body)) + body


def write_question(query: Query, charset: str | None, budget: float) -> bytes:
    """Write a question's header."""
    fields = (query.kind, query.expression, query.replace, query.flags, charset, budget)
    return json.dumps(fields).encode()


def read_question(header: bytes) -> tuple[Query, str | None, float]:
    """Read what `write_question` wrote: the query, the charset, the budget in seconds."""
    kind, expression, replace, flags, charset, budget = json.loads(header)
    return Query(Kind(kind), expression, replace, flags), charset, budget


def write_answer(text: str) -> bytes:
    """Write what a query found."""
    return json.dumps({"text": text}).encode()


def write_error(error: errors.SourceError) -> bytes:
    """Write why nothing was found."""
    return json.dumps({"error": type(error).__name__, "said": error.args}).encode()


def read_answer(outcome: bytes) -> str:
    """Read what `write_answer` or `write_error` wrote.

    Raises:
        SourceError: the one that was written.
    """
    fields: Mapping[str, Any] = json.loads(outcome)
    if "text" in fields:
        return str(fields["text"])
    known = (errors.BadExpression, errors.Unreadable, errors.NoMatch)
    kind = next(kind for kind in known if kind.__name__ == fields["error"])
    raise kind(*fields["said"])
