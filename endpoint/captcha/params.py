"""What is sent to captchas, as JSON or as a form."""

from collections.abc import Collection
from re import fullmatch
from typing import Annotated, Any, TypeVar

from flask import request
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from endpoint.captcha.token import SCOPE
from endpoint.documents import read_object, validate
from endpoint.query import note_ignored, read_query
from image_proc.fields import parse_whole

SHORTEST_TTL, TTL, LONGEST_TTL = 120, 180, 300
"""s that a captcha may be answered."""

LARGEST_BODY = 16 * 1024
"""Bytes."""

_SCOPES = "up to 64 of A-Za-z0-9_-"

_FORMS = frozenset({"application/x-www-form-urlencoded", "multipart/form-data"})


def _ttl(value: object) -> int:
    return parse_whole(value, SHORTEST_TTL, LONGEST_TTL, f"{SHORTEST_TTL} to {LONGEST_TTL} s")


def _scope(value: object) -> object:
    if isinstance(value, str) and not fullmatch(SCOPE, value):
        raise ValueError(_SCOPES)
    return value


def _for_what() -> Any:
    return Field(
        "",
        json_schema_extra={"pattern": f"^{SCOPE}$"},
        description="What the captcha is for, up to 64 of `A-Za-z0-9_-`: one that was made for "
        "one form opens no other.",
        examples=["sign-up"],
    )


class Wanted(BaseModel):
    """What kind of captcha is wanted; all of it may be left out."""

    model_config = ConfigDict(frozen=True)

    scope: Annotated[str, BeforeValidator(_scope)] = _for_what()
    ttl: Annotated[int, BeforeValidator(_ttl)] = Field(
        TTL, ge=SHORTEST_TTL, le=LONGEST_TTL, description="Seconds that it may be answered."
    )


class Attempt(BaseModel):
    """An answer."""

    model_config = ConfigDict(frozen=True)

    token: str = Field(description="The token, as it was given.")
    answer: str = Field(
        description="What was read in the picture or heard in the sound; capital or small "
        "letters, spaces do not count."
    )
    scope: Annotated[str, BeforeValidator(_scope)] = _for_what()


Sent = TypeVar("Sent", Wanted, Attempt)


def read_body(kind: type[Sent]) -> Sent:
    """Read a body, which may be empty where nothing has to be said.

    Raises:
        InvalidParameter: names what is wrong.
        UnsupportedMediaType: neither JSON nor a form.
        RequestEntityTooLarge: over `LARGEST_BODY`.
    """
    return validate(kind, _sent(kind.model_fields))


def _sent(names: Collection[str]) -> dict[str, Any]:
    request.max_content_length = LARGEST_BODY
    if request.mimetype in _FORMS or not request.get_data():
        found = read_query(request.form, {name: name for name in names})
        return {field: each.value for field, each in found.items()}
    sent = read_object(LARGEST_BODY)
    note_ignored([key for key in sent if key not in names])
    return {key: value for key, value in sent.items() if key in names}
