"""From path and query to a placeholder's spec."""

import re
from dataclasses import asdict

from werkzeug.datastructures import MultiDict

from endpoint.placeholder.grammar import Address, split_glued_query
from endpoint.query import Sent, build, read_query
from image_proc.errors import InvalidParameter
from image_proc.limits import Limits
from image_proc.placeholder import FORMATS, PlaceholderSpec

NAMES = {
    "text": "text",
    "Text": "text",
    "font": "font",
    "font_size": "font_size",
    "bold": "bold",
    "align": "align",
    "radius": "radius",
    "border": "border",
    "gradient": "gradient",
    "dpr": "dpr",
    "format": "format",
    "background": "background",
    "bg": "background",
    "foreground": "foreground",
    "fg": "foreground",
    "color": "foreground",
}
"""Public name → field of the spec."""

# What stands before "=" starts a parameter; any other "&" belongs to the text, from a "%26".
_GLUE = re.compile(r"&(?=\w+=)")


def read_placeholder(path: str, args: MultiDict[str, str], limits: Limits) -> PlaceholderSpec:
    """Read a request.

    Args:
        path: decoded, without its leading slash.
        args: the query.
        limits: what the service draws at most.

    Raises:
        InvalidParameter: the first thing that is wrong, by the name that its user gave it.
    """
    path, glued = split_glued_query(path)
    address = Address.parse(path)
    sent = _of_address(address)
    for field, each in read_query(_with_glued(args, glued), NAMES).items():
        sent[field] = _agreeing(field, sent.get(field), each)
    return build(PlaceholderSpec, sent, limits)


def _of_address(address: Address) -> dict[str, Sent]:
    said = asdict(address).items()
    return {name: Sent(name, value) for name, value in said if value is not None}


def _with_glued(args: MultiDict[str, str], glued: str) -> MultiDict[str, str]:
    """Add a query that was glued to the path; its percent signs were decoded with the path's."""
    if not glued:
        return args
    joined = MultiDict(args)
    for pair in _GLUE.split(glued):
        name, _, value = pair.partition("=")
        joined.add(name, value.replace("+", " "))
    return joined


def _agreeing(field: str, in_path: Sent | None, in_query: Sent) -> Sent:
    """Let path and query say the same, but not two things."""
    if in_path is None or _plain(field, in_path.value) == _plain(field, in_query.value):
        return in_query
    accepted = f"what the path says, {in_path.value}, or to be left out"
    raise InvalidParameter(in_query.name, in_query.value, accepted)


def _plain(field: str, value: object) -> object:
    text = str(value).lower()
    return FORMATS.get(text, text) if field == "format" else text.removeprefix("#")
