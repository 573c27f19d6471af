"""The OpenAPI document as chapters to read: what /docs shows."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlencode

Json = Mapping[str, Any]

_SCHEMAS = "#/components/schemas/"
_READABLE = "/:@,&=~!$*"


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter of a route.

    Attributes:
        name: As it is typed.
        place: Where it stands, path or query.
        type: A word, such as text or whole number.
        default: What holds when it is left out; empty where that has no one value.
        choices: The values that it accepts, where they can be listed.
        bounds: What limits its values, a phrase, else empty.
        description: A sentence or two.
        example: An address below the service's root that shows it, empty if there is none.
        deprecated: Kept for old links.
    """

    name: str
    place: str
    type: str
    default: str
    choices: tuple[str, ...]
    bounds: str
    description: str
    example: str
    deprecated: bool


@dataclass(frozen=True, slots=True)
class Route:
    """What can be asked for, under one or more paths.

    Attributes:
        anchor: The fragment that leads here.
        paths: Templates such as `/badge/{content}`.
        summary: A line.
        description: The rest of what is to be said.
        parameters: In the order of the document, each once.
        answers: (status, description, media types).
        example: An address below the service's root that draws an image, else empty.
    """

    anchor: str
    paths: tuple[str, ...]
    summary: str
    description: str
    parameters: tuple[Parameter, ...]
    answers: tuple[tuple[str, str, tuple[str, ...]], ...]
    example: str


@dataclass(frozen=True, slots=True)
class Chapter:
    """The routes that share a tag."""

    title: str
    routes: tuple[Route, ...]


def chapters(document: Json) -> tuple[Chapter, ...]:
    """Arrange an OpenAPI document by tag; paths that lead to one view make one route."""
    found: dict[str, dict[str, list[tuple[str, Json]]]] = {}
    for path, item in document["paths"].items():
        operation = item["get"]
        views = found.setdefault(operation["tags"][0], {})
        views.setdefault(operation["summary"], []).append((path, operation))
    schemas = document["components"]["schemas"]
    return tuple(
        Chapter(tag, tuple(_route(each, schemas) for each in found[tag].values()))
        for tag in sorted(found, key=lambda tag: tag == "Operation")
    )


def _route(views: list[tuple[str, Json]], schemas: Json) -> Route:
    fullest = max(views, key=lambda view: len(view[1]["parameters"]))
    path, operation = fullest
    draws = any(kind.startswith("image/") for kind in operation["responses"]["200"]["content"])
    address = _filled(path, operation["parameters"], ("example",)) if draws else ""
    plain = _filled(path, operation["parameters"], ("x-plain", "example")) if draws else ""
    return Route(
        anchor=operation["operationId"],
        paths=tuple(each for each, _ in views),
        summary=operation["summary"],
        description=operation["description"],
        parameters=tuple(_parameter(each, plain, schemas) for each in operation["parameters"]),
        answers=tuple(_answer(*each) for each in operation["responses"].items()),
        example=address,
    )


def _answer(status: str, response: Json) -> tuple[str, str, tuple[str, ...]]:
    return status, response["description"], tuple(response.get("content", {}))


def _filled(path: str, parameters: list[Json], keys: tuple[str, ...]) -> str:
    """Fill a path's template with what stands under the first key that each parameter has."""
    for each in parameters:
        if each["in"] == "path":
            value = next(str(each[key]) for key in keys if key in each)
            path = path.replace(f"{{{each['name']}}}", quote(value, safe=_READABLE))
    return path


def _parameter(parameter: Json, address: str, schemas: Json) -> Parameter:
    schema = _resolved(parameter["schema"], schemas)
    example = ""
    if address and parameter["in"] == "query" and "example" in parameter:
        shown = {**parameter.get("x-shown-with", {}), parameter["name"]: parameter["example"]}
        example = f"{address}?{urlencode(shown, doseq=True, quote_via=quote, safe=_READABLE)}"
    return Parameter(
        name=parameter["name"],
        place=parameter["in"],
        type=_type(schema),
        default=_words(schema.get("default", "")),
        choices=tuple(_words(value) for value in schema.get("enum", ())),
        bounds=_bounds(schema),
        description=parameter["description"],
        example=example,
        deprecated=parameter.get("deprecated", False),
    )


def _resolved(schema: Json, schemas: Json) -> Json:
    """Put what a reference names in its place."""
    if "$ref" not in schema:
        return schema
    return {**schemas[schema["$ref"].removeprefix(_SCHEMAS)], **schema}


def _type(schema: Json) -> str:
    if "enum" in schema:
        return "choice"
    words = {"string": "text", "integer": "whole number", "boolean": "true or false"}
    kind = schema.get("type", "string")
    return "list" if kind == "array" else words.get(kind, str(kind))


def _words(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _bounds(schema: Json) -> str:
    said = []
    if "minimum" in schema:
        low, high = schema["minimum"], schema.get("maximum")
        said.append(f"{low} or more" if high is None else f"{low} to {high}")
    if "maxLength" in schema:
        said.append(f"up to {schema['maxLength']} characters")
    if "maxItems" in schema:
        said.append(f"up to {schema['maxItems']} times")
    return ", ".join(said)
