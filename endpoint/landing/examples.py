"""The addresses of the images that /docs shows, from the examples of an OpenAPI document."""

from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import quote, urlencode

Json = Mapping[str, Any]

_READABLE = "/:@,&=~!$*"


def route_example(path: str, parameters: Sequence[Json]) -> str:
    """Give the address that shows a route: its path's examples, and what is always there."""
    return _address(_filled(path, parameters, ("example",)), _always(parameters))


def parameter_example(parameter: Json, path: str, parameters: Sequence[Json]) -> str:
    """Give the address that shows a query parameter on a plain path; empty without an example."""
    if parameter["in"] != "query" or "example" not in parameter:
        return ""
    shown = {
        **_always(parameters),
        **parameter.get("x-shown-with", {}),
        parameter["name"]: parameter["example"],
    }
    return _address(_filled(path, parameters, ("x-plain", "example")), shown)


def _always(parameters: Sequence[Json]) -> dict[str, Any]:
    return {each["name"]: each["example"] for each in parameters if "x-always-shown" in each}


def _filled(path: str, parameters: Sequence[Json], keys: tuple[str, ...]) -> str:
    """Fill a path's template with what stands under the first key that each parameter has."""
    for each in parameters:
        if each["in"] == "path":
            value = next(str(each[key]) for key in keys if key in each)
            path = path.replace(f"{{{each['name']}}}", quote(value, safe=_READABLE))
    return path


def _address(path: str, query: Mapping[str, Any]) -> str:
    words = {name: _word(value) for name, value in query.items()}
    written = urlencode(words, doseq=True, quote_via=quote, safe=_READABLE)
    return f"{path}?{written}" if written else path


def _word(value: object) -> object:
    """Write a value as a URL does: JSON's true is `true`."""
    return str(value).lower() if isinstance(value, bool) else value
