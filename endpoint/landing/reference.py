"""The OpenAPI document as chapters to read: what /docs shows."""

import json
from dataclasses import dataclass, replace

from endpoint.landing.examples import Json, parameter_example, route_example

_SCHEMAS = "#/components/schemas/"

View = tuple[str, Json, str]
"""A path, its operation, its method."""


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
        method: GET, PUT …
        paths: Templates such as `/badge/{content}`.
        summary: A line.
        description: The rest of what is to be said.
        parameters: In the order of the document, but for those that the chapter had before.
        shared: Names of those, each with the anchor where it stands.
        answers: (status, description, media types).
        example: An address below the service's root that draws an image, else empty.
    """

    anchor: str
    method: str
    paths: tuple[str, ...]
    summary: str
    description: str
    parameters: tuple[Parameter, ...]
    shared: tuple[tuple[str, str], ...]
    answers: tuple[tuple[str, str, tuple[str, ...]], ...]
    example: str


@dataclass(frozen=True, slots=True)
class Chapter:
    """The routes that share a tag."""

    title: str
    routes: tuple[Route, ...]


def chapters(document: Json) -> tuple[Chapter, ...]:
    """Arrange an OpenAPI document by tag; paths that lead to one view make one route."""
    found: dict[str, dict[str, list[View]]] = {}
    for path, item in document["paths"].items():
        for method, operation in item.items():
            views = found.setdefault(operation["tags"][0], {})
            views.setdefault(operation["summary"], []).append((path, operation, method.upper()))
    schemas = document["components"]["schemas"]
    return tuple(
        Chapter(tag, _without_repetition([_route(each, schemas) for each in found[tag].values()]))
        for tag in sorted(found, key=lambda tag: tag == "Operation")
    )


def _route(views: list[View], schemas: Json) -> Route:
    views.sort(key=lambda view: (len(view[1]["parameters"]), -len(view[0])), reverse=True)
    path, operation, method = views[0]
    parameters = operation["parameters"]
    draws = method == "GET" and _draws(operation)
    return Route(
        anchor=operation["operationId"],
        method=method,
        paths=tuple(each for each, *_ in views),
        summary=operation["summary"],
        description=operation["description"],
        parameters=tuple(
            _parameter(each, parameter_example(each, path, parameters) if draws else "", schemas)
            for each in parameters
        ),
        shared=(),
        answers=tuple(_answer(*each) for each in operation["responses"].items()),
        example=route_example(path, parameters) if draws else "",
    )


def _draws(operation: Json) -> bool:
    """Whether a service as it was installed answers the examples with images."""
    content = operation["responses"].get("200", {}).get("content", {})
    stored = any("x-of-rows" in each for each in operation["parameters"])
    return not stored and any(kind.startswith("image/") for kind in content)


def _without_repetition(routes: list[Route]) -> tuple[Route, ...]:
    """Describe each parameter of a chapter once; later routes lead to it."""
    places: dict[Parameter, str] = {}
    found = []
    for route in routes:
        said = {each: replace(each, example="") for each in route.parameters}
        new = tuple(each for each in route.parameters if said[each] not in places)
        old = tuple(each for each in route.parameters if said[each] in places)
        shared = tuple((each.name, places[said[each]]) for each in old)
        places |= {said[each]: f"{route.anchor}-{each.name}" for each in new}
        found.append(replace(route, parameters=new, shared=shared))
    return tuple(found)


def _answer(status: str, response: Json) -> tuple[str, str, tuple[str, ...]]:
    return status, response["description"], tuple(response.get("content", {}))


def _parameter(parameter: Json, example: str, schemas: Json) -> Parameter:
    schema = _resolved(parameter["schema"], schemas)
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
