"""What a route says of itself: path parameters, answers, the problem document."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from pydantic import BaseModel, ConfigDict, Field

PROBLEM_TYPE = "application/problem+json"
SCHEMAS = "#/components/schemas/"

Json = dict[str, Any]


class Problem(BaseModel):
    """What was wrong, for programs (RFC 9457)."""

    model_config = ConfigDict(frozen=True)

    type: str = Field("about:blank", description="An address that names the kind of problem.")
    title: str = Field(description="The kind of problem in a few words.")
    status: int = Field(description="The HTTP status.", ge=400, le=599)
    detail: str = Field(description="What was wrong and what is accepted, as a sentence.")
    parameter: str | None = Field(None, description="The parameter that was wrong.")
    value: str | None = Field(None, description="The value that was sent.")
    accepted: str | None = Field(None, description="What the parameter accepts.")


@dataclass(frozen=True)
class PathParameter:
    """A variable part of a route's path.

    Attributes:
        description: What it means and what it accepts.
        example: A value that draws something worth seeing on /docs.
        schema: JSON schema keywords beside the type: pattern, enum, maxLength …
        type: The JSON schema type.
        plain: A value on which the query's parameters show; the example, where that is left out.
        of_rows: Whether somebody has to make first what it names; its example draws nothing.
    """

    description: str
    example: str
    schema: Mapping[str, object] = field(default_factory=dict)
    type: str = "string"
    plain: str = ""
    of_rows: bool = False

    def document(self, name: str) -> Json:
        """Give the parameter object of the path variable `name`."""
        return {
            "name": name,
            "in": "path",
            "required": True,
            "description": self.description,
            "schema": {"type": self.type, **self.schema},
            "example": self.example,
            **({"x-plain": self.plain} if self.plain else {}),
            **({"x-of-rows": True} if self.of_rows else {}),
        }


@dataclass(frozen=True)
class Answer:
    """One status that a route can answer, and the bodies that can come with it.

    Attributes:
        description: What the status means here.
        content: Media type → the model of the body, or None where the body is no JSON.
    """

    description: str
    content: Mapping[str, type[BaseModel] | None] = field(default_factory=dict)

    def document(self) -> Json:
        """Give the response object."""
        content = {
            media_type: {"schema": {"$ref": SCHEMAS + model.__name__}} if model else {}
            for media_type, model in self.content.items()
        }
        return {"description": self.description, **({"content": content} if content else {})}


class FormBody(BaseModel):
    """A body that is sent as a form, and not as JSON."""


def image_answers(
    *media_types: str, json: type[BaseModel] | None = None, **more: Answer
) -> dict[int, Answer]:
    """List what a route that draws an image can answer.

    Args:
        media_types: The image types that the route's suffixes stand for, the default first.
        json: The model of the `.json` form, where the route has one.
        more: Statuses of this route alone: `_404=Answer("No such project", …)`.
    """
    images: dict[str, type[BaseModel] | None] = dict.fromkeys(media_types)
    # An error is drawn in the format that an address ends with, whatever is made there.
    wrong = {PROBLEM_TYPE: Problem, **images, "image/svg+xml": None}
    drawn = {**images, **({"application/json": json} if json else {})}
    common = {
        200: Answer("The image, in the format that the suffix names.", drawn),
        304: Answer("The image is the one that `If-None-Match` names."),
        400: Answer("A parameter is wrong: its name, its value and what is accepted.", wrong),
        414: Answer("The address is longer than 32 kB.", wrong),
        503: Answer("Too much is being drawn; `Retry-After` says when to come again.", wrong),
    }
    return {**common, **{int(status.lstrip("_")): answer for status, answer in more.items()}}


def shown_with(**query: str) -> Json:
    """Name the query parameters without which a parameter's example would show nothing."""
    return {"x-shown-with": dict(query)}


def always_shown() -> Json:
    """Mark a query parameter without which its route draws nothing: each example has it."""
    return {"x-always-shown": True}
