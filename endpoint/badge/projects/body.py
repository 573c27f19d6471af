"""JSON bodies: strict, bounded, and their errors speak of keys."""

import json
from decimal import Decimal
from typing import Any, Never, TypeVar

from flask import request
from pydantic import BaseModel, ValidationError
from werkzeug.exceptions import UnsupportedMediaType

from endpoint.badge.projects.toml_file import dotted, wrong_key
from image_proc.errors import InvalidParameter

Model = TypeVar("Model", bound=BaseModel)
Json = dict[str, Any]

LARGEST = 256 * 1024
"""Bytes of a body."""

_BODY = "body"
_ACCEPTED = "a JSON object"


def read_object() -> Json:
    """Read the request's body: one JSON object, numbers with their digits as they were written.

    Raises:
        UnsupportedMediaType: not sent as JSON.
        RequestEntityTooLarge: over 256 kB.
        InvalidParameter: no JSON object; NaN and Infinity are no JSON.
    """
    if not request.is_json:
        message = "The body is JSON, sent as `Content-Type: application/json`."
        raise UnsupportedMediaType(message)
    request.max_content_length = LARGEST
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
        key, message = wrong_key(error)
        raise InvalidParameter(dotted(key) or _BODY, _at(found, key), message) from error


def _refuse(constant: str) -> Never:
    message = f"{constant} is no JSON"
    raise ValueError(message)


def _without_repetition(pairs: list[tuple[str, Any]]) -> Json:
    found = dict(pairs)
    if len(found) < len(pairs):
        message = "a key stands twice"
        raise ValueError(message)
    return found


def _at(found: Any, key: tuple[str | int, ...]) -> object:
    for part in key:
        try:
            found = found[part]
        except (KeyError, IndexError, TypeError):
            return ""
    return found
