"""What captchas answer, for programs and for the documentation."""

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from endpoint.openapi import Answer, PathParameter, Problem
from endpoint.openapi.answers import PROBLEM_TYPE

TOKEN = PathParameter(
    "What `POST /captcha` has given.",
    "1.AAAAAAAAAAAAAAAAAAAAAA.1.sign-up.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
    {"maxLength": 200},
    of_rows=True,
)
_WRONG = {PROBLEM_TYPE: Problem}
_DRAWN: dict[str, type[BaseModel] | None] = {**_WRONG, "image/png": None, "image/svg+xml": None}


class Issued(BaseModel):
    """A captcha."""

    model_config = ConfigDict(frozen=True)

    token: str = Field(description="Goes into the form, and with the answer to `/captcha/verify`.")
    image: str = Field(description="The picture's path, 200 × 70 px; `@2x.png` is twice as large.")
    audio: str = Field(description="The sound's path: other characters, only digits.")
    expires: str = Field(description="Until when it may be answered, ISO 8601 in UTC.")


class Verdict(BaseModel):
    """What became of an answer."""

    model_config = ConfigDict(frozen=True)

    success: bool
    reason: Literal["wrong", "expired", "used", "invalid"] | None = Field(
        description="Why not: `wrong` answer; `expired`; `used`, there was an attempt before; "
        "`invalid`, no token of this service or one for another scope."
    )


def posted(description: str, model: type[BaseModel]) -> dict[int, Answer]:
    """List what a POST can answer."""
    return {
        200: Answer(description, {"application/json": model}),
        400: Answer("A field is wrong: its name, its value and what is accepted.", _WRONG),
        413: Answer("The body is too large.", _WRONG),
        415: Answer("The body is neither JSON nor a form.", _WRONG),
        429: Answer("Too many came from this address; `Retry-After` says when to go on.", _WRONG),
        503: Answer("Too much is under way; `Retry-After` says when to come again.", _WRONG),
    }


def shown(description: str, media_type: str) -> dict[int, Answer]:
    """List what a captcha's picture or sound can answer."""
    return {
        200: Answer(description, {media_type: None}),
        400: Answer("The address holds control characters, or bytes that are no UTF-8.", _DRAWN),
        404: Answer("It is no token of this service.", {**_DRAWN, "text/html": None}),
        410: Answer("It has expired.", _DRAWN),
        429: Answer("Too many came from this address; `Retry-After` says when to go on.", _DRAWN),
        503: Answer("Too much is being drawn; `Retry-After` says when to come again.", _DRAWN),
    }
