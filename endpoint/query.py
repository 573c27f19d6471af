"""From what was sent to a spec: names are resolved, values are validated, errors speak URL.

A feature's params.py says which public names it knows and which field each of them fills, and
merges them with what its path says; the spec's own validation does the rest.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeVar
from urllib.parse import quote

from flask import g
from pydantic import ValidationError
from pydantic_core import ErrorDetails
from werkzeug.datastructures import MultiDict

from endpoint.signature import SIGNED
from image_proc.errors import InvalidParameter
from image_proc.limits import Limits
from image_proc.spec import DRAWN, ImageSpec

Spec = TypeVar("Spec", bound=ImageSpec)
_MOST_IGNORED = 20


@dataclass(frozen=True, slots=True)
class Sent:
    """A value and the name that its user knows it by.

    Args:
        name: the parameter as written in the URL.
        value: as sent, or as a path's grammar read it.
    """

    name: str
    value: object


def read_query(
    args: MultiDict[str, str], names: Mapping[str, str], several: frozenset[str] = frozenset()
) -> dict[str, Sent]:
    """Take the known parameters out of a query.

    Unknown ones are noted for the header `X-Ignored-Parameters`: `?v=3` is common on images.

    Args:
        args: the query.
        names: as of `known_of`.
        several: as of `known_of`.

    Returns:
        Field → what was sent for it.

    Raises:
        InvalidParameter: as of `known_of`.
    """
    note_ignored([key for key in args if key not in names])
    return known_of(args, names, several)


def known_of(
    args: MultiDict[str, str], names: Mapping[str, str], several: frozenset[str] = frozenset()
) -> dict[str, Sent]:
    """Take the known parameters out of a query that is no request's.

    Args:
        args: the query.
        names: public name → field; of two names that say the same the one listed first is it.
        several: fields that may be sent more than once; their value is a list.

    Returns:
        Field → what was sent for it.

    Raises:
        InvalidParameter: a parameter was sent twice that has one value, or two names of one
            parameter say two things.
    """
    found: dict[str, Sent] = {}
    for name, field in names.items():
        values = args.getlist(name)
        if not values:
            continue
        if len(values) > 1 and field not in several:
            raise InvalidParameter(name, ", ".join(values), "to be sent once")
        value = values if field in several else values[0]
        before = found.setdefault(field, Sent(name, value))
        if before.value != value:
            raise InvalidParameter(
                name, ", ".join(values), f"only one of {before.name!r} and {name!r}"
            )
    return found


def note_ignored(names: list[str]) -> None:
    """Remember parameters that no one read, for the answer's header."""
    if g.get("signed"):
        names = [name for name in names if name not in SIGNED]
    g.ignored_parameters = ", ".join(quote(name) for name in names[:_MOST_IGNORED])


def note_also_ignored(names: list[str]) -> None:
    """Remember parameters that say nothing of what was asked for, beside those that are unknown."""
    before = g.get("ignored_parameters", "")
    note_ignored(names)
    g.ignored_parameters = ", ".join(filter(None, (before, g.ignored_parameters)))


def join_path(sent: Mapping[str, Sent], said: Mapping[str, str | None]) -> dict[str, Sent]:
    """Add what the path says to what the query says: they may agree, but not differ.

    Args:
        sent: field → what was sent for it.
        said: field → what the path says of it; None where it says nothing.

    Raises:
        InvalidParameter: names the query's parameter.
    """
    joined = dict(sent)
    for field, value in said.items():
        if value is None:
            continue
        other = joined.setdefault(field, Sent(field, value))
        if _plain(str(other.value)) != _plain(value):
            accepted = f"what the path says, {value}, or to be left out"
            raise InvalidParameter(other.name, other.value, accepted)
    return joined


def _plain(text: str) -> object:
    """What a format or a number is, however it is written."""
    text = text.lower()
    try:
        return DRAWN.get(text) or float(text)
    except ValueError:
        return text


def refusal_of(error: ValidationError, name: str) -> InvalidParameter:
    """Make the error of a part of a spec, by the name of the parameter that it was made from."""
    detail = error.errors()[0]
    return InvalidParameter(name, detail["input"], _accepted(detail))


def build(kind: type[Spec], sent: Mapping[str, Sent], limits: Limits) -> Spec:
    """Validate what was sent.

    Args:
        kind: the spec to make.
        sent: field → value; what is missing takes the spec's default.
        limits: what the service draws at most.

    Raises:
        InvalidParameter: the first value that is not accepted, by its public name.
    """
    values = {field: each.value for field, each in sent.items()}
    try:
        return kind.model_validate(values, context=limits)
    except ValidationError as error:
        raise _refusal(error.errors()[0], sent) from error
    except InvalidParameter as error:
        # A spec that checks several fields together names the one that is to be mended.
        known = sent.get(error.name, Sent(error.name, error.value))
        # Of what has many parts it says which is wrong.
        value = error.value if isinstance(known.value, list | tuple) else known.value
        raise InvalidParameter(known.name, value, error.accepted) from error


def _refusal(detail: ErrorDetails, sent: Mapping[str, Sent]) -> InvalidParameter:
    field = str(detail["loc"][0]) if detail["loc"] else ""
    known = sent.get(field)
    value = known.value if known else detail["input"]
    place = detail["loc"][1] if len(detail["loc"]) > 1 else None
    if isinstance(value, list) and isinstance(place, int) and place < len(value):
        value = value[place]
    return InvalidParameter(known.name if known else field, value, _accepted(detail))


def _accepted(detail: ErrorDetails) -> str:
    return detail["msg"].removeprefix("Value error, ").removeprefix("Input should be ")
