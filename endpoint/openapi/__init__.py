"""The OpenAPI 3.1 document, made from what each route says of itself.

A route names its query model, its path parameters and its answers; the view's docstring is the
summary (first paragraph) and the description (the rest, up to a form feed)::

    class BadgeQuery(BaseModel):
        style: Style = Field(Style.FLAT, description="How it is painted.", examples=["plastic"])
        label_color: str | None = Field(
            None, alias="labelColor", description="…", examples=["333"],
            json_schema_extra=shown_with(label="docs"),
        )
        color_b: str | None = Field(None, alias="colorB", deprecated=True, description="…")

    from endpoint.openapi import PathParameter, api, image_answers, shown_with

    @bp.get("/badge/<path:content>")
    @api.route(
        tag="Badges",
        query=BadgeQuery,
        path={"content": PathParameter("`label-message-color` …", "build-passing-brightgreen")},
        answers=image_answers("image/svg+xml", "image/png", "image/webp"),
    )
    def badge(content: str) -> Response:
        \"\"\"Draw a badge.\"\"\"

Nothing is validated here and no answer is touched: `params.py` reads the request, `errors.py`
answers what is wrong. The examples are what /docs draws: the path's example alone, and for each
query parameter its example on the path's `plain` value, together with what `shown_with` adds
and what is `always_shown`.
"""

from __future__ import annotations

from endpoint.openapi.answers import (
    Answer,
    FormBody,
    PathParameter,
    Problem,
    always_shown,
    image_answers,
    shown_with,
)
from endpoint.openapi.registry import Api

__all__ = [
    "Answer",
    "Api",
    "FormBody",
    "PathParameter",
    "Problem",
    "always_shown",
    "api",
    "image_answers",
    "shown_with",
]

api = Api()
