"""What /docs makes of an OpenAPI document."""

from typing import Any

import pytest

from endpoint.landing.reference import Parameter, Route, chapters

IMAGES = {"200": {"description": "Drawn.", "content": {"image/png": {}}}}


def parameter(schema: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"name": "p", "in": "query", "description": "Says p.", "schema": schema, **more}


def operation(*parameters: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {
        "get": {
            "operationId": "get_p",
            "summary": "Draw.",
            "description": "",
            "tags": ["Pictures"],
            "parameters": list(parameters),
            "responses": IMAGES,
            **more,
        }
    }


def only_route(paths: dict[str, Any]) -> Route:
    schemas = {"Style": {"enum": ["flat", "social"], "type": "string"}}
    chapter, *others = chapters({"paths": paths, "components": {"schemas": schemas}})
    assert others == []
    (route,) = chapter.routes
    return route


def read(schema: dict[str, Any], **more: Any) -> Parameter:
    return only_route({"/p": operation(parameter(schema, **more))}).parameters[0]


@pytest.mark.parametrize(
    ("schema", "kind", "choices", "bounds", "default"),
    [
        ({"type": "string"}, "text", (), "", ""),
        ({"type": "string", "maxLength": 5}, "text", (), "up to 5 characters", ""),
        (
            {"type": "integer", "minimum": 1, "maximum": 3, "default": 1},
            "whole number",
            (),
            "1 to 3",
            "1",
        ),
        ({"type": "integer", "minimum": 0}, "whole number", (), "0 or more", ""),
        ({"type": "boolean", "default": True}, "true or false", (), "", "true"),
        ({"type": "array", "maxItems": 2}, "list", (), "up to 2 times", ""),
        (
            {"$ref": "#/components/schemas/Style", "default": "flat"},
            "choice",
            ("flat", "social"),
            "",
            "flat",
        ),
    ],
)
def test_a_schema_is_read_as_words(
    schema: dict[str, Any], kind: str, choices: tuple[str, ...], bounds: str, default: str
) -> None:
    found = read(schema)
    assert (found.type, found.choices) == (kind, choices)
    assert (found.bounds, found.default) == (bounds, default)


def test_a_query_parameter_is_shown_in_its_example() -> None:
    shown = {"example": "50:red,80:é", "x-shown-with": {"label": "a b"}}
    assert read({"type": "string"}, **shown).example == "/p?label=a%20b&p=50:red,80:%C3%A9"


def test_without_an_example_nothing_is_shown() -> None:
    assert read({"type": "string"}).example == ""


def test_a_path_is_filled_with_its_examples() -> None:
    content = {**parameter({"type": "string"}), "name": "content", "in": "path", "example": "a-9%"}
    assert only_route({"/p/{content}": operation(content)}).example == "/p/a-9%25"


def test_query_parameters_are_shown_on_the_plain_value() -> None:
    content = {
        **parameter({"type": "string"}),
        "name": "content",
        "in": "path",
        "example": "9x9/red",
        "x-plain": "9x9",
    }
    route = only_route({"/{content}": operation(content, parameter({}, example="v"))})
    assert route.example == "/9x9/red"
    assert route.parameters[1].example == "/9x9?p=v"


def test_what_is_always_shown_is_in_each_example() -> None:
    always = {**parameter({}, example="hi"), "name": "message", "x-always-shown": True}
    route = only_route({"/p": operation(always, parameter({}, example=False))})
    assert route.example == "/p?message=hi"
    assert route.parameters[1].example == "/p?message=hi&p=false"


def test_a_parameter_that_a_chapter_had_before_is_not_said_again() -> None:
    own = {**parameter({}), "name": "own"}
    paths = {
        "/p": operation(parameter({}, example=1)),
        "/q": operation(parameter({}, example=2), own, summary="Draw q.", operationId="get_q"),
    }
    chapter, *_ = chapters({"paths": paths, "components": {"schemas": {}}})
    first, second = chapter.routes
    assert [each.name for each in first.parameters] == ["p"]
    assert [each.name for each in second.parameters] == ["own"]
    assert second.shared == (("p", "get_p-p"),)


def test_what_draws_nothing_has_no_picture() -> None:
    responses = {"200": {"description": "Well.", "content": {"application/json": {}}}}
    assert only_route({"/p": operation(responses=responses)}).example == ""


def test_the_paths_of_one_view_are_one_route_with_all_parameters() -> None:
    content = {**parameter({"type": "string"}), "name": "content", "in": "path", "example": "x"}
    route = only_route({"/p": operation(), "/p/{content}": operation(content)})
    assert route.paths == ("/p/{content}", "/p")
    assert [each.name for each in route.parameters] == ["content"]
    assert route.answers == (("200", "Drawn.", ("image/png",)),)


def test_chapters_are_tags_and_operation_is_the_last() -> None:
    paths = {
        "/healthz": operation(tags=["Operation"]),
        "/b": operation(tags=["Badges"]),
    }
    found = chapters({"paths": paths, "components": {"schemas": {}}})
    assert [chapter.title for chapter in found] == ["Badges", "Operation"]
