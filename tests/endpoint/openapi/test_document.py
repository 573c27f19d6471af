"""The document that a small app's routes make."""

from enum import StrEnum
from typing import Any

import pytest
import schemathesis
from flask import Flask
from pydantic import BaseModel, Field

from endpoint.openapi import Answer, Api, PathParameter, image_answers, shown_with

Json = dict[str, Any]


class Style(StrEnum):
    FLAT = "flat"
    PLASTIC = "plastic"


class Query(BaseModel):
    style: Style = Field(Style.FLAT, description="How it is painted.", examples=["plastic"])
    label_color: str | None = Field(
        None, alias="labelColor", examples=["333"], json_schema_extra=shown_with(label="docs")
    )
    color_b: str | None = Field(None, alias="colorB", deprecated=True)
    link: list[str] = Field([], max_length=2)
    scale: int | float = Field(1)


class Body(BaseModel):
    note: str | None = None


def small_app() -> tuple[Flask, Api]:
    app, api = Flask(__name__), Api()

    @app.get("/badge")
    @app.get("/badge/<path:content>")
    @api.route(
        tag="Badges",
        query=Query,
        path={"content": PathParameter("What it says.", "a-b-red", {"maxLength": 9})},
        answers=image_answers("image/png", json=Body, _404=Answer("No such badge.")),
    )
    def badge(content: str = "none") -> tuple[str, int]:
        """Draw a badge.

        As long as its text.
        """
        return content, 201

    @app.get("/hidden")
    def hidden() -> str:
        return ""

    return app, api


@pytest.fixture
def document() -> Json:
    app, api = small_app()
    with app.app_context():
        return api.document("https://img.example.org/easel")


@pytest.fixture
def operation(document: Json) -> Json:
    found: Json = document["paths"]["/badge/{content}"]["get"]
    return found


def parameter(operation: Json, name: str) -> Json:
    found: Json = next(each for each in operation["parameters"] if each["name"] == name)
    return found


def test_it_is_valid_openapi_3_1(document: Json) -> None:
    assert document["openapi"] == "3.1.0"
    schemathesis.openapi.from_dict(document).validate()


def test_it_holds_the_documented_routes_alone(document: Json) -> None:
    assert set(document["paths"]) == {"/badge", "/badge/{content}"}
    assert document["servers"] == [{"url": "https://img.example.org/easel"}]


def test_paths_stand_in_the_order_of_their_views() -> None:
    app, api = small_app()
    answers = {200: Answer("Well.")}
    app.get("/a")(api.route(tag="First letters", answers=answers)(lambda: ""))
    with app.app_context():
        assert list(api.document("")["paths"])[-1] == "/a"


def test_its_only_methods_are_the_routes(document: Json) -> None:
    assert {method for item in document["paths"].values() for method in item} == {"get"}


def test_the_docstring_is_summary_and_description(operation: Json) -> None:
    assert operation["summary"] == "Draw a badge."
    assert operation["description"] == "As long as its text."


def test_operations_of_one_view_differ_in_their_names(document: Json) -> None:
    names = {item["get"]["operationId"] for item in document["paths"].values()}
    assert names == {"get_badge", "get_badge_content"}


def test_the_answers_are_those_of_the_route_and_no_422(operation: Json) -> None:
    assert set(operation["responses"]) == {"200", "304", "400", "404", "414", "503"}
    drawn = operation["responses"]["200"]["content"]
    assert drawn == {
        "image/png": {},
        "application/json": {"schema": {"$ref": "#/components/schemas/Body"}},
    }
    assert set(operation["responses"]["400"]["content"]) == {
        "application/problem+json",
        "image/png",
        "image/svg+xml",
    }
    assert "content" not in operation["responses"]["304"]


def test_a_path_parameter_is_described(operation: Json) -> None:
    assert parameter(operation, "content") == {
        "name": "content",
        "in": "path",
        "required": True,
        "description": "What it says.",
        "schema": {"type": "string", "maxLength": 9},
        "example": "a-b-red",
    }


def test_a_path_parameter_must_be_described() -> None:
    app, api = Flask(__name__), Api()
    app.get("/<name>")(api.route(tag="Names", answers={}, path={})(lambda name: name))
    with app.app_context(), pytest.raises(KeyError, match="name"):
        api.document("")


def test_a_parameter_that_may_be_left_out_has_no_null(operation: Json) -> None:
    found = parameter(operation, "labelColor")
    assert found["schema"] == {"type": "string"}
    assert found["required"] is False
    assert found["example"] == "333"
    assert found["x-shown-with"] == {"label": "docs"}


def test_an_old_name_is_marked_as_such(operation: Json) -> None:
    assert parameter(operation, "colorB")["deprecated"] is True
    assert "deprecated" not in parameter(operation, "labelColor")


def test_alternatives_stay(operation: Json) -> None:
    kinds = [{"type": "integer"}, {"type": "number"}]
    assert parameter(operation, "scale")["schema"] == {"anyOf": kinds, "default": 1}


def test_schemas_are_those_that_are_referred_to(document: Json) -> None:
    assert set(document["components"]["schemas"]) == {"Body", "Problem", "Style"}


def test_a_view_answers_as_if_it_were_not_documented() -> None:
    app, _ = small_app()
    response = app.test_client().get("/badge/x?style=nonsense")
    assert (response.status_code, response.text) == (201, "x")


def test_a_document_is_the_callers_own(document: Json) -> None:
    app, api = small_app()
    with app.app_context():
        first, second = api.document(""), api.document("")
    first["paths"].clear()
    assert second["paths"]
    assert second["servers"] == [{"url": "/"}]
