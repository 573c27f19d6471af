"""Routes for those who watch the service."""

from flask import Response, jsonify
from pydantic import BaseModel

from endpoint.openapi import Answer, api
from endpoint.ops import bp


class Health(BaseModel):
    """That the process answers."""

    status: str


@bp.get("/healthz")
@api.route(
    tag="Operation",
    answers={200: Answer("The process answers.", {"application/json": Health})},
)
def healthz() -> Response:
    """Say that the process is alive.

    It draws nothing and asks nobody, so it answers while everything else is busy.
    """
    response = jsonify(Health(status="ok").model_dump())
    response.headers["Cache-Control"] = "no-store"
    return response
