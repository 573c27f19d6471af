"""JSON, YAML and TOML: trees of objects and lists, asked with JSONPath."""

import json
import re
import tomllib
from datetime import date, time
from typing import NoReturn

from source.errors import Unreadable
from source.query import jsonpaths
from source.query.charsets import decode
from source.query.kinds import Kind, Query
from source.query.texts import Written
from source.query.yaml_tree import read_yaml

_PLACE = re.compile(r"at (?:line \d+, column \d+|end of document)")


def check(query: Query) -> None:
    """Compile a JSONPath.

    Raises:
        BadExpression: it is none.
    """
    jsonpaths.compile_path(query.expression)


def evaluate(body: bytes, charset: str | None, query: Query) -> str:
    """Read a document and ask it with a JSONPath.

    Raises:
        BadExpression: the path is none.
        Unreadable: the document is not of the query's kind.
        NoMatch: nothing is found, or something that is no text or number.
    """
    path = jsonpaths.compile_path(query.expression)
    text = decode(body, charset)
    if query.kind is Kind.JSON:
        return jsonpaths.ask(path, _read_json(text))
    if query.kind is Kind.YAML:
        return jsonpaths.ask(path, read_yaml(text))
    return jsonpaths.ask(path, _read_toml(text))


def _refuse_constant(name: str) -> NoReturn:
    message = f"the document is no JSON: it holds {name}, which is no number there"
    raise Unreadable(message)


def _read_json(text: str) -> object:
    try:
        return json.loads(text, parse_float=Written, parse_constant=_refuse_constant)
    except json.JSONDecodeError as error:
        message = f"the document is no JSON: see line {error.lineno}, column {error.colno}"
        raise Unreadable(message) from None
    except ValueError:
        # Python reads no whole number of more than 4300 digits.
        message = "the document holds a number that is too long"
        raise Unreadable(message) from None


def _read_toml(text: str) -> object:
    try:
        return _in_iso(tomllib.loads(text, parse_float=Written))
    except tomllib.TOMLDecodeError as error:
        place = _PLACE.search(str(error))
        message = f"the document is no TOML{f', {place[0]}' if place else ''}"
        raise Unreadable(message) from None
    except ValueError:
        message = "the document holds a number or a date that cannot be read"
        raise Unreadable(message) from None


def _in_iso(value: object) -> object:
    """Write dates and times as TOML and ISO 8601 do: JSONPath knows none."""
    if isinstance(value, dict):
        return {key: _in_iso(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_in_iso(item) for item in value]
    if isinstance(value, date | time):
        return value.isoformat()
    return value
