"""Routes for those who watch the service."""

from http import HTTPStatus

from flask import Response, current_app, jsonify
from pydantic import BaseModel

from endpoint.openapi import Answer, api
from endpoint.ops import bp
from endpoint.readiness import readiness

_SOON = "5"  # s


class Health(BaseModel):
    """That the process answers."""

    status: str


class Ready(BaseModel):
    """Whether requests should be sent here.

    Args:
        status: `ready` or `not ready`.
        parts: `ok`, or what is wrong, of each part that requests need.
    """

    status: str
    parts: dict[str, str]


@bp.get("/healthz")
@api.route(
    tag="Operation",
    answers={200: Answer("The process answers.", {"application/json": Health})},
)
def healthz() -> Response:
    """Say that the process is alive.

    It draws nothing and asks nobody, so it answers while everything else is busy.
    """
    return _unkept(Health(status="ok"))


@bp.get("/readyz")
@api.route(
    tag="Operation",
    answers={
        200: Answer("Database and store of images answer.", {"application/json": Ready}),
        503: Answer("One of them does not; the body says which.", {"application/json": Ready}),
    },
)
def readyz() -> Response:
    """Say whether requests should be sent here: database and store of images are looked at.

    What was found is good for 3 s, and a look that hangs is given up after 2 s.
    """
    troubles = readiness(current_app).troubles()
    wrong = any(troubles.values())
    parts = {name: trouble or "ok" for name, trouble in troubles.items()}
    response = _unkept(Ready(status="not ready" if wrong else "ready", parts=parts))
    if wrong:
        response.status_code = HTTPStatus.SERVICE_UNAVAILABLE
        response.headers["Retry-After"] = _SOON
    return response


def _unkept(told: BaseModel) -> Response:
    response = jsonify(told.model_dump())
    response.headers["Cache-Control"] = "no-store"
    return response
