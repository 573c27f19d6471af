"""Documents that people write, JSON above all: strict, bounded, and their errors speak of keys."""

import json
from collections.abc import Sequence
from decimal import Decimal
from typing import Any, NamedTuple, Never, TypeVar

from flask import request
from pydantic import BaseModel, ValidationError
from werkzeug.exceptions import UnsupportedMediaType

from image_proc.errors import InvalidParameter, shorten

Model = TypeVar("Model", bound=BaseModel)
Json = dict[str, Any]
Key = tuple[str | int, ...]

LARGEST = 256 * 1024
"""Bytes of a body."""

_BODY = "body"
_ACCEPTED = "a JSON object"


def read_object(largest: int = LARGEST) -> Json:
    """Read the request's body: one JSON object, numbers with their digits as they were written.

    Args:
        largest: bytes of the body.

    Raises:
        UnsupportedMediaType: not sent as JSON.
        RequestEntityTooLarge: over that.
        InvalidParameter: no JSON object; NaN and Infinity are no JSON.
    """
    if not request.is_json:
        message = "The body is JSON, sent as `Content-Type: application/json`."
        raise UnsupportedMediaType(message)
    request.max_content_length = largest
    try:
        return parse_object(request.get_data())
    except ValueError as error:
        raise InvalidParameter(_BODY, error, _ACCEPTED) from error


def parse_object(body: bytes) -> Json:
    """Read one JSON object in UTF-8; NaN, Infinity and keys that stand twice are no JSON.

    Raises:
        ValueError: it is none; says why.
    """
    try:
        found = json.loads(
            body.decode("utf-8"),
            parse_float=Decimal,
            parse_constant=_refuse,
            object_pairs_hook=_without_repetition,
        )
        if b"\\u" in body:
            json.dumps(found, ensure_ascii=False, default=str).encode()  # half a pair is no text
    except RecursionError as error:
        message = "nested too deeply"
        raise ValueError(message) from error
    if not isinstance(found, dict):
        message = f"a {type(found).__name__}"
        raise ValueError(message)  # noqa: TRY004 - it is a value that was sent
    return found


def validate(kind: type[Model], found: Json) -> Model:
    """Read a body as a model.

    Raises:
        InvalidParameter: names the key.
    """
    try:
        return kind.model_validate(found)
    except ValidationError as error:
        wrong = _first_of(error)
        name = dotted(wrong.key) or _BODY
        raise InvalidParameter(name, _at(found, wrong.key), wrong.accepted) from error


def wrong_key(error: ValidationError) -> tuple[Key, str]:
    """Give the place and the words of the first thing that a model refuses."""
    wrong = _first_of(error)
    return wrong.key, wrong.told


class _Wrong(NamedTuple):
    """What a model refuses: where, in words of its own, and what it would accept."""

    key: Key
    told: str
    accepted: str


def _first_of(error: ValidationError) -> _Wrong:
    detail = error.errors()[0]
    # In brackets stands what pydantic, or a union's tag, adds to the keys of the document.
    key = tuple(part for part in detail["loc"] if not str(part).startswith("["))
    message = detail["msg"].removeprefix("Value error, ").replace("Input should be", "expected")
    if detail["type"] == "extra_forbidden":
        return _Wrong(key, "no such key", "no such key")
    if detail["type"] == "missing":
        return _Wrong(key, "is needed", "a value, which is needed")
    told = f"{shorten(repr(detail['input']))} is not accepted; {message}"
    # The message may be a whole refusal itself, which says last what is accepted.
    accepted = message.rpartition(" is not accepted; ")[2].removeprefix("expected ")
    return _Wrong(key, told, accepted)


def dotted(key: Sequence[str | int]) -> str:
    """Write where something stands: `projects."@acme/web".label`."""
    words = (str(part) for part in key)
    return ".".join(
        word if word.replace("-", "").replace("_", "").isalnum() else f'"{word}"' for word in words
    )


def _refuse(constant: str) -> Never:
    message = f"{constant} is no JSON"
    raise ValueError(message)


def _without_repetition(pairs: list[tuple[str, Any]]) -> Json:
    found = dict(pairs)
    if len(found) < len(pairs):
        message = "a key stands twice"
        raise ValueError(message)
    return found


def _at(found: Any, key: Key) -> object:
    for part in key:
        try:
            found = found[part]
        except (KeyError, IndexError, TypeError):
            return ""
    return found
