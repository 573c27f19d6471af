"""The few things that spectree's document says otherwise than a URL behaves."""

from __future__ import annotations

from collections.abc import Iterator

from endpoint.openapi.answers import SCHEMAS, Json


def operations(document: Json) -> Iterator[Json]:
    """Give each operation of each path."""
    for item in document["paths"].values():
        yield from item.values()


def query_parameter(parameter: Json) -> Json:
    """Say of a query parameter what can be typed: a URL has no null, `null` means left out."""
    if parameter["in"] != "query":
        return parameter
    schema = {key: value for key, value in parameter["schema"].items() if key != "title"}
    typed = [each for each in schema.pop("anyOf", []) if each != {"type": "null"}]
    schema |= typed[0] if len(typed) == 1 else {"anyOf": typed} if typed else {}
    if schema.get("default", ...) is None:
        del schema["default"]
    moved = {"description": schema.pop("description", "")}
    if examples := schema.pop("examples", None):
        moved["example"] = examples[0]
    for key in ("deprecated", "x-shown-with", "x-always-shown"):
        if key in schema:
            moved[key] = schema.pop(key)
    return {**parameter, **moved, "schema": schema}


def used_schemas(document: Json) -> Json:
    """Leave out the query models: each parameter already stands at its route."""
    schemas: Json = document["components"]["schemas"]
    used: Json = {}
    waiting = list(_references(document["paths"]))
    while waiting:
        name = waiting.pop()
        if name not in used:
            used[name] = schemas[name]
            waiting += _references(schemas[name])
    return dict(sorted(used.items()))


def _references(value: object) -> Iterator[str]:
    if isinstance(value, dict):
        if isinstance(reference := value.get("$ref"), str):
            yield reference.removeprefix(SCHEMAS)
        value = list(value.values())
    if isinstance(value, list):
        for each in value:
            yield from _references(each)
